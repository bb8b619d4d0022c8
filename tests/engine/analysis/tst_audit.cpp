// SPDX-License-Identifier: GPL-3.0-or-later
// Each promise about runs, steps and sends kept, broken, and not to be judged.
#include "tests/engine/analysis/audit_fixture.h"

#include <QTest>

#include <algorithm>

using namespace runlens;
using namespace runlens::testing;

class AuditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentedRunKeepsItsPromises();
    void findingsAreSortedAndShowEvidence();
    void failedRun();
    void failedStep();
    void statusOfTheRun();
    void pastWhatIsOpen();
    void messages();
    void sends();
    void oneMessagePerSend();
    void skippedYetSent();
    void attempts();
    void branches();
    void stepsRunOnce();
    void strays();
    void contradictions();
    void timesWithinSteps();
    void timesBetweenSteps();
    void timesOfTheRun();
    void messagesAfterTheRun();
    void guardrails();
    void unknownWords();
    void nothingToldIsNothingPassed();
    void hundredThousandSteps();
};

void AuditTest::documentedRunKeepsItsPromises()
{
    const Audit audit = auditOf(documentedRun());
    QVERIFY(audit.findings.empty());
    QCOMPARE(audit.checks.size(), checkCount);
    std::vector<CheckId> notPassed;
    for (const CheckOutcome& outcome : audit.checks)
        if (outcome.result != CheckResult::passed)
            notPassed.push_back(outcome.check);
    QCOMPARE(notPassed, (std::vector{CheckId::noTimeoutEarly, CheckId::timeoutsInTime, CheckId::nothingOverdue,
                                     CheckId::resumedAfterOpening, CheckId::lateEventsChangeNothing,
                                     CheckId::timesForward, CheckId::guardrailsExplained}));
    // What reports no times of its steps cannot be judged by them.
    QCOMPARE(audit.result(CheckId::resumedAfterOpening), CheckResult::cannotTell);
    QCOMPARE(audit.result(CheckId::timesForward), CheckResult::cannotTell);
    QCOMPARE(audit.passed(), static_cast<int>(checkCount - notPassed.size()));
}

void AuditTest::findingsAreSortedAndShowEvidence()
{
    RunBuilder builder = timedOutRun();
    builder.timedOut("8T14:15:42").resumed("8T15:00:00");
    builder.run().contradictions.push_back({Contradiction::Object::wait, 0, "status", "a", "b", "", ""});
    const Audit audit = auditOf(builder);
    QVERIFY(audit.findings.size() > 3);
    QVERIFY(std::ranges::is_sorted(audit.findings, {}, &Finding::severity));
    for (const Finding& finding : audit.findings)
        QVERIFY(!finding.evidence.empty());
}

void AuditTest::failedRun()
{
    auto builder = RunBuilder(RunStatus::failed)
                       .lastError("550", "no mailbox", "send")
                       .step("other", StepType::condition)
                       .step("send", StepType::sendEmailTemplate, StepStatus::failed);
    CHECK(builder, runDidNotFail, runFailed, "found: error | run run_1 status=failed | run run_1 last_error=550");
    QCOMPARE(auditOf(builder).findings.front().step, std::size_t{1});
    // One cause, one finding.
    CHECK(builder, noStepFailed, stepFailed, "found");
    builder.lastError("", "no mailbox");
    QCOMPARE(auditOf(builder).findings.front().step, std::size_t{1});
    CHECK(builder, runDidNotFail, runFailed,
          "found: error | run run_1 status=failed | run run_1 last_error=no mailbox");
    builder.run().steps[0].status = StepStatus::failed;
    QVERIFY(!auditOf(builder).findings.front().step);
    builder.run().lastError.reset();
    CHECK(builder, runDidNotFail, runFailed, "found: error | run run_1 status=failed");
    CHECK(RunBuilder(RunStatus::cancelled), runDidNotFail, runFailed, "passed");
    CHECK(RunBuilder(RunStatus::running), runDidNotFail, runFailed, "not applicable");
    CHECK(RunBuilder(RunStatus::unknown), runDidNotFail, runFailed, "cannot tell");
}

