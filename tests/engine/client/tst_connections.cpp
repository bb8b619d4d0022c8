// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a connection, and what is said of one that is tried out.
#include "engine/client/connection_test.h"
#include "engine/client/profile_store.h"
#include "tests/engine/client/asking.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace runlens;
using namespace runlens::client;
using namespace std::chrono_literals;

namespace {

QString text(const char* latin) { return QString::fromLatin1(latin); }

ConnectionReport tried(const QString& url, const HttpOptions& options = {})
{
    ConnectionTest test(*ServerAddress::of(url, Asking::key), options, 1s);
    ConnectionReport report;
    report.failedAt = ConnectionLayer::name;
    QEventLoop loop;
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    QObject::connect(&test, &ConnectionTest::finished, &loop, [&](const ConnectionReport& told) {
        report = told;
        loop.quit();
    });
    test.start();
    loop.exec();
    return report;
}

void put(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class TestConnections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void origins();
    void aGoodOneIsTold();
    void theLayerIsNamed_data();
    void theLayerIsNamed();
    void certificatesAreTold();
    void whoNeverShakesHands();
    void nobodyListens();
    void noSuchName();
    void profilesAreKept();
    void brokenFilesLoseNothing_data();
    void brokenFilesLoseNothing();
    void whatCannotBeWritten();
};

void TestConnections::addresses_data()
{
    QTest::addColumn<QString>("wrong");
    const auto row = [](const char* url, const char* wrong) { QTest::newRow(url) << QString::fromLatin1(wrong); };
    row("https://api.example.com", "");
    row("https://api.example.com:8443/v1/", "");
    row("http://127.0.0.1:8917", "");
    row("http://127.8.8.8", "");
    row("http://localhost:8917", "");
    row("http://[::1]:8917", "");
    // The key would be read by whoever stands between.
    row("http://api.example.com", "plain http");
    row("http://10.0.0.7:8917", "plain http");
    row("http://127.0.0.1.example.com", "plain http");
    row("http://localhost.example.com", "plain http");
    row("http://[::2]:8917", "plain http");
    row("https://me:secret@api.example.com", "neither user");
    row("https://me@api.example.com", "neither user");
    row("https://api.example.com?key=1", "neither user");
    row("https://api.example.com#top", "neither user");
    row("ftp://api.example.com", "no address of a server");
    row("api.example.com", "no address of a server");
    row("https://", "no address of a server");
    row("https://a b", "no address of a server");
    row("", "no address of a server");
}

void TestConnections::addresses()
{
    QFETCH(QString, wrong);
    const auto address = ServerAddress::of(QString::fromLatin1(QTest::currentDataTag()), Asking::key);
    QCOMPARE(address.has_value(), wrong.isEmpty());
    if (!address) {
        QCOMPARE(address.error().code, ErrorCode::usage);
        QVERIFY2(QString::fromStdString(address.error().message).contains(wrong), address.error().message.c_str());
    }
}

void TestConnections::origins()
{
    const QUrl server(text("https://api.example.com/v1"));
    for (const char* same : {"https://api.example.com", "https://API.example.com:443/other?a=b"})
        QVERIFY2(sameOrigin(server, QUrl(text(same))), same);
    for (const char* other : {"http://api.example.com", "https://api.example.com:444", "https://example.com",
                              "https://api.example.com.evil.org", "https://evil@api.example.com"})
        QVERIFY2(!sameOrigin(server, QUrl(text(other))), other);
    QCOMPARE(originOf(QUrl(text("https://api.example.com:8443/v1?a=b"))), text("https://api.example.com:8443"));
}

void TestConnections::aGoodOneIsTold()
{
    HostileServer server(Certificate::good);
    Behaviour list = Behaviour::json(R"({"data": [{"id": "a", "name": "n"}, {"id": "b", "name": "m"}],
        "has_more": true, "next_cursor": "b"})");
    list.headers = {"Date: Mon, 08 Jun 2026 15:00:00 GMT"};
    server.script("/automations", list);
    HttpOptions options;
    options.clock = std::make_shared<FastClock>();
    options.authorities = *readAuthorities(authorityFile());
    const auto report = tried(server.url(), options);
    QVERIFY(report.good());
    QCOMPARE(report.passed.size(), std::size_t{6});
    QCOMPARE(report.dialect, std::optional(Dialect::sendrealm));
    QCOMPARE(report.clockSkew, std::optional<std::chrono::seconds>(1h));
    QCOMPARE(report.automations, std::size_t{2});
    QVERIFY(report.moreAutomations);
}

