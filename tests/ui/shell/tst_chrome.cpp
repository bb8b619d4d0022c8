// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the runs: where they come from, whether they move, their automations, what was asked.
#include "tests/ui/shell/chrome_states.h"
#include "tests/ui/window/legibility.h"
#include "ui/models/automation_list_model.h"
#include "ui/models/request_list_model.h"
#include "ui/shell/live_indicator.h"
#include "ui/shell/live_text.h"
#include "ui/shell/request_panel.h"
#include "ui/shell/source_status.h"
#include "ui/shell/source_switcher.h"
#include "ui/theme/theme.h"
#include "ui/workspaces/runs/automations_panel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <optional>
#include <thread>

using namespace runlens;
using namespace runlens::shell;
using namespace runlens::test;
using namespace std::chrono_literals;

namespace {

const Instant now = chromeNow();
const TimeStyle style = chromeStyle();

QString spoken(QAction* action) { return action->text().remove(QLatin1Char('&')); }

QAction* named(const QList<QAction*>& actions, const QString& text)
{
    for (QAction* action : actions)
        if (spoken(action).startsWith(text))
            return action;
    return nullptr;
}

client::LoggedRequest request(int status, const QString& path = QStringLiteral("/automations"))
{
    client::LoggedRequest logged;
    logged.when = now;
    logged.method = "GET";
    logged.path = path;
    logged.status = status;
    if (status == 0)
        logged.failed = ErrorCode::timedOut;
    logged.took = 18ms;
    logged.bytes = 4200;
    return logged;
}

} // namespace