void AuditTest::failedStep()
{
    auto builder = sendOf(StepStatus::failed).error("550");
    CHECK(builder, noStepFailed, stepFailed, "found: error | step step_1 status=failed | step step_1 error=550");
    CHECK(builder, statusAgrees, completedWithFailure,
          "found: error | run run_1 status=completed | step step_1 status=failed");
    CHECK(sendOf(), noStepFailed, stepFailed, "passed");
    builder.run().status = RunStatus::failed;
    CHECK(builder, statusAgrees, completedWithFailure, "passed");
    builder.run().steps[0].status = {};
    CHECK(builder, noStepFailed, stepFailed, "cannot tell");
    CHECK(sendOf(StepStatus::pending), noStepFailed, stepFailed, "not applicable");
}

void AuditTest::statusOfTheRun()
{
    auto open = waitOf(WaitStatus::waiting);
    CHECK(open, statusAgrees, openAfterEnd, "passed");
    for (const RunStatus ended : {RunStatus::completed, RunStatus::failed, RunStatus::cancelled}) {
        open.run().status = ended;
        const std::string status(wireName(ended));
        CHECK(open, statusAgrees, openAfterEnd,
              QByteArray::fromStdString("found: error | run run_1 status=" + status + " | step step_1 status=waiting"));
    }
    open.run().steps[0].status = StepStatus::completed;
    CHECK(open, statusAgrees, openAfterEnd, "found: error | run run_1 status=cancelled | wait wait_1 status=waiting");

    const auto waiting = RunBuilder(RunStatus::waiting).step("a", StepType::condition);
    CHECK(waiting, statusAgrees, waitingForNothing, "found: warning | run run_1 status=waiting");
    CHECK(RunBuilder(RunStatus::waiting), statusAgrees, waitingForNothing, "cannot tell");
    CHECK(RunBuilder(RunStatus::waiting).step("a", StepType::delay, StepStatus::running), statusAgrees,
          waitingForNothing, "passed");
    CHECK(RunBuilder(RunStatus::waiting).step("a", StepType::delay, Named<StepStatus>::unknownWord("dozing")),
          statusAgrees, waitingForNothing, "cannot tell");
    CHECK(RunBuilder(RunStatus::completed), statusAgrees, openAfterEnd, "cannot tell");
    CHECK(RunBuilder(RunStatus::running), statusAgrees, openAfterEnd, "not applicable");
}

void AuditTest::pastWhatIsOpen()
{
    auto builder = waitOf(WaitStatus::waiting).step("next", StepType::contactUpdate);
    CHECK(builder, statusAgrees, ranPastOpen,
          "found: error | step step_1 status=waiting | step step_2 status=completed");
    builder.run().status = RunStatus::running;
    CHECK(builder, statusAgrees, ranPastOpen,
          "found: error | step step_1 status=waiting | step step_2 status=completed");
    // The wait alone is open.
    builder.run().steps[0].status = StepStatus::completed;
    CHECK(builder, statusAgrees, ranPastOpen,
          "found: error | step step_1 status=completed | step step_2 status=completed");
    builder.run().waits[0].status = WaitStatus::received;
    CHECK(builder, statusAgrees, ranPastOpen, "not applicable");
    for (const StepStatus notRun : {StepStatus::pending, StepStatus::skipped, StepStatus::cancelled}) {
        auto before = waitOf(WaitStatus::waiting).step("next", StepType::contactUpdate, notRun);
        CHECK(before, statusAgrees, ranPastOpen, "passed");
    }
    // Of a run that has ended, that something is open is the finding.
    auto ended = waitOf(WaitStatus::waiting).step("next", StepType::contactUpdate);
    ended.run().status = RunStatus::completed;
    CHECK(ended, statusAgrees, ranPastOpen, "found");
    // What is listed behind but ran before is no news.
    auto before = RunBuilder(RunStatus::waiting)
                      .step("wait", StepType::waitForEvent, StepStatus::waiting)
                      .times("11:00:00")
                      .step("before", StepType::contactUpdate)
                      .times("10:00:00", "10:00:01");
    CHECK(before, statusAgrees, ranPastOpen, "passed");
}

