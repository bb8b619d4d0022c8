// SPDX-License-Identifier: GPL-3.0-or-later
// A run as bytes, for drivers that keep runs: its state, and its history, to which every input adds an entry.
//
// Format 1, in varints (byte_stream.h). State: the format's number, then the fields of RunState in their order; events
// by their sequence number. History: entries one behind the other, each the format's number, the length of the rest,
// the time, and either a count of actions or a report on a message; times of an action are relative to its entry's.
// What is stored once is read for ever: a new format gets a new number, and the readers of the old ones stay, with
// their tests.
#pragma once

#include "engine/journey/action.h"
#include "engine/journey/event.h"
#include "engine/journey/message_report.h"
#include "engine/journey/plan.h"
#include "engine/journey/run_state.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace runlens::journey {

[[nodiscard]] std::string encodeState(const RunState& state);
/// None where the bytes are no state of a format we know, or name a step that the plan does not have, or an event that
/// `events` does not.
[[nodiscard]] std::optional<RunState> decodeState(std::string_view bytes, const Plan& plan, const EventSource& events);

struct HistoryEntry {
    Instant at{};
    /// Of an input; without those actions that `tell` makes nothing of.
    using Did = Actions;
    struct Reported {
        StepIndex step = noStep;
        MessageReport what = MessageReport::delivery;
    };
    std::variant<Did, Reported> what;
};

/// Adds an entry for what one input did; none where that tells nothing.
void appendActions(std::string& history, std::span<const Action> actions, Instant at);
void appendReport(std::string& history, const HistoryEntry::Reported& report, Instant at);
/// None where the bytes are no history that fits the plan.
[[nodiscard]] std::optional<std::vector<HistoryEntry>> decodeHistory(std::string_view bytes, const Plan& plan,
                                                                     const EventSource& events);

} // namespace runlens::journey
