// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/report_tables.h"

#include "engine/words/safe_text.h"
#include "engine/words/translate.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace runlens {
namespace {

QString cell(std::string_view text) { return safeText(text); }

QString cell(const std::optional<Instant>& at, const Words& words) { return at ? words.time(*at) : QString(); }

QString took(const Span& span, const Words& words)
{
    if (!span.start.known() || !span.end.known())
        return {};
    const QString text = words.duration(span.end.at - span.start.at);
    const bool exact = span.start.origin == Origin::reported && span.end.origin == Origin::reported;
    return exact ? text : QLatin1Char('~') + text;
}

QString end(const Span& span, const Words& words)
{
    return span.open ? translated(QT_TRANSLATE_NOOP("Words", "open")) : words.moment(span.end);
}

QString stepLabel(const Run& run, const std::optional<std::size_t>& step)
{
    if (!step)
        return translated(QT_TRANSLATE_NOOP("Words", "no step"));
    const Step& of = run.steps[*step];
    return cell(of.key.empty() ? of.id.text() : of.key.text());
}

ReportTable stepTable(const Inspection& inspection, const Words& words)
{
    ReportTable table{translated(QT_TRANSLATE_NOOP("Words", "Steps")),
                      {{QStringLiteral("#"), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Step"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Type"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Status"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Branch"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Started")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Ended")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Took")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Attempts")), CellAlign::right}},
                      {}};
    const Run& run = inspection.run;
    for (const std::size_t index : inspection.evidence.order) {
        const Step& step = run.steps[index];
        const Span& span = inspection.evidence.steps[index];
        const bool begun = span.open || span.start.known() || span.end.known();
        table.rows.push_back(
            {QString::number(table.rows.size() + 1), stepLabel(run, index), words.stepType(step.type),
             words.stepStatus(step.status), step.branchTaken.present() ? words.branch(step.branchTaken) : QString(),
             begun ? words.moment(span.start) : QString(), begun ? end(span, words) : QString(), took(span, words),
             step.attempts.empty() ? QString() : QString::number(step.attempts.size())});
    }
    return table;
}