void AuditTest::messages()
{
    CHECK(sendOf().email("Hello"), messagesArrived, messageFailed, "passed");
    CHECK(sendOf().email("Hello", {}, MessageStatus::failed), messagesArrived, messageFailed,
          "found: error | message email_1 status=failed");
    for (const MessageStatus bad : {MessageStatus::bounced, MessageStatus::complained, MessageStatus::suppressed})
        CHECK(sendOf().email("Hello", {}, bad), messagesArrived, messageFailed,
              QByteArray("found: warning | message email_1 status=") + std::string(wireName(bad)).c_str());
    CHECK(sendOf().email("Hello", {}, Named<MessageStatus>()), messagesArrived, messageFailed, "cannot tell");
    CHECK(sendOf(), messagesArrived, messageFailed, "not applicable");
}

void AuditTest::sends()
{
    CHECK(sendOf(), sendsAccountedFor, sendUnknown, "found: warning | step step_1 status=completed");
    CHECK(sendOf().attempt("10:00:00", "10:00:01"), sendsAccountedFor, sendUnknown, "passed");
    CHECK(sendOf().email("Hello"), sendsAccountedFor, sendUnknown, "passed");
    const char* const unknown = "found: warning | step step_1 status=completed | message email_1 status=";
    CHECK(sendOf().email("Hello", {}, Named<MessageStatus>()), sendsAccountedFor, sendUnknown, unknown);
    CHECK(sendOf().email("Hello", {}, Named<MessageStatus>::unknownWord("unknown")), sendsAccountedFor, sendUnknown,
          QByteArray(unknown) + "unknown");
    CHECK(sendOf().email("Hello", {}, Named<MessageStatus>()).messageEvent("sent"), sendsAccountedFor, sendUnknown,
          "passed");
    CHECK(sendOf(StepStatus::running), sendsAccountedFor, sendUnknown, "not applicable");
    CHECK(RunBuilder().step("a", StepType::condition), sendsAccountedFor, sendUnknown, "not applicable");

    auto retried = sendOf().attempt({}, {}, "503").attempt({}, {}, "504").attempt({}).email("Hello");
    CHECK(retried, sendsAccountedFor, sendRetried,
          "passed: notice | attempt step_1/1 error=503 | attempt step_1/2 error=504");
    retried.run().steps[0].status = StepStatus::failed;
    CHECK(retried, sendsAccountedFor, sendRetried, "not applicable");
}

void AuditTest::oneMessagePerSend()
{
    CHECK(sendOf(), oneMessagePerSend, severalMessages, "not applicable");
    CHECK(sendOf().attempt({}, {}, "503").attempt({}).email("One"), oneMessagePerSend, severalMessages, "passed");
    auto listedTwice = sendOf().email("One").email("One");
    listedTwice.run().messages[1].id = listedTwice.run().messages[0].id;
    CHECK(listedTwice, oneMessagePerSend, severalMessages, "passed");
    CHECK(sendOf().email("One", "10:00:00").push("Two"), oneMessagePerSend, severalMessages,
          "found: error | message email_1 created_at=10:00:00 | message push_2 created_at=");
}

void AuditTest::skippedYetSent()
{
    CHECK(sendOf(StepStatus::skipped).email("Hello"), oneMessagePerSend, skippedYetSent,
          "found: error | step step_1 status=skipped | message email_1 status=sent");
    CHECK(sendOf(StepStatus::skipped).email("Hello", {}, MessageStatus::suppressed), oneMessagePerSend, skippedYetSent,
          "passed");
    CHECK(sendOf(StepStatus::skipped), oneMessagePerSend, skippedYetSent, "not applicable");
    CHECK(sendOf().email("Hello"), oneMessagePerSend, skippedYetSent, "passed");
}

void AuditTest::attempts()
{
    auto builder = sendOf();
    for (const char* error : {"503", "503", "503", "503"})
        builder.attempt("10:00:00", "10:00:01", error);
    builder.attempt("10:00:00", "10:00:01");
    CHECK(builder, stepsRunOnce, tooManyAttempts, "passed");
    builder.run().steps[0].attempts.back().error = Failure();
    builder.attempt("10:00:00", "10:00:01");
    CHECK(builder, stepsRunOnce, tooManyAttempts, "found: warning | attempt step_1/6 number=6");
    QCOMPARE(std::get<std::int64_t>(auditOf(builder).findings.front().arguments[1]), std::int64_t{6});
    // Retried by somebody: fresh attempts.
    builder.run().steps[0].attempts.back().number = 1;
    CHECK(builder, stepsRunOnce, tooManyAttempts, "passed");

    CHECK(sendOf().attempt("10:00:00", "10:00:01").attempt("10:00:02", "10:00:03"), stepsRunOnce, attemptAfterSuccess,
          "found: error | attempt step_1/1 error= | attempt step_1/1 ended_at=10:00:01");
    CHECK(sendOf().attempt("10:00:00", "10:00:01", "503").attempt("10:00:02", "10:00:03"), stepsRunOnce,
          attemptAfterSuccess, "passed");
    CHECK(sendOf().attempt("10:00:00").attempt("10:00:02", "10:00:03"), stepsRunOnce, attemptAfterSuccess, "passed");
    CHECK(sendOf().attempt("10:00:00").attempt("10:00:02", "10:00:03"), stepsRunOnce, attemptUnfinished,
          "passed: notice | attempt step_1/1 error= | attempt step_1/1 ended_at=");
    CHECK(sendOf().attempt("10:00:00"), stepsRunOnce, attemptUnfinished, "passed");
}

