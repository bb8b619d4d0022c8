// SPDX-License-Identifier: GPL-3.0-or-later
// The client against a server that behaves badly: each way is an error of its own, and the client goes on.
#include "engine/wire/limits.h"
#include "tests/engine/client/asking.h"

#include <QSignalSpy>
#include <QTest>

using namespace runlens;
using namespace runlens::client;
using namespace std::chrono_literals;

namespace {

using Way = Behaviour::Way;

QString text(const char* latin) { return QString::fromLatin1(latin); }

} // namespace

class TestHttpClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badAnswers_data();
    void badAnswers();
    void aBombIsStopped();
    void whatIsPackedIsUnpacked();
    void aHugeHeaderIsNotTaken();
    void redirectsOfTheSameOriginAreFollowed();
    void otherOriginsGetNothing_data();
    void otherOriginsGetNothing();
    void circlesEnd();
    void aPostIsNotTurnedIntoAQuestion();
    void statusesAreAnswers_data();
    void statusesAreAnswers();
    void onlyWhatIsSafeIsRepeated_data();
    void onlyWhatIsSafeIsRepeated();
    void aLostPostIsNotRepeated();
    void waitsAsLongAsIsAsked_data();
    void waitsAsLongAsIsAsked();
    void backsOff();
    void unchanged();
    void interactiveComesFirst();
    void cancelledIsSilent();
    void theBudgetIsKept();
    void certificates_data();
    void certificates();
    void theAuthorityOfAProfileIsTrusted();
    void nobodyListens();
    void theLogHasNoKey();
    void curlIsQuoted();
    void theLogForgets();
};

void TestHttpClient::badAnswers_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("requests");
    const auto row = [](const char* name, Way way, bool chunked, int outcome, int requests) {
        QTest::newRow(name) << static_cast<int>(way) << chunked << outcome << requests;
    };
    row("whole", Way::whole, false, 200, 1);
    row("whole in chunks", Way::whole, true, 200, 1);
    row("slow", Way::slow, false, 200, 1);
    row("slow in chunks", Way::slow, true, 200, 1);
    row("cut", Way::cut, false, failed(ErrorCode::brokenAnswer), 4);
    row("cut in chunks", Way::cut, true, failed(ErrorCode::brokenAnswer), 4);
    row("reset", Way::reset, false, failed(ErrorCode::unreachable), 4);
    row("never", Way::never, false, failed(ErrorCode::timedOut), 1);
    row("slow and endless", Way::slowEndless, false, failed(ErrorCode::timedOut), 1);
    row("endless", Way::endless, false, failed(ErrorCode::tooLarge), 1);
    row("not HTTP", Way::notHttp, false, failed(ErrorCode::brokenAnswer), 4);
}

void TestHttpClient::badAnswers()
{
    QFETCH(int, way);
    QFETCH(bool, chunked);
    QFETCH(int, outcome);
    QFETCH(int, requests);
    HostileServer server;
    Behaviour behaviour = Behaviour::badly(static_cast<Way>(way));
    behaviour.chunked = chunked;
    server.script("/bad", behaviour);
    server.script("/good", Behaviour::json("[]"));
    HttpOptions options;
    options.patience = 300ms;
    options.deadline = static_cast<Way>(way) == Way::slowEndless ? 500ms : 10'000ms;
    Asking client(server, options);
    const auto answer = client.get(text("/bad"));
    QCOMPARE(outcomeOf(answer), outcome);
    QCOMPARE(server.count("/bad"), requests);
    if (answer)
        QCOMPARE(answer->body, QByteArray(R"({"data": []})"));
    else
        QCOMPARE(answer.error().where, server.url().toStdString());
    QCOMPARE(outcomeOf(client.get(text("/good"))), 200);
}

void TestHttpClient::aBombIsStopped()
{
    HostileServer server;
    server.script("/bad", Behaviour::bomb(static_cast<qint64>(maxBodyBytes) + 1));
    server.script("/good", Behaviour::bomb(static_cast<qint64>(maxBodyBytes)));
    Asking client(server);
    QCOMPARE(outcomeOf(client.get(text("/bad"))), failed(ErrorCode::tooLarge));
    // Qt's own guard would stop this one, which is within the limit.
    const auto answer = client.get(text("/good"));
    QCOMPARE(outcomeOf(answer), 200);
    QCOMPARE(answer->body.size(), static_cast<qsizetype>(maxBodyBytes));
}

