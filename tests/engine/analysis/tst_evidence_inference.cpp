// SPDX-License-Identifier: GPL-3.0-or-later
// What is concluded of times that nobody reported.
#include "tests/engine/analysis/evidence_fixture.h"

#include <QTest>

using namespace runlens;
using namespace runlens::testing;
using std::chrono::hours;
using std::chrono::seconds;

class EvidenceInferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endIsTheReportedStartOfTheNext();
    void instantaneousStep();
    void delayByDefinition();
    void absurdDefinition();
    void openingByDefinition();
    void openingByDefinitionThatContradicts();
    void firstStepAndTrigger();
    void sendersClockBindsNothing();
    void unknownStatusStopsConclusions();
    void inferredTimesNeverRunBackwards();
    void dueTimes();
};

void EvidenceInferenceTest::endIsTheReportedStartOfTheNext()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .runTimes("09:00:00", "13:00:00")
                                             .step("one", Named<StepType>::unknownWord("call_webhook"))
                                             .step("two", StepType::delay)
                                             .times("10:00:00")
                                             .step("three", StepType::sendEmailTemplate));
    COMPARE_TEXT(end(evidence, 0), "~10:00:00.000 step step_2 started_at");
    // An unknown end leaves the next start unknown: a delay lasts, however long.
    COMPARE_TEXT(end(evidence, 1), "?");
    COMPARE_TEXT(start(evidence, 2), "?");
    COMPARE_TEXT(end(evidence, 2), "~13:00:00.000 run run_1 completed_at");
}

void EvidenceInferenceTest::instantaneousStep()
{
    for (const StepType type : {StepType::condition, StepType::contactUpdate, StepType::addToAudience,
                                StepType::removeFromAudience, StepType::setTopicSubscription}) {
        const auto run = [type](StepStatus status) {
            return RunBuilder()
                .runTimes("09:00:00")
                .step("one", type, status)
                .step("two", StepType::sendEmailTemplate)
                .email("Hello", "10:00:00");
        };
        const Evidence evidence = evidenceOf(run(StepStatus::completed));
        COMPARE_TEXT(end(evidence, 0), "~09:00:00.000 run run_1 started_at");
        COMPARE_TEXT(start(evidence, 1), "~09:00:00.000 run run_1 started_at");
        COMPARE_TEXT(end(evidenceOf(run(StepStatus::failed)), 0), "?");
    }
}

void EvidenceInferenceTest::delayByDefinition()
{
    auto builder = RunBuilder()
                       .runTimes("09:00:00")
                       .step("pause", StepType::delay)
                       .step("send", StepType::sendEmailTemplate)
                       .email("Hello", "10:00:05");
    const Definition hour = definitionOf({{"pause", StepType::delay, hours(1)}});
    const Evidence evidence = collectEvidence(builder, &hour);
    COMPARE_TEXT(end(evidence, 0), "~10:00:00.000 definition pause duration_seconds");
    COMPARE_TEXT(start(evidence, 1), "~10:00:00.000 definition pause duration_seconds");
    QVERIFY(!evidenceOf(builder).steps[0].end.known());
    // What came after bounds what the definition says; it may have been another version.
    const Definition day = definitionOf({{"pause", StepType::delay, hours(24)}});
    COMPARE_TEXT(end(collectEvidence(builder, &day), 0), "~10:00:05.000 message email_1 created_at");
    builder.run().steps[1].startedAt = at("10:00:02");
    COMPARE_TEXT(end(collectEvidence(builder, &hour), 0), "~10:00:02.000 step step_2 started_at");
    builder.run().steps[1].startedAt.reset();
    builder.run().steps[0].status = StepStatus::cancelled;
    COMPARE_TEXT(end(collectEvidence(builder, &hour), 0), "?");
}

