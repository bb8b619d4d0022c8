// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/evidence.h"
#include "tests/engine/analysis/moments.h"
#include "tests/engine/analysis/run_builder.h"

#include <QTest>

using namespace runlens;
using namespace runlens::testing;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Evidence evidenceOf(const Run& run) { return collectEvidence(run, nullptr); }

std::string start(const Evidence& evidence, std::size_t step) { return told(evidence.steps[step].start); }
std::string end(const Evidence& evidence, std::size_t step) { return told(evidence.steps[step].end); }

} // namespace

#define COMPARE_TEXT(actual, expected) QCOMPARE(QByteArray::fromStdString(actual), QByteArray(expected))

class EvidenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentedRun();
    void documentedRunWithItsDefinition();
    void stepsOwnTimesAreReported();
    void attemptsReportTheStep();
    void putOffStepBeganBeforeItsAttempts();
    void stepBetweenAttemptsHasNotEnded();
    void waitReportsItsStep();
    void waitWithBothResolutions();
    void receivedWaitWithoutTimes();
    void timedOutWaitWithoutTimes();
    void secondWaitOfAStep();
    void waitOfNoStep();
    void errorTellsTheEnd();
    void messageTellsTheEndOfASend();
    void endIsTheReportedStartOfTheNext();
    void instantaneousStep();
    void delayByDefinition();
    void absurdDefinition();
    void openingByDefinition();
    void openingByDefinitionThatContradicts();
    void firstStepAndTrigger();
    void sendersClockBindsNothing();
    void runStartAndEnd();
    void openSteps();
    void stepsThatNeverStarted();
    void unknownStatusStopsConclusions();
    void orderByTimes();
    void orderOfTheListWhereTimesAgree();
    void timesThatRunBackwards();
    void inferredTimesNeverRunBackwards();
    void extent();
    void dueTimes();
    void emptyRun();
};

void EvidenceTest::documentedRun()
{
    const Evidence evidence = evidenceOf(testing::documentedRun());
    QCOMPARE(evidence.order, (std::vector<std::size_t>{0, 1, 2}));
    QVERIFY(!evidence.reordered);
    COMPARE_TEXT(told(evidence.trigger), "14:15:00.000 trigger evt_1 occurred_at");
    COMPARE_TEXT(told(evidence.run.start), "~14:15:00.000 trigger evt_1 occurred_at");
    COMPARE_TEXT(start(evidence, 0), "~14:15:00.000 trigger evt_1 occurred_at");
    COMPARE_TEXT(end(evidence, 0), "~14:15:01.000 message email_1 created_at");
    COMPARE_TEXT(start(evidence, 1), "~14:15:01.000 message email_1 created_at");
    COMPARE_TEXT(end(evidence, 1), "14:16:30.000 wait wait_1 resumed_at");
    COMPARE_TEXT(start(evidence, 2), "~14:16:30.000 wait wait_1 resumed_at");
    COMPARE_TEXT(end(evidence, 2), "~14:16:31.000 message push_2 created_at");
    COMPARE_TEXT(told(evidence.run.end), "~14:16:31.000 message push_2 created_at");
    QCOMPARE(evidence.waits[0], evidence.steps[1]);
    QVERIFY(!evidence.run.open);
    for (const Span& span : evidence.steps)
        QVERIFY(!span.open);
}

void EvidenceTest::documentedRunWithItsDefinition()
{
    const Run run = testing::documentedRun();
    // The limit less thirty minutes is the trigger's time: what is known without the definition is tighter, and stays.
    const Definition half = definitionOf({{"wait_for_open", StepType::waitForEvent, minutes(30)}});
    QCOMPARE(collectEvidence(run, &half).steps, evidenceOf(run).steps);
    const Definition shorter = definitionOf({{"wait_for_open", StepType::waitForEvent, minutes(30) - seconds(5)}});
    COMPARE_TEXT(told(collectEvidence(run, &shorter).waits[0].start),
                 "~14:15:05.000 definition wait_for_open timeout_seconds");
}

