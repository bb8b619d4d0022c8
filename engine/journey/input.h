// SPDX-License-Identifier: GPL-3.0-or-later
// What can happen to a run.
#pragma once

#include "engine/domain/time.h"
#include "engine/journey/event.h"
#include "engine/journey/run_state.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace runlens::journey {

/// The run starts. Of a queued run; its sequence may be the event's own.
struct Trigger {
    EventRef event;
};
/// Results of a PerformStep, by its step and the number of its attempt: that of an older step is stale.
struct StepDone {
    StepIndex step = noStep;
    std::uint32_t attempt = 0;
    bool changed = true; ///< of a contact's change: whether there was anything to change (applyChange)
};
struct StepFailedTransiently {
    StepIndex step = noStep;
    std::uint32_t attempt = 0;
    std::string code;
    std::string message;
    std::uint32_t jitter = 0; ///< the driver's dice: the wait is back-off × jitter / 2³²
};
struct StepFailedForGood {
    StepIndex step = noStep;
    std::uint32_t attempt = 0;
    std::string code;
    std::string message;
};
/// The sender gave no answer, and cannot be asked again.
struct StepUnknown {
    StepIndex step = noStep;
    std::uint32_t attempt = 0;
    std::string message;
};
/// An event of this contact. Give a run those that come after its trigger; what matches nothing changes nothing.
struct ContactEvent {
    EventRef event;
};
struct TimerDue {
    TimerNumber timer{};
};
/// What the driver finds in its outbox, in the same transaction.
enum class OutboxRow : std::uint8_t {
    none,      ///< no row, or a step that needs none
    unclaimed, ///< the sender has not seen it
    claimed,   ///< the sender may have done it
};
struct Cancel {
    OutboxRow outbox = OutboxRow::none;
};
/// By hand, or by a replay of the dead letter.
struct Retry {};
/// A worker takes over a run of another that was lost.
struct Recover {
    OutboxRow outbox = OutboxRow::none;
};

using InputBody = std::variant<Trigger, StepDone, StepFailedTransiently, StepFailedForGood, StepUnknown, ContactEvent,
                               TimerDue, Cancel, Retry, Recover>;

/// In the order of the variant.
enum class InputKind : std::uint8_t {
    trigger,
    done,
    failedTransiently,
    failedForGood,
    unknown,
    event,
    timer,
    cancel,
    retry,
    recover
};
inline constexpr std::size_t inputKindCount = std::variant_size_v<InputBody>;
[[nodiscard]] std::string_view nameOf(InputKind kind) noexcept;

struct Input {
    Sequence sequence{}; ///< higher than that of every input of this run before
    Instant at{};        ///< engine time; never before that of an input before
    InputBody what;

    [[nodiscard]] InputKind kind() const noexcept { return static_cast<InputKind>(what.index()); }
};

} // namespace runlens::journey
