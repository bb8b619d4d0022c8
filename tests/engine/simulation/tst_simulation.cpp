// SPDX-License-Identifier: GPL-3.0-or-later
// What the driver does: faults, ticks, zones, caps, snapshots; the same bytes twice and on two threads.
#include "digest.h"
#include "promise_watch.h"
#include "random_scenario.h"
#include "short_scenarios.h"

#include <QTest>

#include <algorithm>

using namespace runlens;
using namespace runlens::testing;

namespace {

Scenario journeyScenario()
{
    Scenario scenario = shortScenario(documentedJourney().definition());
    scenario.happenings = {eventAt(Duration(0), "order.completed", object({{"order_id", number(1)}}))};
    return scenario;
}

simulation::Facts played(Scenario scenario)
{
    simulation::PlayOptions options;
    options.trace = true;
    return simulation::play(stageOf(std::move(scenario)), options).facts;
}

const Run& firstRun(const simulation::Facts& facts) { return facts.contacts.at(0).runs.at(0).run; }

std::string timeOf(const std::optional<Instant>& time) { return time ? formatInstant(*time).substr(0, 23) : "none"; }

} // namespace

class TestSimulation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ticksFallOnMultiplesOfTheInterval();
    void aLateSchedulerIsLate();
    void transientFailuresAreRetried();
    void permanentFailuresFailTheRun();
    void anUnansweredSendIsNotRepeated();
    void crashesLoseNothing_data();
    void crashesLoseNothing();
    void duplicatesAndConflicts();
    void aDelayedEventComesLater();
    void capsOfTheProject();
    void loopsAreCutShort();
    void twiceGivesTheSameBytes();
    void twoThreadsGiveTheSameBytes();
    void goingBackIsExact();
    void badScenariosAreRefused();
};

void TestSimulation::ticksFallOnMultiplesOfTheInterval()
{
    Scenario scenario = journeyScenario();
    scenario.tick = std::chrono::seconds(60);
    const auto facts = played(scenario);
    const Wait& wait = firstRun(facts).waits.at(0);
    QCOMPARE(timeOf(wait.timeoutAt), std::string("2026-06-09T00:00:00.400"));
    QCOMPARE(timeOf(wait.timedOutAt), std::string("2026-06-09T00:01:00.000"));
}

void TestSimulation::aLateSchedulerIsLate()
{
    Scenario scenario = journeyScenario();
    scenario.faults = {
        scenario::LateScheduler{std::chrono::hours(23), std::chrono::hours(25), std::chrono::seconds(42)}};
    const auto facts = played(scenario);
    QCOMPARE(timeOf(firstRun(facts).waits.at(0).timedOutAt), std::string("2026-06-09T00:00:43.000"));
    const auto audits = auditsOf(scenario, facts);
    QVERIFY(std::ranges::find(audits.at(0).findings, FindingCode::timeoutLate, &Finding::code)
            != audits.at(0).findings.end());
}

void TestSimulation::transientFailuresAreRetried()
{
    Scenario scenario = journeyScenario();
    scenario.faults = {scenario::StepFails{
        {StepKey("send_receipt"), {}}, 1, 3, scenario::SendOutcome::transientFailure, "503", "away"}};
    const auto facts = played(scenario);
    const Run& run = firstRun(facts);
    QCOMPARE(run.steps.at(0).attempts.size(), std::size_t{4});
    QCOMPARE(run.steps.at(0).attempts.at(2).error->code, std::string("503"));
    QCOMPARE(run.messages.size(), std::size_t{1});
    QCOMPARE(facts.contacts.at(0).deliveries.size(), std::size_t{1});
    // Full jitter: from nothing to 1, 2 and 4 seconds, and never the same for another seed.
    for (std::size_t i = 1; i < 4; ++i) {
        const Duration pause = *run.steps[0].attempts[i].startedAt - *run.steps[0].attempts[i - 1].endedAt;
        QVERIFY(pause >= Duration(0) && pause <= std::chrono::seconds(1U << (i - 1)));
    }
    scenario.seed = 2;
    QVERIFY(*firstRun(played(scenario)).steps.at(0).completedAt != *run.steps.at(0).completedAt);
}

void TestSimulation::permanentFailuresFailTheRun()
{
    Scenario scenario = journeyScenario();
    scenario.faults = {scenario::StepFails{
        {StepKey("send_receipt"), {}}, 1, 1, scenario::SendOutcome::permanentFailure, "400", "no such address"}};
    auto facts = played(scenario);
    QVERIFY(firstRun(facts).status == RunStatus::failed);
    QCOMPARE(firstRun(facts).lastError->code, std::string("400"));
    scenario.happenings.push_back(commandAt(std::chrono::hours(1), scenario::RunCommand::Kind::retry));
    facts = played(scenario);
    QVERIFY(firstRun(facts).status == RunStatus::completed);
    QCOMPARE(firstRun(facts).messages.size(), std::size_t{1});
}