void EvidenceTest::stepsOwnTimesAreReported()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .step("send", StepType::sendEmailTemplate)
                                             .times("10:00:01", "10:00:05")
                                             .attempt("10:00:02", "10:00:03")
                                             .email("Hello", "10:00:02")
                                             .step("wait", StepType::waitForEvent)
                                             .times("10:00:06", "10:00:20")
                                             .wait("open", WaitStatus::received, {}, "10:00:07")
                                             .resumed("10:00:19"));
    COMPARE_TEXT(start(evidence, 0), "10:00:01.000 step step_1 started_at");
    COMPARE_TEXT(end(evidence, 0), "10:00:05.000 step step_1 completed_at");
    COMPARE_TEXT(start(evidence, 1), "10:00:06.000 step step_2 started_at");
    COMPARE_TEXT(end(evidence, 1), "10:00:20.000 step step_2 completed_at");
    COMPARE_TEXT(told(evidence.waits[0].start), "10:00:07.000 wait wait_1 opened_at");
    COMPARE_TEXT(told(evidence.waits[0].end), "10:00:19.000 wait wait_1 resumed_at");
}

void EvidenceTest::attemptsReportTheStep()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .step("send", StepType::sendEmailTemplate)
                                             .attempt("10:00:02", "10:00:03", "503")
                                             .attempt("10:00:04", "10:00:05")
                                             .email("Hello", "10:00:02"));
    COMPARE_TEXT(start(evidence, 0), "10:00:02.000 attempt step_1/1 started_at");
    COMPARE_TEXT(end(evidence, 0), "10:00:05.000 attempt step_1/2 ended_at");
}

void EvidenceTest::putOffStepBeganBeforeItsAttempts()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .trigger("order", "09:00:00")
                                             .step("send", StepType::sendEmailTemplate)
                                             .deferral("10:00:00", "quiet hours")
                                             .attempt("10:00:02", "10:00:03"));
    COMPARE_TEXT(start(evidence, 0), "~09:00:00.000 trigger evt_1 occurred_at");
}

void EvidenceTest::stepBetweenAttemptsHasNotEnded()
{
    const Evidence evidence = evidenceOf(RunBuilder(RunStatus::waiting)
                                             .step("send", StepType::sendEmailTemplate, StepStatus::waiting)
                                             .attempt("10:00:02", "10:00:03", "503")
                                             .email("Hello", "10:00:02"));
    COMPARE_TEXT(start(evidence, 0), "10:00:02.000 attempt step_1/1 started_at");
    COMPARE_TEXT(end(evidence, 0), "?");
    QVERIFY(evidence.steps[0].open);
}

void EvidenceTest::waitReportsItsStep()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .step("wait", StepType::waitForEvent)
                                             .wait("open", WaitStatus::timedOut, "11:00:00", "10:00:00")
                                             .timedOut("11:00:40"));
    COMPARE_TEXT(start(evidence, 0), "10:00:00.000 wait wait_1 opened_at");
    COMPARE_TEXT(end(evidence, 0), "11:00:40.000 wait wait_1 timed_out_at");
}

void EvidenceTest::waitWithBothResolutions()
{
    const auto run = [](WaitStatus status) {
        return RunBuilder()
            .step("wait", StepType::waitForEvent)
            .wait("open", status)
            .resumed("10:00:00")
            .timedOut("11:00:00");
    };
    COMPARE_TEXT(end(evidenceOf(run(WaitStatus::received)), 0), "10:00:00.000 wait wait_1 resumed_at");
    COMPARE_TEXT(end(evidenceOf(run(WaitStatus::timedOut)), 0), "11:00:00.000 wait wait_1 timed_out_at");
}

void EvidenceTest::receivedWaitWithoutTimes()
{
    auto builder = RunBuilder()
                       .step("wait", StepType::waitForEvent)
                       .wait("open", WaitStatus::received)
                       .resumed({}, "open", "10:00:00");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~10:00:00.000 event evt_2 received_at");
    builder.run().waits[0].resumedBy->receivedAt.reset();
    builder.run().waits[0].resumedBy->occurredAt = at("09:59:00");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~09:59:00.000 event evt_2 occurred_at");
    builder.run().waits[0].status = WaitStatus::timedOut;
    COMPARE_TEXT(end(evidenceOf(builder), 0), "?");
}

void EvidenceTest::timedOutWaitWithoutTimes()
{
    auto builder = RunBuilder().step("wait", StepType::waitForEvent).wait("open", WaitStatus::timedOut, "11:00:00");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~11:00:00.000 wait wait_1 timeout_at");
    builder.run().waits[0].status = WaitStatus::received;
    COMPARE_TEXT(end(evidenceOf(builder), 0), "?");
    // The next step's reported start is nearer to the truth than the limit: it contains the scheduler's lag.
    builder.run().waits[0].status = WaitStatus::timedOut;
    builder.step("update", StepType::contactUpdate).times("11:00:38");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~11:00:38.000 step step_2 started_at");
}

