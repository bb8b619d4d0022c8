// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers by which a store knows its things, and the ids by which the world does: "run_17" is run 17.
#pragma once

#include "engine/domain/ids.h"
#include "engine/journey/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace runlens::store {

// Each counts from 1 in the order in which things were made, and is never used again. Signed 63 bits is the room there
// is.
enum class RunNumber : std::uint64_t {};
enum class AutomationNumber : std::uint64_t {};
enum class VersionNumber : std::uint64_t {};
enum class DeadLetterNumber : std::uint64_t {};
using journey::ContactNumber;
using journey::Sequence;

/// Counts the processes that have executed this store. Only the last of them may commit.
enum class Epoch : std::uint64_t {};
/// Counts the claims of an outbox row; a result of an older claim is not taken.
enum class Fence : std::uint64_t {};
/// One of the workers of a process.
enum class WorkerNumber : std::uint32_t {};

[[nodiscard]] RunId idOf(RunNumber number);
[[nodiscard]] AutomationId idOf(AutomationNumber number);
[[nodiscard]] VersionId idOf(VersionNumber number);
[[nodiscard]] ContactId idOf(ContactNumber number);
[[nodiscard]] EventId eventIdOf(Sequence number);
[[nodiscard]] std::string idOf(DeadLetterNumber number);

// What is no id of that kind is none: another prefix, leading zeros, a number out of range.
[[nodiscard]] std::optional<RunNumber> runNumberOf(std::string_view id);
[[nodiscard]] std::optional<AutomationNumber> automationNumberOf(std::string_view id);
[[nodiscard]] std::optional<ContactNumber> contactNumberOf(std::string_view id);
[[nodiscard]] std::optional<Sequence> eventNumberOf(std::string_view id);
[[nodiscard]] std::optional<DeadLetterNumber> deadLetterNumberOf(std::string_view id);

} // namespace runlens::store
