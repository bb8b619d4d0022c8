// SPDX-License-Identifier: GPL-3.0-or-later
// Each promise about waits and their events kept, broken, and not to be judged.
#include "tests/engine/analysis/audit_fixture.h"

#include <QTest>

#include <algorithm>

using namespace runlens;
using namespace runlens::testing;
using std::chrono::hours;

class AuditWaitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
    void outcomes();
};

void AuditWaitsTest::resolvedOnce()
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

void AuditWaitsTest::reopened()
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

void AuditWaitsTest::timeoutEarly()
{
    CHECK(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("10:59:59"), noTimeoutEarly, timeoutEarly,
          "found: error | wait wait_1 timeout_at=11:00:00 | wait wait_1 timed_out_at=10:59:59");
    CHECK(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:00"), noTimeoutEarly, timeoutEarly, "passed");
    CHECK(waitOf(WaitStatus::timedOut, "11:00:00"), noTimeoutEarly, timeoutEarly, "cannot tell");
    CHECK(waitOf(WaitStatus::timedOut).timedOut("11:00:00"), noTimeoutEarly, timeoutEarly, "cannot tell");
    CHECK(waitOf(WaitStatus::received, "11:00:00").resumed("10:00:00"), noTimeoutEarly, timeoutEarly, "not applicable");
}

void AuditWaitsTest::timeoutLag()
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

void AuditWaitsTest::overdue()
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

void AuditWaitsTest::overdueByDefinition()
{
    const auto pause =
        RunBuilder(RunStatus::waiting).step("pause", StepType::delay, StepStatus::waiting).times("10:00:00");
    const Definition hour = definitionOf({{"pause", StepType::delay, hours(1)}});
    CHECK_WITH(pause, hour, nothingOverdue, overdue, "found: warning | definition pause duration_seconds=11:00:00");
    const Definition day = definitionOf({{"pause", StepType::delay, hours(24)}});
    CHECK_WITH(pause, day, nothingOverdue, overdue, "passed");
    CHECK(pause, nothingOverdue, overdue, "cannot tell");
}

void AuditWaitsTest::resumedByItsEvent()
{
    const auto run = [](const char* by) { return waitOf(WaitStatus::received).resumed("10:00:00", by); };
    CHECK(run("open"), resumedByItsEvent, resumedByOtherEvent, "passed");
    CHECK(run("click"), resumedByItsEvent, resumedByOtherEvent,
          "found: error | wait wait_1 waiting_for_event_name=open | event evt_2 event_name=click");
    CHECK(run(""), resumedByItsEvent, resumedByOtherEvent, "cannot tell");
    CHECK(waitOf(WaitStatus::timedOut), resumedByItsEvent, resumedByOtherEvent, "not applicable");
}

void AuditWaitsTest::resumedAfterOpening()
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

void AuditWaitsTest::samePerson()
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

void AuditWaitsTest::lateEvents()
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

void AuditWaitsTest::inTimeTakenForLate()
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

void AuditWaitsTest::lateEventsByDefinition()
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

void AuditWaitsTest::outcomes()
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

QTEST_APPLESS_MAIN(AuditWaitsTest)
#include "tst_audit_waits.moc"