void TestConnections::theLayerIsNamed_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("layer");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, int status, const char* body, ConnectionLayer layer, ErrorCode code) {
        QTest::newRow(name) << status << QByteArray(body) << static_cast<int>(layer) << static_cast<int>(code);
    };
    row("fault", 500, "{}", ConnectionLayer::http, ErrorCode::serverFailed);
    row("sent on", 302, "", ConnectionLayer::http, ErrorCode::redirectRefused);
    row("wrong key", 401, "{}", ConnectionLayer::key, ErrorCode::keyRefused);
    row("no right", 403, "{}", ConnectionLayer::key, ErrorCode::keyRefused);
    row("no such path", 404, "{}", ConnectionLayer::shape, ErrorCode::notFound);
    row("a page", 200, "<html></html>", ConnectionLayer::shape, ErrorCode::malformedJson);
    row("something else", 200, R"("hello")", ConnectionLayer::shape, ErrorCode::wrongDocument);
}

void TestConnections::theLayerIsNamed()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, layer);
    QFETCH(int, code);
    HostileServer server;
    Behaviour behaviour = Behaviour::json(body);
    behaviour.status = status;
    if (status == 302)
        behaviour.headers = {"Location: https://sign-in.example/"};
    server.script("/automations", behaviour);
    const auto report = tried(server.url());
    QVERIFY(!report.good());
    QCOMPARE(static_cast<int>(*report.failedAt), layer);
    QCOMPARE(static_cast<int>(report.error->code), code);
    // name, tcp (tls is none here), and those of the question before the one that failed
    QCOMPARE(static_cast<int>(report.passed.size()), layer - static_cast<int>(ConnectionLayer::http) + 2);
    QCOMPARE(server.count("/automations"), 1);
}

void TestConnections::certificatesAreTold()
{
    HttpOptions options;
    options.authorities = *readAuthorities(authorityFile());
    for (const auto& [kind, code] : {std::pair(Certificate::selfSigned, ErrorCode::certificateUntrusted),
                                     std::pair(Certificate::expired, ErrorCode::certificateExpired),
                                     std::pair(Certificate::otherHost, ErrorCode::certificateOfAnother)}) {
        HostileServer server(kind);
        const auto report = tried(server.url(), options);
        QCOMPARE(report.failedAt, std::optional(ConnectionLayer::tls));
        QCOMPARE(report.error->code, code);
        QCOMPARE(report.passed.size(), std::size_t{2});
    }
    HostileServer plain;
    QString url = plain.url();
    url.replace(text("http:"), text("https:"));
    const auto report = tried(url, options);
    QCOMPARE(report.failedAt, std::optional(ConnectionLayer::tls));
}

void TestConnections::whoNeverShakesHands()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const auto report = tried(text("https://127.0.0.1:") + QString::number(silent.serverPort()));
    QCOMPARE(report.failedAt, std::optional(ConnectionLayer::tls));
    QCOMPARE(report.error->code, ErrorCode::timedOut);
}

void TestConnections::nobodyListens()
{
    QString url;
    {
        HostileServer server;
        url = server.url();
    }
    const auto report = tried(url);
    QCOMPARE(report.failedAt, std::optional(ConnectionLayer::tcp));
    QCOMPARE(report.error->code, ErrorCode::unreachable);
    QCOMPARE(report.error->where, url.toStdString());
}

