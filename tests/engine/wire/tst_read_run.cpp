// SPDX-License-Identifier: GPL-3.0-or-later
// The run of the API's documentation, field by field.
#include "tests/data/sample.h"

using namespace runlens;

class TestReadRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theRunItself();
    void itsTrigger();
    void itsSteps();
    void itsWait();
    void itsMessages();
    void nothingIsLeftOver();
    void readsTheBareObjectTheSame();
    void readsABodyWithAByteOrderMark();
    void readsWhatTheDocumentationOnlyPromises();

private:
    std::string m_json = sample("documented-run");
    Run m_run;
};

void TestReadRun::initTestCase()
{
    const auto parsed = readRun(m_json);
    QVERIFY(parsed.has_value());
    QCOMPARE(shown(parsed->diagnostics), std::string());
    m_run = parsed->value;
}

void TestReadRun::theRunItself()
{
    QCOMPARE(m_run.id.text(), std::string("run_123"));
    QCOMPARE(m_run.automationId.text(), std::string("aut_123"));
    QCOMPARE(m_run.triggerEventName, std::string("order.completed"));
    QVERIFY(m_run.identityType == IdentityType::email);
    QCOMPARE(m_run.identityValue, std::string("olivia@example.com"));
    QVERIFY(m_run.status == RunStatus::completed);
    QVERIFY(!m_run.startedAt && !m_run.completedAt && !m_run.createdAt && !m_run.lastError && !m_run.sentCount);
    QVERIFY(m_run.currentStepKey.empty() && m_run.automationVersionId.empty());
}

void TestReadRun::itsTrigger()
{
    QVERIFY(m_run.triggerEvent.has_value());
    const Event& event = *m_run.triggerEvent;
    QCOMPARE(event.id.text(), std::string("evt_123"));
    QCOMPARE(event.name, std::string("order.completed"));
    QVERIFY(event.payload == Value(Value::Object{{"order_id", Value(std::string("ord_123"))}}));
    QVERIFY(event.occurredAt == instant("2026-06-08T14:15:00.000Z"));
    QVERIFY(!event.receivedAt);
}

void TestReadRun::itsSteps()
{
    QCOMPARE(m_run.steps.size(), std::size_t{3});
    const auto& [receipt, wait, push] = std::tie(m_run.steps[0], m_run.steps[1], m_run.steps[2]);
    QCOMPARE(receipt.id.text(), std::string("step_1"));
    QCOMPARE(receipt.key.text(), std::string("send_receipt"));
    QVERIFY(receipt.type == StepType::sendEmailTemplate && receipt.status == StepStatus::completed);
    QVERIFY(!receipt.branchTaken.present() && !receipt.startedAt && receipt.attempts.empty());
    QCOMPARE(wait.key.text(), std::string("wait_for_open"));
    QVERIFY(wait.type == StepType::waitForEvent && wait.branchTaken == Branch::received);
    QCOMPARE(push.key.text(), std::string("send_push_follow_up"));
    QVERIFY(push.type == StepType::sendPushTemplate);
    QCOMPARE(receipt.messages, std::vector<std::size_t>{0});
    QCOMPARE(wait.waits, std::vector<std::size_t>{0});
    QCOMPARE(push.messages, std::vector<std::size_t>{1});
    QVERIFY(receipt.waits.empty() && wait.messages.empty() && push.waits.empty());
}

void TestReadRun::itsWait()
{
    QCOMPARE(m_run.waits.size(), std::size_t{1});
    const Wait& wait = m_run.waits[0];
    QCOMPARE(wait.id.text(), std::string("wait_123"));
    QCOMPARE(wait.stepId.text(), std::string("step_2"));
    QCOMPARE(wait.stepKey.text(), std::string("wait_for_open"));
    QVERIFY(wait.stepType == StepType::waitForEvent && wait.status == WaitStatus::received);
    QCOMPARE(wait.eventName, std::string("sendrealm.mail.open"));
    QCOMPARE(wait.identityValue, std::string("olivia@example.com"));
    QVERIFY(wait.timeoutAt == instant("2026-06-08T14:45:00Z"));
    QVERIFY(wait.resumedAt == instant("2026-06-08T14:16:30Z"));
    QVERIFY(!wait.timedOutAt && !wait.openedAt);
    QVERIFY(wait.outcomeBranch == Branch::received);
    QVERIFY(wait.resumedBy.has_value());
    QCOMPARE(wait.resumedBy->id.text(), std::string("evt_124"));
    QVERIFY(wait.resumedBy->occurredAt == instant("2026-06-08T14:16:30Z") && wait.resumedBy->payload.isNull());
    QVERIFY(wait.listed.inStep && wait.listed.inRun);
    QVERIFY(wait.step == std::size_t{1});
}