void TestHttpClient::whatIsPackedIsUnpacked()
{
    HostileServer server;
    Behaviour behaviour = Behaviour::json(qCompress(QByteArray(R"({"data": [1]})")).mid(4));
    behaviour.headers = {"Content-Encoding: deflate"};
    server.script("/good", behaviour);
    behaviour.way = Way::cut;
    server.script("/bad", behaviour);
    Asking client(server);
    QCOMPARE(client.get(text("/good"))->body, QByteArray(R"({"data": [1]})"));
    QCOMPARE(outcomeOf(client.get(text("/bad"))), failed(ErrorCode::brokenAnswer));
}

void TestHttpClient::aHugeHeaderIsNotTaken()
{
    HostileServer server;
    Behaviour behaviour = Behaviour::json("[]");
    behaviour.headerBytes = 10 << 20;
    server.script("/bad", behaviour);
    server.script("/good", Behaviour::json("[]"));
    Asking client(server);
    const auto answer = client.get(text("/bad"));
    QCOMPARE(outcomeOf(answer), failed(ErrorCode::brokenAnswer));
    QCOMPARE(outcomeOf(client.get(text("/good"))), 200);
}

void TestHttpClient::redirectsOfTheSameOriginAreFollowed()
{
    HostileServer server;
    server.script("/1", Behaviour::redirect("/2", 301));
    server.script("/2", Behaviour::redirect(server.url().toLatin1() + "/3", 302));
    server.script("/3", Behaviour::redirect("4", 303));
    server.script("/4", Behaviour::redirect("/5", 307));
    server.script("/5", Behaviour::redirect("/6?a=b", 308));
    server.script("/6", Behaviour::json("[6]"));
    Asking client(server);
    const auto answer = client.get(text("/1"));
    QCOMPARE(outcomeOf(answer), 200);
    QCOMPARE(answer->body, QByteArray("[6]"));
    QCOMPARE(server.requests().back().headers.value("authorization"), "Bearer " + QByteArray(Asking::key));
    QCOMPARE(client.log.entries().size(), std::size_t{6});
    QCOMPARE(client.log.entries().back().path, text("/6?a=b"));
}

void TestHttpClient::otherOriginsGetNothing_data()
{
    QTest::addColumn<QByteArray>("to"); // %1: the port of another server, %2: of this one
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("port") << QByteArray("http://127.0.0.1:%1/there") << QByteArray("http://127.0.0.1:%1");
    QTest::newRow("host") << QByteArray("http://localhost:%2/there") << QByteArray("http://localhost:%2");
    QTest::newRow("both") << QByteArray("http://localhost:%1/there") << QByteArray("http://localhost:%1");
    QTest::newRow("scheme") << QByteArray("https://127.0.0.1:%2/there") << QByteArray("https://127.0.0.1:%2");
    QTest::newRow("no scheme") << QByteArray("//127.0.0.1:%1/there") << QByteArray("http://127.0.0.1:%1");
    QTest::newRow("user") << QByteArray("http://user@127.0.0.1:%2/there") << QByteArray("http://127.0.0.1:%2");
    QTest::newRow("key in it") << QByteArray("http://the-key-of-the-tests.127.0.0.1:%1/")
                               << QByteArray("http://….127.0.0.1:%1");
}

void TestHttpClient::otherOriginsGetNothing()
{
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, named);
    HostileServer other;
    HostileServer server;
    for (QByteArray* one : {&to, &named})
        one->replace("%1", QByteArray::number(other.port())).replace("%2", QByteArray::number(server.port()));
    server.script("/there", Behaviour::json("[]"));
    other.script("/there", Behaviour::json("[]"));
    server.script("/here", Behaviour::redirect(to));
    server.script("/good", Behaviour::json("[]"));
    Asking client(server);
    const auto answer = client.get(text("/here"));
    QCOMPARE(outcomeOf(answer), failed(ErrorCode::redirectRefused));
    QCOMPARE(QByteArray::fromStdString(answer.error().where), named);
    QCOMPARE(outcomeOf(client.get(text("/good"))), 200);
    QCOMPARE(other.connections(), 0);
    QVERIFY(!other.heard(Asking::key));
    QCOMPARE(server.count("/there"), 0);
}

void TestHttpClient::circlesEnd()
{
    HostileServer server;
    server.script("/a", Behaviour::redirect("/b"));
    server.script("/b", Behaviour::redirect("/a"));
    server.script("/good", Behaviour::json("[]"));
    Asking client(server);
    QCOMPARE(outcomeOf(client.get(text("/a"))), failed(ErrorCode::redirectRefused));
    QCOMPARE(server.requests().size(), 6);
    QCOMPARE(outcomeOf(client.get(text("/good"))), 200);
}

