// SPDX-License-Identifier: GPL-3.0-or-later
// A window at a server: the real one, driven as people drive it, and one that answers badly in every way.
#include "tests/hostile/hostile_server.h"
#include "tests/served/server_process.h"
#include "tests/ui/window/fake_desktop.h"
#include "tests/ui/window/stage.h"
#include "ui/shell/source_chrome.h"
#include "ui/shell/source_manager.h"
#include "ui/shell/source_status.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/query_edit.h"
#include "ui/widgets/query_popup.h"
#include "ui/workspaces/runs/automations_panel.h"
#include "ui/workspaces/runs/run_list_view.h"

#include <QDateTime>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QLocale>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace runlens;
using namespace runlens::test;
using namespace std::chrono_literals;
using Page = RunsWorkspace::Page;

namespace {

const QByteArray key = "secret-key-of-this-test-0123456789abcdef";

const QByteArray receipts = R"({"data": [{"id": "aut_1", "name": "Receipts", "status": "active",
    "current_published_version": {"id": "ver_1", "version_number": 1}}], "has_more": false})";
const QByteArray oneRun = R"({"data": [{"id": "run_1", "status": "completed",
    "resolved_identity_value": "olivia@example.com", "started_at": "2026-06-08T14:15:00.000Z"}], "has_more": false})";

/// The program's own server.
class Served : public ServerProcess {
public:
    explicit Served(const QString& folder) : ServerProcess(folder, ::key) {}

    void publishSamples() const
    {
        QDirIterator files(QStringLiteral(RUNLENS_SOURCE_DIR "/resources/samples/automations"),
                           {QStringLiteral("*.json")});
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("no sample");
            const QString id = post(QStringLiteral("/automations"), QJsonDocument::fromJson(file.readAll()).object())
                                   .value(QLatin1String("id"))
                                   .toString();
            post(QStringLiteral("/automations/%1/publish").arg(id), {{QLatin1String("reason"), QLatin1String("test")}});
        }
    }
    void order(const QString& who) const
    {
        post(QStringLiteral("/events"), {{QLatin1String("event"), QLatin1String("order.completed")},
                                         {QLatin1String("email"), who},
                                         {QLatin1String("payload"), QJsonObject{{QLatin1String("order_id"), who}}}});
    }
};

const SourceState& stateOf(Stage& stage) { return stage.runs().browser().snapshot().state; }
int rows(Stage& stage) { return stage.runs().browser().model().rowCount(); }

/// Files below the folder that have the text in them.
QStringList filesWith(const QString& folder, const QByteArray& text)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            found += file.fileName();
    }
    return found;
}

void openServer(Stage& stage, const QString& url)
{
    stage.window().sources().setTuning(quickPolicy(), impatientHttp());
    stage.window().sources().openAddress(url, QString::fromLatin1(key));
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void connectsFiltersSelectsFollowsAndComesBack();
    void badAnswersAreToldAndTheWindowGoesOn_data();
    void badAnswersAreToldAndTheWindowGoesOn();
    void badCertificatesAreTold_data();
    void badCertificatesAreTold();
    void theKeyDoesNotFollowARedirect();
    void keptRunsAreShownWithoutTheServer();
    void runsAreShownWhereTheyCannotBeKept();
    void aClockThatIsWrongIsTold();
    void peopleAreToldOnceOfWhatIsNew();
};

