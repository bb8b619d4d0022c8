// SPDX-License-Identifier: GPL-3.0-or-later
// Each promise that only a set of runs can break: kept by an honest simulation, and noticed where a violation of it is
// planted there. Those that a single run can break are planted in tst_audit and tst_audit_waits; here those are told by
// the checks that simulations need beside them.
#include "promise_watch.h"
#include "short_scenarios.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace runlens;
using namespace runlens::testing;

namespace {

Scenario twoStarts()
{
    Scenario scenario = shortScenario(documentedJourney().definition());
    scenario.happenings = {eventAt(Duration(0), "order.completed", object({{"order_id", number(1)}})),
                           eventAt(std::chrono::hours(1), "order.completed", object({{"order_id", number(2)}}))};
    return scenario;
}

struct Played {
    std::shared_ptr<const simulation::Stage> stage;
    simulation::Facts facts;
};

Played play(Scenario scenario)
{
    auto stage = stageOf(std::move(scenario));
    return {stage, simulation::play(stage).facts};
}

bool notices(const Played& played, SetFindingCode code)
{
    const auto found = auditSimulation(*played.stage, played.facts, played.facts.atRest);
    return std::ranges::find(found, code, &SetFinding::code) != found.end();
}

using Plant = std::function<void(simulation::ContactFacts&)>;

} // namespace
Q_DECLARE_METATYPE(Plant)

class TestAuditOfSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plantedViolationsAreNoticed_data();
    void plantedViolationsAreNoticed();
    void reentryIsWatched();
    void filtersOfTriggersAreWatched();
    void finalThingsStay();
    void eventsThatDoNotMatchAreNoticed();
};

void TestAuditOfSet::plantedViolationsAreNoticed_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Plant>("plant");
    const auto row = [](const char* name, SetFindingCode code, Plant plant) {
        QTest::newRow(name) << static_cast<int>(code) << plant;
    };
    using Facts = simulation::ContactFacts;
    row("one id, two runs", SetFindingCode::runIdRepeated,
        [](Facts& facts) { facts.runs[1].run.id = facts.runs[0].run.id; });
    row("one event, two runs", SetFindingCode::eventStartedSeveral,
        [](Facts& facts) { facts.runs[1].run.triggerEvent->id = facts.runs[0].run.triggerEvent->id; });
    row("one message, two runs", SetFindingCode::messageShared,
        [](Facts& facts) { facts.runs[1].run.messages[0].id = facts.runs[0].run.messages[0].id; });
    row("no answer to an event", SetFindingCode::eventUnanswered,
        [](Facts& facts) { facts.events[0].admissions.clear(); });
    row("a run that is not there", SetFindingCode::startMissing,
        [](Facts& facts) { facts.runs.erase(facts.runs.begin()); });
    row("a run that nothing started", SetFindingCode::startUnrecorded,
        [](Facts& facts) { facts.runs[0].run.triggerEvent->id = EventId("evt_other"); });
    row("refused for no reason", SetFindingCode::refusalUnfounded,
        [](Facts& facts) { facts.events[0].admissions[0].admission = journey::Admission::alreadyBeen; });
    row("refused by a filter that holds", SetFindingCode::refusalUnfounded,
        [](Facts& facts) { facts.events[0].admissions[0].admission = journey::Admission::filtered; });
    row("delivered twice", SetFindingCode::deliveredTwice,
        [](Facts& facts) { facts.deliveries.push_back(facts.deliveries[0]); });
    row("never delivered", SetFindingCode::neverDelivered,
        [](Facts& facts) { facts.deliveries.erase(facts.deliveries.begin()); });
    row("stuck", SetFindingCode::runStuck,
        [](Facts& facts) { facts.runs[0].state.phase = journey::Phase::waitingBackOff; });
    row("back to life", SetFindingCode::statusIllegal,
        [](Facts& facts) { facts.runs[0].statuses.push_back({facts.runs[0].statuses.back().at, RunStatus::running}); });
}

