// SPDX-License-Identifier: GPL-3.0-or-later
// May this message be sent now? Asked before every attempt.
#pragma once

#include "engine/journey/facts.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace runlens::journey {

enum class SkipReason : std::uint8_t { unsubscribed, suppressed, noEligibleTime };
enum class DeferReason : std::uint8_t { quietHours, sendWindow, frequencyCap };

/// The words written into runs: "unsubscribed", "no_eligible_time", "quiet_hours".
[[nodiscard]] std::string_view nameOf(SkipReason reason) noexcept;
[[nodiscard]] std::string_view nameOf(DeferReason reason) noexcept;

struct Send {
    friend bool operator==(const Send&, const Send&) = default;
};
struct Skip {
    SkipReason reason = SkipReason::unsubscribed;
    friend bool operator==(const Skip&, const Skip&) = default;
};
/// Until then, and then it is asked again. `reason` is what stands in the way now; `until` heeds them all.
struct Defer {
    DeferReason reason = DeferReason::quietHours;
    Instant until{};
    friend bool operator==(const Defer&, const Defer&) = default;
};
/// By a cap of the project.
struct Refuse {
    friend bool operator==(const Refuse&, const Refuse&) = default;
};
using SendDecision = std::variant<Send, Skip, Defer, Refuse>;

struct SendQuestion {
    Channel channel = Channel::email;
    Instant now{};
    Instant limit{};        ///< a deferral beyond it is a skip
    bool holdsSlot = false; ///< an earlier attempt took the slots: caps do not count against it again
};

/// In this order: unsubscribed or suppressed; quiet hours, send windows and frequency caps; the project's cap.
[[nodiscard]] SendDecision askGuardrails(const SendQuestion& question, const Facts& facts);

/// Is this time within quiet hours?
[[nodiscard]] bool isQuiet(Instant at, const Policy& policy, const ZoneOffsets& zone);

/// Is this time outside all quiet hours, and within a send window? By the clock on the wall: an hour that a change of
/// offset repeats counts twice, one that it leaps over never comes.
[[nodiscard]] bool isSendTime(Instant at, const Policy& policy, const ZoneOffsets& zone);

/// The first send time at or after `from`, exactly, whatever the offset does meanwhile; none up to `limit`.
[[nodiscard]] std::optional<Instant> nextSendTime(Instant from, Instant limit, const Policy& policy,
                                                  const ZoneOffsets& zone);

/// The first time at or after `from` at which every frequency cap has room; none where a cap allows nothing.
[[nodiscard]] std::optional<Instant> nextCapRoom(Instant from, Channel channel, const Facts& facts);

} // namespace runlens::journey