/// The errors of attempts, then that of their step, each with its code and its message.
ReportTable errorTable(const Inspection& inspection, const Words& words)
{
    ReportTable table{translated(QT_TRANSLATE_NOOP("Words", "Errors")),
                      {{translated(QT_TRANSLATE_NOOP("Words", "Step"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Attempt")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "At")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Code"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Message"))}},
                      {}};
    const Run& run = inspection.run;
    const auto add = [&](std::size_t step, const QString& attempt, const std::optional<Instant>& at,
                         const Failure& error) {
        table.rows.push_back({stepLabel(run, step), attempt, cell(error.occurredAt ? error.occurredAt : at, words),
                              cell(error.code), cell(error.message)});
    };
    for (const std::size_t index : inspection.evidence.order) {
        const Step& step = run.steps[index];
        for (std::size_t i = 0; i < step.attempts.size(); ++i) {
            const Attempt& attempt = step.attempts[i];
            if (attempt.error)
                add(index, QString::number(attempt.number.value_or(static_cast<std::int64_t>(i) + 1)), attempt.endedAt,
                    *attempt.error);
        }
        if (step.error)
            add(index, QString(), step.status == StepStatus::failed ? step.completedAt : std::nullopt, *step.error);
    }
    return table;
}

ReportTable waitTable(const Inspection& inspection, const Words& words)
{
    ReportTable table{translated(QT_TRANSLATE_NOOP("Words", "Waits")),
                      {{translated(QT_TRANSLATE_NOOP("Words", "Step"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Waits for"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Status"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Since")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Limit")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Resolved")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Waited")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Late events")), CellAlign::right}},
                      {}};
    const Run& run = inspection.run;
    for (std::size_t i = 0; i < run.waits.size(); ++i) {
        const Wait& wait = run.waits[i];
        const Span& span = inspection.evidence.waits[i];
        table.rows.push_back({stepLabel(run, wait.step), cell(wait.eventName), words.waitStatus(wait.status),
                              words.moment(span.start), cell(wait.timeoutAt, words), end(span, words),
                              took(span, words),
                              wait.lateEvents.empty() ? QString() : QString::number(wait.lateEvents.size())});
    }
    return table;
}

ReportTable messageTable(const Inspection& inspection, const Words& words)
{
    ReportTable table{translated(QT_TRANSLATE_NOOP("Words", "Messages")),
                      {{translated(QT_TRANSLATE_NOOP("Words", "Step"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Kind"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Title"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Status"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Last event"))},
                       {translated(QT_TRANSLATE_NOOP("Words", "Created")), CellAlign::right},
                       {translated(QT_TRANSLATE_NOOP("Words", "Id"))}},
                      {}};
    const Run& run = inspection.run;
    for (const Message& message : run.messages)
        table.rows.push_back({stepLabel(run, message.step),
                              message.channel == Channel::email ? translated(QT_TRANSLATE_NOOP("Words", "email"))
                                                                : translated(QT_TRANSLATE_NOOP("Words", "push")),
                              cell(message.title), words.messageStatus(message.status), cell(message.lastEvent),
                              cell(message.createdAt, words), cell(message.id.text())});
    return table;
}

} // namespace

std::vector<ReportTable> reportTables(const Inspection& inspection, const Words& words)
{
    std::vector<ReportTable> tables;
    for (ReportTable& table : std::array{stepTable(inspection, words), errorTable(inspection, words),
                                         waitTable(inspection, words), messageTable(inspection, words)})
        if (!table.rows.empty())
            tables.push_back(std::move(table));
    return tables;
}

std::vector<FindingLine> findingLines(const Audit& audit)
{
    constexpr std::size_t toldInFull = 5;
    struct Group {
        std::vector<const Finding*> first;
        std::size_t more = 0;
    };
    std::map<std::pair<FindingCode, Severity>, std::size_t> places;
    std::vector<Group> groups;
    for (const Finding& finding : audit.findings) {
        const auto place = places.try_emplace({finding.code, finding.severity}, groups.size());
        if (place.second)
            groups.emplace_back();
        Group& group = groups[place.first->second];
        if (group.first.size() < toldInFull)
            group.first.push_back(&finding);
        else
            ++group.more;
    }
    std::vector<FindingLine> lines;
    for (const Group& group : groups) {
        for (const Finding* finding : group.first)
            lines.push_back({finding, 0});
        if (group.more > 0)
            lines.push_back({nullptr, group.more});
    }
    return lines;
}

QString moreOfThisKind(std::size_t count)
{
    return translated(QT_TRANSLATE_N_NOOP("Words", "There are %n more findings of this kind."),
                      static_cast<int>(std::min<std::size_t>(count, std::numeric_limits<int>::max())));
}

QStringList checkSummary(const Audit& audit, const Words& words)
{
    QStringList lines{words.checksPassed(audit.passed())};
    QStringList undecided;
    for (const CheckOutcome& outcome : audit.checks)
        if (outcome.result == CheckResult::cannotTell)
            undecided += words.check(outcome.check);
    if (!undecided.isEmpty())
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "The data do not tell: %1")),
                        {undecided.join(translated(QT_TRANSLATE_NOOP("Words", "; ")))});
    return lines;
}

QStringList reportHead(const Inspection& inspection, const Words& words)
{
    const Run& run = inspection.run;
    const Span& span = inspection.evidence.run;
    QStringList lines;
    const QString event =
        cell(run.triggerEvent && !run.triggerEvent->name.empty() ? run.triggerEvent->name : run.triggerEventName);
    if (!event.isEmpty())
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "Trigger event: %1")), {event});
    if (!run.identityValue.empty())
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "Person: %1 (%2)")),
                        {cell(run.identityValue), words.identityType(run.identityType)});
    if (!run.automationId.empty())
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "Automation: %1")), {cell(run.automationId.text())});
    if (span.start.known())
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "Started: %1 (%2)")),
                        {words.moment(span.start), words.source(span.start, Edge::start)});
    if (span.end.known())
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "Ended: %1 (%2)")),
                        {words.moment(span.end), words.source(span.end, Edge::end)});
    if (run.lastError)
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "Last error: %1 %2")),
                        {cell(run.lastError->code), cell(run.lastError->message)});
    const QString length = took(span, words);
    if (!length.isEmpty())
        lines += filled(translated(QT_TRANSLATE_NOOP("Words", "Took: %1")), {length});
    return lines;
}

} // namespace runlens