void TestSimulation::anUnansweredSendIsNotRepeated()
{
    Scenario scenario = journeyScenario();
    scenario.policies.senderDeduplicates = false;
    scenario.faults = {
        scenario::StepFails{{StepKey("send_receipt"), {}}, 1, 1, scenario::SendOutcome::unanswered, "", "no answer"}};
    auto facts = played(scenario);
    QVERIFY(firstRun(facts).status == RunStatus::failed);
    QCOMPARE(facts.contacts.at(0).deliveries.size(), std::size_t{1});
    scenario.policies.senderDeduplicates = true; // then it may be asked again
    facts = played(scenario);
    QVERIFY(firstRun(facts).status == RunStatus::completed);
    QCOMPARE(facts.contacts.at(0).deliveries.size(), std::size_t{1});
}

void TestSimulation::crashesLoseNothing_data()
{
    QTest::addColumn<int>("when");
    QTest::addColumn<QString>("step");
    for (const int when : {0, 1, 2})
        for (const char* step : {"send_receipt", "wait_for_open", "add_to_follow_up"})
            if (when != 2 || QLatin1String(step) != QLatin1String("wait_for_open")) // nobody answers for a wait
                QTest::addRow("%s %d", step, when) << when << QString::fromLatin1(step);
}

void TestSimulation::crashesLoseNothing()
{
    QFETCH(int, when);
    QFETCH(QString, step);
    Scenario scenario = journeyScenario();
    scenario.faults = {scenario::Crash{
        {StepKey(step.toStdString()), {}}, static_cast<scenario::CrashPoint>(when), std::chrono::seconds(5)}};
    const auto stage = stageOf(scenario);
    simulation::PlayOptions options;
    options.trace = true;
    const auto facts = simulation::play(stage, options).facts;
    QVERIFY(firstRun(facts).status == RunStatus::completed);
    QCOMPARE(facts.contacts.at(0).deliveries.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(brokenPromise(*stage, facts)), QByteArray());
    const auto& inputs = facts.contacts.at(0).inputs;
    const bool lost = std::ranges::any_of(inputs, &simulation::TracedInput::lost);
    const bool recovered =
        std::ranges::find(inputs, journey::InputKind::recover, &simulation::TracedInput::input) != inputs.end();
    QCOMPARE(lost, when != 1);
    // The wait begins with the answer of the send, which nobody but the dead worker knows.
    QCOMPARE(recovered, when != 0 || step == QStringLiteral("wait_for_open"));
}

void TestSimulation::duplicatesAndConflicts()
{
    Scenario scenario = journeyScenario();
    scenario.faults = {scenario::DuplicateEvent{0, std::chrono::seconds(2)}};
    auto facts = played(scenario);
    QCOMPARE(facts.contacts.at(0).runs.size(), std::size_t{1});
    QVERIFY(facts.contacts.at(0).refusedEvents.at(0).why == simulation::EventRefusal::duplicate);

    scenario.faults.clear();
    std::get<scenario::InjectedEvent>(scenario.happenings[0].what).idempotencyKey = "k";
    scenario.happenings.push_back(eventAt(std::chrono::seconds(1), "order.completed"));
    std::get<scenario::InjectedEvent>(scenario.happenings[1].what).idempotencyKey = "k";
    facts = played(scenario);
    QCOMPARE(facts.contacts.at(0).runs.size(), std::size_t{1});
    QVERIFY(facts.contacts.at(0).refusedEvents.at(0).why == simulation::EventRefusal::conflict);
}

void TestSimulation::aDelayedEventComesLater()
{
    Scenario scenario = journeyScenario();
    scenario.faults = {scenario::DelayedEvent{0, std::chrono::hours(2)}};
    const Run run = firstRun(played(scenario));
    QCOMPARE(timeOf(run.triggerEvent->occurredAt), std::string("2026-06-08T00:00:00.000"));
    QCOMPARE(timeOf(run.triggerEvent->receivedAt), std::string("2026-06-08T02:00:00.000"));
    QCOMPARE(timeOf(run.startedAt), std::string("2026-06-08T02:00:00.000"));
}

