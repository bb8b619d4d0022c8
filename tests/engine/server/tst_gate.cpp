// SPDX-License-Identifier: GPL-3.0-or-later
// Who gets in: the key, where it comes from, and the names this machine answers to.
#include "engine/server/api_key.h"
#include "engine/server/gate.h"
#include "engine/wire/reader.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace runlens;
using namespace runlens::server;

namespace {

const std::string key = "a-key-of-the-test";

HttpRequest asking(const char* host, const char* authorization = "Bearer a-key-of-the-test")
{
    HttpRequest request;
    request.method = Method::get;
    request.path = "/automations";
    request.host = host;
    request.authorization = authorization;
    return request;
}

/// Code of the refusal; "" where there is none.
std::string refusalOf(const HttpRequest& request, bool loopback = true)
{
    const auto refused = Gate(ApiKey(key), loopback).refuse(request);
    if (!refused)
        return {};
    const auto body = readErrorBody(refused->body->bytes);
    return body && body->status == refused->status ? body->code + ' ' + std::to_string(refused->status) : "no error";
}

} // namespace

class TestGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { qunsetenv("RUNLENS_API_KEY"); }

    void keys_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<QByteArray>("refusal");
        QTest::newRow("right") << QByteArray("Bearer a-key-of-the-test") << QByteArray();
        QTest::newRow("in another case") << QByteArray("bEARER   a-key-of-the-test") << QByteArray();
        QTest::newRow("none") << QByteArray() << QByteArray("key_missing 401");
        QTest::newRow("no scheme") << QByteArray("a-key-of-the-test") << QByteArray("key_missing 401");
        QTest::newRow("another scheme") << QByteArray("Basic a-key-of-the-test") << QByteArray("key_missing 401");
        QTest::newRow("empty") << QByteArray("Bearer ") << QByteArray("key_missing 401");
        QTest::newRow("wrong") << QByteArray("Bearer a-key-of-the-tesT") << QByteArray("key_wrong 401");
        QTest::newRow("wrong at its beginning")
            << QByteArray("Bearer b-key-of-the-test") << QByteArray("key_wrong 401");
        QTest::newRow("shorter") << QByteArray("Bearer a-key-of-the-tes") << QByteArray("key_wrong 401");
        QTest::newRow("twice itself") << QByteArray("Bearer a-key-of-the-testa-key-of-the-test")
                                      << QByteArray("key_wrong 401");
    }
    void keys()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(QByteArray, refusal);
        QCOMPARE(refusalOf(asking("localhost", authorization.constData())), refusal.toStdString());
    }

    void healthNeedsNoKey()
    {
        HttpRequest request = asking("localhost", "");
        request.path = "/health";
        QCOMPARE(refusalOf(request), std::string());
        request.host = "evil.example";
        QCOMPARE(refusalOf(request), std::string("wrong_host 421"));
    }

    void hosts()
    {
        for (const char* host : {"localhost", "LocalHost:8917", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8917", ""})
            QCOMPARE(refusalOf(asking(host)), std::string());
        for (const char* host :
             {"evil.example", "evil.example:8917", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:evil",
              "[::1].evil.example", "[::2]", "10.0.0.1", ":8917", "localhost@evil"}) {
            QCOMPARE(refusalOf(asking(host)), std::string("wrong_host 421"));
            QCOMPARE(refusalOf(asking(host), false), std::string()); // a name that a real address may have
        }
        QVERIFY(isLoopback("127.0.0.2") && isLoopback("::1") && !isLoopback("0.0.0.0") && !isLoopback("::"));
    }

    void keysInUrls()
    {
        for (const char* query : {"api_key=x", "a=b&KEY=", "token=1", "access%5Ftoken=1", "x=a-key-of-the-test"}) {
            HttpRequest request = asking("localhost");
            request.query = query;
            QCOMPARE(refusalOf(request), std::string("key_in_query 400"));
        }
        HttpRequest request = asking("localhost");
        request.query = "limit=5&after=key";
        QCOMPARE(refusalOf(request), std::string());
    }

    void aKeyIsMadeOnce()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("deep/er/key"));
        const auto made = findKey(path.toStdString(), false);
        QVERIFY(made.has_value());
        QVERIFY(made->made);
        QVERIFY(made->key.text().size() > 64);
        QCOMPARE(QFileInfo(path).permissions(),
                 QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
        const auto again = findKey(path.toStdString(), true);
        QVERIFY(again.has_value());
        QVERIFY(!again->made);
        QVERIFY(again->key.equals(made->key.text()));
        const auto other = findKey(folder.filePath(QStringLiteral("other")).toStdString(), true);
        QVERIFY(!other->key.equals(made->key.text()));
    }

    void whereAKeyComesFrom()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("key")).toStdString();
        qputenv("RUNLENS_API_KEY", "the-environments-key");
        QVERIFY(findKey(path, false)->key.equals("the-environments-key"));
        QVERIFY(!QFile::exists(QString::fromStdString(path)));
        QVERIFY(!findKey(path, true)->key.equals("the-environments-key")); // a file that was named counts
        qputenv("RUNLENS_API_KEY", "short");
        QCOMPARE(findKey(path, false).error().where, std::string("RUNLENS_API_KEY"));
    }

    void keyFilesThatWillNotDo()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("key")));
        const std::string path = file.fileName().toStdString();
        const auto write = [&file](const QByteArray& text, QFile::Permissions permissions) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            file.setPermissions(permissions);
        };
        const auto mine = QFile::ReadOwner | QFile::WriteOwner;
        write("a-key-of-the-test\n", mine);
        QVERIFY(findKey(path, true)->key.equals("a-key-of-the-test"));
        for (const auto others : {QFile::ReadGroup, QFile::ReadOther, QFile::WriteOther}) {
            write("a-key-of-the-test\n", mine | others);
            const auto refused = findKey(path, true);
            QCOMPARE(refused.error().code, runlens::ErrorCode::invalidDocument);
            QCOMPARE(refused.error().where, path);
        }
        for (const char* text : {"", "short", "two words that are long enough", "two-lines-that-are\nlong-enough"}) {
            write(text, mine);
            QCOMPARE(findKey(path, true).error().code, runlens::ErrorCode::invalidDocument);
        }
        write(QByteArray(600, 'x'), mine);
        QCOMPARE(findKey(path, true).error().code, runlens::ErrorCode::invalidDocument);
        QCOMPARE(findKey(folder.path().toStdString(), true).error().code, runlens::ErrorCode::unreadable);
        QCOMPARE(findKey("/dev/null/key", true).error().code, runlens::ErrorCode::unreadable);
    }

    void dialects()
    {
        HttpRequest request;
        QVERIFY(dialectOf(request) == Dialect::sendrealm);
        request.userAgent = "resend-node:6.38.0";
        QVERIFY(dialectOf(request) == Dialect::resend);
    }
};

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
