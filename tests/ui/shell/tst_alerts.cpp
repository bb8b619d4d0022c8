// SPDX-License-Identifier: GPL-3.0-or-later
// By which rules people are told of runs: counted, kept, edited, matched, and told once.
#include "engine/table/run_table_writer.h"
#include "tests/ui/window/fake_desktop.h"
#include "tests/ui/window/stage.h"
#include "ui/shell/alert_center.h"
#include "ui/shell/alert_feed.h"
#include "ui/shell/alert_matcher.h"
#include "ui/shell/alert_rule.h"
#include "ui/shell/alerts_dialog.h"
#include "ui/shell/run_notifier.h"
#include "ui/shell/window_alerts.h"
#include "ui/workspaces/runs/run_browser.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <rapidcheck.h>

#include <optional>

using namespace runlens;
using namespace runlens::shell;
using namespace runlens::test;
using namespace std::chrono_literals;

namespace {

const Instant now = parseInstant("2026-06-08T16:15:00Z").value();
const AlertPlace shop{QStringLiteral("1"), QStringLiteral("Shop")};

RunId run(int number) { return RunId("run_" + std::to_string(number)); }

AlertRule ruleOf(int threshold, int minutes)
{
    return {QStringLiteral("r"), QStringLiteral("Receipts fail"), QStringLiteral("status:failed"), threshold, minutes};
}

/// A source that tells runs, and a matcher that is given all of it.
class Told {
public:
    Instant clock = now;

    void put(int number, RunStatus status, const char* step = nullptr)
    {
        RunSummary summary;
        summary.id = run(number);
        summary.status = status;
        summary.open = status == RunStatus::waiting;
        summary.started = now;
        if (step != nullptr) {
            summary.facets.emplace();
            summary.facets->steps = {step};
        }
        const auto put = m_writer.put(summary);
        (put.isNew ? m_added : m_changed).push_back(put.row);
    }
    std::shared_ptr<SourceSnapshot> snapshot()
    {
        auto snapshot = std::make_shared<SourceSnapshot>();
        snapshot->table = m_writer.table();
        snapshot->added = std::exchange(m_added, {});
        snapshot->changed = std::exchange(m_changed, {});
        return snapshot;
    }
    AlertMatcher::Outcome look(std::vector<AlertRule> rules, bool timePassed = false)
    {
        return m_matcher.look({{snapshot()}, nullptr, std::move(rules), clock, timePassed}, {});
    }

private:
    RunTableWriter m_writer;
    std::vector<RowNumber> m_added;
    std::vector<RowNumber> m_changed;
    AlertMatcher m_matcher;
};

/// A server whose snapshots a test makes.
class PlayedSource final : public RunSource {
public:
    explicit PlayedSource(Told& told) : m_told(told) {}

    SourceKind kind() const noexcept override { return SourceKind::server; }
    void open() override {}
    void cancel() override {}
    void refresh() override {}
    void fetchDetail(RowNumber) override {}
    std::shared_ptr<const RunSearch> search() const override { return nullptr; }

    void tell(bool caughtUp, Link link = Link::online)
    {
        auto snapshot = m_told.snapshot();
        snapshot->state.opened = true;
        snapshot->state.caughtUp = caughtUp;
        snapshot->state.link = link;
        publish(std::move(snapshot));
    }

private:
    Told& m_told;
};

QStringList runsOf(const QSignalSpy& matched)
{
    QStringList runs;
    for (const QList<QVariant>& found : matched)
        for (const AlertMatcher::Match& match : found[1].value<std::vector<AlertMatcher::Match>>())
            runs += QString::fromStdString(match.run.text());
    return runs;
}

} // namespace

