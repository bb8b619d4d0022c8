// SPDX-License-Identifier: GPL-3.0-or-later
// What a row looks like by its state and its type: product.md's visual language as a table.
#include "engine/layout/rows.h"

namespace runlens::layout {

Look lookOf(State state, bool spansTime) noexcept
{
    switch (state) {
    case State::neutral: return {Pattern::tinted, Tone::muted, Icon::unknownStep};
    case State::pending: return {Pattern::dashed, Tone::ghost, Icon::none};
    case State::skipped: return {Pattern::dashed, Tone::ghost, Icon::skipped};
    case State::cancelled: return {Pattern::tinted, Tone::ghost, Icon::cancelled};
    case State::completed:
        if (spansTime)
            return {Pattern::hatched, Tone::active, Icon::none};
        return {Pattern::solid, Tone::completed, Icon::completed};
    case State::running: return {Pattern::solid, Tone::active, Icon::running};
    case State::waiting: return {Pattern::hatched, Tone::active, Icon::none};
    case State::timedOut:
    case State::overdue: return {Pattern::hatched, Tone::timedOut, Icon::none};
    case State::failed: return {Pattern::solid, Tone::failed, Icon::failed};
    }
    return {};
}

Icon iconOf(const Row& row) noexcept
{
    if (row.kind == RowKind::trigger)
        return Icon::trigger;
    switch (row.type.value) {
    case StepType::delay: return Icon::delay;
    case StepType::condition: return Icon::condition;
    case StepType::waitForEvent: return Icon::wait;
    case StepType::sendEmailTemplate: return Icon::email;
    case StepType::sendPushTemplate: return Icon::push;
    case StepType::contactUpdate:
    case StepType::addToAudience:
    case StepType::removeFromAudience: return Icon::person;
    case StepType::setTopicSubscription: return Icon::topic;
    case StepType::unknown: break;
    }
    return Icon::unknownStep;
}

bool spansTime(const Row& row) noexcept
{
    return row.type == StepType::delay || row.type == StepType::waitForEvent || row.wait != nullptr;
}

End endOf(Origin origin) noexcept
{
    switch (origin) {
    case Origin::reported: return End::cap;
    case Origin::inferred: return End::fade;
    case Origin::unknown: break;
    }
    return End::bracket;
}

Icon iconOf(RunStatus status) noexcept
{
    switch (status) {
    case RunStatus::running: return Icon::running;
    case RunStatus::waiting: return Icon::waiting;
    case RunStatus::completed: return Icon::completed;
    case RunStatus::failed: return Icon::failed;
    case RunStatus::cancelled: return Icon::cancelled;
    case RunStatus::queued: return Icon::delay;
    case RunStatus::unknown: break;
    }
    return Icon::unknownStep;
}

Tone toneOf(RunStatus status) noexcept
{
    switch (status) {
    case RunStatus::running:
    case RunStatus::waiting: return Tone::active;
    case RunStatus::completed: return Tone::completed;
    case RunStatus::failed: return Tone::failed;
    default: return Tone::muted;
    }
}

State stateOf(StepStatus status) noexcept
{
    switch (status) {
    case StepStatus::pending:
    case StepStatus::queued: return State::pending;
    case StepStatus::running: return State::running;
    case StepStatus::waiting: return State::waiting;
    case StepStatus::completed: return State::completed;
    case StepStatus::failed: return State::failed;
    case StepStatus::cancelled: return State::cancelled;
    case StepStatus::skipped: return State::skipped;
    case StepStatus::unknown: break;
    }
    return State::neutral;
}

} // namespace runlens::layout
