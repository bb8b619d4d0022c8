// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/timeline.h"

#include "engine/analysis/own_times.h"
#include "engine/layout/look.h"
#include "engine/layout/message_mark.h"
#include "engine/layout/not_taken.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace runlens::layout {
namespace {

using layout::stateOf;

State stateOf(RunStatus status) noexcept
{
    switch (status) {
    case RunStatus::queued: return State::pending;
    case RunStatus::running: return State::running;
    case RunStatus::waiting: return State::waiting;
    case RunStatus::completed: return State::completed;
    case RunStatus::failed: return State::failed;
    case RunStatus::cancelled: return State::cancelled;
    case RunStatus::unknown: break;
    }
    return State::neutral;
}

/// A wait left open by a run that has ended is not overdue: nobody waits any more.
State stateOf(const Wait& wait, bool ended, Instant now) noexcept
{
    switch (wait.status.value) {
    case WaitStatus::waiting:
        return !ended && wait.timeoutAt && *wait.timeoutAt < now ? State::overdue : State::waiting;
    case WaitStatus::received: return State::completed;
    case WaitStatus::timedOut: return State::timedOut;
    case WaitStatus::cancelled: return State::cancelled;
    case WaitStatus::unknown: break;
    }
    return State::neutral;
}

std::string shortError(const std::optional<Failure>& failure)
{
    if (!failure)
        return {};
    return failure->code.empty() ? failure->message : failure->code;
}

/// The payload's first plain fields: enough to recognise the event by.
std::string payloadInShort(const Value& payload)
{
    constexpr std::size_t fieldsShown = 3;
    const auto* object = payload.as<Value::Object>();
    std::string text;
    std::size_t shown = 0;
    for (const Field& field : object != nullptr ? *object : Value::Object{}) {
        std::string value;
        if (const auto* string = field.value.as<std::string>())
            value = *string;
        else if (const auto* integer = field.value.as<std::int64_t>())
            value = std::to_string(*integer);
        else
            continue;
        if (shown++ == fieldsShown)
            break;
        text += (text.empty() ? "" : " · ") + field.name + ' ' + value;
    }
    return text;
}

/// What a row's colour, glyph, flag, attempts or chips say already.
bool shownByState(FindingCode code) noexcept
{
    switch (code) {
    case FindingCode::runFailed:
    case FindingCode::stepFailed:
    case FindingCode::sendRetried:
    case FindingCode::messageFailed:
    case FindingCode::timeoutInTime:
    case FindingCode::timeoutLate:
    case FindingCode::overdue:
    case FindingCode::lateEventIgnored:
    case FindingCode::stepSkipped:
    case FindingCode::stepDeferred: return true;
    default: return false;
    }
}

class Builder {
public:
    Builder(const Run& run, const Evidence& evidence, const Definition* definition, Instant now)
        : m_run(run), m_evidence(evidence), m_branches(run, definition), m_now(now)
    {
        if (definition != nullptr)
            for (const StepDefinition& step : definition->steps)
                m_definitions.emplace(step.key.text(), &step);
    }

    Timeline build()
    {
        m_timeline.runState = stateOf(m_run.status.value);
        m_timeline.rows.reserve(m_run.steps.size() + m_run.waits.size() + 1);
        m_timeline.happenings.reserve(2 * m_run.steps.size() + 3 * m_run.waits.size() + 2);
        if (!m_evidence.order.empty() || m_run.triggerEvent || !m_run.triggerEventName.empty())
            addTrigger();
        for (const std::size_t step : m_evidence.order)
            addStep(step);
        addLoose();
        borrowPlaces();
        noteNow();
        return std::move(m_timeline);
    }

private:
    void addTrigger()
    {
        Row& row = addRow();
        row.kind = RowKind::trigger;
        row.key =
            m_run.triggerEvent && !m_run.triggerEvent->name.empty() ? m_run.triggerEvent->name : m_run.triggerEventName;
        row.state = State::completed;
        if (m_run.triggerEvent)
            row.note = payloadInShort(m_run.triggerEvent->payload);
        setSpan(row, {m_evidence.trigger, m_evidence.trigger, false});
        m_last = lastRow();
    }

