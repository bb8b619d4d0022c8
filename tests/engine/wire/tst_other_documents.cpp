// SPDX-License-Identifier: GPL-3.0-or-later
// Automations, definitions, error bodies; and documents that are not what was asked for.
#include "tests/data/sample.h"

using namespace runlens;
using namespace std::chrono_literals;

class TestOtherDocuments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAutomation();
    void aDefinitionAlone();
    void everyWayToWriteALength();
    void lengthsThatAreNone();
    void keysOfADefinition();
    void anErrorBody();
    void wrongDocuments_data();
    void wrongDocuments();
    void aRunIsToldByAnyOfItsFields();
};

void TestOtherDocuments::anAutomation()
{
    const auto parsed = readAutomation(sample("timed-out.automation"));
    QVERIFY(parsed.has_value());
    QCOMPARE(shown(parsed->diagnostics), std::string());
    const Automation& automation = parsed->value;
    QCOMPARE(automation.id.text(), std::string("aut_post_purchase"));
    QVERIFY(automation.name == "Post Purchase Journey" && automation.status == "active");
    QVERIFY(automation.publishedVersion->number == 3 && automation.publishedVersion->state == "published");
    QVERIFY(automation.editorLayout.find("nodes") != nullptr);
    const Definition& definition = automation.definition;
    QCOMPARE(definition.triggerEventName, std::string("order.completed"));
    QCOMPARE(definition.steps.size(), std::size_t{6});
    const StepDefinition* wait = findStep(definition, "wait_for_open");
    QVERIFY(wait != nullptr && wait->type == StepType::waitForEvent);
    QVERIFY(wait->eventName == "sendrealm.mail.open" && wait->timeout == 24h && !wait->delay);
    QVERIFY(findStep(definition, "delay_2d")->delay == 48h);
    QVERIFY(findStep(definition, "add_to_follow_up")->config.find("audience_id") != nullptr);
    QCOMPARE(definition.connections.size(), std::size_t{6});
    QVERIFY(definition.connections[0].from == "trigger" && definition.connections[0].branch == Branch::next);
    QVERIFY(definition.connections[3].to == "add_to_follow_up" && definition.connections[3].branch == Branch::timeout);
}

void TestOtherDocuments::aDefinitionAlone()
{
    const auto json = R"({"trigger": {"event_name": "x", "filters": {"amount_gte": 1000}},
                          "steps": [{"key": "a", "type": "delay", "config": {"duration_seconds": 60}}], "connections": []})";
    for (const auto& text : {std::string(json), R"({"data": )" + std::string(json) + "}"}) {
        const auto parsed = readAutomation(text);
        QVERIFY(parsed.has_value() && parsed->diagnostics.empty());
        QVERIFY(parsed->value.id.empty() && parsed->value.definition.triggerEventName == "x");
        QVERIFY(parsed->value.definition.triggerFilters.find("amount_gte") != nullptr);
        QVERIFY(parsed->value.definition.steps.at(0).delay == 1min);
    }
}

void TestOtherDocuments::everyWayToWriteALength()
{
    const auto parsed = readAutomation(R"({"trigger": {}, "steps": [
        {"key": "a", "type": "delay", "config": {"duration_seconds": 90}},
        {"key": "b", "type": "delay", "config": {"delay_seconds": 90}},
        {"key": "c", "type": "delay", "config": {"duration": "3 days"}},
        {"key": "d", "type": "wait_for_event", "config": {"event_name": "x", "timeout_seconds": 60}},
        {"key": "e", "type": "wait_for_event", "config": {"event_name": "x", "timeout": "2 weeks"}},
        {"key": "f", "type": "wait_for_event", "config": {"timeout_seconds": null, "timeout": "24 hours"}}]})");
    QVERIFY(parsed.has_value() && parsed->diagnostics.empty());
    const auto& steps = parsed->value.definition.steps;
    QVERIFY(steps[0].delay == 90s && steps[1].delay == 90s && steps[2].delay == 72h);
    QVERIFY(steps[3].timeout == 60s && steps[4].timeout == 336h && steps[5].timeout == 24h);
}

