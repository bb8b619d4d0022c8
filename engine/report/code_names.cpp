// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/code_names.h"

#include <array>
#include <cstddef>

namespace runlens {
namespace {

template <class E, std::size_t size>
std::string_view nameAt(const std::array<std::string_view, size>& names, E value) noexcept
{
    return names[static_cast<std::size_t>(value)];
}

constexpr std::array<std::string_view, 3> origins{"unknown", "inferred", "reported"};

constexpr std::array<std::string_view, 9> objects{"run",     "trigger_event", "step",  "attempt",   "wait",
                                                  "message", "message_event", "event", "definition"};

constexpr std::array<std::string_view, checkCount> checks{
    "run_did_not_fail",
    "no_step_failed",
    "messages_arrived",
    "sends_accounted_for",
    "one_message_per_send",
    "waits_resolved_once",
    "no_timeout_early",
    "timeouts_in_time",
    "nothing_overdue",
    "resumed_by_its_event",
    "resumed_after_opening",
    "waits_for_this_person",
    "late_events_change_nothing",
    "branches_agree",
    "steps_run_once",
    "status_agrees",
    "nothing_stray",
    "listings_agree",
    "times_forward",
    "guardrails_explained",
    "words_known",
};

constexpr std::array<std::string_view, 4> results{"passed", "found", "not_applicable", "cannot_tell"};

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

constexpr std::array<std::string_view, 3> severities{"error", "warning", "notice"};

constexpr std::array<std::string_view, 9> diagnostics{
    "wrong_type",  "bad_time",           "bad_duration",       "repeated_field", "missing_id",
    "repeated_id", "dangling_reference", "steps_out_of_order", "contradiction",
};

} // namespace

std::string_view codeName(Origin origin) noexcept { return nameAt(origins, origin); }
std::string_view codeName(ObjectKind object) noexcept { return nameAt(objects, object); }
std::string_view codeName(CheckId check) noexcept { return nameAt(checks, check); }
std::string_view codeName(CheckResult result) noexcept { return nameAt(results, result); }
std::string_view codeName(FindingCode code) noexcept { return nameAt(findings, code); }
std::string_view codeName(Severity severity) noexcept { return nameAt(severities, severity); }
std::string_view codeName(DiagnosticCode code) noexcept { return nameAt(diagnostics, code); }

} // namespace runlens