    void addStep(std::size_t index)
    {
        const Step& step = m_run.steps[index];
        Row& row = addRow();
        row.step = static_cast<std::uint32_t>(index);
        row.key = step.key.empty() ? step.id.text() : step.key.text();
        row.type = step.type;
        row.state = stateOf(step.status.value);
        row.note = row.state == State::skipped ? step.skipReason : shortError(step.error);
        row.from = m_last;
        row.branch = m_branchTaken;
        setSpan(row, m_evidence.steps[index]);
        if (!step.waits.empty())
            setWait(row, step.waits.front());
        else if (step.branchTaken == Branch::timeout && row.state == State::completed)
            row.state = State::timedOut;
        setDue(row);
        addAttempts(row, step);
        addDeferrals(row, step);
        for (const std::size_t message : step.messages)
            row.messages.push_back(markOf(m_run.messages[message], message));
        const bool executed = row.state != State::pending; // rows added from here on may move this one
        const std::uint32_t at = lastRow();
        for (std::size_t i = 1; i < step.waits.size(); ++i)
            addLooseWait(step.waits[i]);
        if (executed) {
            addNotTaken(step, at);
            m_last = at;
            m_branchTaken = step.branchTaken == Branch::next ? std::string() : std::string(step.branchTaken.name());
        }
    }

    void addNotTaken(const Step& step, std::uint32_t at)
    {
        for (BranchNotTaken& branch : m_branches.notTaken(step)) {
            Row& row = addRow();
            row.kind = RowKind::notTaken;
            row.step = m_timeline.rows[at].step;
            row.state = State::skipped;
            row.from = at;
            row.branch = branch.branch;
            row.keys = std::move(branch.keys);
            row.keysKnown = branch.known;
        }
    }

    void addLoose()
    {
        for (std::size_t i = 0; i < m_run.waits.size(); ++i)
            if (!m_run.waits[i].step)
                addLooseWait(i);
        for (std::size_t i = 0; i < m_run.messages.size(); ++i) {
            const Message& message = m_run.messages[i];
            if (message.step)
                continue;
            Row& row = addRow();
            row.kind = RowKind::loose;
            row.key = message.stepKey.empty() ? message.id.text() : message.stepKey.text();
            row.type = message.channel == Channel::email ? StepType::sendEmailTemplate : StepType::sendPushTemplate;
            row.messages.push_back(markOf(message, i));
            if (message.createdAt) {
                const Moment created{Origin::reported, *message.createdAt, {}};
                setSpan(row, {created, created, false});
            }
        }
    }

    void addLooseWait(std::size_t index)
    {
        const Wait& wait = m_run.waits[index];
        Row& row = addRow();
        row.kind = wait.step ? RowKind::step : RowKind::loose;
        row.step = static_cast<std::uint32_t>(wait.step.value_or(0));
        row.key = wait.stepKey.empty() ? wait.id.text() : wait.stepKey.text();
        row.type = wait.stepType.present() ? wait.stepType : Named<StepType>(StepType::waitForEvent);
        setWait(row, index);
    }

    void setWait(Row& row, std::size_t index)
    {
        const Wait& wait = m_run.waits[index];
        const State state = stateOf(wait, hasEnded(m_run), m_now);
        if (row.state != State::failed && state != State::neutral)
            row.state = state;
        setSpan(row, m_evidence.waits[index]);
        WaitMark mark{index,
                      wait.eventName,
                      wait.resumedBy ? wait.resumedBy->name : std::string(),
                      wait.timeoutAt,
                      wait.resumedAt,
                      wait.timedOutAt,
                      {}};
        for (const Event& event : wait.lateEvents)
            if (const auto at = event.receivedAt ? event.receivedAt : event.occurredAt)
                mark.lateEvents.push_back({event.name, *at});
        std::ranges::sort(mark.lateEvents, {}, &LateEventMark::at);
        for (const LateEventMark& late : mark.lateEvents)
            note(late.at);
        for (const auto& at : {mark.limit, mark.timedOutAt, mark.resumedAt})
            if (at)
                note(*at);
        if (row.open)
            row.due = mark.limit;
        row.wait = std::make_shared<const WaitMark>(std::move(mark));
    }

    void setDue(Row& row)
    {
        const auto found = m_definitions.find(row.key);
        const StepDefinition* definition = found != m_definitions.end() ? found->second : nullptr;
        if (definition != nullptr)
            if (const auto& length = definition->timeout ? definition->timeout : definition->delay)
                row.limitLength = *length;
        if (!row.limitLength && row.wait && row.wait->limit && row.span.fromOrigin == Origin::reported)
            row.limitLength = *row.wait->limit - row.span.from;
        if (!row.open || row.due)
            return;
        if (const Moment due = dueTimeOfStep(m_run, m_evidence, row.step, definition); due.known()) {
            row.due = due.at;
            note(due.at);
            if (row.state == State::waiting && due.at < m_now)
                row.state = State::overdue;
        }
    }