class TestAlerts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    }

    void alertsWaitForTheirThreshold()
    {
        AlertWatch watch;
        const AlertRule rule = ruleOf(3, 10);
        QVERIFY(!watch.take(rule, shop, {run(1), run(2), run(1)}, now));
        QVERIFY(!watch.take(rule, shop, {run(2)}, now + 1min)); // the same run again is none
        const auto alert = watch.take(rule, shop, {run(3)}, now + 9min);
        QVERIFY(alert.has_value());
        QCOMPARE(alert->runs, (std::vector{run(1), run(2), run(3)}));
        AlertWatch slow;
        QVERIFY(!slow.take(rule, shop, {run(1), run(2)}, now));
        QVERIFY(!slow.take(rule, shop, {run(3)}, now + 10min)); // the first two are too old by then
        AlertRule off = ruleOf(1, 10);
        off.on = false;
        QVERIFY(!slow.take(off, shop, {run(9)}, now));
    }

    void alertsOfOneRuleKeepTenMinutesApart()
    {
        QVERIFY(rc::check("no two alerts within the quiet; none below its threshold", [] {
            const AlertRule rule = ruleOf(*rc::gen::inRange(1, 5), *rc::gen::inRange(1, 60));
            AlertWatch watch;
            std::optional<Instant> last;
            Instant clock = now;
            for (int i = 0; i < 60; ++i) {
                clock += std::chrono::seconds(*rc::gen::inRange(0, 400));
                std::vector<RunId> matches;
                for (int k = *rc::gen::inRange(0, 4); k > 0; --k)
                    matches.push_back(run(*rc::gen::inRange(0, 40)));
                const auto alert = watch.take(rule, shop, matches, clock);
                if (!alert)
                    continue;
                RC_ASSERT(alert->runs.size() >= static_cast<std::size_t>(rule.threshold));
                const bool apart = !last || clock - *last >= AlertWatch::quiet;
                RC_ASSERT(apart);
                last = clock;
            }
        }));
    }

    void rulesSurviveTheirFileAndABrokenOne()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        std::vector<AlertRule> rules{ruleOf(3, 10), ruleOf(1, 60)};
        rules[1].id = QStringLiteral("other");
        rules[1].on = false;
        writeAlertRules(settings, rules);
        QCOMPARE(readAlertRules(settings), rules);
        rules.pop_back();
        writeAlertRules(settings, rules);
        QCOMPARE(readAlertRules(settings), rules);
        settings.setValue(QStringLiteral("alerts/1/threshold"), QStringLiteral("many"));
        settings.setValue(QStringLiteral("alerts/1/minutes"), -4);
        settings.setValue(QStringLiteral("alerts/size"), 1'000'000);
        QCOMPARE(readAlertRules(settings), std::vector{ruleOf(1, 10)});
    }

    void withoutADesktopAnAlertIsATold()
    {
        RunNotifier notifier;
        QSignalSpy told(&notifier, &RunNotifier::told);
        notifier.onMatches(ruleOf(2, 10), shop, {run(1), run(2)}, now);
        notifier.onMatches(ruleOf(2, 10), shop, {run(3), run(4)}, now + 1min);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][1].toString(), QStringLiteral("Receipts fail · Shop: 2 runs match within 10 minutes."));
    }

    void aDesktopIsToldAndAClickLeadsBack()
    {
        const SessionBus bus;
        RunNotifier notifier;
        QSignalSpy told(&notifier, &RunNotifier::told);
        QSignalSpy activated(&notifier, &RunNotifier::activated);
        notifier.onMatches(ruleOf(1, 10), shop, {run(1)}, now); // a bus without a desktop
        QTRY_COMPARE(told.size(), 1);

        FakeDesktop desktop(bus);
        notifier.onMatches(ruleOf(1, 10), shop, {RunId("olivia@example.com")}, now + 1h);
        QTRY_COMPARE(desktop.titles, QStringList{QStringLiteral("Receipts fail · Shop")});
        QVERIFY(!desktop.bodies[0].contains(QStringLiteral("olivia")));
        // Its number comes back after the desktop has it: clicked until that is known.
        QVERIFY(QTest::qWaitFor([&] {
            desktop.click(FakeDesktop::number - 1); // another program's
            desktop.click();
            return activated.size() > 0;
        }));
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].value<AlertRule>().name, QStringLiteral("Receipts fail"));
        QCOMPARE(activated[0][1].value<AlertPlace>(), shop);
        QCOMPARE(told.size(), 1);
    }

    void rulesAreEditedByKeys()
    {
        AlertsDialog dialog({ruleOf(3, 10)}, [](const QString& query) {
            return query.contains(QLatin1Char(':')) ? QString() : QStringLiteral("That is no query.");
        });
        dialog.show();
        QSignalSpy saved(&dialog, &AlertsDialog::saved);
        dialog.addRule({});
        const QList<QLineEdit*> fields = dialog.findChildren<QLineEdit*>();
        QTest::keyClicks(fields[0], QStringLiteral("Late"));
        dialog.accept();
        QVERIFY(dialog.isVisible()); // it has no query yet
        QTest::keyClicks(fields[1], QStringLiteral("late"));
        dialog.accept();
        QVERIFY(dialog.isVisible());
        QTest::keyClicks(fields[1], QStringLiteral(":1h"));
        dialog.accept();
        QVERIFY(!dialog.isVisible());
        QCOMPARE(saved.size(), 1);
        QCOMPARE(dialog.rules().size(), 2U);
        QCOMPARE(dialog.rules()[1].name, QStringLiteral("Late"));
        QCOMPARE(dialog.rules()[1].query, QStringLiteral("late:1h"));
    }

    void anUnusableRuleIsShownFirst()
    {
        AlertRule bad = ruleOf(1, 10);
        bad.name = QStringLiteral("Colours");
        bad.query = QStringLiteral("colour:red");
        const AlertsDialog dialog({ruleOf(3, 10), bad}, [](const QString& query) {
            return query.startsWith(QLatin1String("status:")) ? QString() : QStringLiteral("There is no colour.");
        });
        const auto& list = *dialog.findChild<QListWidget*>();
        QCOMPARE(list.currentRow(), 1);
        QCOMPARE(list.item(1)->text(), QStringLiteral("Colours (not in use)"));
        QCOMPARE(list.item(0)->text(), QStringLiteral("Receipts fail"));
    }

    void whatIsKeptBackIsToldOnceItMayBe()
    {
        AlertWatch watch;
        const AlertRule rule = ruleOf(1, 20);
        QVERIFY(watch.take(rule, shop, {run(1)}, now));
        QVERIFY(!watch.take(rule, shop, {run(2)}, now + 5min));
        QVERIFY(!watch.take(rule, shop, {}, now + 9min));
        const auto alert = watch.take(rule, shop, {}, now + 10min);
        QVERIFY(alert.has_value());
        QCOMPARE(alert->runs, std::vector{run(2)});
    }

    void placesCountByThemselves()
    {
        AlertWatch watch;
        const AlertRule rule = ruleOf(2, 10);
        const AlertPlace other{QStringLiteral("2"), QStringLiteral("Stage")};
        QVERIFY(!watch.take(rule, shop, {run(1)}, now));
        QVERIFY(!watch.take(rule, other, {run(2)}, now));
        QCOMPARE(watch.take(rule, other, {run(1)}, now)->place, other);
        watch.forget(rule.id);
        QVERIFY(!watch.take(rule, shop, {run(3)}, now));
    }

    void rulesComeGoAndChange()
    {
        Told source;
        AlertRule failed = ruleOf(1, 10);
        source.put(0, RunStatus::failed);
        QVERIFY(source.look({failed}).found.empty()); // what is there when it begins
        AlertRule waiting = failed;
        waiting.id = QStringLiteral("w");
        waiting.query = QStringLiteral("status:waiting");
        source.put(1, RunStatus::waiting);
        QVERIFY(source.look({failed, waiting}).found.empty()); // or when the rule does
        source.put(2, RunStatus::waiting);
        source.put(3, RunStatus::failed);
        auto outcome = source.look({failed, waiting});
        QCOMPARE(outcome.found.size(), 2U);
        QCOMPARE(outcome.found[0].rule, failed.id);
        QCOMPARE(outcome.found[0].matches[0].run, run(3));
        QCOMPARE(outcome.found[1].matches[0].run, run(2));
        // Another name, threshold or span is the same query.
        failed.threshold = 5;
        source.put(4, RunStatus::failed);
        QCOMPARE(source.look({failed}).found.size(), 1U);
        // Another query begins anew, and so does one that was off.
        failed.query = QStringLiteral("status:failed,cancelled");
        source.put(5, RunStatus::failed);
        QVERIFY(source.look({failed}).found.empty());
        failed.on = false;
        source.put(6, RunStatus::failed);
        QVERIFY(source.look({failed}).found.empty());
        failed.on = true;
        source.put(7, RunStatus::failed);
        QVERIFY(source.look({failed}).found.empty());
        source.put(8, RunStatus::failed);
        outcome = source.look({failed});
        QCOMPARE(outcome.found.at(0).matches.size(), 1U);
        QCOMPARE(outcome.found[0].matches[0].run, run(8));
        // One that cannot be read stands in nobody's way.
        waiting.query = QStringLiteral("colour:red");
        source.put(9, RunStatus::failed);
        QCOMPARE(source.look({waiting, failed}).found.size(), 1U);
    }

    void detailsThatWouldDecideAreWanted()
    {
        Told source;
        AlertRule rule = ruleOf(1, 10);
        rule.query = QStringLiteral("status:failed step:send");
        QVERIFY(source.look({rule}).wanted.empty());
        source.put(0, RunStatus::failed);
        QCOMPARE(source.look({rule}).wanted, std::vector<RowNumber>{0});
        source.put(0, RunStatus::failed, "send");
        const auto outcome = source.look({rule});
        QVERIFY(outcome.wanted.empty());
        QCOMPARE(outcome.found.at(0).matches.at(0).run, run(0));
    }

    void timeMakesRunsMatch()
    {
        Told source;
        AlertRule rule = ruleOf(1, 10);
        rule.query = QStringLiteral("lasted>1h");
        QVERIFY(source.look({rule}).found.empty());
        source.put(0, RunStatus::waiting);
        QVERIFY(source.look({rule}).found.empty());
        source.clock += 2h;
        QVERIFY(source.look({rule}).found.empty());
        QCOMPARE(source.look({rule}, true).found.at(0).matches.at(0).run, run(0));
    }

    void eachSourceBeginsAnew()
    {
        RunBrowser browser;
        browser.setClock([] { return now; });
        AlertFeed feed(browser);
        AlertRule failed = ruleOf(1, 10);
        AlertRule late = ruleOf(1, 10);
        late.id = QStringLiteral("late");
        late.query = QStringLiteral("lasted>1h");
        feed.setRules({failed, late});
        QSignalSpy matched(&feed, &AlertFeed::matched);
        Told first;
        first.put(0, RunStatus::failed);
        browser.browse(std::make_unique<PlayedSource>(first));
        auto* source = static_cast<PlayedSource*>(browser.source());
        source->tell(false);
        first.put(1, RunStatus::failed);
        source->tell(true);
        for (int number = 2; number < 6; ++number) { // more quickly than they are looked at
            first.put(number, RunStatus::failed);
            source->tell(true, Link::offline);
        }
        QTRY_COMPARE(runsOf(matched).size(), 4);
        QCOMPARE(runsOf(matched).front(), QStringLiteral("run_2"));

        matched.clear();
        Told second;
        for (int number = 20; number < 30; ++number)
            second.put(number, RunStatus::failed);
        browser.browse(std::make_unique<PlayedSource>(second));
        source = static_cast<PlayedSource*>(browser.source());
        source->tell(true);
        second.put(11, RunStatus::failed);
        second.put(12, RunStatus::waiting);
        source->tell(true);
        QTRY_COMPARE(runsOf(matched), QStringList{QStringLiteral("run_11")});
        // Nobody knows of a run that waited when the server went away whether it still does.
        browser.setClock([] { return now + 2h; });
        source->tell(true, Link::offline);
        feed.timePassed();
        second.put(13, RunStatus::failed);
        source->tell(true, Link::offline);
        QTRY_COMPARE(runsOf(matched), (QStringList{QStringLiteral("run_11"), QStringLiteral("run_13")}));
        source->tell(true);
        feed.timePassed();
        QTRY_COMPARE(runsOf(matched),
                     (QStringList{QStringLiteral("run_11"), QStringLiteral("run_13"), QStringLiteral("run_12")}));
    }

    void whatAnotherWindowToldIsNotToldAgain()
    {
        const QTemporaryDir folder;
        QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Settings settings(store);
        settings.setAlertRules({ruleOf(1, 10)});
        Stage stage;
        AlertCenter center(settings);
        Instant clock = now;
        center.setClock([&clock] { return clock; });
        WindowAlerts window(center, stage.runs(), stage.window().sources(), stage.window());
        QSignalSpy told(&window, &WindowAlerts::told);
        const quint64 first = center.nextTeller();
        const quint64 second = center.nextTeller();
        const QString rule = ruleOf(1, 10).id;
        center.take(rule, shop, first, {{run(1), "failed"}});
        QCOMPARE(told.size(), 1);
        // The other one had been paused for an hour.
        clock += 1h;
        center.take(rule, shop, second, {{run(1), "failed"}});
        QCOMPARE(told.size(), 1);
        center.take(rule, shop, second, {{run(1), "failed again"}});
        QCOMPARE(told.size(), 2);
        const AlertPlace other{QStringLiteral("2"), QStringLiteral("Stage")};
        center.take(rule, other, second, {{run(1), "failed"}});
        QCOMPARE(told.size(), 3);
        center.take(QStringLiteral("gone"), shop, first, {{run(9), "failed"}});
        QCOMPARE(told.size(), 3);
        // What is kept is what the next program reads; a rule that was changed counts anew.
        center.setRules({ruleOf(2, 10)});
        QCOMPARE(settings.alertRules(), std::vector{ruleOf(2, 10)});
        center.take(rule, shop, first, {{run(1), "failed"}, {run(2), "failed"}});
        QCOMPARE(told.size(), 4);
    }
};

QTEST_MAIN(TestAlerts)
#include "tst_alerts.moc"
