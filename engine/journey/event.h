// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/time.h"
#include "engine/domain/value.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace runlens::journey {

/// The number that a store gives to an input when it is ingested. Matching and ties go by it, never by a time.
enum class Sequence : std::uint64_t {};
[[nodiscard]] constexpr Sequence after(Sequence sequence) noexcept
{
    return Sequence{static_cast<std::uint64_t>(sequence) + 1};
}

/// The driver's own number of a contact: identities (contact_id, external_id, email) were resolved at ingest.
enum class ContactNumber : std::uint64_t {};

/// Chains of causation that are longer start nothing. An event from outside has depth 0, a run that of its trigger (or
/// of a deeper event that resumed it), what a run emits one more than the run.
inline constexpr std::uint16_t maxDepth = 16;

/// An event as it was ingested. Immutable and shared: a run keeps its trigger.
struct EventRecord {
    Sequence sequence{};
    EventId id;
    std::string name;
    ContactNumber contact{};
    Value payload;
    std::optional<Instant> occurredAt; ///< the sender's clock; decides nothing
    Instant receivedAt{};              ///< engine time of the ingest
    std::uint16_t depth = 0;
};
using EventRef = std::shared_ptr<const EventRecord>;
/// Gives the event of a sequence number; null where it has none.
using EventSource = std::function<EventRef(Sequence)>;

/// Lowercase words of letters, digits and underscores, separated by single dots; at most 255 bytes.
[[nodiscard]] bool isEventName(std::string_view name) noexcept;
/// Begins with "sendrealm.", which is the platform's own.
[[nodiscard]] bool isReservedEventName(std::string_view name) noexcept;
/// One of those the platform emits.
[[nodiscard]] bool isSystemEventName(std::string_view name) noexcept;

} // namespace runlens::journey