void EvidenceTest::secondWaitOfAStep()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .runTimes("09:00:00", "12:00:00")
                                             .step("wait", StepType::waitForEvent)
                                             .wait("open", WaitStatus::cancelled)
                                             .wait("open", WaitStatus::received)
                                             .resumed("10:00:00"));
    COMPARE_TEXT(end(evidence, 0), "10:00:00.000 wait wait_2 resumed_at");
    COMPARE_TEXT(told(evidence.waits[0].start), "~09:00:00.000 run run_1 started_at");
    COMPARE_TEXT(told(evidence.waits[0].end), "?");
    COMPARE_TEXT(told(evidence.waits[1].start), "?");
}

void EvidenceTest::waitOfNoStep()
{
    auto builder = RunBuilder(RunStatus::waiting)
                       .step("elsewhere", StepType::condition)
                       .wait("open", WaitStatus::waiting, "11:00:00")
                       .withoutStep();
    builder.run().waits[0].stepKey = StepKey("lost");
    const Definition definition = definitionOf({{"lost", StepType::waitForEvent, hours(1)}});
    const Evidence evidence = collectEvidence(builder, &definition);
    COMPARE_TEXT(told(evidence.waits[0].start), "~10:00:00.000 definition lost timeout_seconds");
    QVERIFY(evidence.waits[0].open);
    QVERIFY(!evidenceOf(builder).waits[0].start.known());
}

void EvidenceTest::errorTellsTheEnd()
{
    auto builder = RunBuilder(RunStatus::failed)
                       .step("send", StepType::sendEmailTemplate, StepStatus::failed)
                       .email("Hello", "10:00:00")
                       .error("500", "no", "10:00:09");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~10:00:09.000 step step_1 error.occurred_at");
    builder.error("500", "no").lastError("500", "no", "send", "10:00:08");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~10:00:08.000 run run_1 last_error.occurred_at");
    COMPARE_TEXT(told(evidenceOf(builder).run.end), "~10:00:08.000 run run_1 last_error.occurred_at");
    builder.lastError("500", "no", "another", "10:00:08");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~10:00:00.000 message email_1 created_at");
    COMPARE_TEXT(told(evidenceOf(builder).run.end), "~10:00:08.000 run run_1 last_error.occurred_at");
    builder.run().steps[0].status = StepStatus::completed;
    builder.error("500", "no", "10:00:09");
    COMPARE_TEXT(end(evidenceOf(builder), 0), "~10:00:00.000 message email_1 created_at");
    // The last error of a run that went on after it is not its end.
    builder.run().status = RunStatus::completed;
    COMPARE_TEXT(told(evidenceOf(builder).run.end), "~10:00:00.000 message email_1 created_at");
}

void EvidenceTest::messageTellsTheEndOfASend()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .step("send", StepType::sendEmailTemplate)
                                             .email("One", "10:00:05")
                                             .email("Two", "10:00:07")
                                             .email("Three", "10:00:06")
                                             .step("next", StepType::delay)
                                             .times("10:00:30"));
    COMPARE_TEXT(end(evidence, 0), "~10:00:07.000 message email_2 created_at");
}

void EvidenceTest::endIsTheReportedStartOfTheNext()
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

void EvidenceTest::instantaneousStep()
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

void EvidenceTest::delayByDefinition()
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

void EvidenceTest::absurdDefinition()
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

void EvidenceTest::openingByDefinition()
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

void EvidenceTest::openingByDefinitionThatContradicts()
{
    // The limit less this time-out lies after the resolution: the definition is of another version.
    const Run run = testing::documentedRun();
    const Definition definition = definitionOf({{"wait_for_open", StepType::waitForEvent, seconds(60)}});
    QCOMPARE(collectEvidence(run, &definition).steps, evidenceOf(run).steps);
}

void EvidenceTest::firstStepAndTrigger()
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

void EvidenceTest::sendersClockBindsNothing()
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