class TestChrome : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        m_themes.emplace();
        m_themes->setChoice(theme::ThemeChoice::light);
    }

    void whatMovesIsSaid_data()
    {
        QTest::addColumn<SourceState>("state");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("counts");
        SourceState state;
        const auto row = [&state](const char* name, const QString& text, bool counts) {
            QTest::newRow(name) << state << text << counts;
        };
        row("a file", {}, false);
        state.link = Link::opening;
        row("opening", QStringLiteral("Connecting …"), false);
        state.link = Link::online;
        row("not followed", QStringLiteral("Not followed"), false);
        state.canFollow = true;
        state.interval = 2s;
        row("live", QStringLiteral("Live · 2 s"), false);
        state.link = Link::paused;
        row("paused", QStringLiteral("Paused"), false);
        state.link = Link::offline;
        row("offline", QStringLiteral("Offline"), false);
        state.since = now - 133min;
        row("offline since", QStringLiteral("Offline since 14:02"), false);
        state.nextAttempt = now + 7200ms;
        row("offline, again", QStringLiteral("Offline since 14:02 · again in 8 s"), true);
        state.nextAttempt = now;
        row("offline, trying", QStringLiteral("Offline since 14:02 · trying again …"), false);
        state.since = now - 48h;
        state.nextAttempt.reset();
        row("offline for days", QStringLiteral("Offline since 6 Jun 16:15"), false);
    }
    void whatMovesIsSaid()
    {
        QFETCH(SourceState, state);
        const LiveText live = liveText(state, now, style);
        QTEST(live.text, "text");
        QTEST(live.counts, "counts");
    }

    void ageGrowsAndIsDatedWhereItIsOld()
    {
        SourceState state;
        state.link = Link::online;
        QCOMPARE(ageText(state, now, style), QString());
        state.refreshed = now - 1s;
        QCOMPARE(ageText(state, now, style), QStringLiteral("refreshed 1 s ago"));
        QCOMPARE(ageHolds(state, now), std::chrono::milliseconds(1s));
        state.link = Link::offline;
        state.refreshed = now - 50h;
        QCOMPARE(ageText(state, now, style), QStringLiteral("as of 6 Jun 14:15, 2 d ago"));
        QVERIFY(ageHolds(state, now) > 1s);
        state.refreshed = now + 5s; // a clock that was set back
        QCOMPARE(ageText(state, now, style), QStringLiteral("as of 16:15, 0 s ago"));
    }

    void theIndicatorTicksOnlyWhileItCounts()
    {
        LiveIndicator live;
        Instant clock = now;
        live.setClock([&clock] { return clock; });
        live.setTimeStyle(style);
        SourceState state;
        state.link = Link::online;
        state.canFollow = true;
        state.interval = 2s;
        live.setState(state);
        QVERIFY(!live.ticks());
        state.link = Link::offline;
        state.nextAttempt = now + 8s;
        live.setState(state);
        QVERIFY(live.ticks());
        clock += 3s;
        live.tell();
        QCOMPARE(live.text(), QStringLiteral("Offline · again in 5 s"));
        clock += 5s;
        live.tell();
        QVERIFY(!live.ticks());
    }

    void aClickPausesAndGoesOn()
    {
        LiveIndicator live;
        SourceState state;
        state.link = Link::online;
        state.canFollow = true;
        live.setState(state);
        auto* words = live.findChild<QToolButton*>();
        QSignalSpy follow(&live, &LiveIndicator::followRequested);
        QTest::keyClick(words, Qt::Key_Space);
        state.link = Link::paused;
        live.setState(state);
        QTest::mouseClick(words, Qt::LeftButton);
        QCOMPARE(follow.size(), 2);
        QCOMPARE(follow[0][0].toBool(), false);
        QCOMPARE(follow[1][0].toBool(), true);
        QSignalSpy look(&live, &LiveIndicator::lookNowRequested);
        QSignalSpy requests(&live, &LiveIndicator::requestsRequested);
        named(live.findChildren<QAction*>(), QStringLiteral("Look now"))->trigger();
        named(live.findChildren<QAction*>(), QStringLiteral("Show requests"))->trigger();
        QCOMPARE(look.size(), 1);
        QCOMPARE(requests.size(), 1);
        QCOMPARE(words->accessibleName(), QStringLiteral("Paused"));
    }

    void theMenuOfSourcesLeadsToEach()
    {
        SourceSwitcher switcher;
        switcher.setProfiles({{QStringLiteral("1"), QStringLiteral("Shop & co"), {}, SourceMark::production},
                              {QStringLiteral("2"), QStringLiteral("Stage"), {}, SourceMark::staging}},
                             QStringLiteral("1"));
        switcher.setRecentFiles({QStringLiteral("/data/runs.json")});
        QSignalSpy profile(&switcher, &SourceSwitcher::profileChosen);
        QSignalSpy local(&switcher, &SourceSwitcher::localEngineChosen);
        QSignalSpy file(&switcher, &SourceSwitcher::fileChosen);
        QSignalSpy connections(&switcher, &SourceSwitcher::connectionsRequested);
        Q_EMIT switcher.menu()->aboutToShow();
        const QList<QAction*> actions = switcher.menu()->actions();
        QVERIFY(actions[0]->text().contains(QStringLiteral("Shop && co")));
        QVERIFY(actions[0]->font().bold() && !actions[1]->font().bold());
        actions[1]->trigger();
        named(actions, QStringLiteral("Local engine"))->trigger();
        named(actions, QStringLiteral("runs.json"))->trigger();
        named(actions, QStringLiteral("Connections"))->trigger();
        QCOMPARE(profile.at(0).at(0).toString(), QStringLiteral("2"));
        QCOMPARE(local.size(), 1);
        QCOMPARE(file.at(0).at(0).toString(), QStringLiteral("/data/runs.json"));
        QCOMPARE(connections.size(), 1);
    }

    void productionIsSaidInWordsToo()
    {
        SourceSwitcher switcher;
        switcher.setCurrent({QStringLiteral("Shop"), SourceMark::production, true});
        QVERIFY(switcher.accessibleName().contains(QStringLiteral("Production")));
        QVERIFY(switcher.toolTip().contains(QStringLiteral("read-only")));
        SourceEdge edge(nullptr);
        edge.setMark(SourceMark::production);
        QVERIFY(!edge.isHidden());
        edge.setMark(SourceMark::staging);
        QVERIFY(edge.isHidden());
    }

    void automationsTellWhatIsKnown()
    {
        AutomationListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRows(chromeAutomations());
        const auto detail = [&model](int row) { return model.index(row).data(AutomationListModel::detailRole); };
        QCOMPARE(detail(0).toString(), QStringLiteral("at least 77,724 runs"));
        QCOMPARE(detail(1).toString(), QStringLiteral("12,408 runs"));
        QCOMPARE(detail(2).toString(), QStringLiteral("at least 58,112 runs"));
        QCOMPARE(detail(4).toString(), QStringLiteral("1,204 runs · paused"));
        QCOMPARE(detail(5).toString(), QStringLiteral("draft"));
        QCOMPARE(model.index(0).data(AutomationListModel::failedRole).toULongLong(), 35ULL);
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Post Purchase Journey, 12,408 runs, 31 failed"));
        auto counted = chromeAutomations();
        counted[1].atLeast = false;
        model.setRows(counted);
        QCOMPARE(detail(0).toString(), QStringLiteral("at least 77,724 runs")); // nobody counted the draft's
        counted[1].runs = 0;
        counted[1].atLeast = true;
        model.setRows(counted);
        QCOMPARE(detail(2).toString(), QStringLiteral("no runs here"));
        counted = chromeAutomations();
        counted[1].atLeast = false;
        counted.pop_back();
        model.setRows(counted);
        QCOMPARE(detail(0).toString(), QStringLiteral("77,724 runs"));
        model.setRows({AutomationRow{}});
        QCOMPARE(detail(1).toString(), QStringLiteral("runs not counted"));
        QCOMPARE(model.index(1).data().toString(), QStringLiteral("without a name"));
    }

    void aSelectionOutlivesNewRows()
    {
        AutomationsPanel panel;
        panel.resize(226, 500);
        panel.setRows(chromeAutomations());
        panel.show();
        QSignalSpy chosen(&panel, &AutomationsPanel::chosen);
        panel.list().setFocus();
        QTest::keyClick(&panel.list(), Qt::Key_Down);
        QTest::keyClick(&panel.list(), Qt::Key_Down);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(panel.current(), AutomationId("aut_2"));
        auto rows = chromeAutomations();
        std::swap(rows[0], rows[1]);
        rows[0].failed = 5;
        panel.setRows(rows);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(panel.list().currentIndex().row(), 1);
        rows.erase(rows.begin());
        panel.setRows(rows);
        QCOMPARE(chosen.size(), 3);
        QVERIFY(panel.current().empty());
        QCOMPARE(panel.list().currentIndex().row(), 0);
    }

    void manyAutomationsCanBeFound()
    {
        AutomationsPanel panel;
        panel.resize(226, 500);
        panel.setRows(chromeAutomations());
        panel.show();
        QVERIFY(panel.filter().isHidden());
        std::vector<AutomationRow> rows;
        for (int i = 0; i < 13; ++i) {
            AutomationRow row;
            row.automation.id = AutomationId("aut_" + std::to_string(i));
            row.automation.name = i == 7 ? "Welcome" : "Journey " + std::to_string(i);
            rows.push_back(row);
        }
        panel.setRows(rows);
        QVERIFY(!panel.filter().isHidden());
        panel.choose(AutomationId("aut_3"));
        QSignalSpy chosen(&panel, &AutomationsPanel::chosen);
        QTest::keyClicks(&panel.filter(), QStringLiteral("welc"));
        QCOMPARE(panel.list().model()->rowCount(), 2);
        QCOMPARE(panel.current(), AutomationId("aut_3")); // out of sight, and still chosen
        panel.setRows(rows);
        QCOMPARE(chosen.size(), 0);
        QTest::keyClick(&panel.filter(), Qt::Key_Return);
        QCOMPARE(panel.current(), AutomationId("aut_7"));
        QTest::keyClick(&panel.filter(), Qt::Key_Escape);
        QCOMPARE(panel.list().model()->rowCount(), 14);
        QCOMPARE(chosen.size(), 1);
    }

    void requestsComeFromTheNewestAndFromAnyThread()
    {
        client::RequestLog log;
        log.add(request(200));
        RequestListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setTimeStyle(style);
        model.setLog(&log);
        QCOMPARE(model.rowCount(), 1);
        std::thread([&log] {
            for (int i = 0; i < 1200; ++i)
                log.add(request(200, QStringLiteral("/runs/%1").arg(i)));
        }).join();
        QTRY_COMPARE(model.rowCount(), 1000);
        QCOMPARE(model.at(0).path, QStringLiteral("/runs/1199"));
        QCOMPARE(model.at(999).path, QStringLiteral("/runs/200"));
        const auto cell = [&model](RequestColumn column) {
            return model.index(0, static_cast<int>(column)).data().toString();
        };
        QCOMPARE(cell(RequestColumn::time), QStringLiteral("16:15:00"));
        QCOMPARE(cell(RequestColumn::took), QStringLiteral("18 ms"));
        QCOMPARE(cell(RequestColumn::bytes), QStringLiteral("4,200"));
        model.clear();
        log.add(request(404));
        QTRY_COMPARE(model.rowCount(), 1);
    }

    void aRequestIsCopiedWithoutItsKey()
    {
        client::RequestLog log;
        RequestPanel panel;
        panel.resize(900, 220);
        panel.setLog(&log, QUrl(QStringLiteral("https://api.example.com")));
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        QVERIFY(panel.table().isHidden());
        log.add(request(200, QStringLiteral("/automations?limit=100")));
        log.add(request(500, QStringLiteral("/automations/it's/runs")));
        log.add(request(0));
        QTRY_COMPARE(panel.table().model()->rowCount(), 3);
        panel.failuresOnly().click();
        QCOMPARE(panel.table().model()->rowCount(), 2);
        panel.table().selectRow(1);
        panel.table().setFocus();
        QTest::keyClick(&panel.table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QString command = QGuiApplication::clipboard()->text();
        QVERIFY2(command.contains(QStringLiteral("$RUNLENS_API_KEY")), qPrintable(command));
        QVERIFY2(command.contains(QStringLiteral("https://api.example.com/automations/it'\\''s/runs")),
                 qPrintable(command));
        panel.clear();
        QVERIFY(panel.table().isHidden());
    }

    void canBeRead_data()
    {
        QTest::addColumn<std::size_t>("state");
        QTest::addColumn<bool>("dark");
        for (std::size_t i = 0; i < chromeStates().size(); ++i)
            for (const bool dark : {false, true})
                QTest::addRow("%s-%s", chromeStates()[i].name, dark ? "dark" : "light") << i << dark;
    }

    void canBeRead()
    {
        QFETCH(std::size_t, state);
        QFETCH(bool, dark);
        m_themes->setChoice(dark ? theme::ThemeChoice::dark : theme::ThemeChoice::light);
        const std::unique_ptr<QWidget> widget(chromeStates()[state].make());
        widget->show();
        QCoreApplication::processEvents();
        const QString folder = qEnvironmentVariable("RUNLENS_PICTURES");
        if (!folder.isEmpty()) {
            const QString name = QStringLiteral("chrome-%1@%2x.png")
                                     .arg(QLatin1String(QTest::currentDataTag()))
                                     .arg(widget->devicePixelRatioF());
            QVERIFY2(widget->grab().save(QDir(folder).filePath(name)), qPrintable(name));
        }
        const QStringList faults = illegible(*widget);
        QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
        QVERIFY2(textsJudged() >= 1, "no text was painted: that proves nothing");
    }

private:
    std::optional<theme::ThemeManager> m_themes; ///< asks a bus, so none may be there when it is made
};

QTEST_MAIN(TestChrome)
#include "tst_chrome.moc"
