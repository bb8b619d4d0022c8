// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of a run tell of their own times, and of each other's.
#include "tests/engine/analysis/evidence_fixture.h"

#include <QTest>

using namespace runlens;
using namespace runlens::testing;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

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
    void runStartAndEnd();
    void openSteps();
    void stepsThatNeverStarted();
    void orderByTimes();
    void orderOfTheListWhereTimesAgree();
    void timesThatRunBackwards();
    void extent();
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

void EvidenceTest::emptyRun()
{
    const Evidence evidence = evidenceOf(Run());
    QCOMPARE(evidence.run, Span());
    QVERIFY(evidence.order.empty() && !evidence.first && !evidence.trigger.known());
}

QTEST_APPLESS_MAIN(EvidenceTest)
#include "tst_evidence.moc"