void TestSession::connectsFiltersSelectsFollowsAndComesBack()
{
    QTemporaryDir folder;
    Served server(folder.path());
    QVERIFY(server.start());
    server.publishSamples();
    for (const char* who : {"olivia@example.com", "noah@example.com", "mia@example.com"})
        server.order(QLatin1String(who));
    Stage stage;
    stage.runs().setClock([] { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); });
    openServer(stage, server.url());

    // Connect.
    QTRY_COMPARE(rows(stage), 3);
    QTRY_COMPARE(stateOf(stage).link, Link::online);
    QTRY_VERIFY(stage.view().run() != nullptr);
    QCOMPARE(stage.runs().page(), Page::runs);
    QCOMPARE(stage.runs().parts().automations->list().model()->rowCount(), 3); // all, and the two

    // Filter by typing, and see that what is wrong is told.
    QueryBar& bar = *stage.runs().parts().bar;
    QTest::keyClick(&stage.window(), Qt::Key_Slash);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("identity:noah"));
    QTRY_COMPARE(rows(stage), 1);
    const auto& edit = *bar.findChild<QueryEdit*>();
    QVERIFY(edit.chips()[0].served); // the server does that by itself
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral(" -step:wait_for_o"));
    const auto& popup = *stage.window().findChild<QueryPopup*>();
    QTRY_VERIFY(popup.isVisible() && popup.text(0) == QStringLiteral("wait_for_open")); // from the rows
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_COMPARE(rows(stage), 0);
    QVERIFY(edit.chips()[0].served && !edit.chips()[1].served);
    bar.setText(QStringLiteral("identity:nobody status:waiting"));
    QTRY_COMPARE(rows(stage), 0);
    QVERIFY(!stage.runs().runList().isVisible()); // a sentence stands there
    bar.setText(QStringLiteral("colour:red"));
    QVERIFY(bar.shownError().has_value());
    bar.clearQuery();
    QTRY_COMPARE(rows(stage), 3);

    // Select by the arrows.
    QSignalSpy shown(&stage.runs(), &RunsWorkspace::runShown);
    stage.runs().runList().selectRow(0);
    stage.runs().runList().setFocus();
    QTest::keyClick(&stage.runs().runList(), Qt::Key_Down);
    QTRY_COMPARE(stage.view().run()->inspection.run.identityValue, std::string("noah@example.com"));

    // Follow: a new run comes, and the one that is looked at stays.
    server.order(QStringLiteral("zoe@example.com"));
    QTRY_COMPARE(rows(stage), 4);
    QCOMPARE(stage.view().run()->inspection.run.identityValue, std::string("noah@example.com"));
    QCOMPARE(stage.runs().runList().currentIndex().row(), 2);

    // Offline, with what is known still there; and back by itself.
    server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(stage).link, Link::offline, 10'000);
    QVERIFY(stateOf(stage).since.has_value());
    QCOMPARE(rows(stage), 4);
    QVERIFY(server.start());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(stage).link, Link::online, 10'000);
    server.order(QStringLiteral("ava@example.com"));
    QTRY_COMPARE(rows(stage), 5);

    // The key is in nothing that was written or logged.
    stage.window().close();
    QVERIFY(!stage.window().sources().log()->entries().empty());
    for (const client::LoggedRequest& request : stage.window().sources().log()->entries()) {
        QVERIFY(!request.path.contains(QString::fromLatin1(key)));
        QVERIFY(!client::asCurl(request, QUrl(server.url())).contains(QString::fromLatin1(key)));
    }
    QCOMPARE(filesWith(stage.folder(), key), QStringList());
    QVERIFY(!filesWith(stage.folder(), "SQLite format 3").isEmpty()); // there is an archive that was searched
    QCOMPARE(filesWith(folder.path(), key), QStringList{server.keyFile()});
}

