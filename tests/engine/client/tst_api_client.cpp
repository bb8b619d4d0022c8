// SPDX-License-Identifier: GPL-3.0-or-later
// The questions of both dialects, and answers that are none.
#include "engine/client/api_client.h"
#include "tests/engine/client/asking.h"

#include <QTest>

using namespace runlens;
using namespace runlens::client;

namespace {

/// Waits for the one answer of a question.
template <class T, class Question>
Result<T> answerOf(Question question)
{
    Result<T> answer = std::unexpected(Error{ErrorCode::internal, "never answered", {}});
    QEventLoop loop;
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    question(&loop, [&](Result<T> told) {
        answer = std::move(told);
        loop.quit();
    });
    loop.exec();
    return answer;
}

const AutomationId automation("aut_1");

} // namespace

class TestApiClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsOfBothDialects();
    void filtersOfBothDialects();
    void dialects_data();
    void dialects();
    void noListIsAnError_data();
    void noListIsAnError();
    void refusalsAreErrors();
    void theKeyIsInNoError();
    void runsAreTold();
    void pagesGoOnByTheirLastRow();
    void cursorsThatRepeatEnd();
    void listsMayShrinkAndGrow();
    void cancelled();
};

void TestApiClient::pathsOfBothDialects()
{
    HostileServer server;
    Asking asking(server);
    const auto asked = [&](Dialect dialect, auto question) {
        ApiClient api(asking.http, dialect);
        QEventLoop loop;
        question(api, &loop, [&loop](const auto& /*answer*/) { loop.quit(); });
        loop.exec();
        return server.requests().back();
    };
    const auto run = [](ApiClient& api, QObject* context, auto done) {
        api.run(automation, RunId("run/1 ?"), {.etag = "\"e\""}, context, done);
    };
    const auto list = [](ApiClient& api, QObject* context, auto done) {
        api.automations({.cursor = "a&b", .limit = 500}, context, done);
    };
    QCOMPARE(asked(Dialect::sendrealm, run).path, QByteArray("/automation-runs/run%2F1%20%3F"));
    QCOMPARE(server.requests().back().headers.value("if-none-match"), QByteArray("\"e\""));
    QVERIFY(!server.requests().back().headers.value("user-agent").startsWith("resend-"));
    QCOMPARE(asked(Dialect::resend, run).path, QByteArray("/automations/aut_1/runs/run%2F1%20%3F"));
    QVERIFY(server.requests().back().headers.value("user-agent").startsWith("resend-"));
    QCOMPARE(asked(Dialect::sendrealm, list).path, QByteArray("/automations?limit=100&after=a%26b"));
    const auto events = [](ApiClient& api, QObject* context, auto done) {
        api.events("o'neill+x@mail.example", {.limit = 10}, context, done);
    };
    QCOMPARE(asked(Dialect::sendrealm, events).path,
             QByteArray("/events?limit=10&contact=o%27neill%2Bx%40mail.example"));
}

void TestApiClient::filtersOfBothDialects()
{
    RunFilter filter;
    filter.statuses = {RunStatus::waiting, RunStatus::failed, RunStatus::running};
    filter.identity = "a@b.example";
    filter.step = "wait";
    filter.startedSince = parseInstant("2026-06-08T14:00:00Z");
    filter.activeSince = parseInstant("2026-06-09T14:00:00Z");
    const SplitFilter all = splitFilter(filter, Dialect::sendrealm);
    QVERIFY(all.server == filter);
    QVERIFY(all.here.empty());
    QCOMPARE(parametersOf(all.server, Dialect::sendrealm),
             std::string("&status=waiting,failed,running&identity=a%40b.example&step=wait"
                         "&started_since=2026-06-08T14%3A00%3A00.000Z&active_since=2026-06-09T14%3A00%3A00.000Z"));
    const SplitFilter split = splitFilter(filter, Dialect::resend);
    QCOMPARE(parametersOf(split.server, Dialect::resend), std::string("&status=running,failed"));
    QCOMPARE(split.here.identity, filter.identity);
    QVERIFY(split.here.statuses.empty());
}

