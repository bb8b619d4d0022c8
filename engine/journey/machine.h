// SPDX-License-Identifier: GPL-3.0-or-later
// The core: (plan, run state, input) → (new state, actions). No clock, no I/O, no dice; the same arguments always give
// the same result. Any thread; nothing is shared.
//
// How a driver runs an automation:
//   1. An event is ingested: it gets its sequence number and contact. For each active automation, `admit` (admission.h)
//      says whether it starts a run; if so, a RunState with the contact's number stands queued.
//   2. `Trigger` starts it. Then inputs of the contact one after another, in order of their sequence; an event goes to
//      each run of the contact that `mayConcern` says it may concern.
//   3. State and actions are committed together. After a crash `Recover` gives again what may have been lost.
// Within a tick: events in order of sequence first, then timers by (due, run id). Timers get their sequence when fired.
#pragma once

#include "engine/journey/action.h"
#include "engine/journey/facts.h"
#include "engine/journey/input.h"
#include "engine/journey/plan.h"
#include "engine/journey/run_state.h"

#include <cstdint>
#include <expected>
#include <string_view>

namespace runlens::journey {

enum class RefusalCode : std::uint8_t {
    illegal,      ///< the phase knows no such input (see transitions.h)
    stale,        ///< the sequence is not above that of the last input: it was applied before
    timeRanBack,  ///< `at` is before that of the last input
    otherContact, ///< an event of another contact
    staleTimer,   ///< that timer was cleared or replaced
    timerNotDue,  ///< fired early
    staleResult,  ///< not of the attempt under way
};
[[nodiscard]] std::string_view nameOf(RefusalCode code) noexcept;

/// Why an input was not applied; nothing was changed.
struct Refusal {
    RefusalCode code = RefusalCode::illegal;
    Phase phase = Phase::queued;
    InputKind input = InputKind::trigger;

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

struct Outcome {
    RunState state;
    Actions actions;
};

/// Applies one input. Cost is that of the steps it passes; a DAG bounds them.
[[nodiscard]] std::expected<Outcome, Refusal> advance(const Plan& plan, RunState state, const Input& input,
                                                      const Facts& facts);
/// The same in place, for drivers in a hurry: appends to `actions`. What is refused changes neither.
[[nodiscard]] std::expected<void, Refusal> apply(const Plan& plan, RunState& state, const Input& input,
                                                 const Facts& facts, Actions& actions);

/// May the event resume the run, be held by it, or be late for it? Where not, it need not be given to it.
[[nodiscard]] bool mayConcern(const Plan& plan, const RunState& state, const EventRecord& event);

/// The first multiple of `interval` since the epoch at or after `at`: when a timer that fires on ticks fires.
[[nodiscard]] Instant tickAtOrAfter(Instant at, Duration interval) noexcept;

/// The wait before the attempt after `attempts` have failed: jitter / 2³² of the back-off, in whole microseconds.
[[nodiscard]] Duration backOff(const RetryPolicy& policy, std::uint32_t attempts, std::uint32_t jitter) noexcept;

} // namespace runlens::journey
