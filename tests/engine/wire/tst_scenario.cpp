// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios are ours, and read strictly: what is unknown, missing or wrong is told with its place.
#include "engine/wire/scenario_reader.h"
#include "tests/data/sample.h"

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace runlens;

namespace {

std::string textOf(const std::filesystem::path& path)
{
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

const std::string folder = RUNLENS_SOURCE_DIR "/resources/samples/scenarios";

/// A small scenario with one part of it replaced.
std::string scenarioWith(const std::string& part, const std::string& more = {})
{
    const std::string automations =
        part.starts_with("\"automations\"")
            ? part
            : R"("automations": [{"id": "aut_1", "definition": {"trigger": {"event_name": "a.b"}, "steps": [{"key":
                 "send", "type": "send_email_template", "config": {}}], "connections": []}}])";
    const std::string contacts =
        part.starts_with("\"contacts\"") ? part : R"("contacts": [{"id": "c_1", "email": "o@example.com"}])";
    std::string json = R"({"name": "n", "start": "2026-06-08T14:15:00Z", )" + automations + ", " + contacts;
    if (automations != part && contacts != part && !part.empty())
        json += ", " + part;
    return json + more + "}";
}

/// "10 /events/0/at: …" for each diagnostic; the error where there is one.
std::string problemsOf(const std::string& json)
{
    const auto read = readScenario(json);
    return read ? shown(read->diagnostics) : "error " + std::to_string(static_cast<int>(read.error().code));
}

} // namespace

class TestScenario : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesAreRead();
    void everyPartIsRead();
    void problemsAreToldWithTheirPlace_data();
    void problemsAreToldWithTheirPlace();
    void allProblemsAreToldAtOnce();
    void noDocumentCrashesIt();
};

void TestScenario::samplesAreRead()
{
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        const auto read = readScenario(textOf(file.path()));
        QVERIFY2(read.has_value(), file.path().c_str());
        QVERIFY2(read->diagnostics.empty(), (file.path().string() + shown(read->diagnostics)).c_str());
        QVERIFY(!read->value.expectations.empty());
        ++seen;
    }
    QVERIFY(seen >= 10);
}

void TestScenario::everyPartIsRead()
{
    const auto read = readScenario(textOf(folder + "/send-fails-and-is-retried.json"));
    const Scenario& scenario = read->value;
    QCOMPARE(formatInstant(scenario.start), std::string("2026-06-08T14:15:00.000Z"));
    QVERIFY(scenario.horizon == std::chrono::days(10));
    QCOMPARE(scenario.automations.at(0).definition.steps.size(), std::size_t{6});
    QCOMPARE(scenario.contacts.at(0).zone, std::string("Europe/Lisbon"));
    const auto& fails = std::get<scenario::StepFails>(scenario.faults.at(0));
    QVERIFY(fails.firstAttempt == 1 && fails.lastAttempt == 2 && fails.code == "503");
    QVERIFY(std::get<scenario::Crash>(scenario.faults.at(1)).when == scenario::CrashPoint::beforeResult);
    const auto& report = std::get<scenario::MessageReport>(scenario.happenings.at(1).what);
    QCOMPARE(report.step.text(), std::string("send_receipt"));
    QVERIFY(scenario.happenings.at(1).at.offset == std::chrono::minutes(10));

    const auto more = readScenario(scenarioWith(
        R"("policies": {"quiet_hours": [{"from": "22:00", "to": "08:30"}], "send_windows": [{"days": ["mon", "sat"],
        "from": "09:00", "to": "24:00"}], "frequency_caps": [{"count": 2, "per": "1 d 12 h", "channel": "push"}],
        "retry": {"attempts": 3}, "send_takes": "1 s 500 ms", "sender_deduplicates": false})"));
    QVERIFY2(more->diagnostics.empty(), shown(more->diagnostics).c_str());
    const auto& policies = more->value.policies;
    QVERIFY(policies.quietHours.at(0).to == std::chrono::minutes(510));
    QCOMPARE(static_cast<int>(policies.sendWindows.at(0).weekdays), 0b1000010);
    QVERIFY(policies.sendWindows.at(0).to == std::chrono::hours(24));
    QVERIFY(policies.frequencyCaps.at(0).per == std::chrono::hours(36));
    QVERIFY(policies.sendTakes == std::chrono::milliseconds(1500));
}