void TestApiClient::dialects_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("resend");
    QTest::newRow("Sendrealm") << QByteArray(R"({"data": [{"id": "a", "name": "n", "status": "active"}]})") << false;
    QTest::newRow("ours") << QByteArray(R"({"object": "list", "data": [], "has_more": false, "next_cursor": null})")
                          << false;
    QTest::newRow("Resend") << QByteArray(R"({"object": "list", "has_more": false,
        "data": [{"id": "a", "name": "n", "status": "enabled"}]})")
                            << true;
    QTest::newRow("Resend, empty") << QByteArray(R"({"object": "list", "has_more": false, "data": []})") << true;
}

void TestApiClient::dialects()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, resend);
    HostileServer server;
    server.script("/automations", Behaviour::json(json));
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    const auto answer =
        answerOf<DialectAnswer>([&](QObject* context, auto done) { api.detectDialect(context, std::move(done)); });
    QVERIFY(answer);
    QCOMPARE(answer->dialect == Dialect::resend, resend);
}

void TestApiClient::noListIsAnError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* body, ErrorCode code) {
        QTest::newRow(name) << QByteArray(body) << static_cast<int>(code);
    };
    row("broken JSON", R"({"data": [)", ErrorCode::malformedJson);
    row("HTML with 200", "<!doctype html><title>Sign in</title>", ErrorCode::malformedJson);
    row("empty", "", ErrorCode::empty);
    row("another document", "17", ErrorCode::wrongDocument);
    row("an error with 200", R"({"status": 404, "error": {"code": "c", "message": "m"}})", ErrorCode::serverRefused);
    row("no UTF-8", "[\"\xff\"]", ErrorCode::invalidUtf8);
}

void TestApiClient::noListIsAnError()
{
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    HostileServer server;
    Behaviour behaviour = Behaviour::json(body);
    if (body.startsWith('<'))
        behaviour.headers = {"Content-Type: text/html"};
    server.script("/automations", behaviour);
    server.script("/automations/aut_1/runs", behaviour);
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    const auto list = answerOf<Parsed<AutomationPage>>(
        [&](QObject* context, auto done) { api.automations({}, context, std::move(done)); });
    QCOMPARE(static_cast<int>(list.error().code), code);
    QVERIFY(list.error().where.starts_with("/automations?limit=100"));
    const auto runs = answerOf<Parsed<RunPage>>(
        [&](QObject* context, auto done) { api.runs(automation, {}, {}, context, std::move(done)); });
    QCOMPARE(static_cast<int>(runs.error().code), code);
}

void TestApiClient::refusalsAreErrors()
{
    HostileServer server;
    server.script("/automation-runs/r", {Behaviour::failing(401), Behaviour::failing(404)});
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    for (const ErrorCode code : {ErrorCode::keyRefused, ErrorCode::notFound}) {
        const auto answer = answerOf<RunAnswer>(
            [&](QObject* context, auto done) { api.run(automation, RunId("r"), {}, context, std::move(done)); });
        QCOMPARE(answer.error().code, code);
    }
}

void TestApiClient::theKeyIsInNoError()
{
    HostileServer server;
    Behaviour behaviour = Behaviour::failing(401);
    behaviour.body.replace("no", QByteArray("no such key: ") + Asking::key);
    server.script("/automations", behaviour);
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    const auto list = answerOf<Parsed<AutomationPage>>(
        [&](QObject* context, auto done) { api.automations({}, context, std::move(done)); });
    QCOMPARE(list.error().message, std::string("said: no such key: …"));
}

void TestApiClient::runsAreTold()
{
    HostileServer server;
    Behaviour whole = Behaviour::json(R"({"data": {"id": "r", "status": "waiting", "steps": []}})");
    whole.headers = {"ETag: \"1\""};
    Behaviour unchanged;
    unchanged.status = 304;
    server.script("/automation-runs/r", {whole, unchanged});
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    DetailRequest request;
    const auto ask = [&](QObject* context, auto done) {
        api.run(automation, RunId("r"), request, context, std::move(done));
    };
    const auto first = answerOf<RunAnswer>(ask);
    QVERIFY(first);
    QVERIFY(!first->unchanged);
    QVERIFY(first->run.value.status == RunStatus::waiting);
    QCOMPARE(QByteArray::fromStdString(*first->bytes), whole.body);
    request.etag = first->etag;
    const auto second = answerOf<RunAnswer>(ask);
    QVERIFY(second->unchanged);
    QCOMPARE(second->etag, QByteArray("\"1\""));
    QVERIFY(second->bytes == nullptr);
}

