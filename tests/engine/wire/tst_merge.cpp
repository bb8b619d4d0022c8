// SPDX-License-Identifier: GPL-3.0-or-later
// Waits and messages that are listed in a step, in the run, or in both.
#include "tests/data/sample.h"

using namespace runlens;

class TestMerge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachFillsWhatTheOtherLacks();
    void aContradictionKeepsTheNestedValue();
    void aContradictionWithinTheEvent();
    void aContradictionOfAnUnknownField();
    void theOrderOfTheFieldsDoesNotMatter();
    void aMessageThatNamesAnotherStep();
    void channelsHaveIdsOfTheirOwn();
    void withoutIdsOnlyEqualOnesAreOne();
    void repeatedIdsAreKept();
    void onlyListedInTheRun();
    void manyAreMergedAsFewAre();
};

void TestMerge::eachFillsWhatTheOtherLacks()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "s", "step_key": "k", "waits": [
            {"id": "w", "status": "received", "resumed_by_event": {"id": "e"}}]}],
        "waits": [{"id": "w", "step_id": "s", "timeout_at": "2026-06-08T14:00:00Z", "note": 1,
            "resumed_by_event": {"event_name": "x", "payload": {"a": 1}}}]})");
    QVERIFY(parsed.has_value() && parsed->diagnostics.empty());
    QCOMPARE(parsed->value.waits.size(), std::size_t{1});
    const Wait& wait = parsed->value.waits[0];
    QVERIFY(wait.status == WaitStatus::received && wait.timeoutAt && wait.stepId.text() == "s");
    QVERIFY(wait.resumedBy->id.text() == "e" && wait.resumedBy->name == "x" && !wait.resumedBy->payload.isNull());
    QVERIFY(otherField(wait.other, "note") != nullptr);
}

void TestMerge::aContradictionKeepsTheNestedValue()
{
    const auto parsed = readRun(sample("contradictory-waits"));
    QVERIFY(parsed.has_value());
    const Run& run = parsed->value;
    QCOMPARE(run.waits.size(), std::size_t{1});
    QVERIFY(run.waits[0].status == WaitStatus::received && run.waits[0].outcomeBranch == Branch::received);
    QCOMPARE(run.contradictions.size(), std::size_t{2});
    QVERIFY(run.contradictions[0]
            == (Contradiction{Contradiction::Object::wait, 0, "status", "received", "timed_out",
                              "/data/steps/1/waits/0/status", "/data/waits/0/status"}));
    QCOMPARE(run.contradictions[1].field, std::string("outcome_branch"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::contradiction, "/data/waits/0/status"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::contradiction, "/data/waits/0/outcome_branch"));
}

void TestMerge::aContradictionWithinTheEvent()
{
    auto json = sample("documented-run");
    const auto own = json.rfind("evt_124");
    const auto parsed = readRun(json.replace(own, 7, "evt_999"));
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.contradictions.size(), std::size_t{1});
    const auto& contradiction = parsed->value.contradictions[0];
    QCOMPARE(contradiction.field, std::string("resumed_by_event/id"));
    QVERIFY(contradiction.inStep == "evt_124" && contradiction.inRun == "evt_999");
    QCOMPARE(contradiction.inRunPointer, std::string("/data/waits/0/resumed_by_event/id"));
}

void TestMerge::aContradictionOfAnUnknownField()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "s", "waits": [{"id": "w", "x/y": 1}]}],
                                    "waits": [{"id": "w", "x/y": 2}]})");
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::contradiction, "/waits/0/x~1y"));
    QVERIFY(*otherField(parsed->value.waits[0].other, "x/y") == Value(std::int64_t{1}));
}

void TestMerge::theOrderOfTheFieldsDoesNotMatter()
{
    const std::string steps = R"("steps": [{"id": "a", "waits": [{"id": "1", "status": "waiting"}]}, {"id": "b",
        "waits": [{"id": "2"}], "linked_emails": [{"id": "m"}]}])";
    const std::string own = R"("waits": [{"id": "3", "step_id": "b"}, {"id": "2"}, {"id": "1", "status": "received"}],
        "sent_emails": [{"id": "n", "automation_step_key": "none"}, {"id": "m"}])";
    const auto after = readRun(R"({"id": "r", )" + steps + "," + own + "}");
    const auto before = readRun(R"({"id": "r", )" + own + "," + steps + "}");
    QVERIFY(after.has_value() && before.has_value());
    QVERIFY(after->value == before->value);
    QVERIFY(after->diagnostics == before->diagnostics);
    const Run& run = after->value;
    QCOMPARE(run.waits.size(), std::size_t{3});
    QVERIFY(run.waits[0].id.text() == "1" && run.waits[1].id.text() == "2" && run.waits[2].id.text() == "3");
    QVERIFY(run.waits[2].step == std::size_t{1} && !run.waits[2].listed.inStep);
    QCOMPARE(run.steps[1].waits, (std::vector<std::size_t>{1, 2}));
    QCOMPARE(run.contradictions.at(0).inRunPointer, std::string("/waits/2/status"));
    QVERIFY(run.messages[0].id.text() == "m" && run.messages[0].listed.inRun && !run.messages[1].step);
}