void TestOtherDocuments::lengthsThatAreNone()
{
    const auto parsed = readAutomation(R"({"trigger": {}, "steps": [
        {"key": "a", "type": "delay", "config": {"duration_seconds": -1}},
        {"key": "b", "type": "delay", "config": {"duration_seconds": "soon"}},
        {"key": "c", "type": "wait_for_event", "config": {"timeout_seconds": 9e18, "event_name": 4}},
        {"key": "d", "type": "wait_for_event", "config": {"timeout_seconds": 9223372036854775807}},
        {"key": "e", "type": "delay", "config": "3 days"},
        {"key": "f", "type": "delay", "config": {"duration_seconds": true, "duration": "1 hour"}}]})");
    QVERIFY(parsed.has_value());
    const auto& diagnostics = parsed->diagnostics;
    QVERIFY(has(diagnostics, DiagnosticCode::badDuration, "/steps/0/config/duration_seconds"));
    QVERIFY(has(diagnostics, DiagnosticCode::badDuration, "/steps/1/config/duration_seconds"));
    QVERIFY(has(diagnostics, DiagnosticCode::wrongType, "/steps/2/config/timeout_seconds"));
    QVERIFY(has(diagnostics, DiagnosticCode::wrongType, "/steps/2/config/event_name"));
    QVERIFY(has(diagnostics, DiagnosticCode::badDuration, "/steps/3/config/timeout_seconds"));
    QVERIFY(has(diagnostics, DiagnosticCode::wrongType, "/steps/4/config"));
    QVERIFY(has(diagnostics, DiagnosticCode::wrongType, "/steps/5/config/duration_seconds"));
    const auto& steps = parsed->value.definition.steps;
    for (std::size_t i = 0; i < 5; ++i)
        QVERIFY(!steps[i].delay && !steps[i].timeout && !steps[i].config.isNull());
    QVERIFY(steps[5].delay == 1h);
}

void TestOtherDocuments::keysOfADefinition()
{
    const auto parsed =
        readAutomation(R"({"data": {"name": "n", "definition": {"steps": [{"key": "a"}, {"key": "a"}, {}],
        "connections": [{"from": "trigger", "to": "a"}, {"from": "b", "to": "c", "branch": "maybe"}]}}})");
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::repeatedId, "/data/definition/steps/1/key"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::missingId, "/data/definition/steps/2"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::danglingReference, "/data/definition/connections/1/from"));
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::danglingReference, "/data/definition/connections/1/to"));
    QVERIFY(parsed->value.definition.connections[1].branch.name() == "maybe");
}

void TestOtherDocuments::anErrorBody()
{
    const auto body =
        readErrorBody(R"({"status": 422, "error": {"code": "invalid", "message": "No.", "details": [1]}})");
    QVERIFY(body.has_value());
    QVERIFY(body->status == 422 && body->code == "invalid" && body->message == "No." && !body->details.isNull());
    const auto text = readErrorBody(R"({"error": "down for maintenance"})");
    QVERIFY(text.has_value() && text->message == "down for maintenance" && !text->status);
}

void TestOtherDocuments::wrongDocuments_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("what");
    const auto row = [](const char* what, const std::string& json) {
        QTest::newRow(what) << QByteArray::fromStdString(json) << QByteArray(what);
    };
    row("a run", sample("documented-run"));
    row("a run", R"({"steps": [], "id": "r"})");
    row("a list of runs", R"({"data": [{"id": "r"}]})");
    row("a list of runs", R"([])");
    row("an automation", sample("condition.automation"));
    row("a definition", R"({"trigger": {}, "steps": []})");
    row("an error body", R"({"status": 404, "error": {"code": "not_found", "message": "No such run."}})");
    row("a single value", "3");
    row("a single value", "null");
    row("a single value", R"("run")");
    row("a single value", R"({"data": null})");
    row("a single value", R"({"data": "x"})");
    row("an object of another kind", "{}");
    row("an object of another kind", R"({"hello": 1})");
}

void TestOtherDocuments::wrongDocuments()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, what);
    const auto text = json.toStdString();
    const auto check = [&](const auto& result, std::initializer_list<const char*> fitting) {
        const bool fits = std::ranges::any_of(fitting, [&](const char* one) { return what == one; });
        if (fits)
            return result.has_value();
        if (result.has_value())
            return false;
        if (what == "an error body")
            return result.error().code == ErrorCode::serverRefused
                   && result.error().message == "404 not_found: No such run.";
        return result.error().code == ErrorCode::wrongDocument
               && result.error().message.starts_with("this is " + what.toStdString() + ", not ");
    };
    QVERIFY(check(readRun(text), {"a run"}));
    QVERIFY(check(readRunList(text), {"a list of runs"}));
    QVERIFY(check(readAutomation(text), {"an automation", "a definition"}));
    if (what != "an error body")
        QVERIFY(readErrorBody(text).error().code == ErrorCode::wrongDocument);
}

void TestOtherDocuments::aRunIsToldByAnyOfItsFields()
{
    for (const char* json :
         {R"({"id": "r"})", R"({"data": {}})", R"({"data": {"what": 1}})", R"({"id": "r", "error": {}})",
          R"({"meta": {"a": ["}", "\"]"]}, "data": {"waits": null}})", R"({"last_error": "x"})"})
        QVERIFY2(readRun(json).has_value(), json);
}

QTEST_APPLESS_MAIN(TestOtherDocuments)
#include "tst_other_documents.moc"
