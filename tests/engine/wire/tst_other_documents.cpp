// SPDX-License-Identifier: GPL-3.0-or-later
// Automations, definitions, error bodies; and documents that are not what was asked for.
#include "engine/wire/list_reader.h"
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
    void listsOfAutomations_data();
    void listsOfAutomations();
    void whatDoesNotFitInAListCostsItself();
    void aListOfEvents();
    void noListOfAutomations();
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

void TestOtherDocuments::listsOfAutomations_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("paged");
    const QByteArray rows = R"([{"id": "a", "name": "A", "status": "active", "created_at": "2026-06-08T14:00:00.000Z",
        "run_counts": {"running": 3, "failed": 1, "odd": 2, "bad": "x"}}, {"id": "b", "status": "enabled"}])";
    QTest::newRow("bare") << rows << false;
    QTest::newRow("in data") << "{\"data\": " + rows + "}" << false;
    QTest::newRow("Resend's") << "{\"object\": \"list\", \"has_more\": true, \"next_cursor\": \"c\", \"data\": " + rows
                                     + "}"
                              << true;
    QTest::newRow("in items of data") << "{\"data\": {\"items\": " + rows
                                             + ", \"has_more\": true, \"next_cursor\": \"c\"}}"
                                      << true;
}

void TestOtherDocuments::listsOfAutomations()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, paged);
    const auto parsed = readAutomationList({json.constData(), static_cast<std::size_t>(json.size())});
    QVERIFY(parsed.has_value());
    QCOMPARE(shown(parsed->diagnostics), std::string());
    const AutomationPage& page = parsed->value;
    QCOMPARE(page.automations.size(), std::size_t{2});
    QVERIFY(page.hasMore == paged && page.nextCursor == (paged ? "c" : ""));
    const Automation& first = page.automations.front();
    QVERIFY(first.id.text() == "a" && first.name == "A" && first.createdAt == parseInstant("2026-06-08T14:00:00Z"));
    const auto counts = statusCountsOf(first);
    QCOMPARE(counts.size(), std::size_t{3});
    QVERIFY(counts[0].status == RunStatus::running && counts[0].runs == 3);
    QCOMPARE(std::string(counts[2].status.name()), std::string("odd"));
    QVERIFY(statusCountsOf(page.automations.back()).empty());
}

void TestOtherDocuments::whatDoesNotFitInAListCostsItself()
{
    const auto parsed = readAutomationList(R"({"data": [7, {"id": "a", "name": 3}, {"name": "no id"},
        {"id": "a", "name": "later"}], "has_more": "yes"})");
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->value.automations.size(), std::size_t{2});
    QCOMPARE(parsed->value.automations.front().name, std::string("later"));
    std::vector<std::pair<DiagnosticCode, std::string>> said;
    for (const Diagnostic& one : parsed->diagnostics.items)
        said.emplace_back(one.code, one.pointer);
    const std::vector<std::pair<DiagnosticCode, std::string>> expected{
        {DiagnosticCode::wrongType, "/data/0"},   {DiagnosticCode::wrongType, "/data/1/name"},
        {DiagnosticCode::missingId, "/data/2"},   {DiagnosticCode::repeatedId, "/data/3/id"},
        {DiagnosticCode::wrongType, "/has_more"},
    };
    QCOMPARE(said, expected);
}

void TestOtherDocuments::aListOfEvents()
{
    const auto parsed = readEventList(R"({"object": "list", "data": [{"id": "evt_2", "event": "order.completed",
        "contact_id": "c", "resolved_identity_type": "email", "resolved_identity_value": "a@b.example",
        "payload": {"amount": 5}, "occurred_at": "2026-06-08T14:00:00.000Z", "received_at": "2026-06-08T14:00:01.000Z",
        "refusals": [{"automation_id": "aut", "reason": "already_running"}], "new": 1}],
        "has_more": true, "next_cursor": "evt_2"})");
    QVERIFY(parsed.has_value());
    QCOMPARE(shown(parsed->diagnostics), std::string());
    const ListedEvent& event = parsed->value.events.at(0);
    QVERIFY(event.id.text() == "evt_2" && event.name == "order.completed" && event.contact.text() == "c");
    QVERIFY(event.identityType == IdentityType::email && event.identityValue == "a@b.example");
    QVERIFY(event.payload.find("amount") != nullptr && *event.receivedAt - *event.occurredAt == 1s);
    QCOMPARE(event.refusals, (std::vector<EventRefusal>{{AutomationId("aut"), "already_running"}}));
    QCOMPARE(event.other.size(), std::size_t{1});
    QVERIFY(parsed->value.hasMore && parsed->value.nextCursor == "evt_2");
}

void TestOtherDocuments::noListOfAutomations()
{
    QCOMPARE(readAutomationList("{}").error().code, ErrorCode::wrongDocument);
    QCOMPARE(readAutomationList("{}").error().message,
             std::string("this is an object of another kind, not a list of automations"));
    QCOMPARE(readAutomationList("{\"data\": [").error().code, ErrorCode::malformedJson);
    QCOMPARE(readAutomationList(R"({"error": {"code": "c", "message": "m"}})").error().code, ErrorCode::serverRefused);
    QCOMPARE(readEventList("").error().code, ErrorCode::empty);
}

QTEST_APPLESS_MAIN(TestOtherDocuments)
#include "tst_other_documents.moc"