void TestHttpClient::aPostIsNotTurnedIntoAQuestion()
{
    HostileServer server;
    server.script("/moved", Behaviour::redirect("/there", 302));
    server.script("/kept", Behaviour::redirect("/there", 308));
    server.script("/there", Behaviour::json("[]"));
    Asking client(server);
    QCOMPARE(outcomeOf(client.post(text("/moved"))), failed(ErrorCode::redirectRefused));
    QCOMPARE(server.count("/there"), 0);
    QCOMPARE(outcomeOf(client.post(text("/kept"))), 200);
    QCOMPARE(server.requests().back().method, QByteArray("POST"));
    QCOMPARE(server.requests().back().body, QByteArray("{}"));
}

void TestHttpClient::statusesAreAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("judged");
    const auto row = [](int status, ErrorCode code) {
        QTest::newRow(qPrintable(QString::number(status))) << status << failed(code);
    };
    row(400, ErrorCode::requestRefused);
    row(401, ErrorCode::keyRefused);
    row(403, ErrorCode::keyRefused);
    row(404, ErrorCode::notFound);
    row(409, ErrorCode::conflict);
    row(422, ErrorCode::unprocessable);
    row(429, ErrorCode::rateLimited);
    row(500, ErrorCode::serverFailed);
    row(503, ErrorCode::serverFailed);
}

void TestHttpClient::statusesAreAnswers()
{
    QFETCH(int, status);
    QFETCH(int, judged);
    HostileServer server;
    server.script("/bad", Behaviour::failing(status));
    server.script("/good", Behaviour::json("[]"));
    Asking client(server);
    const auto answer = client.get(text("/bad"));
    QCOMPARE(outcomeOf(answer), status);
    const auto good = successOf(*answer);
    QCOMPARE(outcomeOf(good), judged);
    QCOMPARE(good.error().message, std::string("said: no"));
    QCOMPARE(good.error().where, "HTTP " + std::to_string(status));
    QCOMPARE(server.count("/bad"), status == 429 || status == 503 ? 4 : 1);
    QCOMPARE(outcomeOf(client.get(text("/good"))), 200);
}

void TestHttpClient::onlyWhatIsSafeIsRepeated_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("idempotencyKey");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("requests");
    QTest::newRow("GET") << QByteArray("GET") << QByteArray() << 200 << 2;
    QTest::newRow("POST with a key") << QByteArray("POST") << QByteArray("k") << 200 << 2;
    QTest::newRow("POST") << QByteArray("POST") << QByteArray() << 503 << 1;
}

void TestHttpClient::onlyWhatIsSafeIsRepeated()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, idempotencyKey);
    QFETCH(int, outcome);
    QFETCH(int, requests);
    HostileServer server;
    server.script("/it", {Behaviour::failing(503), Behaviour::json("[]")});
    Asking client(server);
    HttpRequest request;
    request.method = method;
    request.path = text("/it");
    request.body = method == "POST" ? "{}" : "";
    request.idempotencyKey = idempotencyKey;
    QCOMPARE(outcomeOf(client.ask(request)), outcome);
    QCOMPARE(server.count("/it"), requests);
    QCOMPARE(server.requests().back().headers.value("idempotency-key"), idempotencyKey);
}

void TestHttpClient::aLostPostIsNotRepeated()
{
    HostileServer server;
    server.script("/good", Behaviour::json("[]"));
    server.script("/bad", Behaviour::badly(Way::reset));
    Asking client(server);
    for (const char* body : {"{}", ""}) {
        QCOMPARE(outcomeOf(client.get(text("/good"))), 200); // which leaves a connection to be lost
        HttpRequest request;
        request.method = "POST";
        request.path = text("/bad");
        request.body = body;
        const int before = server.count("/bad");
        QCOMPARE(outcomeOf(client.ask(request)), failed(ErrorCode::unreachable));
        QCOMPARE(server.count("/bad"), before + 1);
    }
}

void TestHttpClient::waitsAsLongAsIsAsked_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("waits"); // ms; 0: it does not wait, and gives up
    QTest::newRow("seconds") << QByteArray("Retry-After: 7") << 7000;
    QTest::newRow("date") << QByteArray("Retry-After: Mon, 08 Jun 2026 14:00:09 GMT") << 9000;
    QTest::newRow("a date that is over") << QByteArray("Retry-After: Mon, 08 Jun 2026 13:00:00 GMT") << 1;
    QTest::newRow("too long") << QByteArray("Retry-After: 3600") << 0;
    QTest::newRow("nonsense") << QByteArray("Retry-After: soon") << 375;
}

