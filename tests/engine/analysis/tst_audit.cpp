// SPDX-License-Identifier: GPL-3.0-or-later
// Each promise kept, broken, and not to be judged.
#include "engine/analysis/audit.h"
#include "tests/engine/analysis/moments.h"
#include "tests/engine/analysis/run_builder.h"

#include <QTest>

#include <algorithm>

using namespace runlens;
using namespace runlens::testing;
using std::chrono::hours;

namespace {

Audit auditOf(const Run& run, const Definition* definition = nullptr, Instant now = at("16:15:00"))
{
    return audit(run, collectEvidence(run, definition), definition, now);
}

std::string_view nameOf(CheckResult result)
{
    switch (result) {
    case CheckResult::passed: return "passed";
    case CheckResult::found: return "found";
    case CheckResult::notApplicable: return "not applicable";
    case CheckResult::cannotTell: return "cannot tell";
    }
    return {};
}

/// "found: error | wait wait_1 timed_out_at=… | …" of the one finding of that code; "passed" where there is none.
std::string told(const Audit& audit, CheckId check, FindingCode code)
{
    std::string text(nameOf(audit.result(check)));
    const auto count = std::ranges::count(audit.findings, code, &Finding::code);
    if (count > 1)
        text += " " + std::to_string(count) + " times";
    const auto found = std::ranges::find(audit.findings, code, &Finding::code);
    if (found == audit.findings.end())
        return text;
    text += found->severity == Severity::error     ? ": error"
            : found->severity == Severity::warning ? ": warning"
                                                   : ": notice";
    for (const EvidenceItem& item : found->evidence) {
        const bool isTime = item.value.starts_with("2026-06-08T");
        text += " | " + testing::told(item.ref) + '=' + (isTime ? item.value.substr(11, 8) : item.value);
    }
    return text;
}

RunBuilder waitOf(WaitStatus status, const char* limit = "", const char* opened = "")
{
    return RunBuilder(status == WaitStatus::waiting ? RunStatus::waiting : RunStatus::completed)
        .step("wait", StepType::waitForEvent,
              status == WaitStatus::waiting ? StepStatus::waiting : StepStatus::completed)
        .wait("open", status, limit, opened);
}

RunBuilder sendOf(StepStatus status = StepStatus::completed)
{
    return RunBuilder().step("send", StepType::sendEmailTemplate, status);
}

} // namespace

#define CHECK(run, check, code, expected) \
    QCOMPARE(QByteArray::fromStdString(told(auditOf(run), CheckId::check, FindingCode::code)), QByteArray(expected))
#define CHECK_WITH(run, definition, check, code, expected)                                                    \
    QCOMPARE(QByteArray::fromStdString(told(auditOf(run, &(definition)), CheckId::check, FindingCode::code)), \
             QByteArray(expected))

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
    void resolvedOnce();
    void reopened();
    void timeoutEarly();
    void timeoutLag();
    void overdue();
    void overdueByDefinition();
    void resumedByItsEvent();
    void resumedAfterOpening();
    void samePerson();
    void lateEvents();
    void inTimeTakenForLate();
    void lateEventsByDefinition();
    void branches();
    void outcomes();
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

void AuditTest::resolvedOnce()
{
    CHECK(waitOf(WaitStatus::received).resumed("10:00:00"), waitsResolvedOnce, resolvedTwice, "passed");
    CHECK(waitOf(WaitStatus::received).resumed("10:00:00").timedOut("11:00:00"), waitsResolvedOnce, resolvedTwice,
          "found: error | wait wait_1 resumed_at=10:00:00 | wait wait_1 timed_out_at=11:00:00");
    const auto resumedLate = waitOf(WaitStatus::timedOut).resumed("12:00:00").timedOut("11:00:00");
    CHECK(resumedLate, waitsResolvedOnce, resumedAfterTimeout,
          "found: error | wait wait_1 timed_out_at=11:00:00 | wait wait_1 resumed_at=12:00:00");
    CHECK(resumedLate, waitsResolvedOnce, resolvedTwice, "found");
    CHECK(waitOf(WaitStatus::received), waitsResolvedOnce, resolvedTwice, "passed");
    CHECK(waitOf(WaitStatus::unknown), waitsResolvedOnce, resolvedTwice, "cannot tell");
}

