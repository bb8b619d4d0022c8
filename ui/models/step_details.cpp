// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/step_details.h"

#include "engine/analysis/field_ref.h"
#include "engine/words/safe_text.h"
#include "ui/models/detail_builder.h"
#include "ui/models/detail_texts.h"
#include "ui/models/value_text.h"

#include <algorithm>
#include <string_view>

namespace runlens {
namespace {

using details::tr;

/// Fields of a definition's config that have rows of their own.
bool isShownOtherwise(std::string_view field) noexcept
{
    static constexpr std::string_view names[] = {
        "event_name", "timeout", "timeout_seconds", "duration_seconds", "delay_seconds", "duration", "delay"};
    return std::ranges::find(names, field) != std::end(names);
}

class StepDetails {
public:
    StepDetails(const Inspection& inspection, std::size_t index, const Words& words)
        : m_rows(inspection, words),
          m_index(index),
          m_step(inspection.run.steps[index]),
          m_span(inspection.evidence.steps[index])
    {
    }

    DetailRows rows()
    {
        for (const std::size_t wait : m_step.waits)
            m_rows.append(detailsOfWait(m_rows.inspection(), wait, m_rows.words()));
        if (m_step.type.present())
            m_rows.add(tr("Type"), m_rows.words().stepType(m_step.type));
        if (m_step.status.present())
            m_rows.add(tr("Status of the step"), m_rows.words().stepStatus(m_step.status), {},
                       toneOf(m_step.status.value));
        m_rows.addMono(tr("Skipped because"), m_step.skipReason);
        if (!isToldByAWait())
            addTimes();
        if (m_step.branchTaken.present() && !branchIsToldByAWait())
            m_rows.add(tr("Branch taken"), m_rows.words().branch(m_step.branchTaken));
        addDeferrals();
        addAttempts();
        if (m_step.error && !isToldByAnAttempt(*m_step.error))
            m_rows.addFailure(tr("Error"), *m_step.error);
        addCondition();
        addMessages();
        addDefinition();
        m_rows.addMono(tr("Key"), m_step.key.text());
        m_rows.addMono(tr("Id of the step"), m_step.id.text());
        m_rows.addOther(m_step.other);
        return m_rows.take();
    }

private:
    [[nodiscard]] bool branchIsToldByAWait() const
    {
        return std::ranges::any_of(m_step.waits, [&](std::size_t wait) {
            return m_rows.run().waits[wait].outcomeBranch == m_step.branchTaken;
        });
    }

    /// The times of a step that only waits are those of its wait.
    [[nodiscard]] bool isToldByAWait() const
    {
        return m_step.waits.size() == 1 && m_rows.evidence().waits[m_step.waits.front()] == m_span;
    }

    /// A step's error mostly is that of its last attempt once more.
    [[nodiscard]] bool isToldByAnAttempt(const Failure& error) const
    {
        if (m_step.attempts.empty() || !m_step.attempts.back().error || error.occurredAt || !error.other.empty())
            return false;
        const Failure& last = *m_step.attempts.back().error;
        return last.code == error.code && last.message == error.message;
    }

    void addTimes()
    {
        m_rows.addMoment(tr("Started"), m_span.start, Edge::start);
        m_rows.addMoment(tr("Ended"), m_span.end, Edge::end);
        m_rows.addLength(m_span.open ? tr("Lasted") : tr("Took"), m_span);
        if (!m_span.open || !m_step.waits.empty())
            return;
        const Inspection& inspection = m_rows.inspection();
        const Moment due = dueTime(inspection.run, inspection.evidence, m_index, inspection.definition());
        m_rows.addMoment(tr("Until"), due, Edge::end);
        m_rows.addLeft(due);
    }