void TestHttpClient::waitsAsLongAsIsAsked()
{
    QFETCH(QByteArray, header);
    QFETCH(int, waits);
    for (const int status : {429, 503}) {
        HostileServer server;
        server.script("/it", {Behaviour::failing(status, {header}), Behaviour::json("[]")});
        Asking client(server);
        const auto before = client.clock->steady();
        const auto answer = client.get(text("/it"));
        const auto waited = client.clock->steady() - before;
        QCOMPARE(outcomeOf(answer), waits == 0 ? status : 200);
        if (waits == 0)
            QCOMPARE(*answer->retryAfter, std::chrono::milliseconds(3'600'000));
        else
            QVERIFY2(waited.count() >= waits && waited.count() < waits + 400,
                     qPrintable(QString::number(waited.count())));
    }
}

void TestHttpClient::backsOff()
{
    HostileServer server;
    server.script("/it", Behaviour::failing(502));
    Asking client(server);
    QCOMPARE(outcomeOf(client.get(text("/it"))), 502);
    // Of 500, 1000 and 2000 ms, half and half of the dice's half.
    QCOMPARE(client.clock->waits, (std::vector<std::chrono::milliseconds>{375ms, 750ms, 1500ms}));
}

void TestHttpClient::unchanged()
{
    HostileServer server;
    Behaviour first = Behaviour::json("[]");
    first.headers = {"ETag: \"v1\""};
    Behaviour second;
    second.status = 304;
    second.headers = {"ETag: \"v1\""};
    server.script("/it", {first, second});
    Asking client(server);
    const auto before = client.get(text("/it"));
    QCOMPARE(before->etag, QByteArray("\"v1\""));
    HttpRequest request;
    request.path = text("/it");
    request.etag = before->etag;
    const auto after = client.ask(request);
    QCOMPARE(outcomeOf(after), 304);
    QVERIFY(after->unchanged());
    QCOMPARE(server.requests().back().headers.value("if-none-match"), QByteArray("\"v1\""));
}

void TestHttpClient::interactiveComesFirst()
{
    HostileServer server;
    for (const char* path : {"/1", "/2", "/3", "/now"})
        server.script(path, Behaviour::json("[]"));
    HttpOptions options;
    options.parallel = 1;
    Asking client(server, options);
    HttpRequest request;
    request.priority = Priority::background;
    for (const char* path : {"/1", "/2", "/3"}) {
        request.path = text(path);
        client.http.send(request);
    }
    QCOMPARE(outcomeOf(client.get(text("/now"))), 200);
    QTRY_COMPARE(server.requests().size(), 4);
    QCOMPARE(server.requests().front().path, QByteArray("/now"));
}

void TestHttpClient::cancelledIsSilent()
{
    HostileServer server;
    server.script("/never", Behaviour::badly(Way::never));
    server.script("/good", Behaviour::json("[]"));
    HttpOptions options;
    options.parallel = 1;
    Asking client(server, options);
    HttpRequest request;
    request.path = text("/never");
    HttpCall* running = client.http.send(request);
    HttpCall* queued = client.http.send(request);
    QSignalSpy ranOn(running, &HttpCall::finished);
    QSignalSpy queuedOn(queued, &HttpCall::finished);
    QTRY_COMPARE(server.count("/never"), 1);
    queued->cancel();
    running->cancel();
    QCOMPARE(outcomeOf(client.get(text("/good"))), 200);
    QCOMPARE(server.count("/never"), 1);
    QCOMPARE(ranOn.count() + queuedOn.count(), 0);
}

void TestHttpClient::theBudgetIsKept()
{
    HostileServer server;
    server.script("/it", Behaviour::json("[]"));
    server.script("/much", {Behaviour::failing(429, {"Retry-After: 2"}), Behaviour::json("[]")});
    Behaviour last = Behaviour::json("[]");
    last.headers = {"X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 30"};
    server.script("/last", last);
    Asking client(server);
    client.http.setBudget(10, 2);
    const auto began = client.clock->steady();
    for (int i = 0; i < 12; ++i)
        QCOMPARE(outcomeOf(client.get(text("/it"))), 200);
    const auto paced = client.clock->steady() - began;
    QVERIFY2(paced >= 1000ms && paced < 1100ms, qPrintable(QString::number(paced.count())));
    QCOMPARE(outcomeOf(client.get(text("/much"))), 200);
    QVERIFY(client.http.rate() > 5 && client.http.rate() < 6);
    QCOMPARE(outcomeOf(client.get(text("/last"))), 200);
    const auto emptied = client.clock->steady();
    QCOMPARE(outcomeOf(client.get(text("/it"))), 200);
    QVERIFY(client.clock->steady() - emptied >= 30s);
    for (int i = 0; i < 30; ++i)
        QCOMPARE(outcomeOf(client.get(text("/it"))), 200);
    QCOMPARE(client.http.rate(), 10.0);
}