void TestApiClient::pagesGoOnByTheirLastRow()
{
    HostileServer server;
    server.script("/automations/aut_1/runs",
                  {Behaviour::json(R"({"object": "list", "has_more": true, "data": [{"id": "r1"}, {"id": "r2"}]})"),
                   Behaviour::json(R"({"object": "list", "has_more": false, "data": [{"id": "r3"}]})")});
    Asking asking(server);
    ApiClient api(asking.http, Dialect::resend);
    PageRequest page;
    const auto ask = [&](QObject* context, auto done) { api.runs(automation, {}, page, context, std::move(done)); };
    const auto first = answerOf<Parsed<RunPage>>(ask);
    QCOMPARE(first->value.nextCursor, std::string("r2"));
    page.cursor = first->value.nextCursor;
    const auto second = answerOf<Parsed<RunPage>>(ask);
    QVERIFY(!second->value.hasMore);
    QCOMPARE(server.requests().back().path, QByteArray("/automations/aut_1/runs?limit=100&after=r2"));
}

void TestApiClient::cursorsThatRepeatEnd()
{
    HostileServer server;
    server.script("/automations/aut_1/runs",
                  {Behaviour::json(R"({"data": [{"id": "r1"}], "has_more": true, "next_cursor": "x"})"),
                   Behaviour::json(R"({"data": [{"id": "r2"}], "has_more": true, "next_cursor": "y"})"),
                   Behaviour::json(R"({"data": [{"id": "r3"}], "has_more": true, "next_cursor": "x"})")});
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    PageRequest page;
    page.trail = std::make_shared<CursorTrail>();
    std::size_t rows = 0;
    Diagnostics said;
    for (bool more = true; more && rows < 10;) {
        const auto answer = answerOf<Parsed<RunPage>>(
            [&](QObject* context, auto done) { api.runs(automation, {}, page, context, std::move(done)); });
        rows += answer->value.runs.size();
        more = answer->value.hasMore;
        page.cursor = answer->value.nextCursor;
        said = answer->diagnostics;
    }
    QCOMPARE(rows, std::size_t{3});
    QCOMPARE(said.items.size(), std::size_t{1});
    QCOMPARE(said.items.front().code, DiagnosticCode::repeatedCursor);
    // Without a trail the shortest circle is found.
    page.trail.reset();
    page.cursor = "x";
    const auto answer = answerOf<Parsed<RunPage>>(
        [&](QObject* context, auto done) { api.runs(automation, {}, page, context, std::move(done)); });
    QVERIFY(!answer->value.hasMore);
}

/// Rows come and go between pages: what is there is told, and the end is the end.
void TestApiClient::listsMayShrinkAndGrow()
{
    HostileServer server;
    server.script("/automations",
                  {Behaviour::json(R"({"data": [{"id": "a"}, {"id": "b"}], "has_more": true, "next_cursor": "b"})"),
                   Behaviour::json(R"({"data": [], "has_more": true, "next_cursor": "c"})"),
                   Behaviour::json(R"({"data": [{"id": "b"}, {"id": "c"}], "has_more": false})")});
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    PageRequest page;
    std::vector<std::size_t> counts;
    for (bool more = true; more && counts.size() < 10;) {
        const auto answer = answerOf<Parsed<AutomationPage>>(
            [&](QObject* context, auto done) { api.automations(page, context, std::move(done)); });
        counts.push_back(answer->value.automations.size());
        more = answer->value.hasMore;
        page.cursor = answer->value.nextCursor;
    }
    QCOMPARE(counts, (std::vector<std::size_t>{2, 0, 2}));
}

void TestApiClient::cancelled()
{
    HostileServer server;
    server.script("/automations", Behaviour::json(R"({"data": []})"));
    Asking asking(server);
    ApiClient api(asking.http, Dialect::sendrealm);
    int answers = 0;
    auto context = std::make_unique<QObject>();
    const auto count = [&answers](const auto& /*answer*/) { ++answers; };
    PendingAnswer pending = api.automations({}, this, count);
    QVERIFY(pending.isPending());
    pending.cancel();
    QVERIFY(!pending.isPending());
    api.automations({}, context.get(), count);
    context.reset();
    const auto other =
        answerOf<Parsed<AutomationPage>>([&](QObject* here, auto done) { api.automations({}, here, std::move(done)); });
    QVERIFY(other);
    QCOMPARE(answers, 0);
}

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_api_client.moc"
