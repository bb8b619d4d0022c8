// SPDX-License-Identifier: GPL-3.0-or-later
// "Read tolerantly": what does not fit costs no more than itself, and is kept.
#include "engine/wire/json_writer.h"
#include "tests/data/sample.h"

using namespace runlens;

class TestTolerance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownFieldsAreKept();
    void unknownWordsAreKept();
    void missingNullAndAbsentAreTheSame();
    void aWrongTypeCostsTheField();
    void aTextThatIsNoTimeIsShown();
    void aWrongTypeCostsTheItem();
    void aWrongIdIsMissing();
    void aBadTimeCostsTheField();
    void theFirstOfRepeatedFieldsCounts();
    void otherSpellings();
    void wholeNumbersWrittenAsRealOnes();
    void repeatedStepsAreKept();
    void stepsOutOfOrderAreReported();
    void referencesToNothing();
    void diagnosticsAreBounded();
    void pointersAreEscaped();
    void textsOfEveryKind();

private:
    std::string m_json = sample("documented-run");
};

void TestTolerance::unknownFieldsAreKept()
{
    const auto json = replaced(m_json, R"("id": "step_1",)", R"("id": "step_1", "cost": {"cents": [12, 3.5, null]},)");
    const auto parsed = readRun(json);
    QVERIFY(parsed.has_value() && parsed->diagnostics.empty());
    const auto* cost = otherField(parsed->value.steps[0].other, "cost");
    QVERIFY(cost != nullptr);
    QCOMPARE(toJson(*cost), std::string(R"({"cents":[12,3.5,null]})"));
}

void TestTolerance::unknownWordsAreKept()
{
    const auto parsed = readRun(sample("unknown-words"));
    QVERIFY(parsed.has_value());
    QCOMPARE(shown(parsed->diagnostics), std::string());
    const Run& run = parsed->value;
    QVERIFY(run.status.name() == "paused" && !run.status.known());
    QVERIFY(run.identityType.name() == "phone");
    QVERIFY(run.steps[1].type.name() == "ai_decision" && run.steps[1].branchTaken.name() == "offer_b");
    QVERIFY(run.steps[2].status.name() == "paused_by_operator" && run.waits[0].status.name() == "paused");
    QVERIFY(run.messages[0].status.name() == "quarantined");
    QVERIFY(otherField(run.other, "labels") != nullptr
            && otherField(run.messages[0].other, "quarantine_reason") != nullptr);
}

void TestTolerance::missingNullAndAbsentAreTheSame()
{
    const auto absent = readRun(R"({"data": {"id": "r", "steps": [{"id": "s"}]}})");
    const auto null = readRun(R"({"data": {"id": "r", "status": null, "trigger_event": null, "waits": null,
        "started_at": null, "sent_count": null, "shape": null, "last_error": null,
        "steps": [{"id": "s", "attempts": null, "condition": null}, null]}})");
    QVERIFY(absent.has_value() && null.has_value());
    QVERIFY(absent->value == null->value);
    QVERIFY(null->diagnostics.empty());
}

void TestTolerance::aWrongTypeCostsTheField()
{
    const auto parsed = readRun(replaced(m_json, R"("olivia@example.com")", R"({"first": "Olivia"})"));
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->diagnostics.items.size(), std::size_t{1});
    QVERIFY(parsed->diagnostics.items[0]
            == (Diagnostic{DiagnosticCode::wrongType, "/data/resolved_identity_value",
                           "expected a text, found an object"}));
    QVERIFY(parsed->value.identityValue.empty());
    const auto* kept = otherField(parsed->value.other, "resolved_identity_value");
    QVERIFY(kept != nullptr && kept->find("first") != nullptr);
    QCOMPARE(parsed->value.steps.size(), std::size_t{3});
}