void TestHttpClient::certificates_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("outcome");
    const auto row = [](const char* name, Certificate kind, ErrorCode code) {
        QTest::newRow(name) << static_cast<int>(kind) << failed(code);
    };
    row("by nobody we know", Certificate::good, ErrorCode::certificateUntrusted);
    row("by itself", Certificate::selfSigned, ErrorCode::certificateUntrusted);
    row("expired", Certificate::expired, ErrorCode::certificateExpired);
    row("for another", Certificate::otherHost, ErrorCode::certificateOfAnother);
}

void TestHttpClient::certificates()
{
    QFETCH(int, kind);
    QFETCH(int, outcome);
    HostileServer server(static_cast<Certificate>(kind));
    server.script("/it", Behaviour::json("[]"));
    HttpOptions options;
    if (static_cast<Certificate>(kind) != Certificate::good)
        options.authorities = *readAuthorities(authorityFile());
    Asking client(server, options);
    const auto answer = client.get(text("/it"));
    QCOMPARE(outcomeOf(answer), outcome);
    QCOMPARE(server.requests().size(), 0);
}

void TestHttpClient::theAuthorityOfAProfileIsTrusted()
{
    HostileServer server(Certificate::good);
    server.script("/it", Behaviour::json("[]"));
    HttpOptions options;
    options.authorities = *readAuthorities(authorityFile());
    Asking client(server, options);
    QCOMPARE(outcomeOf(client.get(text("/it"))), 200);
    QCOMPARE(readAuthorities(text("/nowhere/at/all.pem")).error().code, ErrorCode::unreadable);
    QCOMPARE(readAuthorities(text(RUNLENS_SOURCE_DIR "/README.md")).error().code, ErrorCode::invalidDocument);
}

void TestHttpClient::nobodyListens()
{
    auto server = std::make_unique<HostileServer>();
    Asking client(*server);
    server.reset();
    QCOMPARE(outcomeOf(client.get(text("/it"))), failed(ErrorCode::unreachable));
    QCOMPARE(client.log.entries().size(), std::size_t{4});
    QCOMPARE(*client.log.entries().back().failed, ErrorCode::unreachable);
    QCOMPARE(client.log.entries().back().attempt, 4);
}

void TestHttpClient::theLogHasNoKey()
{
    HostileServer server;
    server.script("/here", Behaviour::redirect("/there?key=the-key-of-the-tests"));
    server.script("/there", Behaviour::json("[]"));
    Asking client(server);
    QCOMPARE(outcomeOf(client.get(text("/here"))), 200);
    QString all;
    for (const LoggedRequest& entry : client.log.entries())
        all += QString::fromLatin1(entry.method) + entry.path + asCurl(entry, client.http.server().url());
    QVERIFY(all.contains(text("/there?key=")));
    QVERIFY2(!all.contains(text(Asking::key)), qPrintable(all));
}

void TestHttpClient::curlIsQuoted()
{
    LoggedRequest entry;
    entry.method = "GET";
    entry.path = text("/runs?identity=o'neill$(touch x)`y`");
    QCOMPARE(asCurl(entry, QUrl(text("https://api.example:8443/v1"))),
             text("curl -sS -X 'GET' -H \"Authorization: Bearer $RUNLENS_API_KEY\" "
                  "'https://api.example:8443/runs?identity=o'\\''neill$(touch x)`y`'"));
    entry.method = "POST";
    QVERIFY(asCurl(entry, QUrl(text("https://api.example"))).contains(text("--data @- ")));
}

void TestHttpClient::theLogForgets()
{
    RequestLog log;
    QSignalSpy logged(&log, &RequestLog::logged);
    for (int i = 0; i < 1005; ++i)
        log.add({});
    QCOMPARE(logged.count(), 1005);
    QCOMPARE(log.entries().size(), RequestLog::most);
    QCOMPARE(log.entries().front().number, std::uint64_t{6});
    QCOMPARE(log.entriesAfter(1003).size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