void AuditTest::branches()
{
    const auto run = [](StepType type, Named<Branch> branch, StepStatus status = StepStatus::completed) {
        return RunBuilder().step("a", type, status).branch(std::move(branch));
    };
    CHECK(run(StepType::condition, Branch::isTrue), branchesAgree, branchNotOfType, "passed");
    CHECK(run(StepType::condition, Branch::isFalse), branchesAgree, branchNotOfType, "passed");
    CHECK(run(StepType::condition, Branch::received), branchesAgree, branchNotOfType,
          "found: error | step step_1 step_type=condition | step step_1 branch_taken=received");
    CHECK(run(StepType::waitForEvent, Branch::timeout), branchesAgree, branchNotOfType, "passed");
    CHECK(run(StepType::waitForEvent, Branch::isTrue), branchesAgree, branchNotOfType,
          "found: error | step step_1 step_type=wait_for_event | step step_1 branch_taken=true");
    CHECK(run(StepType::delay, Branch::next), branchesAgree, branchNotOfType, "passed");
    CHECK(run(StepType::sendPushTemplate, Branch::timeout), branchesAgree, branchNotOfType,
          "found: error | step step_1 step_type=send_push_template | step step_1 branch_taken=timeout");
    CHECK(run(StepType::condition, {}), branchesAgree, branchNotOfType, "cannot tell");
    CHECK(run(StepType::condition, {}, StepStatus::pending), branchesAgree, branchNotOfType, "not applicable");
    CHECK(run(StepType::condition, Named<Branch>::unknownWord("maybe")), branchesAgree, branchNotOfType, "cannot tell");
    CHECK(run(StepType::unknown, Branch::isTrue), branchesAgree, branchNotOfType, "cannot tell");
    CHECK(run(StepType::delay, {}), branchesAgree, branchNotOfType, "not applicable");
}

void AuditTest::stepsRunOnce()
{
    auto builder = RunBuilder().step("a", StepType::condition).step("a", StepType::condition, StepStatus::running);
    CHECK(builder, stepsRunOnce, stepRepeated,
          "found: error | step step_1 status=completed | step step_2 status=running");
    builder.run().steps[1].status = StepStatus::pending;
    CHECK(builder, stepsRunOnce, stepRepeated, "passed");
    CHECK(RunBuilder().step("", StepType::condition).step("", StepType::condition), stepsRunOnce, stepRepeated,
          "cannot tell");
    CHECK(RunBuilder(), stepsRunOnce, stepRepeated, "not applicable");
}

void AuditTest::strays()
{
    CHECK(waitOf(WaitStatus::received).withoutStep(), nothingStray, waitStray,
          "found: warning | wait wait_1 step_id=step_1 | wait wait_1 step_key=wait");
    CHECK(sendOf().messageWithoutStep("Hello"), nothingStray, messageStray,
          "found: warning | message email_1 automation_step_key=send");
    CHECK(documentedRun(), nothingStray, waitStray, "passed");
    CHECK(sendOf(), nothingStray, waitStray, "not applicable");
    auto list = waitOf(WaitStatus::received).withoutStep();
    list.run().steps.clear();
    CHECK(list, nothingStray, waitStray, "cannot tell");
}

