// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which tests break the core. Each must be caught by the checks of the promises.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace runlens::journey {

enum class Mutant : std::uint8_t {
    none,
    repeatsCompletedStep, ///< a step that is done is handed out once more
    secondMessage,        ///< a retried send writes a second message
    resolvesTwice,        ///< an event resumes a wait that has been resolved
    timesOutEarly,        ///< a timer is taken before it is due
    ignoresFilters,       ///< a wait takes any event of its name
    matchesTooEarly,      ///< a wait takes events from before it began to match
    swapsBranches,        ///< a time-out leaves by "received"
    goesBackInTime,       ///< an input of an earlier time is taken
    advancesAfterCancel,  ///< the result of a claimed send carries a cancelled run on
    losesTimer,           ///< a back-off sets no timer: the run waits for nothing
    sendsToUnsubscribed,  ///< the first guardrail is left out
    correlatesMissing,    ///< a correlation field that both sides lack matches
};
inline constexpr std::size_t mutantCount = static_cast<std::size_t>(Mutant::correlatesMissing) + 1;

/// For those who print which one it is.
[[nodiscard]] constexpr std::string_view nameOf(Mutant mutant) noexcept
{
    switch (mutant) {
    case Mutant::none: return "none";
    case Mutant::repeatsCompletedStep: return "repeats_completed_step";
    case Mutant::secondMessage: return "second_message";
    case Mutant::resolvesTwice: return "resolves_twice";
    case Mutant::timesOutEarly: return "times_out_early";
    case Mutant::ignoresFilters: return "ignores_filters";
    case Mutant::matchesTooEarly: return "matches_too_early";
    case Mutant::swapsBranches: return "swaps_branches";
    case Mutant::goesBackInTime: return "goes_back_in_time";
    case Mutant::advancesAfterCancel: return "advances_after_cancel";
    case Mutant::losesTimer: return "loses_timer";
    case Mutant::sendsToUnsubscribed: return "sends_to_unsubscribed";
    case Mutant::correlatesMissing: return "correlates_missing";
    }
    return "";
}

} // namespace runlens::journey