void TestScenario::problemsAreToldWithTheirPlace_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const std::string& json, const char* told) {
        QTest::newRow(name) << QString::fromStdString(json) << QString::fromUtf8(told);
    };
    row("nothing wrong", scenarioWith(""), "");
    row("unknown field", scenarioWith(R"("horizont": 5)"), "9 /horizont: “horizont”\n");
    row("missing fields", "{}",
        "10 /name: name\n10 /start: start\n10 /automations: automations\n10 /contacts: contacts\n");
    row("wrong type", scenarioWith(R"("seed": "one")"),
        "11 /seed: expected a whole number from 0 to 9223372036854775807, found a text\n");
    row("out of range", scenarioWith(R"("tick_seconds": 0)"),
        "11 /tick_seconds: expected a whole number from 1 to 86400, found 0\n");
    row("no length", scenarioWith(R"("horizon": "soon")"),
        "11 /horizon: expected a length of time such as \"1 d 2 h\" or seconds, found “soon”\n");
    row("a field twice", scenarioWith(R"("seed": 1, "seed": 2)"), "11 /seed: the field stands twice\n");
    row("unknown contact", scenarioWith(R"("events": [{"contact": "nobody", "event": "a.b"}])"),
        "11 /events/0/contact: no contact has this id, external id or email: “nobody”\n");
    row("unknown step", scenarioWith(R"("events": [{"after": "sned", "message": "open"}])"),
        "11 /events/0/after: there is no step with the key “sned”\n");
    row("no kind of event", scenarioWith(R"("events": [{"at": 1}])"),
        "11 /events/0: expected one of the fields event, message, contact_change and command\n");
    row("unknown fault", scenarioWith(R"("faults": [{"fault": "fire"}])"),
        "11 /faults/0/fault: expected one of step_fails, crash, duplicate_event, delayed_event, second_worker, "
        "late_scheduler, found “fire”\n");
    row("no such event", scenarioWith(R"("faults": [{"fault": "delayed_event", "event": 3, "by": 1}])"),
        "11 /faults/0/event: expected the place of an event in the list of events, found 3\n");
    row("unknown branch", scenarioWith(R"("expectations": [{"expect": "branch", "step": "send", "is": "maybe"}])"),
        "11 /expectations/0/is: this word is not known: “maybe”\n");
    row("clock", scenarioWith(R"("policies": {"quiet_hours": [{"from": "25:00", "to": "08:00"}]})"),
        "11 /policies/quiet_hours/0/from: expected a time of day such as 22:00, found “25:00”\n");
    row("shared identity", scenarioWith(R"("contacts": [{"id": "c"}, {"id": "c"}])"),
        "11 /contacts/1: another contact has the same id, external id or email\n");
    row("several contacts",
        scenarioWith(R"("contacts": [{"id": "c"}, {"id": "d"}])", R"(, "events": [{"event": "a.b"}])"),
        "11 /events/0: it must name its contact, as there is more than one\n");
    row("a definition's own", scenarioWith(R"("automations": [{"id": "a", "definition": {"trigger": {"event_name": 5},
        "steps": [], "connections": []}}])"),
        "0 /automations/0/definition/trigger/event_name: expected a text, found a number\n");
    row("a list", "[]", "error 9");
    row("no JSON", "{\"name\": ", "error 7");
    row("empty", "", "error 2");
}

void TestScenario::problemsAreToldWithTheirPlace()
{
    QFETCH(QString, json);
    QFETCH(QString, told);
    QCOMPARE(QString::fromStdString(problemsOf(json.toStdString())), told);
}

void TestScenario::allProblemsAreToldAtOnce()
{
    const auto read = readScenario(scenarioWith(
        R"("events": [{"at": -1, "event": "a.b"}, {"event": 7}], "policies": {"retry": {"attempts": 0}}, "seed": -1)"));
    QCOMPARE(read->diagnostics.items.size(), std::size_t{4});
}

void TestScenario::noDocumentCrashesIt()
{
    const std::string whole = textOf(folder + "/send-fails-and-is-retried.json");
    for (std::size_t cut = 0; cut < whole.size(); cut += 7)
        QVERIFY(!readScenario(whole.substr(0, cut)) || cut + 1 >= whole.size());
    // Every value replaced by one of every other type.
    for (std::size_t at = whole.find(": "); at != std::string::npos; at = whole.find(": ", at + 1))
        for (const char* other : {"5", "\"x\"", "[]", "{}", "true", "null", "[1]", "{\"x\": 1}"}) {
            const auto end = whole.find_first_of(",\n", at);
            const auto read = readScenario(whole.substr(0, at) + ": " + other + whole.substr(end));
            static_cast<void>(read); // whatever it says, it says it
        }
}

QTEST_APPLESS_MAIN(TestScenario)
#include "tst_scenario.moc"