void TestSimulation::capsOfTheProject()
{
    Scenario scenario = journeyScenario();
    scenario.policies.project.starts = 1;
    scenario.happenings.push_back(eventAt(std::chrono::seconds(59), "order.completed"));
    scenario.happenings.push_back(eventAt(std::chrono::seconds(60), "order.completed"));
    const auto facts = played(scenario);
    QCOMPARE(facts.contacts.at(0).runs.size(), std::size_t{2});
    int refused = 0;
    for (const auto& event : facts.contacts.at(0).events)
        for (const auto& answer : event.admissions)
            refused += answer.admission == journey::Admission::startsCap ? 1 : 0;
    QCOMPARE(refused, 1); // of three within sixty seconds and one more
}

void TestSimulation::loopsAreCutShort()
{
    // Each run has the event posted that starts the next one.
    Scenario scenario = journeyScenario();
    scenario::Happening again = eventAt(Duration(0), "order.completed");
    again.at.step = StepKey("send_receipt");
    scenario.happenings.push_back(again);
    const auto stage = stageOf(scenario);
    simulation::WorldOptions options;
    options.mostRuns = 100;
    simulation::World world(stage, options);
    world.playToEnd();
    QVERIFY(world.cutShort() && !world.atRest());
    QCOMPARE(world.facts().at(0).runs.size(), std::size_t{100});
}

void TestSimulation::twiceGivesTheSameBytes()
{
    const auto digestOf = [](std::uint64_t seed) {
        simulation::PlayOptions options;
        options.trace = true;
        Digest digest;
        digest.add(simulation::play(stageOf(randomScenario(seed)), options).facts);
        return digest.value();
    };
    std::size_t different = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        QCOMPARE(digestOf(seed), digestOf(seed));
        different += digestOf(seed) != digestOf(seed + 1) ? 1U : 0U;
    }
    QVERIFY(different > 1900);
}

void TestSimulation::twoThreadsGiveTheSameBytes()
{
    std::size_t shared = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto stage = stageOf(manyContacts(seed, 200));
        Digest digests[2];
        for (const unsigned threads : {1U, 2U}) {
            simulation::PlayOptions options;
            options.threads = threads;
            options.trace = true;
            const auto all = simulation::play(stage, options);
            digests[threads - 1].add(all.facts);
            if (threads == 1)
                continue;
            QCOMPARE(all.inputsByThread.size(), std::size_t{2});
            const std::uint64_t sum = all.inputsByThread[0] + all.inputsByThread[1];
            if (sum < 100) // a definition whose filters hardly anyone passes
                continue;
            // What a thread plays is fixed by the contact, so this is no matter of luck.
            QVERIFY2(all.inputsByThread[0] * 10 >= sum * 3 && all.inputsByThread[1] * 10 >= sum * 3,
                     std::to_string(all.inputsByThread[0]).c_str());
            ++shared;
        }
        QCOMPARE(digests[0].value(), digests[1].value());
    }
    QVERIFY(shared >= 30);
}

void TestSimulation::goingBackIsExact()
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto stage = stageOf(randomScenario(seed));
        simulation::WorldOptions options;
        options.trace = true;
        simulation::TimeMachine machine(stage, options, 3);
        const auto digestAt = [](const simulation::World& world) {
            simulation::Facts facts;
            facts.contacts = world.facts();
            Digest digest;
            digest.add(facts);
            return digest.value();
        };
        std::vector<std::pair<Instant, std::uint64_t>> seen;
        for (int second = 0; second < 30; second += 2) {
            const Instant time = stage->scenario.start + std::chrono::seconds(second);
            seen.emplace_back(time, digestAt(machine.goTo(time)));
        }
        for (const std::size_t i : {14U, 3U, 9U, 0U, 13U, 1U})
            QCOMPARE(digestAt(machine.goTo(seen[i].first)), seen[i].second);
        simulation::World straight(stage, options);
        straight.playUntil(seen[7].first);
        QCOMPARE(digestAt(straight), seen[7].second);
    }
}

void TestSimulation::badScenariosAreRefused()
{
    Scenario scenario = journeyScenario();
    scenario.contacts[0].zone = "Europe/Atlantis";
    auto stage = simulation::prepare(scenario);
    QVERIFY(!stage);
    QCOMPARE(stage.error().where, std::string("/contacts/0/zone"));
    scenario = journeyScenario();
    scenario.automations[0].definition.steps[1].config = object({{"event_name", text("Not A Name")}});
    stage = simulation::prepare(scenario);
    QVERIFY(!stage);
    QVERIFY(stage.error().code == ErrorCode::invalidDocument);
    QVERIFY(stage.error().where.starts_with("/automations/0/definition/steps/1/config"));
}

QTEST_APPLESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