void TestSession::badAnswersAreToldAndTheWindowGoesOn_data()
{
    QTest::addColumn<Behaviour>("behaviour");
    QTest::addColumn<int>("code");
    const auto add = [](const char* name, Behaviour behaviour, ErrorCode code) {
        QTest::newRow(name) << std::move(behaviour) << static_cast<int>(code);
    };
    using Way = Behaviour::Way;
    add("never", Behaviour::badly(Way::never), ErrorCode::timedOut);
    add("reset", Behaviour::badly(Way::reset), ErrorCode::unreachable);
    add("cut", Behaviour::badly(Way::cut), ErrorCode::brokenAnswer);
    add("no HTTP", Behaviour::badly(Way::notHttp), ErrorCode::brokenAnswer);
    add("endless", Behaviour::badly(Way::endless), ErrorCode::tooLarge);
    add("slow without end", Behaviour::badly(Way::slowEndless), ErrorCode::timedOut);
    add("bomb", Behaviour::bomb(200'000'000), ErrorCode::tooLarge);
    Behaviour longHead = Behaviour::json(R"({"data": []})");
    longHead.headerBytes = 10'000'000;
    add("a head of 10 MB", longHead, ErrorCode::brokenAnswer);
    Behaviour wrongLength = Behaviour::json(R"({"data": []})");
    wrongLength.saidLength = 1'000;
    wrongLength.headers += "Connection: close";
    add("longer than it is", wrongLength, ErrorCode::brokenAnswer);
    add("invalid JSON", Behaviour::json("{\"data\": ["), ErrorCode::malformedJson);
    Behaviour html = Behaviour::json("<html>Sign in</html>");
    html.headers += "Content-Type: text/html";
    add("a page with 200", html, ErrorCode::malformedJson);
    add("another document", Behaviour::json(R"({"hello": 1})"), ErrorCode::wrongDocument);
    add("401", Behaviour::failing(401), ErrorCode::keyRefused);
    add("403", Behaviour::failing(403), ErrorCode::keyRefused);
    add("404", Behaviour::failing(404), ErrorCode::notFound);
    add("409", Behaviour::failing(409), ErrorCode::conflict);
    add("422", Behaviour::failing(422), ErrorCode::unprocessable);
    add("429", Behaviour::failing(429), ErrorCode::rateLimited);
    add("429 for an hour", Behaviour::failing(429, {"Retry-After: 3600"}), ErrorCode::rateLimited);
    add("500", Behaviour::failing(500), ErrorCode::serverFailed);
    add("503", Behaviour::failing(503), ErrorCode::serverFailed);
    add("round and round", Behaviour::redirect("/automations"), ErrorCode::redirectRefused);
    add("elsewhere", Behaviour::redirect("https://example.org/automations"), ErrorCode::redirectRefused);
}

