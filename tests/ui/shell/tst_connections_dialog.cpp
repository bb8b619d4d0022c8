// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog of connections as people use it, by keys, against servers of our own on this machine.
#include "tests/ui/window/legibility.h"
#include "ui/shell/connection_test_panel.h"
#include "ui/shell/connections_dialog.h"
#include "ui/shell/profile_form.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace runlens;
using namespace runlens::shell;
using namespace std::chrono_literals;
using client::ConnectionLayer;
using client::ServerProfile;
using LineState = ConnectionTestPanel::LineState;

namespace {

const QString secret = QStringLiteral("rk_live_51xQzTopSecret");

/// Answers each request with the same; with nothing, never.
class TinyServer : public QTcpServer {
public:
    explicit TinyServer(QByteArray answer) : m_answer(std::move(answer))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                m_heard += socket->readAll();
                if (!m_heard.contains("\r\n\r\n") || m_answer.isEmpty())
                    return;
                socket->write(m_answer);
                socket->disconnectFromHost();
            });
        });
    }
    [[nodiscard]] QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
    [[nodiscard]] const QByteArray& heard() const { return m_heard; }

private:
    QByteArray m_answer;
    QByteArray m_heard;
};

QByteArray answer(const char* status, const QByteArray& body)
{
    return QByteArray("HTTP/1.1 ") + status
           + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
           + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray goodAnswer()
{
    return answer("200 OK", R"({"data": [{"id": "aut_1", "name": "Post Purchase Journey", "status": "active"},)"
                            R"({"id": "aut_2", "name": "Cart Recovery", "status": "paused"}],)"
                            R"("has_more": false, "next_cursor": null})");
}

ServerProfile profile(const char* id, const char* name, const QString& url = QStringLiteral("http://127.0.0.1:9"))
{
    ServerProfile made;
    made.id = QLatin1String(id);
    made.name = QLatin1String(name);
    made.url = url;
    return made;
}

/// A book with those profiles in a folder of its own; keys in memory, as there is no bus.
struct Desk {
    QTemporaryDir folder;
    client::KeyStore keys{50ms};
    std::unique_ptr<ProfileBook> book;
    std::unique_ptr<ConnectionsDialog> dialog;

    explicit Desk(const std::vector<ServerProfile>& profiles = {}, const QString& file = QStringLiteral("p/c.json"))
    {
        const QString path = folder.filePath(file);
        if (!profiles.empty() && !client::ProfileStore(path).save(profiles))
            qFatal("no profiles");
        book = std::make_unique<ProfileBook>(path, keys);
        QSignalSpy loaded(book.get(), &ProfileBook::loaded);
        book->load();
        if (!loaded.wait())
            qFatal("not loaded");
        dialog = std::make_unique<ConnectionsDialog>(*book);
        dialog->test().setPatience(5s);
        dialog->show();
        if (!QTest::qWaitForWindowActive(dialog.get()))
            qFatal("no window");
    }
    [[nodiscard]] QLineEdit* field(const char* name) const
    {
        for (auto* field : dialog->form().findChildren<QLineEdit*>())
            if (field->accessibleName() == QLatin1String(name))
                return field;
        qFatal("no field %s", name);
    }
    void type(const char* name, const QString& text) const
    {
        QLineEdit* into = field(name);
        into->setFocus();
        into->selectAll();
        QTest::keyClicks(into, text);
    }
    [[nodiscard]] QPushButton* button(const char* text) const
    {
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text().remove(QLatin1Char('&')) == QLatin1String(text))
                return button;
        qFatal("no button %s", text);
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (int i = 0; i < dialog->list().count(); ++i)
            all += dialog->list().item(i)->text();
        return all;
    }
    [[nodiscard]] QByteArray saved() const
    {
        QFile file(folder.filePath(QStringLiteral("p/c.json")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// What is shown or could be: every text of every label, field and item.
    [[nodiscard]] QString allTexts() const
    {
        QStringList texts;
        for (auto* label : dialog->findChildren<QLabel*>())
            texts << label->text() << label->toolTip() << label->accessibleName();
        for (auto* field : dialog->findChildren<QLineEdit*>())
            texts << field->displayText() << field->placeholderText() << field->toolTip() << field->accessibleName();
        texts += names();
        return texts.join(QLatin1Char('\n'));
    }
    void test() const
    {
        QSignalSpy finished(&dialog->test(), &ConnectionTestPanel::finished);
        dialog->test().button().click();
        QVERIFY(finished.wait(10'000));
    }
};

QMessageBox* question(const ConnectionsDialog& dialog) { return dialog.findChild<QMessageBox*>(); }

} // namespace

class TestConnections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        m_themes.emplace();
        m_themes->setChoice(theme::ThemeChoice::light);
    }

    void aServerIsAddedByKeysAndItsKeyGoesNowhereElse()
    {
        const TinyServer server(goodAnswer());
        Desk desk;
        QTest::keyClick(&desk.dialog->list(), Qt::Key_W, Qt::AltModifier);
        QTRY_COMPARE(desk.names(),
                     QStringList{QStringLiteral("New connection")}); // a button lets itself be seen pressed
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Shop"));
        desk.type("Address", server.address());
        desk.type("Key", secret);
        desk.test();
        for (const auto layer : {ConnectionLayer::name, ConnectionLayer::tcp, ConnectionLayer::http,
                                 ConnectionLayer::key, ConnectionLayer::shape})
            QCOMPARE(desk.dialog->test().stateOf(layer), LineState::passed);
        QCOMPARE(desk.dialog->test().stateOf(ConnectionLayer::tls), LineState::notTried);
        QVERIFY(desk.dialog->test().summary().contains(QStringLiteral("2 automations")));
        QVERIFY(server.heard().contains("Bearer " + secret.toUtf8())); // so that it is a key which was used
        QVERIFY(!desk.allTexts().contains(secret));
        QSignalSpy saved(desk.dialog.get(), &ConnectionsDialog::saved);
        desk.dialog->accept();
        QVERIFY(saved.wait());
        QVERIFY(!desk.dialog->isVisible());
        QVERIFY(desk.saved().contains("Shop"));
        QVERIFY(!desk.saved().contains(secret.toUtf8()));
        QVERIFY(
            !(QFileInfo(desk.book->profiles().empty() ? QString() : desk.folder.filePath(QStringLiteral("p/c.json")))
                  .permissions()
              & (QFile::ReadGroup | QFile::ReadOther)));
        QString kept;
        desk.keys.read(desk.book->profiles()[0].id, this, [&kept](const Result<QString>& key) { kept = key.value(); });
        QTRY_COMPARE(kept, secret);
        QCOMPARE(desk.keys.where().where, client::KeyPlace::Where::memoryOnly);
    }

    void whereTheKeyIsKeptIsSaidAndItDoesNotComeBack()
    {
        Desk desk({profile("1", "Shop")});
        bool written = false;
        desk.keys.write(QStringLiteral("1"), secret, this, [&written](const client::KeyPlace&) { written = true; });
        QTRY_VERIFY(written);
        desk.dialog = std::make_unique<ConnectionsDialog>(*desk.book);
        desk.dialog->show();
        QTRY_VERIFY(desk.field("Key")->placeholderText().contains(QStringLiteral("keep it")));
        QVERIFY(desk.field("Key")->text().isEmpty());
        QTRY_VERIFY(desk.allTexts().contains(QStringLiteral("in memory only")));
        QVERIFY(!desk.allTexts().contains(secret));
        QVERIFY(!desk.dialog->isChanged());
        QSignalSpy saved(desk.dialog.get(), &ConnectionsDialog::saved);
        desk.button("Forget it")->click();
        QVERIFY(desk.dialog->isChanged());
        desk.dialog->accept();
        QVERIFY(saved.wait());
        bool gone = false;
        desk.keys.read(QStringLiteral("1"), this, [&gone](const Result<QString>& key) { gone = key->isEmpty(); });
        QTRY_VERIFY(gone);
    }

    void whatIsWrongStandsUnderItsField_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("problem");
        QTest::newRow("none") << QString() << QStringLiteral("Write where the server is");
        QTest::newRow("no address") << QStringLiteral("shop") << QStringLiteral("“shop” is no address of a server");
        QTest::newRow("plain") << QStringLiteral("http://example.com") << QStringLiteral("use https");
        QTest::newRow("query") << QStringLiteral("https://example.com?a=b") << QStringLiteral("nor query");
    }
    void whatIsWrongStandsUnderItsField()
    {
        QFETCH(QString, address);
        QFETCH(QString, problem);
        const Desk desk({profile("1", "Good"), profile("2", "Bad")});
        desk.dialog->choose(QStringLiteral("2"));
        desk.type("Address", address + QLatin1Char(' '));
        if (address.isEmpty())
            QTest::keyClick(desk.field("Address"), Qt::Key_Backspace);
        desk.dialog->choose(QStringLiteral("1"));
        QVERIFY(!desk.allTexts().contains(problem));
        desk.dialog->accept(); // leads back to the one that is wrong
        QVERIFY(desk.dialog->isVisible());
        QCOMPARE(desk.dialog->list().currentRow(), 1);
        QVERIFY2(desk.field("Address")->accessibleDescription().contains(problem, Qt::CaseInsensitive),
                 qPrintable(desk.field("Address")->accessibleDescription()));
        QVERIFY(desk.field("Address")->hasFocus());
        QVERIFY(!desk.saved().contains(address.isEmpty() ? "\"\"none" : "\"" + address.toUtf8() + "\""));
    }

    void aTestSaysAtWhichLayerItEnds_data()
    {
        QTest::addColumn<QByteArray>("answered");
        QTest::addColumn<ConnectionLayer>("layer");
        QTest::newRow("key") << answer("401 Unauthorized", R"({"error": {"code": "unauthorized"}})")
                             << ConnectionLayer::key;
        QTest::newRow("http") << answer("500 Internal Server Error", "{}") << ConnectionLayer::http;
        QTest::newRow("shape") << answer("200 OK", "<html>hello</html>") << ConnectionLayer::shape;
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{") << ConnectionLayer::http;
    }
    void aTestSaysAtWhichLayerItEnds()
    {
        QFETCH(QByteArray, answered);
        QFETCH(ConnectionLayer, layer);
        const TinyServer server(answered);
        const Desk desk({profile("1", "Shop", server.address())});
        desk.test();
        const ConnectionTestPanel& test = desk.dialog->test();
        QCOMPARE(test.stateOf(ConnectionLayer::tcp), LineState::passed);
        QCOMPARE(test.stateOf(layer), LineState::failed);
        QVERIFY(test.textOf(layer).size() > 20);
        for (int above = static_cast<int>(layer) + 1; above < static_cast<int>(ConnectionTestPanel::layers); ++above)
            QCOMPARE(test.stateOf(static_cast<ConnectionLayer>(above)), LineState::notTried);
        QVERIFY(!test.isRunning());
    }

    void aTestThatHangsIsStopped()
    {
        const TinyServer server({});
        const Desk desk({profile("1", "Shop", server.address())});
        const ConnectionTestPanel& test = desk.dialog->test();
        test.button().click();
        QTRY_COMPARE(test.stateOf(ConnectionLayer::http), LineState::running);
        QVERIFY(test.isRunning());
        test.button().click();
        QVERIFY(!test.isRunning());
        QCOMPARE(test.stateOf(ConnectionLayer::http), LineState::notTried);
        QCOMPARE(test.summary(), QStringLiteral("The test was stopped."));
        desk.type("Name", QStringLiteral("Other"));
        QCOMPARE(test.summary(), QString()); // it was of what stood there before
    }

    void profilesAreCopiedMovedRemovedAndBroughtBack()
    {
        const Desk desk({profile("1", "A"), profile("2", "B"), profile("3", "C")});
        QListWidget& list = desk.dialog->list();
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(desk.names(), (QStringList{QStringLiteral("B"), QStringLiteral("A"), QStringLiteral("C")}));
        QTest::keyClick(&list, Qt::Key_Delete);
        QCOMPARE(desk.names(), (QStringList{QStringLiteral("B"), QStringLiteral("C")}));
        QTest::keyClick(&list, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(desk.names(), (QStringList{QStringLiteral("B"), QStringLiteral("A"), QStringLiteral("C")}));
        QCOMPARE(desk.field("Name")->text(), QStringLiteral("A"));
        desk.button("Duplicate")->click();
        QCOMPARE(list.currentItem()->text(), QStringLiteral("A (copy)"));
        QSignalSpy saved(desk.dialog.get(), &ConnectionsDialog::saved);
        desk.dialog->accept();
        QVERIFY(saved.wait());
        QCOMPARE(desk.book->profiles().size(), 4U);
        QCOMPARE(desk.book->profiles()[1].id, QStringLiteral("1"));
        QVERIFY(desk.book->profiles()[2].id != QStringLiteral("1"));
    }

    void changesAreNotLostUnasked()
    {
        const Desk desk({profile("1", "A")});
        desk.type("Name", QStringLiteral("B"));
        desk.dialog->reject();
        QVERIFY(desk.dialog->isVisible());
        QVERIFY(question(*desk.dialog) != nullptr);
        question(*desk.dialog)->reject();
        QTRY_VERIFY(question(*desk.dialog) == nullptr);
        QVERIFY(desk.dialog->isVisible());
        desk.type("Name", QStringLiteral("A"));
        desk.dialog->reject();
        QVERIFY(!desk.dialog->isVisible()); // it is as it was
        QCOMPARE(desk.book->profiles()[0].name, QStringLiteral("A"));
    }

    void whatCannotBeSavedIsSaid()
    {
        Desk desk;
        QFile blocks(desk.folder.filePath(QStringLiteral("p")));
        QVERIFY(blocks.open(QIODevice::WriteOnly)); // where the folder would have to be
        desk.dialog->addProfile();
        desk.type("Address", QStringLiteral("https://example.com"));
        desk.dialog->accept();
        QTRY_VERIFY(desk.dialog->isEnabled());
        QVERIFY(desk.dialog->isVisible());
        QVERIFY(desk.allTexts().contains(QStringLiteral("cannot be written")));
        QVERIFY(desk.book->profiles().empty());
    }

    void canBeRead_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("dark");
        for (const char* state : {"empty", "one", "wrong", "tested", "failed", "removed"})
            for (const bool dark : {false, true})
                QTest::addRow("%s-%s", state, dark ? "dark" : "light") << QString::fromLatin1(state) << dark;
    }
    void canBeRead()
    {
        QFETCH(QString, state);
        QFETCH(bool, dark);
        m_themes->setChoice(dark ? theme::ThemeChoice::dark : theme::ThemeChoice::light);
        const TinyServer good(goodAnswer());
        const TinyServer bad(answer("401 Unauthorized", R"({"error": {"code": "unauthorized", "message": "No"}})"));
        std::vector<ServerProfile> profiles;
        if (state != QStringLiteral("empty"))
            profiles = {profile("1", "Shop", state == QStringLiteral("failed") ? bad.address() : good.address()),
                        profile("2", "Production of the European shop, second region"), profile("3", "Staging")};
        for (std::size_t i = 0; i < profiles.size(); ++i)
            profiles[i].mark = static_cast<client::ProfileMark>(i);
        const Desk desk(profiles);
        if (state == QStringLiteral("wrong")) {
            desk.type("Name", QStringLiteral(" "));
            desk.type("Address", QStringLiteral("http://example.com/over/plain/http"));
            desk.dialog->accept();
        } else if (state == QStringLiteral("tested") || state == QStringLiteral("failed")) {
            desk.test();
        } else if (state == QStringLiteral("removed")) {
            desk.dialog->choose(QStringLiteral("2"));
            desk.button("Remove")->click();
        }
        // Texts that wrap are laid out in more than one turn of the event loop.
        QStringList faults;
        const bool clean = QTest::qWaitFor([&] { return (faults = test::illegible(*desk.dialog)).isEmpty(); }, 2000);
        const QString folder = qEnvironmentVariable("RUNLENS_PICTURES");
        const QString name = QStringLiteral("connections-%1@%2x.png")
                                 .arg(QLatin1String(QTest::currentDataTag()))
                                 .arg(desk.dialog->devicePixelRatioF());
        QVERIFY(folder.isEmpty() || desk.dialog->grab().save(QDir(folder).filePath(name)));
        QVERIFY2(clean, qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
        QVERIFY2(test::textsJudged() >= 5, "too few texts were painted to prove anything");
    }

private:
    std::optional<theme::ThemeManager> m_themes; ///< asks a bus, so none may be there when it is made
};

QTEST_MAIN(TestConnections)
#include "tst_connections_dialog.moc"
