// SPDX-License-Identifier: GPL-3.0-or-later
// The command `serve`, started as a user would: what it makes, how it ends, and what it refuses.
#include "tests/app/cli_program.h"
#include "tests/engine/server/socket_client.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

namespace {

/// runlens-cli serve, for as long as this lives.
class Server {
public:
    explicit Server(const QStringList& arguments)
    {
        m_process.start(QStringLiteral(RUNLENS_CLI), QStringList{QStringLiteral("serve")} + arguments);
        while (!m_process.canReadLine() && m_process.waitForReadyRead(30'000)) {
        }
        url = QString::fromUtf8(m_process.readLine().trimmed());
    }
    ~Server()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const { return url.section(QLatin1Char(':'), -1).toUShort(); }
    /// The exit code; -1 where a signal killed it.
    int end(int signal)
    {
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
        m_process.waitForFinished();
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    QByteArray said() { return m_process.readAllStandardError(); }

    QString url;

private:
    QProcess m_process;
};

QStringList on(const QTemporaryDir& folder, const QString& listen = QStringLiteral("127.0.0.1:0"))
{
    return {QStringLiteral("--store"), QStringLiteral("sqlite:") + folder.filePath(QStringLiteral("store.db")),
            QStringLiteral("--listen"), listen};
}

std::string keyLine(const QTemporaryDir& folder)
{
    const QByteArray key = contents(folder.filePath(QStringLiteral("store.db-key"))).trimmed();
    return "Authorization: Bearer " + key.toStdString() + "\r\n";
}

QStringList with(QStringList arguments, const QStringList& more)
{
    arguments.prepend(QStringLiteral("serve"));
    return arguments + more;
}

} // namespace

class TestServe : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { qunsetenv("RUNLENS_API_KEY"); }

    void servesUntilItIsTold_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void servesUntilItIsTold()
    {
        QFETCH(int, signal);
        const QTemporaryDir folder;
        {
            Server server(on(folder));
            QVERIFY2(
                QRegularExpression(QStringLiteral("^http://127\\.0\\.0\\.1:[1-9][0-9]*$")).match(server.url).hasMatch(),
                qPrintable(server.url));
            const QFileInfo keyFile(folder.filePath(QStringLiteral("store.db-key")));
            QVERIFY(!(keyFile.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
            SocketClient client(server.port());
            QCOMPARE(client.ask(get("/health")).status, 200);
            QCOMPARE(client.ask(get("/automations")).status, 401);
            QCOMPARE(client.ask(post("/contacts", R"({"email":"a@b.c"})", keyLine(folder))).status, 201);
            QCOMPARE(server.end(signal), 0);
            QVERIFY(client.ends());
            const QByteArray said = server.said();
            QVERIFY(said.contains("store.db-key"));
            QVERIFY(!said.contains(contents(keyFile.filePath()).trimmed())); // the key itself is never shown
        }
        Server again(on(folder));
        SocketClient client(again.port());
        const Answer contacts = client.ask(get("/contacts", keyLine(folder)));
        QVERIFY(contacts.body.find("a@b.c") != std::string::npos);
        QCOMPARE(again.end(signal), 0);
        QCOMPARE(again.said(), QByteArray());
    }

    void whatIsThereAlready()
    {
        const QTemporaryDir folder;
        const Server server(on(folder));
        const Outcome sameStore = cli(with(on(folder), {}));
        QCOMPARE(sameStore.exit, 3);
        QVERIFY2(sameStore.err.contains("Another process"), sameStore.err.constData());
        const QTemporaryDir other;
        const Outcome samePort = cli(with(on(other, QStringLiteral("127.0.0.1:%1").arg(server.port())), {}));
        QCOMPARE(samePort.exit, 4);
        QVERIFY2(samePort.err.contains("network"), samePort.err.constData());
        QCOMPARE(samePort.out, QByteArray());
    }

    void aKeyThatOthersMayRead()
    {
        const QTemporaryDir folder;
        QFile key(folder.filePath(QStringLiteral("store.db-key")));
        QVERIFY(key.open(QIODevice::WriteOnly));
        key.write("a-key-that-others-may-read\n");
        key.close();
        key.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        const Outcome refused = cli(with(on(folder), {}));
        QCOMPARE(refused.exit, 3);
        QVERIFY2(refused.err.contains("chmod 600"), refused.err.constData());
        QVERIFY(!refused.err.contains("a-key-that"));
    }

    void wrongOptions_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const QStringList& arguments) { QTest::newRow(name) << arguments; };
        row("no port", {QStringLiteral("--listen"), QStringLiteral("127.0.0.1")});
        row("a name", {QStringLiteral("--listen"), QStringLiteral("example.com:80")});
        row("no number", {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:http")});
        row("no kind of store", {QStringLiteral("--store"), QStringLiteral("store.db")});
        row("PostgreSQL", {QStringLiteral("--store"), QStringLiteral("postgresql://localhost/x")});
        row("tick", {QStringLiteral("--tick"), QStringLiteral("0s")});
        row("workers", {QStringLiteral("--workers"), QStringLiteral("0")});
        row("argument", {QStringLiteral("store.db")});
        row("option", {QStringLiteral("--key"), QStringLiteral("secret")});
    }
    void wrongOptions()
    {
        QFETCH(QStringList, arguments);
        const QTemporaryDir folder;
        const Outcome outcome =
            cli(with(arguments.contains(QStringLiteral("--store")) ? QStringList() : on(folder).mid(0, 2), arguments));
        QCOMPARE(outcome.exit, 2);
        QCOMPARE(outcome.out, QByteArray());
        QVERIFY(!outcome.err.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServe)
#include "tst_serve.moc"