void TestConnections::noSuchName()
{
    const auto report = tried(text("https://no-such-machine.invalid"));
    QCOMPARE(report.failedAt, std::optional(ConnectionLayer::name));
    QVERIFY(report.passed.empty());
}

void TestConnections::profilesAreKept()
{
    QTemporaryDir folder;
    const ProfileStore store(folder.filePath(text("deep/down/profiles.json")));
    QVERIFY(store.load()->profiles.empty());
    ServerProfile first;
    first.id = newProfileId();
    first.name = text("“Shop” \n production");
    first.url = text("https://api.example/v1");
    first.dialect = Dialect::resend;
    first.mark = ProfileMark::production;
    first.readOnly = true;
    first.caFile = text("/etc/own.pem");
    first.requestsPerSecond = 2.5;
    ServerProfile second;
    second.id = newProfileId();
    QVERIFY(store.save({first, second}));
    QVERIFY(store.save({second, first})); // over what is there
    const auto list = store.load();
    QVERIFY(list->diagnostics.empty());
    QCOMPARE(list->profiles, (std::vector{second, first}));
    QCOMPARE(QFileInfo(store.path()).permissions()
                 & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    QCOMPARE(QDir(QFileInfo(store.path()).path()).entryList(QDir::Files).size(), 1);
}

void TestConnections::brokenFilesLoseNothing_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("profiles");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("no JSON") << QByteArray("{\"profiles\": [") << 0 << QByteArray("");
    QTest::newRow("no list") << QByteArray("{\"profiles\": 5}") << 0 << QByteArray("/profiles");
    QTest::newRow("no object") << QByteArray(R"({"profiles": [7, {"id": "a"}]})") << 1 << QByteArray("/profiles/0");
    QTest::newRow("no text") << QByteArray(R"({"profiles": [{"id": "a", "url": 7}]})") << 1
                             << QByteArray("/profiles/0/url");
    QTest::newRow("no word") << QByteArray(R"({"profiles": [{"id": "a", "mark": "prod"}]})") << 1
                             << QByteArray("/profiles/0/mark");
    QTest::newRow("no rate") << QByteArray(R"({"profiles": [{"id": "a", "requests_per_second": 0}]})") << 1
                             << QByteArray("/profiles/0/requests_per_second");
    QTest::newRow("no bool") << QByteArray(R"({"profiles": [{"id": "a", "read_only": "no"}]})") << 1
                             << QByteArray("/profiles/0/read_only");
    QTest::newRow("twice") << QByteArray(R"({"profiles": [{"id": "a"}, {"id": "a"}]})") << 2
                           << QByteArray("/profiles/1/id");
}

void TestConnections::brokenFilesLoseNothing()
{
    QFETCH(QByteArray, content);
    QFETCH(int, profiles);
    QFETCH(QByteArray, place);
    QTemporaryDir folder;
    const ProfileStore store(folder.filePath(text("profiles.json")));
    put(store.path(), content);
    const auto list = store.load();
    QVERIFY(list);
    QCOMPARE(static_cast<int>(list->profiles.size()), profiles);
    QCOMPARE(list->diagnostics.items.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(list->diagnostics.items.front().pointer), place);
    if (place.endsWith("read_only"))
        QVERIFY(list->profiles.front().readOnly);
    QVERIFY(store.save(list->profiles));
    QFile kept(list->keptAs);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), content);
    QVERIFY(store.load()->diagnostics.empty());
}

void TestConnections::whatCannotBeWritten()
{
    QTemporaryDir folder;
    put(folder.filePath(text("file")), "x");
    const ProfileStore store(folder.filePath(text("file/profiles.json")));
    QCOMPARE(store.save({}).error().code, ErrorCode::writeFailed);
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