    void addDeferrals()
    {
        for (const Deferral& deferral : m_step.deferrals) {
            const QString until =
                deferral.until ? filled(tr("until %1"), {m_rows.words().time(*deferral.until)}) : QString();
            if (deferral.reason.empty())
                m_rows.add(tr("Put off"), until.isEmpty() ? tr("not told") : until);
            else
                m_rows.addMono(tr("Put off"), deferral.reason, until);
            m_rows.addOther(deferral.other);
        }
    }

    void addAttempts()
    {
        for (std::size_t i = 0; i < m_step.attempts.size(); ++i) {
            const Attempt& attempt = m_step.attempts[i];
            const auto number = attempt.number.value_or(static_cast<std::int64_t>(i) + 1);
            const QString label = filled(tr("Attempt %1"), {QString::number(number)});
            const Moment start = attempt.startedAt ? Moment{Origin::reported, *attempt.startedAt,
                                                            refToAttempt(m_rows.run(), m_index, i, "started_at")}
                                                   : Moment();
            const DetailTone tone = attempt.error ? DetailTone::failed : DetailTone::ink;
            m_rows.addLine(label, start.known() ? m_rows.words().moment(start) : tr("at an unknown time"),
                           noteOf(attempt), tone);
            if (attempt.error)
                m_rows.addFailure(filled(tr("Error of attempt %1"), {QString::number(number)}), *attempt.error);
            m_rows.addOther(attempt.other);
        }
    }

    [[nodiscard]] QString noteOf(const Attempt& attempt) const
    {
        if (!attempt.endedAt)
            return attempt.error ? QString() : tr("its end is not told");
        if (!attempt.startedAt)
            return filled(tr("ended %1"), {m_rows.words().time(*attempt.endedAt)});
        return filled(tr("took %1"), {m_rows.words().duration(*attempt.endedAt - *attempt.startedAt)});
    }

    void addCondition()
    {
        const auto* seen = m_step.condition.as<Value::Object>();
        if (seen == nullptr && !m_step.condition.isNull())
            m_rows.addLine(tr("Condition"), lineOf(m_step.condition), tr("what the condition saw"));
        if (seen != nullptr)
            for (const Field& field : *seen)
                m_rows.addValue(field.name, field.value, tr("what the condition saw"));
    }

    void addMessages()
    {
        for (const std::size_t index : m_step.messages) {
            const Message& message = m_rows.run().messages[index];
            const QString title = message.title.empty() ? tr("without a title") : safeStart(message.title);
            m_rows.add(message.channel == Channel::email ? tr("Email") : tr("Push"), title,
                       m_rows.words().messageStatus(message.status), toneOf(message.status.value));
        }
    }

    void addDefinition()
    {
        const Definition* definition = m_rows.inspection().definition();
        const StepDefinition* step = definition != nullptr ? findStep(*definition, m_step.key.text()) : nullptr;
        if (step == nullptr)
            return;
        const QString asDefined = tr("as defined");
        if (m_step.waits.empty())
            m_rows.addMono(tr("Waits for"), step->eventName, asDefined);
        if (step->timeout)
            m_rows.addLine(tr("Time-out"), m_rows.words().duration(*step->timeout), asDefined);
        if (step->delay)
            m_rows.addLine(tr("Length"), m_rows.words().duration(*step->delay), asDefined);
        if (const auto* config = step->config.as<Value::Object>())
            for (const Field& field : *config)
                if (!isShownOtherwise(field.name))
                    m_rows.addValue(field.name, field.value, asDefined);
        for (const Field& field : step->other)
            m_rows.addValue(field.name, field.value, asDefined, DetailTone::muted);
    }

    DetailBuilder m_rows;
    std::size_t m_index;
    const Step& m_step;
    const Span& m_span;
};

} // namespace

DetailRows detailsOfStep(const Inspection& inspection, std::size_t step, const Words& words)
{
    return StepDetails(inspection, step, words).rows();
}

QString answerOf(const Inspection& inspection, const Words& words)
{
    return words.story(
        copyAnswer(inspection.run, inspection.evidence, inspection.audit, inspection.definition(), inspection.now));
}

} // namespace runlens
