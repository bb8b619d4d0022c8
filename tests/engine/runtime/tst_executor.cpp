// SPDX-License-Identifier: GPL-3.0-or-later
// What the durable runtime does with commands, timers and answers, over a real store.
#include "driven.h"
#include "engine/analysis/audit.h"

#include <QTemporaryDir>
#include <QTest>

using namespace runlens;
using namespace runlens::runtime;
using namespace std::chrono_literals;

namespace {

class Place {
public:
    [[nodiscard]] std::string path() const { return m_folder.filePath(QStringLiteral("store.db")).toStdString(); }

private:
    QTemporaryDir m_folder;
};

ReportMessage openOf(const Run& run) { return {run.messages.at(0).id, MessageReport::open, std::nullopt}; }

template <class T>
bool isRefused(const Result<T>& result, ErrorCode code)
{
    return !result && result.error().code == code;
}

} // namespace

class TestExecutor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDocumentedJourney();
    void timesOutAndIsLate();
    void goesOnAfterARestart();
    void aSendThatFails();
    void aLeaseThatRunsOut();
    void oneKeyOneEvent();
    void identities();
    void cancelAndRetry();
    void reentry();
    void publishing();
    void reports();
};

void TestExecutor::theDocumentedJourney()
{
    const Place place;
    Driven driven(place.path());
    driven.publish(documentedDefinition());
    const auto trigger = driven.post("order.completed");
    QCOMPARE(driven.run().status, RunStatus::running); // the mail stands in the outbox
    driven.pass(1s);
    driven.deliver();
    QCOMPARE(driven.run().status, RunStatus::waiting);
    driven.pass(89s);
    QVERIFY(driven.ask(openOf(driven.run())));
    driven.pass(1s);
    driven.deliver();

    const Run run = driven.run();
    QCOMPARE(run.status, RunStatus::completed);
    QCOMPARE(run.triggerEvent->id, trigger);
    QCOMPARE(run.identityType, IdentityType::email);
    QCOMPARE(run.identityValue, std::string("olivia@example.com"));
    QCOMPARE(run.steps.size(), std::size_t{3});
    QCOMPARE(run.steps[1].branchTaken, Branch::received);
    QCOMPARE(run.waits.at(0).resumedBy->name, std::string("sendrealm.mail.open"));
    QCOMPARE(*run.waits[0].timeoutAt, *run.waits[0].openedAt + 30min);
    QCOMPARE(run.messages.at(0).lastEvent, std::string("open"));
    QCOMPARE(run.messages.at(1).channel, Channel::push);
    QCOMPARE(driven.delivered, (std::vector<std::string>{"run_1/send_receipt", "run_1/send_push_follow_up"}));
}

void TestExecutor::timesOutAndIsLate()
{
    const Place place;
    Driven driven(place.path());
    driven.publish(documentedDefinition());
    driven.post("order.completed");
    driven.pass(300ms);
    driven.deliver();
    const Run waiting = driven.run();
    QCOMPARE(*driven.last->next, *parseInstant("2026-06-08T14:16:00Z")); // the next look at retention is sooner
    driven.now = *waiting.waits.at(0).timeoutAt;
    driven.tick(); // it is due, but no tick has come
    QCOMPARE(driven.run().status, RunStatus::waiting);
    driven.now = *parseInstant("2026-06-08T14:45:01Z");
    driven.tick();
    const Run timedOut = driven.run();
    QCOMPARE(timedOut.waits.at(0).status, WaitStatus::timedOut);
    QCOMPARE(*timedOut.waits[0].timedOutAt, driven.now);
    driven.pass(1s);
    QVERIFY(driven.ask(openOf(timedOut)));
    driven.deliver();
    const Run run = driven.run();
    QCOMPARE(run.status, RunStatus::completed);
    QCOMPARE(run.steps.back().key, StepKey("send_reminder"));
    QCOMPARE(run.waits.at(0).status, WaitStatus::timedOut);
    QCOMPARE(run.waits[0].lateEvents.size(), std::size_t{1});
}

void TestExecutor::goesOnAfterARestart()
{
    const Place place;
    Driven driven(place.path());
    driven.publish(documentedDefinition());
    driven.post("order.completed");
    QCOMPARE(driven.handed.size(), std::size_t{1});
    driven.restart(); // the mail was claimed; nobody knows whether it was sent
    driven.tick();
    QCOMPARE(driven.handed.size(), std::size_t{1});
    driven.deliver();
    QCOMPARE(driven.run().status, RunStatus::waiting);
    driven.restart();
    driven.pass(31min);
    driven.tick();
    driven.deliver();
    const Run run = driven.run();
    QCOMPARE(run.status, RunStatus::completed);
    QCOMPARE(run.messages.size(), std::size_t{2});
    QCOMPARE(run.steps.at(0).attempts.size(), std::size_t{1});
    QCOMPARE(driven.delivered.size(), std::size_t{2});
}