void TestTolerance::aTextThatIsNoTimeIsShown()
{
    const auto said = [](const std::string& text) {
        return readRun(R"({"id": "r", "automation_id": "a", "started_at": ")" + text + "\"}")
            ->diagnostics.items.at(0)
            .detail;
    };
    QCOMPARE(said("at noon"), std::string("expected a time, found “at noon”"));
    std::string forty;
    for (int i = 0; i < 40; ++i)
        forty += "ü";
    QCOMPARE(said(forty), "expected a time, found “" + forty + "”");
    QCOMPARE(said(forty + "x"), "expected a time, found “" + forty + "…”");
}

void TestTolerance::aWrongTypeCostsTheItem()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [7, {"id": "a"}, ["x"], {"id": "b", "started_at": 3}]})");
    QVERIFY(parsed.has_value());
    const Run& run = parsed->value;
    QCOMPARE(run.steps.size(), std::size_t{2});
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/steps/0"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/steps/2"));
    // Pointers count the items of the document, not those that could be read.
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/steps/3/started_at"));
    QVERIFY(otherField(run.other, "steps/0") != nullptr && otherField(run.other, "steps/2") != nullptr);
}

void TestTolerance::aWrongIdIsMissing()
{
    const auto parsed = readRun(replaced(m_json, R"("run_123")", "123"));
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/data/id"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::missingId, "/data"));
    QVERIFY(parsed->value.id.empty());
    QVERIFY(*otherField(parsed->value.other, "id") == Value(std::int64_t{123}));
}

void TestTolerance::aBadTimeCostsTheField()
{
    const auto parsed = readRun(replaced(m_json, R"("2026-06-08T14:45:00.000Z")", R"("tomorrow")"));
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::badTime, "/data/steps/1/waits/0/timeout_at"));
    // The run's own listing still tells it.
    QVERIFY(parsed->value.waits[0].timeoutAt == instant("2026-06-08T14:45:00Z"));
    QVERIFY(*otherField(parsed->value.waits[0].other, "timeout_at") == Value(std::string("tomorrow")));
}

void TestTolerance::theFirstOfRepeatedFieldsCounts()
{
    const auto parsed = readRun(R"({"id": "r", "status": null, "status": "failed", "status": "completed",
                                    "steps": [{"id": "a"}], "steps": [{"id": "b"}]})");
    QVERIFY(parsed.has_value());
    QVERIFY(parsed->value.status == RunStatus::failed);
    QCOMPARE(parsed->value.steps.size(), std::size_t{1});
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::repeatedField, "/status"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::repeatedField, "/steps"));
    QVERIFY(*otherField(parsed->value.other, "status") == Value(std::string("completed")));
    QCOMPARE(toJson(*otherField(parsed->value.other, "steps")), std::string(R"([{"id":"b"}])"));
}

void TestTolerance::otherSpellings()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"key": "a", "type": "delay"}],
        "sent_push_notifications": [{"id": "p", "step_key": "a", "subject": "s"}]})");
    QVERIFY(parsed.has_value() && parsed->diagnostics.empty());
    QVERIFY(parsed->value.steps[0].key.text() == "a" && parsed->value.steps[0].type == StepType::delay);
    QVERIFY(parsed->value.messages[0].step == std::size_t{0} && parsed->value.messages[0].title == "s");
}

void TestTolerance::wholeNumbersWrittenAsRealOnes()
{
    QVERIFY(readRun(R"({"id": "r", "sent_count": 3.0})")->value.sentCount == 3);
    for (const char* number : {"3.5", "1e300", "18446744073709551615", "9223372036854775808", "-9.3e18"}) {
        const auto parsed = readRun(std::string(R"({"id": "r", "sent_count": )") + number + "}");
        QVERIFY(parsed.has_value() && !parsed->value.sentCount);
        QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/sent_count"));
    }
}

void TestTolerance::repeatedStepsAreKept()
{
    const auto parsed =
        readRun(R"({"id": "r", "steps": [{"id": "a", "step_key": "k"}, {"id": "a", "step_key": "k"}]})");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.steps.size(), std::size_t{2});
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::repeatedId, "/steps/1/id"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::repeatedId, "/steps/1/step_key"));
}