void TestMerge::aMessageThatNamesAnotherStep()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "a", "step_key": "ka", "linked_emails": [{"id": "m"}]},
        {"id": "b", "step_key": "kb"}], "sent_emails": [{"id": "m", "automation_step_key": "kb"}]})");
    QVERIFY(parsed.has_value());
    const Message& message = parsed->value.messages.at(0);
    QVERIFY(message.step == std::size_t{0} && message.stepKey.empty());
    QVERIFY(parsed->value.contradictions.at(0)
            == (Contradiction{Contradiction::Object::message, 0, "automation_step_key", "ka", "kb", "/steps/0/step_key",
                              "/sent_emails/0/automation_step_key"}));
}

void TestMerge::channelsHaveIdsOfTheirOwn()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "a", "linked_emails": [{"id": "m"}]}],
                                    "sent_push_notifications": [{"id": "m"}]})");
    QVERIFY(parsed.has_value() && parsed->diagnostics.empty());
    QCOMPARE(parsed->value.messages.size(), std::size_t{2});
}

void TestMerge::withoutIdsOnlyEqualOnesAreOne()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "a", "waits": [
            {"waiting_for_event_name": "x", "timeout_at": "2026-06-08T14:00:00Z"}]}],
        "waits": [{"step_id": "a", "waiting_for_event_name": "x", "timeout_at": "2026-06-08T14:00:00Z", "status": "waiting"},
                  {"step_id": "a", "waiting_for_event_name": "y", "timeout_at": "2026-06-08T14:00:00Z"}]})");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.waits.size(), std::size_t{2});
    QVERIFY(parsed->value.waits[0].status == WaitStatus::waiting && parsed->value.waits[0].listed.inRun);
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::missingId, "/steps/0/waits/0"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::missingId, "/waits/1"));
}

void TestMerge::repeatedIdsAreKept()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "a", "waits": [{"id": "w"}, {"id": "w"}]}],
                                    "waits": [{"id": "w"}, {"id": "w"}, {"id": "v"}, {"id": "v"}]})");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.waits.size(), std::size_t{5});
    for (const char* pointer : {"/steps/0/waits/1/id", "/waits/1/id", "/waits/3/id"})
        QVERIFY2(has(parsed->diagnostics, DiagnosticCode::repeatedId, pointer), pointer);
    QCOMPARE(parsed->diagnostics.items.size(), std::size_t{3});
}

void TestMerge::onlyListedInTheRun()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "a", "step_key": "k"}],
        "waits": [{"id": "w", "step_key": "k"}], "sent_emails": [{"id": "m", "automation_step_key": "k"}]})");
    QVERIFY(parsed.has_value() && parsed->diagnostics.empty());
    QVERIFY(parsed->value.waits[0].step == std::size_t{0} && !parsed->value.waits[0].listed.inStep);
    QCOMPARE(parsed->value.steps[0].waits, std::vector<std::size_t>{0});
    QCOMPARE(parsed->value.steps[0].messages, std::vector<std::size_t>{0});
}

/// Above a number of items a table is used instead of a search.
void TestMerge::manyAreMergedAsFewAre()
{
    std::string steps;
    std::string own;
    for (int i = 0; i < 200; ++i) {
        const auto n = std::to_string(i);
        const std::string comma = i == 0 ? "" : ",";
        steps += comma + R"({"id": "s)" + n + R"(", "step_key": "k)" + n + R"(", "waits": [{"id": "w)" + n
                 + R"("}], "linked_emails": [{"subject": "t)" + n + R"("}]})";
        own += comma + R"({"id": "w)" + n + R"(", "step_key": "k)" + n + R"(", "status": "waiting"})";
    }
    std::string mails = own;
    for (auto at = mails.find("\"id\": \"w"); at != std::string::npos; at = mails.find("\"id\": \"w", at))
        mails.replace(at, 8, "\"subject\": \"t");
    const auto parsed = readRun(R"({"id": "r", "steps": [)" + steps + R"(], "waits": [)" + own
                                + R"(], "sent_emails": [)" + mails + "]}");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.waits.size(), std::size_t{200});
    QCOMPARE(parsed->value.messages.size(), std::size_t{200});
    for (std::size_t i = 0; i < 200; ++i) {
        QVERIFY(parsed->value.waits[i].step == i && parsed->value.waits[i].status == WaitStatus::waiting);
        QVERIFY(parsed->value.messages[i].listed.inRun && parsed->value.messages[i].listed.inStep);
    }
}

QTEST_APPLESS_MAIN(TestMerge)
#include "tst_merge.moc"