    void addAttempts(Row& row, const Step& step)
    {
        Instant at = row.span.from;
        for (const Attempt& attempt : step.attempts) {
            AttemptMark mark;
            mark.number = attempt.number.value_or(static_cast<std::int64_t>(row.attempts.size()) + 1);
            mark.failed = attempt.error.has_value();
            mark.error = shortError(attempt.error);
            mark.span.fromOrigin = attempt.startedAt ? Origin::reported : Origin::unknown;
            mark.span.toOrigin = attempt.endedAt ? Origin::reported : Origin::unknown;
            mark.span.from = attempt.startedAt.value_or(at);
            mark.span.to = std::max(mark.span.from, attempt.endedAt.value_or(mark.span.from));
            for (const auto& time : {attempt.startedAt, attempt.endedAt})
                if (time)
                    note(*time);
            at = mark.span.to;
            row.attempts.push_back(std::move(mark));
        }
    }

    void addDeferrals(Row& row, const Step& step)
    {
        for (const Deferral& deferral : step.deferrals)
            if (deferral.until) {
                row.deferrals.push_back({deferral.reason, *deferral.until});
                note(*deferral.until);
            }
        std::ranges::sort(row.deferrals, {}, &DeferralMark::until);
    }

    void setSpan(Row& row, const Span& span)
    {
        row.open = span.open;
        row.span.fromOrigin = span.start.origin;
        row.span.toOrigin = span.end.origin;
        row.placed = span.start.known() || span.end.known();
        row.span.from = span.start.known() ? span.start.at : span.end.at;
        row.span.to = span.end.known() ? span.end.at : span.open ? m_now : row.span.from;
        row.span.to = std::max(row.span.from, row.span.to);
        for (const Moment* moment : {&span.start, &span.end})
            if (moment->known())
                note(moment->at);
    }

    /// What ran but has no time is drawn where the row before it ended.
    void borrowPlaces()
    {
        std::optional<Instant> place = m_evidence.first;
        for (Row& row : m_timeline.rows) {
            if (row.kind == RowKind::notTaken || row.state == State::pending)
                continue;
            if (row.placed)
                place = row.span.to;
            else if (place) {
                row.placed = true;
                row.span = {*place, row.open ? std::max(*place, m_now) : *place, Origin::unknown, Origin::unknown};
            }
        }
    }

    void noteNow()
    {
        const bool going = m_timeline.runState == State::pending || m_timeline.runState == State::running
                           || m_timeline.runState == State::waiting || std::ranges::any_of(m_timeline.rows, &Row::open);
        if (!going || m_timeline.happenings.empty())
            return;
        m_timeline.now = m_now;
        note(m_now);
    }

    void note(Instant at) { m_timeline.happenings.push_back(at); }
    Row& addRow() { return m_timeline.rows.emplace_back(); }
    [[nodiscard]] std::uint32_t lastRow() const noexcept
    {
        return static_cast<std::uint32_t>(m_timeline.rows.size() - 1);
    }

    const Run& m_run;
    const Evidence& m_evidence;
    BranchMap m_branches;
    std::unordered_map<std::string_view, const StepDefinition*> m_definitions;
    Instant m_now;
    Timeline m_timeline;
    std::optional<std::uint32_t> m_last; ///< the row of the step executed last
    std::string m_branchTaken;           ///< by which it was left
};

} // namespace

void noteFindings(Timeline& timeline, const Audit& audit)
{
    std::unordered_map<std::size_t, Severity> worst; // of a step
    for (const Finding& finding : audit.findings)
        if (finding.step && finding.severity != Severity::notice && !shownByState(finding.code))
            worst.try_emplace(*finding.step, finding.severity); // errors come first
    if (!worst.empty())
        for (Row& row : timeline.rows)
            if (const auto found = worst.find(row.step); row.kind == RowKind::step && found != worst.end())
                row.concern = found->second;
}

Timeline buildTimeline(const Run& run, const Evidence& evidence, const Definition* definition, Instant now)
{
    return Builder(run, evidence, definition, now).build();
}

} // namespace runlens::layout
