// SPDX-License-Identifier: GPL-3.0-or-later
// What is written reads back as the same run: of every sample, and of runs of every combination of fields.
#include "engine/wire/reader.h"
#include "engine/wire/run_writer.h"
#include "tests/data/sample.h"

#include <filesystem>

using namespace runlens;

namespace {

Event anyEvent(const std::string& id)
{
    return {EventId(id),
            "sendrealm.mail.open",
            Value(Value::Object{{"a", Value(std::int64_t{1})}}),
            instant("2026-06-08T14:15:00Z"),
            instant("2026-06-08T14:15:00.000001Z"),
            {{"x", Value(true)}}};
}

/// Every field has a value of its own.
Run fullRun()
{
    Run run;
    run.id = RunId("run_1");
    run.automationId = AutomationId("aut_1");
    run.automationVersionId = VersionId("ver_1");
    run.triggerEventName = "order.completed";
    run.identityType = IdentityType::externalId;
    run.identityValue = "ext";
    run.status = RunStatus::failed;
    run.triggerEvent = anyEvent("evt_1");
    run.createdAt = instant("2026-06-08T14:15:00.001Z");
    run.startedAt = instant("2026-06-08T14:15:00.002Z");
    run.completedAt = instant("2026-06-08T14:15:00.003Z");
    run.currentStepKey = StepKey("send");
    run.lastError = Failure{"503", "busy", StepKey("send"), instant("2026-06-08T14:15:00.004Z"), {{"y", Value(0.5)}}};
    run.sentCount = 2;
    run.shape = Value(Value::Array{Value(std::string("s"))});
    run.other = {{"unknown", Value(std::string("kept"))}};
    Step step;
    step.id = StepId("step_1");
    step.key = StepKey("send");
    step.type = StepType::sendEmailTemplate;
    step.status = Named<StepStatus>::unknownWord("paused");
    step.branchTaken = Branch::next;
    step.startedAt = instant("2026-06-08T14:15:01Z");
    step.completedAt = instant("2026-06-08T14:15:02Z");
    step.attempts = {{1,
                      instant("2026-06-08T14:15:01Z"),
                      instant("2026-06-08T14:15:01.5Z"),
                      Failure{{}, "only a message", {}, {}, {}},
                      {{"z", Value(std::int64_t{3})}}}};
    step.deferrals = {{instant("2026-06-09T08:00:00Z"), "quiet_hours", {}}};
    step.skipReason = "unsubscribed";
    step.error = Failure{"c", {}, {}, {}, {}};
    step.condition = Value(Value::Object{{"event.amount", Value(std::int64_t{1000})}});
    run.steps.push_back(step);
    Wait wait;
    wait.id = WaitId("wait_1");
    wait.stepId = step.id;
    wait.stepKey = step.key;
    wait.stepType = StepType::waitForEvent;
    wait.eventName = "a.b";
    wait.status = WaitStatus::received;
    wait.identityValue = "ext";
    wait.openedAt = wait.timeoutAt = wait.resumedAt = wait.timedOutAt = instant("2026-06-08T15:00:00Z");
    wait.outcomeBranch = Branch::received;
    wait.resumedBy = anyEvent("evt_2");
    wait.lateEvents = {anyEvent("evt_3"), anyEvent("evt_4")};
    wait.other = {{"w", Value(std::int64_t{1})}};
    wait.step = 0;
    for (const auto listed : {Listed{true, true}, Listed{true, false}, Listed{false, true}}) {
        wait.id = WaitId("wait_" + std::to_string(run.waits.size()));
        wait.listed = listed;
        run.steps[0].waits.push_back(run.waits.size());
        run.waits.push_back(wait);
    }
    Message message;
    message.title = "Your receipt";
    message.status = MessageStatus::opened;
    message.lastEvent = "open";
    message.stepKey = step.key;
    message.templateVersionId = TemplateVersionId("t");
    message.contactId = ContactId("c");
    message.createdAt = instant("2026-06-08T14:15:01Z");
    message.events = {{"sent", instant("2026-06-08T14:15:01Z"), {}}, {"open", {}, {{"m", Value(true)}}}};
    message.listed = {true, true};
    message.step = 0;
    for (const auto channel : {Channel::email, Channel::push}) {
        message.id = MessageId("message_" + std::to_string(run.messages.size()));
        message.channel = channel;
        run.steps[0].messages.push_back(run.messages.size());
        run.messages.push_back(message);
    }
    return run;
}

} // namespace

class TestRunWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void everySampleComesBack();
    void listsComeBack();
};

void TestRunWriter::everyFieldComesBack()
{
    const Run run = fullRun();
    const auto read = readRun(writeRun(run));
    QVERIFY(read.has_value());
    QVERIFY2(read->diagnostics.empty(), shown(read->diagnostics).c_str());
    QCOMPARE(writeRun(read->value), writeRun(run));
    QVERIFY(read->value == run);
}

void TestRunWriter::everySampleComesBack()
{
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(RUNLENS_SOURCE_DIR "/resources/samples")) {
        const auto name = file.path().stem().string();
        if (file.path().extension() != ".json" || name.ends_with(".automation"))
            continue;
        Run run = readRun(sample(name))->value;
        if (!run.contradictions.empty())
            continue;
        ++seen;
        const auto read = readRun(writeRun(run));
        QVERIFY2(read.has_value(), name.c_str());
        QVERIFY2(read->value == run, name.c_str());
    }
    QVERIFY(seen >= 15);
}

void TestRunWriter::listsComeBack()
{
    const Run first = fullRun();
    Run second;
    second.id = RunId("run_2");
    const std::vector<const Run*> runs{&first, &second};
    const auto read = readRunList(writeRunList(runs));
    QVERIFY(read.has_value());
    QVERIFY(!read->value.hasMore);
    QCOMPARE(read->value.runs.size(), std::size_t{2});
    QVERIFY(read->value.runs[0] == first && read->value.runs[1] == second);
}

QTEST_APPLESS_MAIN(TestRunWriter)
#include "tst_run_writer.moc"
