// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/own_times.h"

#include "engine/analysis/field_ref.h"

#include <utility>

namespace runlens {
namespace {

Moment reported(Instant at, FieldRef source) { return {Origin::reported, at, std::move(source)}; }
Moment inferred(Instant at, FieldRef source) { return {Origin::inferred, at, std::move(source)}; }

Moment reportedStart(const Run& run, std::size_t index)
{
    const Step& step = run.steps[index];
    if (step.startedAt)
        return reported(*step.startedAt, refToStep(run, index, "started_at"));
    // A step that was put off began before its first attempt.
    if (!step.attempts.empty() && step.attempts.front().startedAt && step.deferrals.empty())
        return reported(*step.attempts.front().startedAt, refToAttempt(run, index, 0, "started_at"));
    if (!step.waits.empty() && run.waits[step.waits.front()].openedAt)
        return reported(*run.waits[step.waits.front()].openedAt, refToWait(run, step.waits.front(), "opened_at"));
    return {};
}

/// Between two attempts a step has not ended, however many attempts have.
bool mayTryAgain(const Step& step) noexcept
{
    return step.status == StepStatus::running || step.status == StepStatus::waiting || step.status == StepStatus::queued
           || step.status == StepStatus::pending;
}

Moment reportedEnd(const Run& run, std::size_t index)
{
    const Step& step = run.steps[index];
    if (step.completedAt)
        return reported(*step.completedAt, refToStep(run, index, "completed_at"));
    if (!step.attempts.empty() && step.attempts.back().endedAt && !mayTryAgain(step))
        return reported(*step.attempts.back().endedAt, refToAttempt(run, index, step.attempts.size() - 1, "ended_at"));
    if (!step.waits.empty())
        return reportedResolution(run, step.waits.back());
    return {};
}

Moment traceOfError(const Run& run, std::size_t index)
{
    const Step& step = run.steps[index];
    if (step.error && step.error->occurredAt)
        return inferred(*step.error->occurredAt, refToStep(run, index, "error.occurred_at"));
    if (run.lastError && run.lastError->occurredAt && !step.key.empty() && run.lastError->stepKey == step.key)
        return inferred(*run.lastError->occurredAt, refToRun(run, "last_error.occurred_at"));
    return {};
}

Moment traceOfResumption(const Run& run, std::size_t index)
{
    const Wait& wait = run.waits[index];
    if (wait.status != WaitStatus::received || !wait.resumedBy)
        return {};
    if (wait.resumedBy->receivedAt)
        return inferred(*wait.resumedBy->receivedAt, refToEvent(*wait.resumedBy, "received_at"));
    if (wait.resumedBy->occurredAt)
        return inferred(*wait.resumedBy->occurredAt, refToEvent(*wait.resumedBy, "occurred_at"));
    return {};
}

Moment traceOfMessages(const Run& run, std::size_t index)
{
    Moment latest;
    for (const std::size_t message : run.steps[index].messages) {
        const auto& createdAt = run.messages[message].createdAt;
        if (createdAt && (!latest.known() || *createdAt > latest.at))
            latest = inferred(*createdAt, refToMessage(run, message, "created_at"));
    }
    return latest;
}

Moment traceOfEnd(const Run& run, std::size_t index)
{
    const Step& step = run.steps[index];
    if (step.status == StepStatus::failed)
        if (Moment error = traceOfError(run, index); error.known())
            return error;
    if (!step.waits.empty())
        if (Moment event = traceOfResumption(run, step.waits.back()); event.known())
            return event;
    return traceOfMessages(run, index);
}

} // namespace

std::optional<Instant> OwnTimes::anchor() const noexcept
{
    for (const Moment* moment : {&reportedStart, &reportedEnd, &traceOfEnd})
        if (moment->known())
            return moment->at;
    return {};
}

OwnTimes ownTimes(const Run& run, std::size_t step)
{
    return {reportedStart(run, step), reportedEnd(run, step), traceOfEnd(run, step)};
}

Moment reportedResolution(const Run& run, std::size_t wait)
{
    const Wait& it = run.waits[wait];
    const bool timedOut = it.timedOutAt && (!it.resumedAt || it.status == WaitStatus::timedOut);
    if (timedOut)
        return reported(*it.timedOutAt, refToWait(run, wait, "timed_out_at"));
    if (it.resumedAt)
        return reported(*it.resumedAt, refToWait(run, wait, "resumed_at"));
    return {};
}

Moment reportedTrigger(const Run& run)
{
    if (run.triggerEvent && run.triggerEvent->receivedAt)
        return reported(*run.triggerEvent->receivedAt, refToTrigger(run, "received_at"));
    if (run.triggerEvent && run.triggerEvent->occurredAt)
        return reported(*run.triggerEvent->occurredAt, refToTrigger(run, "occurred_at"));
    return {};
}

bool hasEnded(const Run& run) noexcept
{
    switch (run.status.value) {
    case RunStatus::completed:
    case RunStatus::failed:
    case RunStatus::cancelled: return true;
    case RunStatus::queued:
    case RunStatus::running:
    case RunStatus::waiting: return false;
    case RunStatus::unknown: break;
    }
    return run.completedAt.has_value();
}

std::optional<Instant> arrivalOf(const Event& event) noexcept
{
    return event.receivedAt ? event.receivedAt : event.occurredAt;
}

} // namespace runlens
