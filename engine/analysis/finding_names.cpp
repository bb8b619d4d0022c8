// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/finding_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace runlens {
namespace {

constexpr std::array<std::string_view, findingCodeCount> findings{
    "run_failed",
    "step_failed",
    "completed_with_failure",
    "send_retried",
    "message_failed",
    "send_unknown",
    "several_messages",
    "skipped_yet_sent",
    "resumed_after_timeout",
    "reopened",
    "resolved_twice",
    "timeout_early",
    "timeout_in_time",
    "timeout_late",
    "overdue",
    "resumed_by_other_event",
    "resumed_by_unmatching",
    "resumed_by_later_event",
    "resumed_by_earlier_event",
    "other_person",
    "late_event_ignored",
    "in_time_taken_for_late",
    "late_event_followed",
    "branch_not_of_type",
    "branch_disagrees",
    "outcome_disagrees",
    "step_repeated",
    "too_many_attempts",
    "attempt_after_success",
    "attempt_unfinished",
    "open_after_end",
    "ran_past_open",
    "waiting_for_nothing",
    "wait_stray",
    "message_stray",
    "listings_contradict",
    "ends_before_it_starts",
    "starts_before_previous",
    "run_starts_after_step",
    "run_ends_before_step",
    "message_after_end",
    "step_skipped",
    "step_deferred",
    "word_unknown",
};

} // namespace

std::string_view codeName(FindingCode code) noexcept { return findings[static_cast<std::size_t>(code)]; }

std::optional<FindingCode> findingCodeOf(std::string_view name) noexcept
{
    const auto found = std::ranges::find(findings, name);
    if (found == findings.end())
        return std::nullopt;
    return static_cast<FindingCode>(found - findings.begin());
}

} // namespace runlens