void EvidenceInferenceTest::absurdDefinition()
{
    const Run run = RunBuilder(RunStatus::waiting)
                        .runTimes("09:00:00")
                        .step("pause", StepType::delay)
                        .step("wait", StepType::waitForEvent, StepStatus::waiting)
                        .wait("open", WaitStatus::waiting, "10:00:00");
    for (const seconds length : {seconds::max(), seconds::min(), seconds(-1)}) {
        const Definition definition =
            definitionOf({{"pause", StepType::delay, length}, {"wait", StepType::waitForEvent, length}});
        QCOMPARE(collectEvidence(run, &definition).steps, evidenceOf(run).steps);
    }
}

void EvidenceInferenceTest::openingByDefinition()
{
    auto builder = RunBuilder()
                       .runTimes("09:00:00")
                       .step("what", Named<StepType>::unknownWord("call_webhook"))
                       .step("wait", StepType::waitForEvent)
                       .wait("open", WaitStatus::received, "11:00:00")
                       .resumed("10:30:00");
    const Definition definition = definitionOf({{"wait", StepType::waitForEvent, hours(1)}});
    QVERIFY(!evidenceOf(builder).steps[1].start.known());
    COMPARE_TEXT(start(collectEvidence(builder, &definition), 1), "~10:00:00.000 definition wait timeout_seconds");
    builder.run().waits[0].openedAt = at("10:00:01");
    COMPARE_TEXT(start(collectEvidence(builder, &definition), 1), "10:00:01.000 wait wait_1 opened_at");
}

void EvidenceInferenceTest::openingByDefinitionThatContradicts()
{
    // The limit less this time-out lies after the resolution: the definition is of another version.
    const Run run = testing::documentedRun();
    const Definition definition = definitionOf({{"wait_for_open", StepType::waitForEvent, seconds(60)}});
    QCOMPARE(collectEvidence(run, &definition).steps, evidenceOf(run).steps);
}

void EvidenceInferenceTest::firstStepAndTrigger()
{
    auto builder = RunBuilder().trigger("order", "09:00:00", "09:00:02").step("one", StepType::condition);
    COMPARE_TEXT(told(evidenceOf(builder).trigger), "09:00:02.000 trigger evt_1 received_at");
    COMPARE_TEXT(start(evidenceOf(builder), 0), "~09:00:02.000 trigger evt_1 received_at");
    builder.runTimes("09:00:03", {}, "09:00:01");
    COMPARE_TEXT(start(evidenceOf(builder), 0), "~09:00:03.000 run run_1 started_at");
    builder.run().triggerEvent.reset();
    COMPARE_TEXT(told(evidenceOf(builder).trigger), "~09:00:01.000 run run_1 created_at");
    builder.runTimes("09:00:03");
    COMPARE_TEXT(told(evidenceOf(builder).trigger), "~09:00:03.000 run run_1 started_at");
    builder.runTimes({}, {}, "09:00:01");
    COMPARE_TEXT(start(evidenceOf(builder), 0), "~09:00:01.000 run run_1 created_at");
}

void EvidenceInferenceTest::sendersClockBindsNothing()
{
    // The sender's clock is an hour fast: its time is shown, the server's times keep their meaning.
    auto builder = testing::documentedRun();
    builder.run().triggerEvent->occurredAt = at("15:15:00");
    const Evidence evidence = evidenceOf(builder);
    COMPARE_TEXT(told(evidence.trigger), "15:15:00.000 trigger evt_1 occurred_at");
    COMPARE_TEXT(start(evidence, 0), "?");
    COMPARE_TEXT(end(evidence, 0), "~14:15:01.000 message email_1 created_at");
    builder.run().createdAt = at("14:15:00");
    COMPARE_TEXT(start(evidenceOf(builder), 0), "~14:15:00.000 run run_1 created_at");
    // The server's own clock does bind.
    builder.run().triggerEvent->receivedAt = at("15:15:00");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "?");
}

void EvidenceInferenceTest::unknownStatusStopsConclusions()
{
    auto builder = RunBuilder()
                       .runTimes("09:00:00")
                       .step("one", StepType::condition)
                       .step("two", StepType::condition, Named<StepStatus>::unknownWord("paused_by_hand"))
                       .step("three", StepType::condition);
    const Evidence evidence = evidenceOf(builder);
    QCOMPARE(evidence.steps[1], Span());
    COMPARE_TEXT(start(evidence, 2), "?");
    builder.run().steps[1].completedAt = at("09:10:00");
    COMPARE_TEXT(start(evidenceOf(builder), 1), "~09:00:00.000 run run_1 started_at");
    COMPARE_TEXT(start(evidenceOf(builder), 2), "~09:10:00.000 step step_2 completed_at");
}