void TestTolerance::stepsOutOfOrderAreReported()
{
    const auto parsed = readRun(R"({"id": "r", "steps": [{"id": "a", "started_at": "2026-06-08T14:00:02Z"}, {"id": "b"},
                                    {"id": "c", "started_at": "2026-06-08T14:00:01Z"}]})");
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::stepsOutOfOrder, "/steps/2/started_at"));
    QVERIFY(parsed->value.steps[2].id.text() == "c");
}

void TestTolerance::referencesToNothing()
{
    const auto parsed = readRun(R"({"id": "r", "current_step_key": "x", "last_error": {"step_key": "y"},
        "steps": [{"id": "a", "step_key": "k"}],
        "waits": [{"id": "w", "step_id": "gone", "step_key": "k"}, {"id": "v", "step_id": "gone"}],
        "sent_emails": [{"id": "m", "automation_step_key": "gone"}, {"id": "n"}]})");
    QVERIFY(parsed.has_value());
    const auto& diagnostics = parsed->diagnostics;
    for (const char* pointer : {"/current_step_key", "/last_error/step_key", "/waits/0/step_id", "/waits/1/step_id",
                                "/sent_emails/0/automation_step_key"})
        QVERIFY2(has(diagnostics, DiagnosticCode::danglingReference, pointer), pointer);
    QCOMPARE(diagnostics.items.size(), std::size_t{5});
    // What the id does not find the key may.
    QVERIFY(parsed->value.waits[0].step == std::size_t{0} && !parsed->value.waits[1].step);
    QVERIFY(!parsed->value.messages[0].step && !parsed->value.messages[1].step);
}

void TestTolerance::diagnosticsAreBounded()
{
    std::string json = R"({"id": "r", "steps": [)";
    for (int i = 0; i < 1500; ++i)
        json += i == 0 ? "1" : ",1";
    const auto parsed = readRun(json + "]}");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->diagnostics.items.size(), Diagnostics::limit);
    QCOMPARE(parsed->diagnostics.suppressed, std::size_t{500});
    QCOMPARE(parsed->diagnostics.items.front().pointer, std::string("/steps/0"));
    QCOMPARE(parsed->value.other.size(), std::size_t{1500});
}

void TestTolerance::pointersAreEscaped()
{
    // A field that repeats is the only unknown one that is reported; the list's own name has nothing to escape.
    const auto parsed = readRunList(R"({"data": {"runs": [{"id": "r", "status": {"a/b~c": 1}}]}})");
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::wrongType, "/data/runs/0/status"));
    QVERIFY(otherField(parsed->value.runs[0].other, "status")->find("a/b~c") != nullptr);
}

/// Plain texts take another way than those with escapes or with characters beyond ASCII.
void TestTolerance::textsOfEveryKind()
{
    const auto parsed = readRun(
        "{\"id\": \"a\\\"b, \\\"c\\\" d\\\\\", \"e\\\"f\": \"\", \"g\": \"é\\\"\", \"resolved_identity_value\":\n"
        "    \"  two  blanks\", \"\\u0069x\": \"\\u00e9\\ud83d\\ude00\", \"st\\u0061tus\": \"failed\"}");
    QVERIFY(parsed.has_value());
    const Run& run = parsed->value;
    QCOMPARE(run.id.text(), std::string("a\"b, \"c\" d\\"));
    QCOMPARE(run.identityValue, std::string("  two  blanks"));
    QVERIFY(run.status == RunStatus::failed);
    QCOMPARE(toJson(Value(run.other)), std::string("{\"e\\\"f\":\"\",\"g\":\"é\\\"\",\"ix\":\"é😀\"}"));
}

QTEST_APPLESS_MAIN(TestTolerance)
#include "tst_tolerance.moc"