void EvidenceTest::runStartAndEnd()
{
    auto builder = RunBuilder()
                       .trigger("order", "09:00:00")
                       .runTimes("09:00:01", "12:00:00")
                       .step("send", StepType::sendEmailTemplate);
    builder.email("Hello", "10:00:00");
    COMPARE_TEXT(told(evidenceOf(builder).run.start), "09:00:01.000 run run_1 started_at");
    COMPARE_TEXT(told(evidenceOf(builder).run.end), "12:00:00.000 run run_1 completed_at");
    builder.runTimes({}).step("lost", Named<StepType>::unknownWord("call_webhook"));
    COMPARE_TEXT(told(evidenceOf(builder).run.end), "?");
    // A list row tells no steps, so nothing tells its end.
    const Evidence row = evidenceOf(RunBuilder().runTimes("09:00:01"));
    COMPARE_TEXT(told(row.run.end), "?");
    QVERIFY(evidenceOf(RunBuilder(RunStatus::running).runTimes("09:00:01")).run.open);
    QVERIFY(evidenceOf(RunBuilder(RunStatus::waiting)).run.open);
    QVERIFY(!evidenceOf(RunBuilder(RunStatus::queued)).run.open);
    QVERIFY(!evidenceOf(RunBuilder(RunStatus::unknown)).run.open);
    QVERIFY(evidenceOf(RunBuilder(RunStatus::unknown).step("a", StepType::delay, StepStatus::running)).run.open);
    QVERIFY(!evidenceOf(RunBuilder(RunStatus::unknown).runTimes("09:00:00", "10:00:00")).run.open);
}

void EvidenceTest::openSteps()
{
    auto builder = RunBuilder(RunStatus::waiting)
                       .runTimes("09:00:00")
                       .step("wait", StepType::waitForEvent, StepStatus::waiting)
                       .wait("open", WaitStatus::waiting, "10:00:00")
                       .step("after", StepType::sendEmailTemplate, StepStatus::pending);
    Evidence evidence = evidenceOf(builder);
    QVERIFY(evidence.steps[0].open && evidence.waits[0].open && evidence.run.open);
    COMPARE_TEXT(start(evidence, 0), "~09:00:00.000 run run_1 started_at");
    COMPARE_TEXT(end(evidence, 0), "?");
    COMPARE_TEXT(told(evidence.waits[0].end), "?");
    QVERIFY(!evidence.steps[1].open);
    // The run ended over it.
    builder.run().status = RunStatus::cancelled;
    builder.run().completedAt = at("09:30:00");
    evidence = evidenceOf(builder);
    QVERIFY(!evidence.steps[0].open && !evidence.waits[0].open && !evidence.run.open);
    COMPARE_TEXT(end(evidence, 0), "~09:30:00.000 run run_1 completed_at");
    COMPARE_TEXT(told(evidence.waits[0].end), "~09:30:00.000 run run_1 completed_at");
    // Its step may claim to have ended: the wait has not.
    builder.run().status = RunStatus::waiting;
    builder.run().completedAt.reset();
    builder.run().steps[0].completedAt = at("09:10:00");
    evidence = evidenceOf(builder);
    QVERIFY(evidence.waits[0].open && !evidence.steps[0].open);
    COMPARE_TEXT(told(evidence.waits[0].end), "?");
    builder.run().steps[0].completedAt.reset();
    // A reported end closes what says it is open.
    builder.run().status = RunStatus::waiting;
    builder.run().completedAt.reset();
    builder.run().waits[0].resumedAt = at("09:20:00");
    evidence = evidenceOf(builder);
    QVERIFY(!evidence.steps[0].open && !evidence.waits[0].open);
    COMPARE_TEXT(end(evidence, 0), "09:20:00.000 wait wait_1 resumed_at");
}

void EvidenceTest::stepsThatNeverStarted()
{
    auto builder = RunBuilder()
                       .runTimes("09:00:00", "12:00:00")
                       .step("skipped", StepType::sendEmailTemplate, StepStatus::skipped)
                       .step("queued", StepType::sendEmailTemplate, StepStatus::queued)
                       .step("done", StepType::condition)
                       .step("pending", StepType::delay, StepStatus::pending);
    Evidence evidence = evidenceOf(builder);
    for (const std::size_t step : {0u, 1u, 3u})
        QCOMPARE(evidence.steps[step], Span());
    COMPARE_TEXT(start(evidence, 2), "~09:00:00.000 run run_1 started_at");
    COMPARE_TEXT(end(evidence, 2), "~12:00:00.000 run run_1 completed_at");
    builder.run().steps[0].completedAt = at("09:00:01");
    evidence = evidenceOf(builder);
    COMPARE_TEXT(end(evidence, 0), "09:00:01.000 step step_1 completed_at");
    COMPARE_TEXT(start(evidence, 2), "~09:00:01.000 step step_1 completed_at");
}