void EvidenceInferenceTest::inferredTimesNeverRunBackwards()
{
    // Between reported times that run backwards, the second inferred one would be before the first.
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .step("a", StepType::delay)
                                             .times("10:00:00")
                                             .step("b", StepType::sendEmailTemplate)
                                             .times("10:00:20", "10:00:05")
                                             .step("c", StepType::condition));
    COMPARE_TEXT(end(evidence, 0), "~10:00:20.000 step step_2 started_at");
    COMPARE_TEXT(start(evidence, 2), "?");
    // A conclusion gives way to a trace that follows it.
    const Evidence traced = evidenceOf(RunBuilder()
                                           .step("a", StepType::delay)
                                           .times("10:00:00")
                                           .step("b", StepType::sendEmailTemplate)
                                           .times("10:00:20", "10:00:05")
                                           .step("c", StepType::sendEmailTemplate)
                                           .email("Hello", "10:00:06"));
    COMPARE_TEXT(end(traced, 0), "?");
    COMPARE_TEXT(end(traced, 2), "~10:00:06.000 message email_1 created_at");
    // Of two traces the first stands.
    const Evidence traces = evidenceOf(RunBuilder()
                                           .step("a", StepType::sendEmailTemplate)
                                           .times("09:00:00")
                                           .email("One", "10:00:06")
                                           .step("b", StepType::sendEmailTemplate)
                                           .email("Two", "10:00:05"));
    COMPARE_TEXT(end(traces, 0), "~10:00:06.000 message email_1 created_at");
    COMPARE_TEXT(end(traces, 1), "?");
}

void EvidenceInferenceTest::dueTimes()
{
    const Run run = RunBuilder(RunStatus::waiting)
                        .runTimes("09:00:00")
                        .step("wait", StepType::waitForEvent, StepStatus::waiting)
                        .wait("open", WaitStatus::waiting, "10:00:00")
                        .step("pause", StepType::delay, StepStatus::waiting)
                        .times("09:30:00")
                        .step("untold_limit", StepType::waitForEvent, StepStatus::waiting)
                        .times("09:40:00")
                        .step("done", StepType::delay)
                        .times("09:50:00")
                        .step("untold_start", StepType::delay, StepStatus::running);
    const Definition definition = definitionOf({{"wait", StepType::waitForEvent, hours(3)},
                                                {"pause", StepType::delay, hours(2)},
                                                {"untold_limit", StepType::waitForEvent, hours(1)},
                                                {"done", StepType::delay, hours(1)},
                                                {"untold_start", StepType::delay, hours(1)}});
    const Evidence evidence = collectEvidence(run, &definition);
    COMPARE_TEXT(told(dueTime(run, evidence, 0, &definition)), "10:00:00.000 wait wait_1 timeout_at");
    COMPARE_TEXT(told(dueTime(run, evidence, 0, nullptr)), "10:00:00.000 wait wait_1 timeout_at");
    COMPARE_TEXT(told(dueTime(run, evidence, 1, &definition)), "~11:30:00.000 definition pause duration_seconds");
    COMPARE_TEXT(told(dueTime(run, evidence, 1, nullptr)), "?");
    COMPARE_TEXT(told(dueTime(run, evidence, 2, &definition)), "~10:40:00.000 definition untold_limit timeout_seconds");
    COMPARE_TEXT(told(dueTime(run, evidence, 3, &definition)), "?");
    const Run bare = RunBuilder(RunStatus::running).step("untold_start", StepType::delay, StepStatus::running);
    COMPARE_TEXT(told(dueTime(bare, collectEvidence(bare, &definition), 0, &definition)), "?");
}

QTEST_APPLESS_MAIN(EvidenceInferenceTest)
#include "tst_evidence_inference.moc"
