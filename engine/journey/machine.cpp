// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/machine.h"

#include "engine/journey/mutants.h"
#include "engine/journey/step_machine.h"
#include "engine/journey/transitions.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

namespace runlens::journey {
namespace {

using Reason = std::optional<RefusalCode>;

Reason against(const RunState& state, const Input&, const Trigger& trigger)
{
    assert(trigger.event != nullptr);
    return trigger.event->contact == state.contact ? Reason() : RefusalCode::otherContact;
}

Reason against(const RunState& state, const Input&, const ContactEvent& happened)
{
    assert(happened.event != nullptr);
    return happened.event->contact == state.contact ? Reason() : RefusalCode::otherContact;
}

Reason against(const RunState& state, const Input& input, const TimerDue& due)
{
    if (due.timer == TimerNumber{} || due.timer != state.timer)
        return RefusalCode::staleTimer;
    return input.at >= state.timerDue || mutant(Mutant::timesOutEarly) ? Reason() : RefusalCode::timerNotDue;
}

Reason againstResult(const RunState& state, StepIndex step, std::uint32_t attempt)
{
    const bool awaited = state.phase == Phase::performing || state.unanswered;
    return awaited && step == state.step && attempt == state.allAttempts ? Reason() : RefusalCode::staleResult;
}
Reason against(const RunState& state, const Input&, const StepDone& result)
{
    return againstResult(state, result.step, result.attempt);
}
Reason against(const RunState& state, const Input&, const StepFailedTransiently& result)
{
    return againstResult(state, result.step, result.attempt);
}
Reason against(const RunState& state, const Input&, const StepFailedForGood& result)
{
    return againstResult(state, result.step, result.attempt);
}
Reason against(const RunState& state, const Input&, const StepUnknown& result)
{
    return againstResult(state, result.step, result.attempt);
}

Reason against(const RunState&, const Input&, const Cancel&) { return {}; }
Reason against(const RunState&, const Input&, const Retry&) { return {}; }
Reason against(const RunState& state, const Input&, const Recover&)
{
    // Of a cancelled run there is something to recover only while a result is still to come.
    return state.phase == Phase::cancelled && !state.unanswered ? RefusalCode::staleResult : Reason();
}

Reason whyNot(const RunState& state, const Input& input)
{
    if (input.sequence <= state.lastSequence)
        return RefusalCode::stale;
    if (input.at < state.lastAt && !mutant(Mutant::goesBackInTime))
        return RefusalCode::timeRanBack;
    if (!isLegal(state.phase, input.kind()))
        return RefusalCode::illegal;
    return std::visit([&](const auto& what) { return against(state, input, what); }, input.what);
}

} // namespace

std::expected<void, Refusal> apply(const Plan& plan, RunState& state, const Input& input, const Facts& facts,
                                   Actions& actions)
{
    const Phase before = state.phase;
    if (const auto reason = whyNot(state, input))
        return std::unexpected(Refusal{*reason, before, input.kind()});
    state.lastSequence = input.sequence;
    state.lastAt = input.at;
    std::visit([&](const auto& what) { StepMachine(plan, state, input, facts, actions).take(what); }, input.what);
    assert(isLegal(before, input.kind(), state.phase) || mutant(Mutant::advancesAfterCancel));
    return {};
}

std::expected<Outcome, Refusal> advance(const Plan& plan, RunState state, const Input& input, const Facts& facts)
{
    Outcome outcome{std::move(state), {}};
    if (auto applied = apply(plan, outcome.state, input, facts, outcome.actions); !applied)
        return std::unexpected(applied.error());
    return outcome;
}

Instant tickAtOrAfter(Instant at, Duration interval) noexcept
{
    assert(interval > Duration{0});
    const Duration since = at.time_since_epoch();
    const Duration past = since % interval; // towards zero: negative before the epoch
    if (past == Duration{0})
        return at;
    return at - past + (past > Duration{0} ? interval : Duration{0});
}

Duration backOff(const RetryPolicy& policy, std::uint32_t attempts, std::uint32_t jitter) noexcept
{
    Duration most = std::min(policy.first, policy.longest);
    for (std::uint32_t i = 1; i < attempts && most < policy.longest; ++i)
        most = most > policy.longest / 2 ? policy.longest : most * 2;
    const auto micros = static_cast<std::uint64_t>(most.count());
    const std::uint64_t high = (micros >> 32U) * jitter;
    const std::uint64_t low = ((micros & 0xFFFFFFFFU) * jitter) >> 32U;
    return Duration{static_cast<std::int64_t>(high + low)};
}

} // namespace runlens::journey