void TestExecutor::aSendThatFails()
{
    const Place place;
    Driven driven(place.path());
    driven.publish(documentedDefinition());
    driven.sender = [](const SendRequest& request) {
        return request.attempt < 3 ? SendResult{SendResult::Kind::transient, "503", "busy"} : SendResult();
    };
    driven.post("order.completed");
    driven.deliver();
    QCOMPARE(driven.run().status, RunStatus::waiting);
    for (int i = 0; i < 2; ++i) {
        driven.pass(10s);
        driven.tick();
        driven.deliver();
    }
    QCOMPARE(driven.run().steps.at(0).attempts.size(), std::size_t{3});
    QCOMPARE(driven.run().steps.at(0).status, StepStatus::completed);

    driven.sender = [](const SendRequest&) { return SendResult{SendResult::Kind::permanent, "550", "no mailbox"}; };
    driven.post("order.completed", "ben@example.com");
    driven.deliver();
    const Run failed = driven.run(2);
    QCOMPARE(failed.status, RunStatus::failed);
    QCOMPARE(failed.lastError->code, std::string("550"));
    driven.sender = [](const SendRequest&) { return SendResult(); };
    const std::string letter = store::idOf(store::DeadLetterNumber{1});
    QVERIFY(driven.ask(ReplayDeadLetter{letter, "test", "mended"}));
    QVERIFY(isRefused(driven.ask(ReplayDeadLetter{letter, "test", ""}), ErrorCode::conflict));
    driven.deliver();
    QCOMPARE(driven.run(2).status, RunStatus::waiting);
    QCOMPARE(driven.run(2).messages.size(), std::size_t{1});
}

void TestExecutor::aLeaseThatRunsOut()
{
    const Place place;
    Driven driven(place.path());
    driven.publish(documentedDefinition());
    driven.post("order.completed");
    const auto lost = std::exchange(driven.handed, {});
    driven.pass(29s);
    driven.tick();
    QVERIFY(driven.handed.empty());
    driven.pass(1s);
    driven.tick();
    QCOMPARE(driven.handed.size(), std::size_t{1});
    driven.handed.insert(driven.handed.end(), lost.begin(), lost.end()); // and it comes after all
    driven.deliver();
    QCOMPARE(driven.run().steps.at(0).attempts.size(), std::size_t{1});
    QCOMPARE(driven.delivered.size(), std::size_t{1});
    QCOMPARE(driven.run().status, RunStatus::waiting);
}

void TestExecutor::oneKeyOneEvent()
{
    const Place place;
    Driven driven(place.path());
    driven.publish(documentedDefinition());
    const auto first = driven.post("order.completed", "olivia@example.com", "key-1");
    QCOMPARE(driven.post("order.completed", " Olivia@Example.com", "key-1"), first);
    IngestEvent other;
    other.name = "order.completed";
    other.identity.email = "olivia@example.com";
    other.payload = Value(Value::Object{{"order_id", Value(std::string("ord_124"))}});
    other.idempotencyKey = "key-1";
    QVERIFY(isRefused(driven.ask(other), ErrorCode::conflict));
    QCOMPARE(driven.runs().size(), std::size_t{1});
    driven.restart();
    QCOMPARE(driven.post("order.completed", "olivia@example.com", "key-1"), first);
    QCOMPARE(driven.runs().size(), std::size_t{1});
}

void TestExecutor::identities()
{
    const Place place;
    Driven driven(place.path());
    const auto ask = [&](Identity identity, const char* name = "order.completed") {
        return driven.ask(IngestEvent{name, std::move(identity), {}, {}, {}});
    };
    QVERIFY(ask({"", "cust_1", ""}));
    QVERIFY(ask({"", "", "ben@example.com"}));
    QVERIFY(isRefused(ask({"", "cust_1", "ben@example.com"}), ErrorCode::unprocessable));
    QVERIFY(isRefused(ask({"contact_99", "", ""}), ErrorCode::notFound));
    QVERIFY(isRefused(ask({}), ErrorCode::unprocessable));
    QVERIFY(isRefused(ask({"", "", "no address"}), ErrorCode::unprocessable));
    QVERIFY(isRefused(ask({"", "cust_1", ""}, "Order Completed"), ErrorCode::unprocessable));
    QVERIFY(isRefused(ask({"", "cust_1", ""}, "sendrealm.mail.open"), ErrorCode::unprocessable));
    const auto known = ask({"contact_1", "", "olivia@example.com"}); // learns the address
    QVERIFY(known);
    QCOMPARE(std::get<EventReceipt>(*known).identityType, IdentityType::contactId);
    QVERIFY(isRefused(ask({"contact_2", "", "olivia@example.com"}), ErrorCode::unprocessable));
}

