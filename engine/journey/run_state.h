// SPDX-License-Identifier: GPL-3.0-or-later
// All that the core remembers of a run: a value to copy, compare, store and restore. What has happened is not in here;
// drivers keep it from the records (see `history.h`).
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/words.h"
#include "engine/journey/event.h"
#include "engine/journey/plan.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::journey {

/// The states of a run, with the reason where one waits.
enum class Phase : std::uint8_t {
    queued,          ///< admitted; no step has started
    performing,      ///< a step was handed out (PerformStep) and has not been answered. "running"
    waitingEvent,    ///< a wait is open
    waitingDelay,    ///< a delay runs
    waitingBackOff,  ///< until the next attempt
    waitingDeferral, ///< until a guardrail lets the send pass
    completed,
    failed, ///< in the dead letters; leaves only by a retry
    cancelled,
};
inline constexpr std::size_t phaseCount = static_cast<std::size_t>(Phase::cancelled) + 1;

[[nodiscard]] RunStatus statusOf(Phase phase) noexcept;
[[nodiscard]] std::string_view nameOf(Phase phase) noexcept;
[[nodiscard]] constexpr bool isWaiting(Phase phase) noexcept
{
    return phase >= Phase::waitingEvent && phase <= Phase::waitingDeferral;
}
[[nodiscard]] constexpr bool isOver(Phase phase) noexcept { return phase >= Phase::completed; }

/// A wait without a time-out ends when the run is so old; a send is deferred for so long at most.
inline constexpr std::chrono::days horizon{30};

enum class FailureCode : std::uint8_t {
    permanent,      ///< the sender refused for good
    exhausted,      ///< the last attempt failed as the others had
    unknown,        ///< not known whether it was done: a sender that cannot be asked twice
    projectSendCap, ///< refused by a cap of the project
    projectWaitCap,
};
/// The words written into runs: "permanent_failure", "attempts_exhausted", "send_unknown", "project_send_cap", …
[[nodiscard]] std::string_view nameOf(FailureCode code) noexcept;

struct RunFailure {
    FailureCode code = FailureCode::permanent;
    StepIndex step = noStep;
    std::string senderCode; ///< what the sender said, if it was the sender's doing
    std::string message;
    Instant at{};

    friend bool operator==(const RunFailure&, const RunFailure&) = default;
};

/// Which timer: a run has at most one, and each new one has a new number. 0 is none.
enum class TimerNumber : std::uint32_t {};

struct RunState {
    Phase phase = Phase::queued;
    ContactNumber contact{};
    std::uint16_t depth = 0;
    Sequence lastSequence{}; ///< of the last input applied: what is not higher was applied before
    Instant lastAt = Instant::min();
    EventRef trigger; ///< null while queued
    Instant startedAt{};

    StepIndex step = noStep;       ///< the current step; of a failed run, the one that failed
    Instant enteredAt{};           ///< when it started
    std::uint32_t attempts = 0;    ///< of the current step, since it started or was last retried
    std::uint32_t allAttempts = 0; ///< of the current step, numbers them over retries
    bool messageMade = false;      ///< the current step has its message and outbox row: it gets no second one
    bool slotTaken = false;        ///< it counts against the caps
    bool unanswered = false;       ///< of a cancelled run: the result of a step handed out is still to come

    TimerNumber timer{}; ///< 0: none is set
    TimerNumber lastTimer{};
    Instant timerDue{};

    /// Only events of a higher sequence match the wait that is open, or the one that follows the send under way.
    Sequence matchesAfter{};
    Instant matchesSince{};
    Instant timeoutAt{}; ///< of the open wait
    EventRef held;       ///< matched the next wait before it could open; it resolves it then

    std::vector<StepIndex> resolvedWaits; ///< in order; what matches one of them now is late
    std::optional<RunFailure> lastError;

    friend bool operator==(const RunState&, const RunState&) = default;
};

} // namespace runlens::journey