void AuditTest::reopened()
{
    CHECK(waitOf(WaitStatus::waiting).timedOut("11:00:00"), waitsResolvedOnce, reopened,
          "found: error | wait wait_1 timed_out_at=11:00:00 | wait wait_1 status=waiting");
    CHECK(waitOf(WaitStatus::waiting).resumed("11:00:00"), waitsResolvedOnce, reopened,
          "found: error | wait wait_1 resumed_at=11:00:00 | wait wait_1 status=waiting");
    CHECK(waitOf(WaitStatus::timedOut).timedOut("11:00:00").wait("open", WaitStatus::received).resumed("12:00:00"),
          waitsResolvedOnce, reopened,
          "found: error | wait wait_1 timed_out_at=11:00:00 | wait wait_2 status=received");
    CHECK(waitOf(WaitStatus::received).resumed("11:00:00").wait("open", WaitStatus::received), waitsResolvedOnce,
          reopened, "found: error | wait wait_1 resumed_at=11:00:00 | wait wait_2 status=received");
}

void AuditTest::timeoutEarly()
{
    CHECK(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("10:59:59"), noTimeoutEarly, timeoutEarly,
          "found: error | wait wait_1 timeout_at=11:00:00 | wait wait_1 timed_out_at=10:59:59");
    CHECK(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:00"), noTimeoutEarly, timeoutEarly, "passed");
    CHECK(waitOf(WaitStatus::timedOut, "11:00:00"), noTimeoutEarly, timeoutEarly, "cannot tell");
    CHECK(waitOf(WaitStatus::timedOut).timedOut("11:00:00"), noTimeoutEarly, timeoutEarly, "cannot tell");
    CHECK(waitOf(WaitStatus::received, "11:00:00").resumed("10:00:00"), noTimeoutEarly, timeoutEarly, "not applicable");
}

void AuditTest::timeoutLag()
{
    CHECK(waitOf(WaitStatus::timedOut, "14:15:04").timedOut("14:15:42"), timeoutsInTime, timeoutLate,
          "found: warning | wait wait_1 timeout_at=14:15:04 | wait wait_1 timed_out_at=14:15:42");
    const Audit late = auditOf(waitOf(WaitStatus::timedOut, "14:15:04").timedOut("14:15:42"));
    QCOMPARE(std::get<Duration>(late.findings.front().arguments[1]), Duration(std::chrono::seconds(38)));
    CHECK(waitOf(WaitStatus::timedOut, "14:15:04").timedOut("14:15:05"), timeoutsInTime, timeoutInTime,
          "passed: notice | wait wait_1 timeout_at=14:15:04 | wait wait_1 timed_out_at=14:15:05");
    CHECK(waitOf(WaitStatus::timedOut, "14:15:04").timedOut("14:15:05.001"), timeoutsInTime, timeoutInTime, "found");
    CHECK(waitOf(WaitStatus::timedOut, "14:15:04"), timeoutsInTime, timeoutLate, "cannot tell");
    CHECK(waitOf(WaitStatus::timedOut, "14:15:04").timedOut("14:15:03"), timeoutsInTime, timeoutInTime,
          "not applicable");
    CHECK(waitOf(WaitStatus::received, "14:15:04"), timeoutsInTime, timeoutLate, "not applicable");
}

void AuditTest::overdue()
{
    CHECK(waitOf(WaitStatus::waiting, "16:14:00"), nothingOverdue, overdue,
          "found: warning | wait wait_1 timeout_at=16:14:00");
    const Audit audit = auditOf(waitOf(WaitStatus::waiting, "16:14:00"));
    QCOMPARE(std::get<Duration>(audit.findings.front().arguments[1]), Duration(std::chrono::minutes(1)));
    CHECK(waitOf(WaitStatus::waiting, "16:15:00"), nothingOverdue, overdue, "passed");
    CHECK(waitOf(WaitStatus::waiting), nothingOverdue, overdue, "cannot tell");
    CHECK(waitOf(WaitStatus::received, "16:14:00"), nothingOverdue, overdue, "not applicable");
    // A wait of no step is judged by itself.
    CHECK(waitOf(WaitStatus::waiting, "16:14:00").withoutStep(), nothingOverdue, overdue,
          "found: warning | wait wait_1 timeout_at=16:14:00");
    CHECK(RunBuilder(RunStatus::running).step("send", StepType::sendEmailTemplate, StepStatus::running), nothingOverdue,
          overdue, "not applicable");
}

void AuditTest::overdueByDefinition()
{
    const auto pause =
        RunBuilder(RunStatus::waiting).step("pause", StepType::delay, StepStatus::waiting).times("10:00:00");
    const Definition hour = definitionOf({{"pause", StepType::delay, hours(1)}});
    CHECK_WITH(pause, hour, nothingOverdue, overdue, "found: warning | definition pause duration_seconds=11:00:00");
    const Definition day = definitionOf({{"pause", StepType::delay, hours(24)}});
    CHECK_WITH(pause, day, nothingOverdue, overdue, "passed");
    CHECK(pause, nothingOverdue, overdue, "cannot tell");
}

void AuditTest::resumedByItsEvent()
{
    const auto run = [](const char* by) { return waitOf(WaitStatus::received).resumed("10:00:00", by); };
    CHECK(run("open"), resumedByItsEvent, resumedByOtherEvent, "passed");
    CHECK(run("click"), resumedByItsEvent, resumedByOtherEvent,
          "found: error | wait wait_1 waiting_for_event_name=open | event evt_2 event_name=click");
    CHECK(run(""), resumedByItsEvent, resumedByOtherEvent, "cannot tell");
    CHECK(waitOf(WaitStatus::timedOut), resumedByItsEvent, resumedByOtherEvent, "not applicable");
}

void AuditTest::resumedAfterOpening()
{
    const auto run = [](const char* opened, const char* received) {
        return waitOf(WaitStatus::received, "", opened).resumed("10:00:05", "open", received);
    };
    CHECK(run("10:00:00", "10:00:04"), resumedAfterOpening, resumedByEarlierEvent, "passed");
    CHECK(run("10:00:00", "09:59:59"), resumedAfterOpening, resumedByEarlierEvent,
          "found: error | event evt_2 received_at=09:59:59 | wait wait_1 opened_at=10:00:00");
    CHECK(run("", "09:59:59"), resumedAfterOpening, resumedByEarlierEvent, "cannot tell");
    CHECK(run("", "09:59:59").runTimes("10:00:00"), resumedAfterOpening, resumedByEarlierEvent, "cannot tell");
    auto sendersClock = run("10:00:00", "");
    sendersClock.run().waits[0].resumedBy->occurredAt = at("09:00:00");
    CHECK(sendersClock, resumedAfterOpening, resumedByEarlierEvent, "cannot tell");

    // Directly behind a send, a wait matches from that send on.
    const auto afterSend = [](const char* received) {
        return sendOf()
            .times("09:59:00", "10:00:00")
            .step("wait", StepType::waitForEvent)
            .wait("open", WaitStatus::received, {}, "10:00:00")
            .resumed("10:00:05", "open", received);
    };
    CHECK(afterSend("09:59:30"), resumedAfterOpening, resumedByEarlierEvent, "passed");
    CHECK(afterSend("09:58:59"), resumedAfterOpening, resumedByEarlierEvent,
          "found: error | event evt_2 received_at=09:58:59 | step step_1 started_at=09:59:00");
}

void AuditTest::samePerson()
{
    auto builder = waitOf(WaitStatus::received);
    CHECK(builder, waitsForThisPerson, otherPerson, "passed");
    builder.run().waits[0].identityValue = "mia@example.com";
    CHECK(builder, waitsForThisPerson, otherPerson,
          "found: warning | wait wait_1 resolved_identity_value=mia@example.com | run run_1 "
          "resolved_identity_value=olivia@example.com");
    builder.run().waits[0].identityValue.clear();
    CHECK(builder, waitsForThisPerson, otherPerson, "cannot tell");
    CHECK(sendOf(), waitsForThisPerson, otherPerson, "not applicable");
}

void AuditTest::lateEvents()
{
    auto builder = waitOf(WaitStatus::timedOut).timedOut("11:00:00").outcome(Branch::timeout);
    CHECK(builder, lateEventsChangeNothing, lateEventIgnored, "not applicable");
    builder.late("open", "12:00:00");
    const char* const ignored = "passed: notice | wait wait_1 status=timed_out | event evt_late occurred_at=12:00:00";
    CHECK(builder, lateEventsChangeNothing, lateEventIgnored, ignored);
    builder.branch(Named<Branch>());
    CHECK(builder, lateEventsChangeNothing, lateEventIgnored, "cannot tell");
    builder.branch(Branch::timeout).resumed("12:00:00");
    CHECK(builder, lateEventsChangeNothing, lateEventIgnored, "cannot tell");

    // An event that came while the wait was open was not late, whatever list it stands in.
    auto early = waitOf(WaitStatus::timedOut).timedOut("11:00:00").outcome(Branch::timeout).late("open", "10:30:00");
    CHECK(early, lateEventsChangeNothing, lateEventIgnored, "cannot tell");

    auto received = waitOf(WaitStatus::received).resumed("11:00:00").outcome(Branch::received).late("open", "12:00:00");
    CHECK(received, lateEventsChangeNothing, lateEventIgnored,
          "passed: notice | wait wait_1 status=received | event evt_late occurred_at=12:00:00");
    received.timedOut("12:00:00");
    CHECK(received, lateEventsChangeNothing, lateEventIgnored, "cannot tell");
}

void AuditTest::inTimeTakenForLate()
{
    const auto run = [](const char* opened, const char* received) {
        auto builder = waitOf(WaitStatus::timedOut, "11:00:00", opened)
                           .timedOut("11:00:30")
                           .outcome(Branch::timeout)
                           .late("open", "");
        if (*received != '\0')
            builder.run().waits[0].lateEvents[0].receivedAt = at(received);
        return builder;
    };
    const QByteArray found = "found: error | wait wait_1 status=timed_out | wait wait_1 opened_at=10:00:00 | "
                             "wait wait_1 timeout_at=11:00:00 | event evt_late received_at=";
    CHECK(run("10:00:00", "10:30:00"), lateEventsChangeNothing, inTimeTakenForLate, found + "10:30:00");
    CHECK(run("10:00:00", "10:00:00"), lateEventsChangeNothing, inTimeTakenForLate, found + "10:00:00");
    CHECK(run("10:00:00", "10:59:59.999"), lateEventsChangeNothing, inTimeTakenForLate, found + "10:59:59");
    CHECK(run("10:00:00", "09:59:59"), lateEventsChangeNothing, inTimeTakenForLate, "cannot tell");
    // From the limit to the tick either may win.
    CHECK(run("10:00:00", "11:00:00"), lateEventsChangeNothing, inTimeTakenForLate, "cannot tell");
    CHECK(run("10:00:00", "11:00:30"), lateEventsChangeNothing, inTimeTakenForLate, "passed");
    CHECK(run("", "10:30:00"), lateEventsChangeNothing, inTimeTakenForLate, "cannot tell");
    auto sendersClock = run("10:00:00", "");
    sendersClock.run().waits[0].lateEvents[0].occurredAt = at("10:30:00");
    CHECK(sendersClock, lateEventsChangeNothing, inTimeTakenForLate, "cannot tell");
    auto another = run("10:00:00", "10:30:00");
    another.run().waits[0].lateEvents[0].name = "click";
    CHECK(another, lateEventsChangeNothing, inTimeTakenForLate, "cannot tell");

    // What came after the wait was resumed is late, however far off the limit was.
    auto resumed = waitOf(WaitStatus::received, "12:00:00", "10:00:00").resumed("10:30:00").outcome(Branch::received);
    resumed.late("open", "11:00:00").run().waits[0].lateEvents[0].receivedAt = at("11:00:00");
    CHECK(resumed, lateEventsChangeNothing, inTimeTakenForLate, "passed");

    // Several: how many, and the first.
    auto many = run("10:00:00", "10:40:00");
    for (const char* received : {"10:20:00", "10:30:00", "11:30:00"})
        many.late("open", received).run().waits[0].lateEvents.back().receivedAt = at(received);
    const Audit audit = auditOf(many);
    QCOMPARE(audit.findings.front().code, FindingCode::inTimeTakenForLate);
    QCOMPARE(std::get<std::int64_t>(audit.findings.front().arguments[2]), std::int64_t{3});
    QCOMPARE(std::get<Moment>(audit.findings.front().arguments[3]).at, at("10:20:00"));
    QCOMPARE(audit.findings.front().wait, std::size_t{0});
}

void AuditTest::lateEventsByDefinition()
{
    auto builder = waitOf(WaitStatus::timedOut)
                       .timedOut("11:00:00")
                       .late("open", "12:00:00")
                       .outcome(Branch::timeout)
                       .step("thank", StepType::sendEmailTemplate);
    Definition definition;
    definition.connections = {{"wait", "thank", Branch::received}, {"wait", "remind", Branch::timeout}};
    CHECK_WITH(builder, definition, lateEventsChangeNothing, lateEventFollowed,
               "found: error | wait wait_1 status=timed_out | event evt_late occurred_at=12:00:00 | step step_2 "
               "status=completed");
    // It can be reached by the time-out as well.
    definition.connections.push_back({"remind", "thank", Branch::next});
    CHECK_WITH(builder, definition, lateEventsChangeNothing, lateEventFollowed, "passed");
    definition.connections.pop_back();
    builder.run().steps[1].status = StepStatus::pending;
    CHECK_WITH(builder, definition, lateEventsChangeNothing, lateEventFollowed, "passed");
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

void AuditTest::outcomes()
{
    auto builder = waitOf(WaitStatus::received).outcome(Branch::received);
    CHECK(builder, branchesAgree, branchDisagrees, "passed");
    builder.branch(Branch::timeout);
    CHECK(builder, branchesAgree, branchDisagrees,
          "found: error | step step_1 branch_taken=timeout | wait wait_1 outcome_branch=received");
    builder.outcome(Branch::timeout);
    CHECK(builder, branchesAgree, outcomeDisagrees,
          "found: error | wait wait_1 status=received | wait wait_1 outcome_branch=timeout");
    builder.run().waits[0].outcomeBranch = {};
    CHECK(builder, branchesAgree, outcomeDisagrees,
          "found: error | wait wait_1 status=received | step step_1 branch_taken=timeout");
    builder.run().waits[0].status = WaitStatus::timedOut;
    CHECK(builder, branchesAgree, outcomeDisagrees, "passed");
    builder.run().waits[0].status = WaitStatus::waiting;
    CHECK(builder, branchesAgree, outcomeDisagrees,
          "found: error | wait wait_1 status=waiting | step step_1 branch_taken=timeout");
    CHECK(waitOf(WaitStatus::waiting), branchesAgree, outcomeDisagrees, "not applicable");
    CHECK(waitOf(WaitStatus::received), branchesAgree, outcomeDisagrees, "cannot tell");
    auto stillRunning = waitOf(WaitStatus::received);
    stillRunning.run().steps[0].status = StepStatus::running;
    CHECK(stillRunning, branchesAgree, outcomeDisagrees, "cannot tell");
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