void TestAuditOfSet::plantedViolationsAreNoticed()
{
    QFETCH(int, code);
    QFETCH(Plant, plant);
    Played played = play(twoStarts());
    QVERIFY(played.facts.atRest);
    QCOMPARE(QByteArray::fromStdString(brokenPromise(*played.stage, played.facts)), QByteArray());
    plant(played.facts.contacts.at(0));
    QVERIFY(notices(played, static_cast<SetFindingCode>(code)));
}

void TestAuditOfSet::reentryIsWatched()
{
    for (const auto policy : {scenario::Reentry::once, scenario::Reentry::oneAtATime}) {
        Scenario scenario = twoStarts();
        const Played free = play(scenario);
        scenario.automations[0].reentry = policy;
        const Played kept = play(scenario);
        QCOMPARE(kept.facts.contacts.at(0).runs.size(), std::size_t{1});
        QVERIFY(!notices(kept, SetFindingCode::reentryBroken));
        // What came of it without the policy, held against the policy.
        QVERIFY(notices({kept.stage, free.facts}, SetFindingCode::reentryBroken));
    }
}

void TestAuditOfSet::filtersOfTriggersAreWatched()
{
    Scenario scenario = twoStarts();
    const Played free = play(scenario);
    scenario.automations[0].definition.triggerFilters = object({{"order_id", number(1)}});
    const Played filtered = play(scenario);
    QCOMPARE(filtered.facts.contacts.at(0).runs.size(), std::size_t{1});
    QVERIFY(!notices(filtered, SetFindingCode::startUnrecorded));
    QVERIFY(notices({filtered.stage, free.facts}, SetFindingCode::startUnrecorded));
}

void TestAuditOfSet::finalThingsStay()
{
    const Played played = play(twoStarts());
    const Run& run = played.facts.contacts.at(0).runs.at(0).run;
    QVERIFY(auditChange(run, run).empty());
    Run later = run;
    later.waits.at(0).lateEvents.push_back(Event()); // allowed
    QVERIFY(auditChange(run, later).empty());
    later.waits[0].status = WaitStatus::received;
    QVERIFY(auditChange(run, later).at(0).code == SetFindingCode::resolvedWaitChanged);
    later = run;
    later.waits[0].timedOutAt = *later.waits[0].timedOutAt + std::chrono::seconds(1);
    QVERIFY(auditChange(run, later).at(0).code == SetFindingCode::resolvedWaitChanged);
    later = run;
    later.steps.at(0).status = StepStatus::running;
    QVERIFY(auditChange(run, later).at(0).code == SetFindingCode::stepUncompleted);
}

void TestAuditOfSet::eventsThatDoNotMatchAreNoticed()
{
    const Played played = play(raceOfEventAndTimeout());
    auto facts = played.facts;
    Run& run = facts.contacts.at(0).runs.at(0).run;
    QVERIFY(run.waits.at(0).status == WaitStatus::received);
    const auto notices = [&](FindingCode code) {
        const auto audits = auditsOf(played.stage->scenario, facts);
        return std::ranges::find(audits[0].findings, code, &Finding::code) != audits[0].findings.end();
    };
    QVERIFY(!notices(FindingCode::resumedByUnmatching) && !notices(FindingCode::resumedByLaterEvent));
    Event& event = *run.waits[0].resumedBy;
    event.payload = object({{"kind", text("b")}, {"order_id", number(1)}});
    QVERIFY(notices(FindingCode::resumedByUnmatching));
    event.payload = object({{"kind", text("a")}, {"order_id", number(2)}}); // another order
    QVERIFY(notices(FindingCode::resumedByUnmatching));
    event.payload = object({{"kind", text("a")}, {"order_id", number(1)}});
    event.receivedAt = *run.waits[0].resumedAt + std::chrono::seconds(1);
    QVERIFY(notices(FindingCode::resumedByLaterEvent));
    event.receivedAt = *run.triggerEvent->receivedAt - std::chrono::seconds(1);
    QVERIFY(notices(FindingCode::resumedByEarlierEvent));
}

QTEST_APPLESS_MAIN(TestAuditOfSet)
#include "tst_audit_of_set.moc"
