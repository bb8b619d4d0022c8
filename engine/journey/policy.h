// SPDX-License-Identifier: GPL-3.0-or-later
// What a project and an automation allow. Given with every input; a change counts from the next input on.
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/words.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace runlens::journey {

/// A contact that is already inside, or was.
enum class Reentry : std::uint8_t { everyTime, once, oneAtATime };

struct RetryPolicy {
    std::uint32_t attempts = 5; ///< in all; at least 1
    Duration first = std::chrono::seconds{1};
    Duration longest = std::chrono::minutes{5}; ///< doubles up to here; the wait is a fraction of it (full jitter)

    friend bool operator==(const RetryPolicy&, const RetryPolicy&) = default;
};

/// No send between two local times of day, `from` included, `to` not; wraps around midnight where `to` < `from`; equal
/// ones are no quiet hours at all.
struct QuietHours {
    std::chrono::minutes from{}; ///< since midnight by the clock on the wall, 0 to 1439
    std::chrono::minutes to{};

    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

/// Sends only between two local times of a day, `from` included, `to` not. Does not wrap: `from` < `to`, up to 1440.
struct SendWindow {
    std::uint8_t weekdays = 0x7F; ///< bit 0 is Sunday, as std::chrono::weekday counts
    std::chrono::minutes from{0};
    std::chrono::minutes to{1440};

    friend bool operator==(const SendWindow&, const SendWindow&) = default;
};

/// At most `sends` messages to one contact within any `window` of time.
struct FrequencyCap {
    std::optional<Channel> channel; ///< none: all channels together
    std::uint32_t sends = 1;        ///< 0: none ever
    Duration window = std::chrono::days{1};

    friend bool operator==(const FrequencyCap&, const FrequencyCap&) = default;
};

/// Limits of the whole project; none is no limit. Over which period ingest, starts and sends are counted is the
/// driver's to say; waits are those open now.
struct ProjectCaps {
    std::optional<std::uint64_t> ingest;
    std::optional<std::uint64_t> starts;
    std::optional<std::uint64_t> concurrentWaits;
    std::optional<std::uint64_t> sends;

    friend bool operator==(const ProjectCaps&, const ProjectCaps&) = default;
};

/// What has been used of the project's caps.
struct ProjectUsage {
    std::uint64_t ingest = 0;
    std::uint64_t starts = 0;
    std::uint64_t concurrentWaits = 0;
    std::uint64_t sends = 0;

    friend bool operator==(const ProjectUsage&, const ProjectUsage&) = default;
};

struct Policy {
    /// The sender drops a second send of one key for as long as we retry. Where it does not, an unanswered send is
    /// never repeated by itself.
    bool senderDeduplicates = true;
    RetryPolicy retry;
    std::vector<QuietHours> quietHours;
    std::vector<SendWindow> sendWindows; ///< none: at any time
    std::vector<FrequencyCap> frequencyCaps;
    ProjectCaps caps;

    friend bool operator==(const Policy&, const Policy&) = default;
};

} // namespace runlens::journey
