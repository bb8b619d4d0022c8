// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/detail_builder.h"

#include "engine/analysis/own_times.h"
#include "engine/words/safe_text.h"
#include "ui/models/detail_texts.h"
#include "ui/models/value_text.h"

#include <iterator>
#include <utility>

namespace runlens {

using details::tr;

void DetailBuilder::add(const QString& label, const QString& value, const QString& note, DetailTone tone)
{
    if (!value.isEmpty())
        m_rows.push_back({label, value, note, false, tone});
}

void DetailBuilder::addMono(const QString& label, std::string_view value, const QString& note, DetailTone tone)
{
    addLine(label, safeStart(value), note, tone);
}

void DetailBuilder::addLine(const QString& label, const QString& value, const QString& note, DetailTone tone)
{
    if (!value.isEmpty())
        m_rows.push_back({label, value, note, true, tone});
}

void DetailBuilder::addLeft(const Moment& due)
{
    if (!due.known())
        return;
    const Duration left = due.at - m_inspection.now;
    const QString about = due.origin == Origin::inferred ? QStringLiteral("~") : QString();
    if (left >= Duration(0))
        addLine(tr("Left"), about + m_words.duration(left), {}, DetailTone::active);
    else
        addLine(tr("Overdue by"), about + m_words.duration(-left), {}, DetailTone::timedOut);
}

void DetailBuilder::addMoment(const QString& label, const Moment& moment, Edge edge, DetailTone tone)
{
    if (moment.known())
        m_rows.push_back({label, m_words.moment(moment), m_words.source(moment, edge), true, tone});
}

void DetailBuilder::addTime(const QString& label, const std::optional<Instant>& at, const FieldRef& field,
                            DetailTone tone)
{
    if (at)
        addMoment(label, {Origin::reported, *at, field}, Edge::start, tone);
}

void DetailBuilder::addLength(const QString& label, const Span& span)
{
    if (!span.start.known() || (!span.open && !span.end.known()))
        return;
    const Duration length = (span.open ? m_inspection.now : span.end.at) - span.start.at;
    if (span.open && length < Duration(0))
        return;
    const bool exact = span.start.origin == Origin::reported && (span.open || span.end.origin == Origin::reported);
    const QString text = m_words.duration(length);
    m_rows.push_back(
        {label, exact ? text : QLatin1Char('~') + text, span.open ? tr("so far") : QString(), true, DetailTone::ink});
}

void DetailBuilder::addFailure(const QString& label, const Failure& failure)
{
    const bool hasCode = !failure.code.empty();
    const QString message = safeStart(failure.message);
    m_rows.push_back({label,
                      hasCode             ? safeStart(failure.code)
                      : message.isEmpty() ? tr("not told")
                                          : message,
                      hasCode ? message : QString(), hasCode, DetailTone::failed});
    addMono(tr("Failed step"), failure.stepKey.text());
    if (failure.occurredAt)
        m_rows.push_back({tr("Failed at"), m_words.time(*failure.occurredAt), {}, true, DetailTone::ink});
    addOther(failure.other);
}

void DetailBuilder::addEvent(const QString& label, const Event& event, DetailTone tone)
{
    const auto arrived = arrivalOf(event);
    const QString name = event.name.empty() ? tr("an event") : safeStart(event.name);
    m_rows.push_back({label, name, arrived ? filled(tr("at %1"), {m_words.time(*arrived)}) : QString(), true, tone});
    addMono(tr("Id of the event"), event.id.text());
    if (!event.payload.isNull())
        m_rows.push_back({tr("Payload of the event"), lineOf(event.payload), {}, true, DetailTone::ink});
    addOther(event.other);
}

void DetailBuilder::addValue(std::string_view name, const Value& value, const QString& note, DetailTone tone)
{
    m_rows.push_back({safeStart(name), lineOf(value), note, true, tone});
}

void DetailBuilder::addOther(const Value::Object& other)
{
    for (const Field& field : other)
        addValue(field.name, field.value, tr("as the server told it"), DetailTone::muted);
}

void DetailBuilder::addContradictions(Contradiction::Object object, std::size_t index)
{
    for (const Contradiction& contradiction : run().contradictions)
        if (contradiction.object == object && contradiction.index == index)
            m_rows.push_back({tr("Told in two ways"), safeStart(contradiction.field),
                              filled(tr("in the step: %1; in the run: %2"),
                                     {safeStart(contradiction.inStep), safeStart(contradiction.inRun)}),
                              true, DetailTone::timedOut});
}

void DetailBuilder::append(DetailRows rows)
{
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
}

DetailTone toneOf(StepStatus status) noexcept
{
    switch (status) {
    case StepStatus::running:
    case StepStatus::waiting: return DetailTone::active;
    case StepStatus::completed: return DetailTone::completed;
    case StepStatus::failed: return DetailTone::failed;
    case StepStatus::pending:
    case StepStatus::queued:
    case StepStatus::cancelled:
    case StepStatus::skipped: return DetailTone::muted;
    case StepStatus::unknown: break;
    }
    return DetailTone::ink;
}

DetailTone toneOf(MessageStatus status) noexcept
{
    switch (status) {
    case MessageStatus::delivered:
    case MessageStatus::opened:
    case MessageStatus::clicked: return DetailTone::completed;
    case MessageStatus::bounced:
    case MessageStatus::complained:
    case MessageStatus::failed:
    case MessageStatus::suppressed: return DetailTone::failed;
    case MessageStatus::deferred: return DetailTone::timedOut;
    case MessageStatus::queued:
    case MessageStatus::sent: return DetailTone::active;
    case MessageStatus::unknown: break;
    }
    return DetailTone::ink;
}

} // namespace runlens