void TestExecutor::cancelAndRetry()
{
    const Place place;
    ExecutorOptions options;
    options.mostInFlight = 1;
    Driven driven(place.path(), options);
    driven.publish(documentedDefinition());
    driven.post("order.completed");
    driven.post("order.completed", "ben@example.com");
    QCOMPARE(driven.handed.size(), std::size_t{1}); // the second one waits for its turn
    QVERIFY(driven.ask(CancelRun{RunId("run_1"), "test", "claimed"}));
    QVERIFY(driven.ask(CancelRun{RunId("run_2"), "test", "unclaimed"}));
    QVERIFY(isRefused(driven.ask(CancelRun{RunId("run_2"), "test", ""}), ErrorCode::conflict));
    QVERIFY(isRefused(driven.ask(CancelRun{RunId("run_3"), "test", ""}), ErrorCode::notFound));
    QVERIFY(isRefused(driven.ask(RetryRun{RunId("run_1"), "test", ""}), ErrorCode::conflict));
    driven.deliver();
    QCOMPARE(driven.delivered, std::vector<std::string>{"run_1/send_receipt"}); // recorded, and advances nothing
    QCOMPARE(driven.run(1).status, RunStatus::cancelled);
    QCOMPARE(driven.run(1).messages.at(0).status, MessageStatus::sent);
    QCOMPARE(driven.run(2).messages.at(0).status, MessageStatus::suppressed);
    QCOMPARE(driven.run(1).steps.size(), std::size_t{1});
}

void TestExecutor::reentry()
{
    const Place place;
    Driven driven(place.path());
    const auto id = driven.publish(documentedDefinition());
    QVERIFY(driven.ask(ChangeAutomation{id, {}, {}, {}, {}, journey::Reentry::oneAtATime}));
    driven.post("order.completed");
    driven.post("order.completed");
    QCOMPARE(driven.runs().size(), std::size_t{1});
    QVERIFY(driven.ask(CancelRun{RunId("run_1"), "test", ""}));
    driven.post("order.completed");
    QCOMPARE(driven.runs().size(), std::size_t{2});
}

void TestExecutor::publishing()
{
    const Place place;
    Driven driven(place.path());
    const auto id = driven.publish(documentedDefinition());
    driven.post("order.completed");
    QVERIFY(driven.ask(ChangeAutomation{id, {}, {}, std::string(workloadDefinition()), {}, {}}));
    driven.post("work.start"); // not published yet
    QVERIFY(driven.ask(PublishAutomation{id, "test", ""}));
    driven.post("work.start");
    driven.post("order.completed"); // no more
    QCOMPARE(driven.runs().size(), std::size_t{2});
    driven.deliver();
    QCOMPARE(driven.run(1).status, RunStatus::waiting); // pinned to the version it was started by
    QVERIFY(driven.ask(PauseAutomation{id, "test", ""}));
    QVERIFY(isRefused(driven.ask(PauseAutomation{id, "test", ""}), ErrorCode::conflict));
    driven.post("work.start");
    QCOMPARE(driven.runs().size(), std::size_t{2});
    driven.restart();
    QVERIFY(driven.ask(ResumeAutomation{id, "test", ""}));
    driven.post("work.start");
    QCOMPARE(driven.runs().size(), std::size_t{3});
    QVERIFY(isRefused(driven.ask(CreateAutomation{"a", "", "{]", "", {}}), ErrorCode::unprocessable));
    QVERIFY(driven.ask(CreateAutomation{"a", "", R"({"trigger": {}, "steps": [], "connections": []})", "", {}}));
    const auto refused = driven.ask(PublishAutomation{AutomationId("aut_2"), "test", ""});
    QVERIFY(refused && !std::get<NotPublishable>(*refused).violations.empty());
}

void TestExecutor::reports()
{
    const Place place;
    Driven driven(place.path());
    driven.publish(documentedDefinition());
    driven.post("order.completed");
    const MessageId message = driven.run().messages.at(0).id;
    QVERIFY(isRefused(driven.ask(ReportMessage{message, MessageReport::open, {}}), ErrorCode::notFound)); // not sent
    driven.deliver();
    QVERIFY(isRefused(driven.ask(ReportMessage{MessageId("run_1/x/message"), MessageReport::open, {}}),
                      ErrorCode::notFound));
    QVERIFY(driven.ask(ReportMessage{message, MessageReport::bounce, {}}));
    QCOMPARE(driven.run().messages.at(0).status, MessageStatus::bounced);
    driven.pass(31min);
    driven.tick(); // the second mail is not sent to an address that bounced
    const Run run = driven.run();
    QCOMPARE(run.status, RunStatus::completed);
    QCOMPARE(run.steps.back().status, StepStatus::skipped);
    QCOMPARE(run.steps.back().skipReason, std::string("suppressed"));
}

QTEST_APPLESS_MAIN(TestExecutor)
#include "tst_executor.moc"