void TestSession::badAnswersAreToldAndTheWindowGoesOn()
{
    QFETCH(Behaviour, behaviour);
    QFETCH(int, code);
    HostileServer server;
    server.script("/automations", behaviour);
    Stage stage;
    openServer(stage, server.url());
    QTRY_COMPARE_WITH_TIMEOUT(stage.runs().page(), Page::unreadable, 15'000);
    QCOMPARE(static_cast<int>(stateOf(stage).error->code), code);
    QVERIFY(stage.runs().problem().size() > 20);
    QVERIFY(!stage.runs().problem().contains(QString::fromLatin1(key)));
    if (QByteArray(QTest::currentDataTag()) == "429 for an hour")
        return; // it wants to be left alone, and is
    // It answers well now, and the window needs nobody to see that.
    server.script("/automations", Behaviour::json(receipts));
    server.script("/automations/aut_1/runs", Behaviour::json(oneRun));
    QTest::keyClick(&stage.window(), Qt::Key_F5);
    QTRY_COMPARE_WITH_TIMEOUT(stage.runs().page(), Page::runs, 60'000);
    QTRY_COMPARE(rows(stage), 1);
}

void TestSession::badCertificatesAreTold_data()
{
    QTest::addColumn<Certificate>("certificate");
    QTest::addColumn<int>("code");
    QTest::newRow("self-signed") << Certificate::selfSigned << static_cast<int>(ErrorCode::certificateUntrusted);
    QTest::newRow("expired") << Certificate::expired << static_cast<int>(ErrorCode::certificateExpired);
    QTest::newRow("of another") << Certificate::otherHost << static_cast<int>(ErrorCode::certificateOfAnother);
}

void TestSession::badCertificatesAreTold()
{
    QFETCH(Certificate, certificate);
    QFETCH(int, code);
    HostileServer server(certificate);
    server.script("/automations", Behaviour::json(R"({"data": []})"));
    Stage stage;
    client::HttpOptions http = impatientHttp();
    http.authorities = client::readAuthorities(authorityFile()).value();
    stage.window().sources().setTuning(quickPolicy(), http);
    stage.window().sources().openAddress(server.url(), QString::fromLatin1(key));
    QTRY_COMPARE_WITH_TIMEOUT(stage.runs().page(), Page::unreadable, 15'000);
    QCOMPARE(static_cast<int>(stateOf(stage).error->code), code);
    QVERIFY(!server.heard(key));
}

void TestSession::theKeyDoesNotFollowARedirect()
{
    HostileServer other;
    other.script("/automations", Behaviour::json(R"({"data": []})"));
    HostileServer server;
    server.script("/automations", Behaviour::redirect(other.url().toLatin1() + "/automations"));
    Stage stage;
    openServer(stage, server.url());
    QTRY_COMPARE_WITH_TIMEOUT(stage.runs().page(), Page::unreadable, 15'000);
    QVERIFY(server.heard(key)); // else the next line proves nothing
    QCOMPARE(other.connections(), 0);
}

void TestSession::keptRunsAreShownWithoutTheServer()
{
    QTemporaryDir folder;
    Served server(folder.path());
    QVERIFY(server.start());
    server.publishSamples();
    server.order(QStringLiteral("olivia@example.com"));
    Stage stage;
    openServer(stage, server.url());
    QTRY_VERIFY(stage.view().run() != nullptr);
    QTRY_COMPARE(stateOf(stage).coverage.details, 1U);
    server.stop();
    openServer(stage, server.url());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(stage).link, Link::offline, 10'000);
    QTRY_VERIFY(stage.view().run() != nullptr);
    QCOMPARE(rows(stage), 1);
    QVERIFY(stateOf(stage).refreshed.has_value()); // how old it is
    // The store that the server left tells the same.
    stage.window().openSource(QStringLiteral("sqlite:") + server.store(), {});
    QTRY_COMPARE(stateOf(stage).link, Link::online);
    QTRY_COMPARE(rows(stage), 1);
    QVERIFY(stateOf(stage).readOnly);
    openServer(stage, server.url());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(stage).link, Link::offline, 10'000);
    // An archive of it is a file like any other.
    const QString saved = stage.folder() + QStringLiteral("/saved.runlens");
    QSignalSpy told(&stage.window().sources(), &shell::SourceManager::told);
    QVERIFY(stage.window().sources().saveArchive(saved));
    QTRY_COMPARE(told.count(), 1);
    QVERIFY(stage.open(saved));
    QTRY_VERIFY(stage.view().run() != nullptr);
    QCOMPARE(rows(stage), 1);
    QCOMPARE(stage.view().run()->inspection.run.identityValue, std::string("olivia@example.com"));
}

void TestSession::runsAreShownWhereTheyCannotBeKept()
{
    HostileServer server;
    server.script("/automations", Behaviour::json(receipts));
    server.script("/automations/aut_1/runs", Behaviour::json(oneRun));
    Stage stage;
    QFile notAFolder(stage.folder() + QStringLiteral("/archives"));
    QVERIFY(notAFolder.open(QIODevice::WriteOnly));
    openServer(stage, server.url());
    QTRY_COMPARE(rows(stage), 1);
    QTRY_VERIFY(stateOf(stage).keepError.has_value());
    QVERIFY(stage.window().chrome().status().what().contains(QStringLiteral("Not kept")));
    QVERIFY(stage.window().chrome().status().toolTip().contains(notAFolder.fileName()));
}

void TestSession::aClockThatIsWrongIsTold()
{
    const auto answering = [](HostileServer& server, const QDateTime& time) {
        const QString date = QLocale::c().toString(time.toUTC(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
        Behaviour automations = Behaviour::json(receipts);
        Behaviour runs = Behaviour::json(oneRun);
        for (Behaviour* behaviour : {&automations, &runs})
            behaviour->headers += QByteArrayLiteral("Date: ") + date.toLatin1();
        server.script("/automations", automations);
        server.script("/automations/aut_1/runs", runs);
    };
    HostileServer server;
    answering(server, QDateTime::currentDateTimeUtc().addSecs(-7'200));
    Stage stage;
    openServer(stage, server.url());
    QTRY_COMPARE(rows(stage), 1);
    const shell::SourceStatus& status = stage.window().chrome().status();
    QTRY_VERIFY2(status.what().contains(QStringLiteral("Clocks differ")), qPrintable(status.what()));
    QVERIFY2(status.toolTip().contains(QStringLiteral("Its clock is 2 h behind this computer's.")),
             qPrintable(status.toolTip()));
    answering(server, QDateTime::currentDateTimeUtc());
    QTRY_VERIFY2(!status.what().contains(QStringLiteral("Clocks differ")), qPrintable(status.what()));
}

void TestSession::peopleAreToldOnceOfWhatIsNew()
{
    QTemporaryDir folder;
    Served server(folder.path());
    QVERIFY(server.start());
    server.publishSamples();
    server.order(QStringLiteral("vip-0@example.com"));
    Stage stage;
    const SessionBus bus;
    FakeDesktop desktop(bus);
    stage.alerts().setRules(
        {{QStringLiteral("1"), QStringLiteral("There before"), QStringLiteral("identity:vip-0"), 1, 10}});
    shell::MainWindow other(stage.shared());
    other.setAttribute(Qt::WA_DeleteOnClose, false);
    other.show();
    other.sources().setTuning(quickPolicy(), impatientHttp());
    other.sources().openAddress(server.url(), QString::fromLatin1(key));
    openServer(stage, server.url());
    QTRY_VERIFY(stateOf(stage).caughtUp && other.runs().browser().snapshot().state.caughtUp);
    QTRY_COMPARE(rows(stage), 1);

    // A rule by the query that is asked.
    QueryBar& bar = *stage.runs().parts().bar;
    bar.setText(QStringLiteral("identity:vip"));
    QVERIFY(stage.run(QStringLiteral("server.notify")));
    QVERIFY(stage.alerts().dialog() != nullptr);
    stage.alerts().dialog()->findChildren<QSpinBox*>()[0]->setValue(3);
    stage.alerts().dialog()->accept();
    QCOMPARE(stage.settings().alertRules().at(1).query, QStringLiteral("identity:vip"));
    QTRY_COMPARE(rows(stage), 1);
    bar.clearQuery();

    // The three come while it is followed, paused and away.
    server.order(QStringLiteral("vip-1@example.com"));
    QTRY_COMPARE(rows(stage), 2);
    QVERIFY(stage.run(QStringLiteral("server.pause")));
    QTRY_COMPARE(stateOf(stage).link, Link::paused);
    server.order(QStringLiteral("vip-2@example.com"));
    QTRY_COMPARE(other.runs().browser().model().rowCount(), 3);
    QVERIFY(stage.run(QStringLiteral("server.pause")));
    QTRY_COMPARE(rows(stage), 3);
    QCOMPARE(desktop.titles, QStringList());
    server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(stage).link, Link::offline, 10'000);
    QVERIFY(server.start());
    server.order(QStringLiteral("vip-3@example.com"));
    const QString title = QStringLiteral("identity:vip · %1").arg(QUrl(server.url()).authority());
    QTRY_COMPARE_WITH_TIMEOUT(desktop.titles, QStringList{title}, 10'000);
    QVERIFY2(desktop.bodies[0].startsWith(QStringLiteral("3 runs match")), qPrintable(desktop.bodies[0]));

    // A click leads to them, in the window that was used last.
    other.activateWindow();
    QTRY_VERIFY(other.isActiveWindow());
    QVERIFY(QTest::qWaitFor([&] { // its number comes back after the desktop has it
        desktop.click();
        return !other.runs().parts().bar->text().isEmpty();
    }));
    QCOMPARE(other.runs().parts().bar->text(), QStringLiteral("identity:vip"));
    QCOMPARE(bar.text(), QString());
    QTRY_COMPARE(rows(stage), 4);
    QTRY_COMPARE(other.runs().browser().model().rowCount(), 4);
    QCOMPARE(desktop.titles.size(), 1);
}

QTEST_MAIN(TestSession)
#include "tst_session.moc"
