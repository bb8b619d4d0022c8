// SPDX-License-Identifier: GPL-3.0-or-later
// What the core did, told as a run: complete, and such that the audit, which knows nothing of the core, finds no
// promise broken.
#include "definitions.h"
#include "engine/analysis/audit.h"
#include "engine/journey/history.h"
#include "world.h"

#include <QTest>

#include <algorithm>
#include <cstdio>
#include <set>

using namespace runlens;
using namespace runlens::journey;

namespace {

Run toldRun(const Trace& trace)
{
    Run run;
    run.id = RunId("run_1");
    run.identityValue = "olivia@example.com";
    for (const TraceEntry& entry : trace.entries) {
        if (entry.refusal)
            continue;
        if (const auto* trigger = std::get_if<Trigger>(&entry.input.what))
            tellQueued(run, *trigger->event, entry.input.at);
        tell(run, trace.plan, entry.actions, entry.input.at);
    }
    return run;
}

/// What may be found in a run that kept every promise: failures, and what random inputs are late with.
bool isHonest(FindingCode code)
{
    static const std::set<FindingCode> honest{
        FindingCode::runFailed,        FindingCode::stepFailed,    FindingCode::messageFailed, FindingCode::sendUnknown,
        FindingCode::sendRetried,      FindingCode::timeoutInTime, FindingCode::timeoutLate,   FindingCode::overdue,
        FindingCode::lateEventIgnored, FindingCode::stepSkipped,   FindingCode::stepDeferred,
        FindingCode::wordUnknown, // a message whose fate is unknown
    };
    return honest.contains(code);
}

std::string findingOf(const Run& run, Instant now)
{
    const Evidence evidence = collectEvidence(run, nullptr);
    for (const Finding& finding : audit(run, evidence, nullptr, now).findings)
        if (!isHonest(finding.code)) {
            std::string said = std::to_string(static_cast<int>(finding.code));
            for (const EvidenceItem& item : finding.evidence)
                said.append(" ").append(item.ref.id).append(".").append(item.ref.field).append("=").append(item.value);
            return said;
        }
    return {};
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noFalseAlarm();
    void everyStepAndMessageOnce();
    void aRunToldWhole();
};

void TestHistory::noFalseAlarm()
{
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Trace trace = randomTrace(chooser);
        if (trace.entries.empty())
            continue;
        const std::string found = findingOf(toldRun(trace), trace.entries.back().after.lastAt);
        QVERIFY2(found.empty(), (found + ", seed " + std::to_string(seed)).c_str());
    }
}

void TestHistory::everyStepAndMessageOnce()
{
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Trace trace = randomTrace(chooser);
        const Run run = toldRun(trace);
        QVERIFY(trace.entries.empty() || run.status == statusOf(trace.entries.back().after.phase)
                || !run.status.present());
        std::set<std::string> ids;
        for (const Step& step : run.steps) {
            QVERIFY(ids.insert(step.id.text()).second);
            QVERIFY(step.messages.size() <= 1 && step.waits.size() <= 1);
            QVERIFY(step.startedAt.has_value());
        }
        for (const Message& message : run.messages)
            QVERIFY(ids.insert(message.id.text()).second && message.step);
        for (const Wait& wait : run.waits)
            QVERIFY(ids.insert(wait.id.text()).second && wait.step && wait.timeoutAt);
    }
}

void TestHistory::aRunToldWhole()
{
    const Plan plan = documentedJourney().plan();
    const Instant noon = *parseInstant("2026-06-08T12:00:00Z");
    const Contact contact;
    const Policy policy;
    const ZoneOffsets zone;
    RunState state;
    Run run;
    run.id = RunId("run_1");
    std::uint64_t sequence = 0;
    Instant now = noon;
    const auto event = [&](const char* name) {
        auto made = std::make_shared<EventRecord>();
        made->sequence = Sequence{sequence + 1};
        made->id = EventId(std::string("evt_") + name);
        made->name = name;
        made->receivedAt = now;
        return made;
    };
    const auto give = [&](InputBody body, Duration later) {
        now += later;
        Actions actions;
        const Facts facts{contact, policy, zone, {}, {}};
        const bool applied =
            apply(plan, state, {Sequence{++sequence}, now, std::move(body)}, facts, actions).has_value();
        tell(run, plan, actions, now);
        return applied;
    };
    using namespace std::chrono_literals;
    const EventRef trigger = event("order.completed");
    tellQueued(run, *trigger, now);
    QVERIFY(run.status == RunStatus::queued && run.createdAt == noon && run.triggerEvent->id == trigger->id);
    QVERIFY(give(Trigger{trigger}, 1s));
    QVERIFY(give(StepFailedTransiently{state.step, 1, "timeout", "timed out", 1U << 31U}, 1s));
    QVERIFY(run.status == RunStatus::waiting && run.steps[0].attempts[0].error->code == "timeout");
    QVERIFY(give(TimerDue{state.timer}, 1s));
    QVERIFY(give(StepDone{state.step, 2}, 1s));
    QVERIFY(give(TimerDue{state.timer}, 24h));
    QVERIFY(give(ContactEvent{event("sendrealm.mail.open")}, 1s));
    QVERIFY(give(StepFailedForGood{state.step, 1, "500", "gone"}, 1s));
    QVERIFY(run.status == RunStatus::failed && run.lastError->code == "500" && run.completedAt == now);
    QVERIFY(run.lastError->stepKey == StepKey("add_to_follow_up"));
    QVERIFY(give(Retry{}, 1s));
    QVERIFY(run.status == RunStatus::running && !run.lastError && !run.completedAt);
    QVERIFY(give(StepDone{state.step, 2}, 1s));

    QVERIFY(run.status == RunStatus::completed && run.completedAt == now && run.startedAt == noon + 1s);
    QCOMPARE(run.steps.size(), std::size_t{3});
    const Step& send = run.steps[0];
    QVERIFY(send.status == StepStatus::completed && send.branchTaken == Branch::next && send.attempts.size() == 2);
    QVERIFY(send.attempts[1].number == 2 && !send.attempts[1].error && send.completedAt == noon + 4s);
    QCOMPARE(run.messages.size(), std::size_t{1});
    QVERIFY(run.messages[0].status == MessageStatus::sent && run.messages[0].createdAt == noon + 1s);
    const Wait& wait = run.waits[0];
    QVERIFY(wait.status == WaitStatus::timedOut && wait.outcomeBranch == Branch::timeout);
    QVERIFY(wait.timeoutAt == noon + 4s + 24h && wait.timedOutAt == wait.timeoutAt && !wait.resumedAt);
    QCOMPARE(wait.lateEvents.size(), std::size_t{1});
    QVERIFY(run.steps[1].branchTaken == Branch::timeout && run.steps[2].attempts.size() == 2);
    QCOMPARE(findingOf(run, now), std::string());
}

QTEST_APPLESS_MAIN(TestHistory)
#include "tst_history.moc"