void AuditTest::contradictions()
{
    auto builder = documentedRun();
    builder.run().contradictions.push_back({Contradiction::Object::wait, 0, "status", "received", "timed_out", "", ""});
    CHECK(builder, listingsAgree, listingsContradict,
          "found: error | wait wait_1 status=received | wait wait_1 status=timed_out");
    builder.run().contradictions.front().object = Contradiction::Object::message;
    builder.run().contradictions.front().index = 1;
    CHECK(builder, listingsAgree, listingsContradict,
          "found: error | message push_2 status=received | message push_2 status=timed_out");
    QCOMPARE(auditOf(builder).findings.front().step, std::size_t{2});
    CHECK(documentedRun(), listingsAgree, listingsContradict, "passed");
    CHECK(RunBuilder(), listingsAgree, listingsContradict, "not applicable");
}

void AuditTest::timesWithinSteps()
{
    const auto run = [](const char* started, const char* ended) {
        return RunBuilder().step("a", StepType::delay).times(started, ended);
    };
    CHECK(run("10:00:00", "10:00:00"), timesForward, endsBeforeItStarts, "passed");
    CHECK(run("10:00:00", "09:59:59"), timesForward, endsBeforeItStarts,
          "found: error | step step_1 started_at=10:00:00 | step step_1 completed_at=09:59:59");
    CHECK(run("10:00:00", ""), timesForward, endsBeforeItStarts, "cannot tell");
    CHECK(run("10:00:00", "11:00:00").attempt("10:00:05", "10:00:04"), timesForward, endsBeforeItStarts,
          "found: error | attempt step_1/1 started_at=10:00:05 | attempt step_1/1 ended_at=10:00:04");
    CHECK(run("", "").attempt("10:00:05", "10:00:04"), timesForward, endsBeforeItStarts,
          "found: error | attempt step_1/1 started_at=10:00:05 | attempt step_1/1 ended_at=10:00:04");
    CHECK(run("10:00:00", "11:00:00").wait("open", WaitStatus::received, {}, "10:30:00").resumed("10:20:00"),
          timesForward, endsBeforeItStarts,
          "found: error | wait wait_1 opened_at=10:30:00 | wait wait_1 resumed_at=10:20:00");
    // A step and its one wait are the same thing, and one finding.
    CHECK(waitOf(WaitStatus::received, "", "10:30:00").resumed("10:20:00"), timesForward, endsBeforeItStarts,
          "found: error | wait wait_1 opened_at=10:30:00 | wait wait_1 resumed_at=10:20:00");
    CHECK(RunBuilder(), timesForward, endsBeforeItStarts, "not applicable");
}

void AuditTest::timesBetweenSteps()
{
    const auto run = [](const char* secondStart) {
        return RunBuilder()
            .step("a", StepType::delay)
            .times("10:00:00", "11:00:00")
            .step("untold", StepType::condition)
            .step("b", StepType::delay)
            .times(secondStart);
    };
    CHECK(run("11:00:00"), timesForward, startsBeforePrevious, "passed");
    CHECK(run("10:59:59"), timesForward, startsBeforePrevious,
          "found: error | step step_3 started_at=10:59:59 | step step_1 completed_at=11:00:00");
}

void AuditTest::timesOfTheRun()
{
    const auto run = [](const char* started, const char* completed) {
        return RunBuilder().runTimes(started, completed).step("a", StepType::delay).times("10:00:00", "11:00:00");
    };
    CHECK(run("10:00:00", "11:00:00"), timesForward, runStartsAfterStep, "passed");
    CHECK(run("10:00:01", "11:00:00"), timesForward, runStartsAfterStep,
          "found: error | run run_1 started_at=10:00:01 | step step_1 started_at=10:00:00");
    CHECK(run("10:00:00", "10:59:59"), timesForward, runEndsBeforeStep,
          "found: error | run run_1 completed_at=10:59:59 | step step_1 completed_at=11:00:00");
    CHECK(RunBuilder().runTimes("10:00:00", "09:00:00"), timesForward, endsBeforeItStarts,
          "found: error | run run_1 started_at=10:00:00 | run run_1 completed_at=09:00:00");
    // The trigger's own clock is not the server's.
    auto skewed = run("10:00:00", "11:00:00").trigger("order", "15:00:00");
    QCOMPARE(auditOf(skewed).result(CheckId::timesForward), CheckResult::passed);
}