void EvidenceTest::unknownStatusStopsConclusions()
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

void EvidenceTest::orderByTimes()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .trigger("order", "09:00:00")
                                             .step("first_listed", StepType::sendEmailTemplate)
                                             .email("Third", "10:00:02")
                                             .step("untold", StepType::condition)
                                             .step("wait", StepType::waitForEvent)
                                             .wait("open", WaitStatus::received)
                                             .resumed("10:00:01")
                                             .step("start", StepType::delay)
                                             .times("10:00:00"));
    QVERIFY(evidence.reordered);
    QCOMPARE(evidence.order, (std::vector<std::size_t>{3, 2, 0, 1}));
    COMPARE_TEXT(start(evidence, 0), "~10:00:01.000 wait wait_1 resumed_at");
    COMPARE_TEXT(start(evidence, 1), "~10:00:02.000 message email_1 created_at");
}

void EvidenceTest::orderOfTheListWhereTimesAgree()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .step("untold", StepType::condition)
                                             .step("a", StepType::delay)
                                             .times("10:00:00", "11:00:00")
                                             .step("b", StepType::delay)
                                             .times("10:00:00", "10:30:00"));
    QVERIFY(!evidence.reordered);
    QCOMPARE(evidence.order, (std::vector<std::size_t>{0, 1, 2}));
}

void EvidenceTest::timesThatRunBackwards()
{
    const Evidence evidence = evidenceOf(RunBuilder()
                                             .runTimes("09:00:00", "08:00:00")
                                             .step("a", StepType::delay)
                                             .times("10:00:00", "09:30:00")
                                             .step("b", StepType::sendEmailTemplate)
                                             .email("Hello", "10:00:01"));
    COMPARE_TEXT(start(evidence, 0), "10:00:00.000 step step_1 started_at");
    COMPARE_TEXT(end(evidence, 0), "09:30:00.000 step step_1 completed_at");
    COMPARE_TEXT(start(evidence, 1), "?");
    COMPARE_TEXT(end(evidence, 1), "?");
    COMPARE_TEXT(told(evidence.run.end), "08:00:00.000 run run_1 completed_at");
}

void EvidenceTest::inferredTimesNeverRunBackwards()
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

void EvidenceTest::extent()
{
    QVERIFY(!evidenceOf(RunBuilder()).first);
    auto builder = testing::documentedRun();
    QCOMPARE(*evidenceOf(builder).first, at("14:15:00"));
    QCOMPARE(*evidenceOf(builder).last, at("14:45:00"));
    builder.late("open", "15:00:00");
    QCOMPARE(*evidenceOf(builder).last, at("15:00:00"));
    builder.messageEvent("open", "15:00:01");
    QCOMPARE(*evidenceOf(builder).last, at("15:00:01"));
    builder.deferral("15:00:02", "quiet hours");
    QCOMPARE(*evidenceOf(builder).last, at("15:00:02"));
    builder.attempt("10:00:00", "16:00:00");
    QCOMPARE(*evidenceOf(builder).first, at("10:00:00"));
    QCOMPARE(*evidenceOf(builder).last, at("16:00:00"));
    builder.runTimes({}, {}, "08:00:00");
    QCOMPARE(*evidenceOf(builder).first, at("08:00:00"));
    builder.runTimes("07:00:00", "17:00:00");
    QCOMPARE(*evidenceOf(builder).first, at("07:00:00"));
    QCOMPARE(*evidenceOf(builder).last, at("17:00:00"));
    builder.timedOut("18:00:00");
    QCOMPARE(*evidenceOf(builder).last, at("18:00:00"));
}

void EvidenceTest::dueTimes()
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

void EvidenceTest::emptyRun()
{
    const Evidence evidence = evidenceOf(Run());
    QCOMPARE(evidence.run, Span());
    QVERIFY(evidence.order.empty() && !evidence.first && !evidence.trigger.known());
}

QTEST_APPLESS_MAIN(EvidenceTest)
#include "tst_evidence.moc"
