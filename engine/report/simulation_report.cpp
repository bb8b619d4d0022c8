// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/simulation_report.h"

#include "engine/report/code_names.h"
#include "engine/wire/json_writer.h"
#include "engine/wire/run_writer.h"
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

#include <QString>
#include <QStringList>

#include <utility>

namespace runlens {
namespace {

constexpr const char* cutShortText = QT_TRANSLATE_NOOP(
    "Words", "  ✗ it was not played to its end: one person has more runs than are played; see what triggers what");

QString tr(const char* text) { return translated(text); }

/// Engine vocabulary, for those who ask for inputs: never translated.
QString inputLine(const simulation::TracedInput& input)
{
    QString line = QStringLiteral("%1  %2  #%3  %4  %5")
                       .arg(QString::fromStdString(formatInstant(input.at)), safeText(input.run.text()))
                       .arg(static_cast<qulonglong>(input.sequence))
                       .arg(QString::fromUtf8(nameOf(input.input)), QString::fromUtf8(nameOf(input.before)));
    if (input.refused)
        return line + QStringLiteral("  refused: ") + QString::fromUtf8(nameOf(*input.refused));
    if (input.lost)
        return line + QStringLiteral("  lost in a crash");
    return line + QStringLiteral(" → ") + QString::fromUtf8(nameOf(input.after));
}

QString runLine(const ScenarioOutcome& outcome, const simulation::SimulatedRun& run, const Words& words)
{
    const auto& automation = outcome.scenario().automations[run.automation];
    const std::string& name = automation.name.empty() ? automation.id.text() : automation.name;
    return filled(tr(QT_TRANSLATE_NOOP("Words", "%1 of “%2” for %3: %4")),
                  {safeText(run.run.id.text()), safeText(name), safeText(run.run.identityValue),
                   words.runStatus(run.run.status)});
}

QStringList unmetTexts(const Judged& judged, const Words& words)
{
    QStringList texts;
    for (const Unmet& unmet : judged)
        texts += words.unmet(unmet);
    return texts;
}

QStringList brokenTexts(const ScenarioOutcome& outcome, const Words& words)
{
    QStringList texts;
    const auto runs = outcome.facts.runs();
    for (const auto& [run, finding] : outcome.brokenPromises())
        texts +=
            filled(tr(QT_TRANSLATE_NOOP("Words", "%1: %2. %3")),
                   {safeText(runs[run]->run.id.text()), words.findingTitle(*finding), words.findingDetail(*finding)});
    for (const SetFinding& finding : outcome.setFindings)
        texts += words.setFinding(finding);
    return texts;
}

void tell(const ScenarioOutcome& outcome, const Words& words, QStringList& lines)
{
    lines += filled(tr(QT_TRANSLATE_NOOP("Words", "%1 (%2, seed %3)")),
                    {safeText(outcome.scenario().name), safeText(outcome.path), QString::number(outcome.seed)});
    for (const auto* run : outcome.facts.runs())
        lines += QStringLiteral("  ") + runLine(outcome, *run, words);
    for (const auto& contact : outcome.facts.contacts)
        for (const auto& input : contact.inputs)
            lines += QStringLiteral("    ") + inputLine(input);
    for (std::size_t i = 0; i < outcome.judged.size(); ++i) {
        const bool met = outcome.judged[i].empty();
        lines += filled(met ? tr(QT_TRANSLATE_NOOP("Words", "  ✓ %1")) : tr(QT_TRANSLATE_NOOP("Words", "  ✗ %1")),
                        {words.expectation(outcome.scenario().expectations[i])});
        for (const QString& why : unmetTexts(outcome.judged[i], words))
            lines += QStringLiteral("      ") + why;
    }
    const QStringList broken = brokenTexts(outcome, words);
    if (outcome.facts.cutShort)
        lines += tr(cutShortText);
    if (broken.isEmpty())
        lines += tr(QT_TRANSLATE_NOOP("Words", "  ✓ every promise was kept"));
    for (const QString& text : broken)
        lines += filled(tr(QT_TRANSLATE_NOOP("Words", "  ✗ a promise was broken: %1")), {text});
}

Value text(std::string_view text) { return Value(std::string(text)); }
Value text(const QString& text) { return Value(text.toStdString()); }

Value texts(const QStringList& list)
{
    Value::Array items;
    for (const QString& item : list)
        items.push_back(text(item));
    return Value(std::move(items));
}

Value inputValue(const simulation::TracedInput& input)
{
    Value::Object fields{{"at", text(formatInstant(input.at))},
                         {"run", text(input.run.text())},
                         {"sequence", Value(static_cast<std::uint64_t>(input.sequence))},
                         {"input", text(nameOf(input.input))},
                         {"before", text(nameOf(input.before))},
                         {"after", text(nameOf(input.after))},
                         {"lost", Value(input.lost)}};
    if (input.refused)
        fields.push_back({"refused", text(nameOf(*input.refused))});
    return Value(std::move(fields));
}

Value eventsValue(const ScenarioOutcome& outcome)
{
    Value::Array events;
    for (const auto& contact : outcome.facts.contacts)
        for (const auto& ingested : contact.events) {
            Value::Array answers;
            for (const auto& record : ingested.admissions)
                answers.emplace_back(
                    Value::Object{{"automation_id", text(outcome.scenario().automations[record.automation].id.text())},
                                  {"answer", text(nameOf(record.admission))},
                                  {"run", record.run.empty() ? Value() : text(record.run.text())}});
            events.emplace_back(Value::Object{{"id", text(ingested.event->id.text())},
                                              {"event_name", text(ingested.event->name)},
                                              {"received_at", text(formatInstant(ingested.event->receivedAt))},
                                              {"answers", Value(std::move(answers))}});
        }
    return Value(std::move(events));
}

Value outcomeValue(const ScenarioOutcome& outcome, const Words& words)
{
    Value::Array runs;
    for (const auto* run : outcome.facts.runs())
        runs.emplace_back(Value::Object{{"id", text(run->run.id.text())},
                                        {"automation_id", text(run->run.automationId.text())},
                                        {"contact_id", text(outcome.scenario().contacts[run->contact].id.text())},
                                        {"status", text(run->run.status.name())}});
    Value::Array expectations;
    for (std::size_t i = 0; i < outcome.judged.size(); ++i)
        expectations.emplace_back(Value::Object{{"text", text(words.expectation(outcome.scenario().expectations[i]))},
                                                {"met", Value(outcome.judged[i].empty())},
                                                {"unmet", texts(unmetTexts(outcome.judged[i], words))}});
    Value::Object fields{{"path", text(outcome.path)},
                         {"name", text(outcome.scenario().name)},
                         {"seed", Value(outcome.seed)},
                         {"tzdata", text(outcome.facts.tzdata)},
                         {"passed", Value(outcome.passed())},
                         {"cut_short", Value(outcome.facts.cutShort)},
                         {"runs", Value(std::move(runs))},
                         {"events", eventsValue(outcome)},
                         {"expectations", Value(std::move(expectations))},
                         {"broken_promises", texts(brokenTexts(outcome, words))}};
    Value::Array inputs;
    for (const auto& contact : outcome.facts.contacts)
        for (const auto& input : contact.inputs)
            inputs.push_back(inputValue(input));
    if (!inputs.empty())
        fields.push_back({"inputs", Value(std::move(inputs))});
    return Value(std::move(fields));
}

} // namespace

std::string simulationText(const std::vector<ScenarioOutcome>& outcomes, const Words& words)
{
    QStringList lines;
    std::size_t unmet = 0;
    std::size_t expectations = 0;
    std::size_t failed = 0;
    for (const ScenarioOutcome& outcome : outcomes) {
        tell(outcome, words, lines);
        lines += QString();
        unmet += outcome.unmetCount();
        expectations += outcome.judged.size();
        failed += outcome.passed() ? 0U : 1U;
    }
    lines += filled(tr(QT_TRANSLATE_NOOP("Words", "Scenarios: %1, of which failed: %2. Expectations: %3, unmet: %4.")),
                    {QString::number(outcomes.size()), QString::number(failed), QString::number(expectations),
                     QString::number(unmet)});
    return (lines.join(QLatin1Char('\n')) + QLatin1Char('\n')).toStdString();
}

std::string simulationJson(const std::vector<ScenarioOutcome>& outcomes, const Words& words)
{
    Value::Array all;
    bool passed = true;
    for (const ScenarioOutcome& outcome : outcomes) {
        all.push_back(outcomeValue(outcome, words));
        passed = passed && outcome.passed();
    }
    return toJson(Value(Value::Object{{"passed", Value(passed)}, {"scenarios", Value(std::move(all))}}), 2) + "\n";
}

std::string simulatedRuns(const std::vector<ScenarioOutcome>& outcomes)
{
    std::vector<const Run*> runs;
    for (const ScenarioOutcome& outcome : outcomes)
        for (const auto* run : outcome.facts.runs())
            runs.push_back(&run->run);
    return runs.size() == 1 ? writeRun(*runs.front()) : writeRunList(runs);
}

} // namespace runlens