void AuditTest::messagesAfterTheRun()
{
    const auto run = [](const char* created) {
        return RunBuilder()
            .runTimes("10:00:00", "11:00:00")
            .step("send", StepType::sendEmailTemplate)
            .email("Hello", created);
    };
    CHECK(run("11:00:00"), timesForward, messageAfterEnd, "passed");
    CHECK(run("11:00:01"), timesForward, messageAfterEnd,
          "found: error | message email_1 created_at=11:00:01 | run run_1 completed_at=11:00:00");
    auto open = run("11:00:01");
    open.run().status = RunStatus::running;
    CHECK(open, timesForward, messageAfterEnd, "cannot tell");
}

void AuditTest::guardrails()
{
    CHECK(sendOf(StepStatus::skipped).skipReason("unsubscribed"), guardrailsExplained, stepSkipped,
          "passed: notice | step step_1 status=skipped | step step_1 skip_reason=unsubscribed");
    CHECK(sendOf(StepStatus::skipped), guardrailsExplained, stepSkipped,
          "cannot tell: notice | step step_1 status=skipped | step step_1 skip_reason=");
    CHECK(sendOf().deferral("12:00:00", "quiet hours"), guardrailsExplained, stepDeferred,
          "passed: notice | step step_1 deferrals=12:00:00 | step step_1 deferrals=quiet hours");
    CHECK(sendOf().deferral("", ""), guardrailsExplained, stepDeferred,
          "cannot tell: notice | step step_1 deferrals= | step step_1 deferrals=");
    CHECK(sendOf(), guardrailsExplained, stepSkipped, "not applicable");
}

void AuditTest::unknownWords()
{
    CHECK(sendOf(), wordsKnown, wordUnknown, "passed");
    auto builder = sendOf();
    builder.run().identityType = Named<IdentityType>::unknownWord("phone");
    CHECK(builder, wordsKnown, wordUnknown, "found: notice | run run_1 resolved_identity_type=phone");
    // Each word once, however often it is used.
    auto many = RunBuilder();
    for (int i = 0; i < 3; ++i)
        many.step("a", Named<StepType>::unknownWord("call_webhook"), Named<StepStatus>::unknownWord("dozing"))
            .branch(Named<Branch>::unknownWord("maybe"))
            .wait("open", Named<WaitStatus>::unknownWord("dozing"))
            .email("Hello", {}, Named<MessageStatus>::unknownWord("lost"));
    CHECK(many, wordsKnown, wordUnknown, "found 5 times: notice | step step_1 step_type=call_webhook");
    // The platform's own word for a send that was never answered; another check tells of it.
    CHECK(sendOf().email("Hello", {}, Named<MessageStatus>::unknownWord("unknown")), wordsKnown, wordUnknown, "passed");
    CHECK(Run(), wordsKnown, wordUnknown, "not applicable");
}

void AuditTest::nothingToldIsNothingPassed()
{
    QCOMPARE(auditOf(Run()).passed(), 0);
    QVERIFY(auditOf(Run()).findings.empty());
    Run bare;
    bare.steps.resize(3);
    bare.waits.resize(2);
    bare.messages.resize(2);
    const Audit audit = auditOf(bare);
    QVERIFY(audit.passed() == 0);
}

void AuditTest::hundredThousandSteps()
{
    RunBuilder builder;
    for (int i = 0; i < 100'000; ++i)
        builder.step("step_" + std::to_string(i), i % 2 == 0 ? StepType::sendEmailTemplate : StepType::waitForEvent);
    Run& run = builder.run();
    for (std::size_t i = 1; i < run.steps.size(); i += 2) {
        builder.wait("open", WaitStatus::timedOut, "10:00:00");
        run.waits.back().step = i;
        run.waits.back().timedOutAt = at("10:00:00");
        run.steps[i].waits = {run.waits.size() - 1};
    }
    run.steps.back().waits.erase(run.steps.back().waits.begin(), run.steps.back().waits.end() - 1);
    Definition definition;
    for (const Step& step : run.steps) {
        definition.steps.emplace_back().key = step.key;
        definition.connections.push_back({step.key.text(), step.key.text() + 'x', Branch::received});
    }
    // Linear, this takes tenths of a second; anything quadratic takes longer than a test may.
    QCOMPARE(auditOf(run, &definition).checks.size(), checkCount);
}

QTEST_APPLESS_MAIN(AuditTest)
#include "tst_audit.moc"