void TestReadRun::itsMessages()
{
    QCOMPARE(m_run.messages.size(), std::size_t{2});
    const auto& [email, push] = std::tie(m_run.messages[0], m_run.messages[1]);
    QCOMPARE(email.id.text(), std::string("email_123"));
    QVERIFY(email.channel == Channel::email && email.status == MessageStatus::sent);
    QCOMPARE(email.title, std::string("Your receipt"));
    QCOMPARE(email.lastEvent, std::string("send"));
    QCOMPARE(email.templateVersionId.text(), std::string("tmplver_email_123"));
    QVERIFY(email.createdAt == instant("2026-06-08T14:15:01Z"));
    // Each listing tells one thing that the other does not.
    QCOMPARE(email.contactId.text(), std::string("contact_123"));
    QCOMPARE(email.stepKey.text(), std::string("send_receipt"));
    QVERIFY(email.listed.inStep && email.listed.inRun && email.step == std::size_t{0});
    QCOMPARE(push.id.text(), std::string("push_123"));
    QVERIFY(push.channel == Channel::push && push.step == std::size_t{2});
    QCOMPARE(push.title, std::string("Need anything else?"));
    QCOMPARE(push.stepKey.text(), std::string("send_push_follow_up"));
}

void TestReadRun::nothingIsLeftOver()
{
    QVERIFY(m_run.other.empty() && m_run.contradictions.empty());
    for (const auto& step : m_run.steps)
        QVERIFY(step.other.empty());
    for (const auto& wait : m_run.waits)
        QVERIFY(wait.other.empty());
    for (const auto& message : m_run.messages)
        QVERIFY(message.other.empty());
}

void TestReadRun::readsTheBareObjectTheSame()
{
    const auto start = m_json.find('{', 1);
    const auto bare = readRun(std::string_view(m_json).substr(start, m_json.rfind('}') - start));
    QVERIFY(bare.has_value());
    QVERIFY(bare->value == m_run);
    QVERIFY(bare->diagnostics.empty());
}

void TestReadRun::readsABodyWithAByteOrderMark()
{
    const auto parsed = readRun("\xEF\xBB\xBF" + m_json);
    QVERIFY(parsed.has_value());
    QVERIFY(parsed->value == m_run);
}

void TestReadRun::readsWhatTheDocumentationOnlyPromises()
{
    const auto parsed = readRun(R"({"data": {
        "id": "run_1", "automation_version_id": "ver_3", "created_at": "2026-06-08T14:00:00Z",
        "started_at": "2026-06-08T14:00:01Z", "completed_at": "2026-06-08T14:00:09Z", "current_step_key": "a",
        "sent_count": 2, "shape": [["a", 3]],
        "last_error": {"code": "503", "message": "no", "step_key": "a", "occurred_at": "2026-06-08T14:00:08Z"},
        "trigger_event": {"event_name": "x", "received_at": "2026-06-08T14:00:00.5Z"},
        "steps": [{"id": "s", "step_key": "a", "started_at": "2026-06-08T14:00:02Z", "completed_at": "2026-06-08T14:00:08Z",
            "attempts": [{"number": 1, "started_at": "2026-06-08T14:00:02Z", "ended_at": "2026-06-08T14:00:03Z",
                          "error": "refused"}],
            "deferrals": [{"until": "2026-06-08T14:00:05Z", "reason": "quiet_hours"}],
            "skip_reason": "none", "error": {"code": "503"}, "condition": {"event.amount": 3},
            "waits": [{"id": "w", "opened_at": "2026-06-08T14:00:03Z", "late_events": [{"id": "e", "event_name": "y"}]}],
            "linked_emails": [{"id": "m", "events": [{"type": "sent", "occurred_at": "2026-06-08T14:00:04Z"}]}]}]}})");
    QVERIFY(parsed.has_value());
    QCOMPARE(shown(parsed->diagnostics), std::string());
    const Run& run = parsed->value;
    QVERIFY(run.createdAt && run.startedAt && run.completedAt == instant("2026-06-08T14:00:09Z"));
    QVERIFY(run.automationVersionId.text() == "ver_3" && run.currentStepKey.text() == "a");
    QVERIFY(run.sentCount == 2 && !run.shape.isNull());
    QVERIFY(run.lastError->code == "503" && run.lastError->message == "no" && run.lastError->stepKey.text() == "a");
    QVERIFY(run.lastError->occurredAt.has_value() && run.triggerEvent->receivedAt.has_value());
    const Step& step = run.steps.at(0);
    QVERIFY(step.startedAt && step.completedAt && step.skipReason == "none" && step.error->code == "503");
    QVERIFY(step.attempts.at(0).number == 1 && step.attempts[0].startedAt && step.attempts[0].endedAt);
    // A failure that is a bare text is its message.
    QCOMPARE(step.attempts[0].error->message, std::string("refused"));
    QVERIFY(step.deferrals.at(0).until && step.deferrals[0].reason == "quiet_hours");
    QVERIFY(step.condition.find("event.amount") != nullptr);
    QVERIFY(run.waits.at(0).openedAt && run.waits[0].lateEvents.at(0).name == "y");
    QVERIFY(run.messages.at(0).events.at(0).type == "sent" && run.messages[0].events[0].occurredAt);
}

QTEST_APPLESS_MAIN(TestReadRun)
#include "tst_read_run.moc"
