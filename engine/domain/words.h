// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the wire contract that have a meaning to us. Each enum's `unknown` stands for any other word.
#pragma once

#include "engine/domain/named.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace runlens {

enum class RunStatus : std::uint8_t { unknown, queued, running, waiting, completed, failed, cancelled };

/// Begun or waiting to begin, and not over. `unknown` is not.
[[nodiscard]] constexpr bool isUnderWay(RunStatus status) noexcept
{
    return status == RunStatus::queued || status == RunStatus::running || status == RunStatus::waiting;
}

enum class StepStatus : std::uint8_t {
    unknown,
    pending,
    queued,
    running,
    waiting,
    completed,
    failed,
    cancelled,
    skipped
};

enum class WaitStatus : std::uint8_t { unknown, waiting, received, timedOut, cancelled };

enum class StepType : std::uint8_t {
    unknown,
    delay,
    condition,
    waitForEvent,
    sendEmailTemplate,
    sendPushTemplate,
    contactUpdate,
    addToAudience,
    removeFromAudience,
    setTopicSubscription,
};

/// The outcome by which a step is left. The accepted spellings of each are those of the wire contract.
enum class Branch : std::uint8_t { unknown, next, received, timeout, isTrue, isFalse };

enum class IdentityType : std::uint8_t { unknown, contactId, externalId, email };

/// Where a message stands. Ordered as a message lives; the last five are ways to end badly.
enum class MessageStatus : std::uint8_t {
    unknown,
    queued,
    sent,
    delivered,
    opened,
    clicked,
    deferred,
    bounced,
    complained,
    failed,
    suppressed
};

enum class Channel : std::uint8_t { email, push };

/// What a provider reports of a message that it was handed.
enum class MessageReport : std::uint8_t { delivery, open, click, bounce, complaint };
/// The words for it, in the order of the enum.
inline constexpr std::array<std::string_view, 5> messageReportWords{"delivery", "open", "click", "bounce", "complaint"};

/// The contract's word, the one we write. Of `unknown`: empty.
[[nodiscard]] std::string_view wireName(RunStatus value) noexcept;
[[nodiscard]] std::string_view wireName(StepStatus value) noexcept;
[[nodiscard]] std::string_view wireName(WaitStatus value) noexcept;
[[nodiscard]] std::string_view wireName(StepType value) noexcept;
[[nodiscard]] std::string_view wireName(Branch value) noexcept;
[[nodiscard]] std::string_view wireName(IdentityType value) noexcept;
[[nodiscard]] std::string_view wireName(MessageStatus value) noexcept;
[[nodiscard]] std::string_view wireName(MessageReport value) noexcept;

/// The value of a word, any accepted spelling; a word we do not know is kept as it is.
[[nodiscard]] Named<RunStatus> runStatusOf(std::string_view word);
[[nodiscard]] Named<StepStatus> stepStatusOf(std::string_view word);
[[nodiscard]] Named<WaitStatus> waitStatusOf(std::string_view word);
[[nodiscard]] Named<StepType> stepTypeOf(std::string_view word);
[[nodiscard]] Named<Branch> branchOf(std::string_view word);
[[nodiscard]] Named<IdentityType> identityTypeOf(std::string_view word);
[[nodiscard]] Named<MessageStatus> messageStatusOf(std::string_view word);

[[nodiscard]] bool isSend(StepType type) noexcept;

} // namespace runlens
