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

constexpr std::array<std::string_view, 3> severities{"error", "warning", "notice"};

constexpr std::array<std::string_view, 12> diagnostics{
    "wrong_type",         "bad_time",           "bad_duration",  "repeated_field", "missing_id",    "repeated_id",
    "dangling_reference", "steps_out_of_order", "contradiction", "unknown_field",  "missing_field", "bad_value",
};

} // namespace

std::string_view codeName(Origin origin) noexcept { return nameAt(origins, origin); }
std::string_view codeName(ObjectKind object) noexcept { return nameAt(objects, object); }
std::string_view codeName(CheckId check) noexcept { return nameAt(checks, check); }
std::string_view codeName(CheckResult result) noexcept { return nameAt(results, result); }
std::string_view codeName(Severity severity) noexcept { return nameAt(severities, severity); }
std::string_view codeName(DiagnosticCode code) noexcept { return nameAt(diagnostics, code); }

} // namespace runlens
