// SPDX-License-Identifier: GPL-3.0-or-later
// What the core asks of its driver. All actions of one input, and the new state, commit together and in order; steps
// are performed after that commit.
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/time.h"
#include "engine/domain/words.h"
#include "engine/journey/condition.h"
#include "engine/journey/event.h"
#include "engine/journey/guardrails.h"
#include "engine/journey/plan.h"
#include "engine/journey/run_state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace runlens::journey {

/// Do what the step says, with the idempotency key of run and step, and answer with a result of this attempt. Of a
/// send: the outbox row becomes deliverable; a contact's change is made at once (applyChange), and may be answered in
/// the same transaction.
struct PerformStep {
    StepIndex step = noStep;
    std::uint32_t attempt = 1; ///< counts on over retries; the same again after a recovery
    bool makesMessage = false; ///< of a send: write its message and outbox row. Once a step, ever
    bool takesSlot = false;    ///< of a send: it counts against the caps from now on
    bool again = false;        ///< after a recovery: it may have been done
    std::uint32_t number = 1;  ///< of the attempt since the step started or was last retried: as runs tell it
};
/// Take the unclaimed outbox row back: it must not be sent any more.
struct WithdrawSend {
    StepIndex step = noStep;
};
/// The send does not count against the caps any more.
struct ReturnSlot {
    StepIndex step = noStep;
};

enum class TimerKind : std::uint8_t {
    delay,   ///< fires on a tick
    timeout, ///< fires on a tick
    backOff, ///< fires when due
    deferral ///< fires when due
};
[[nodiscard]] constexpr bool firesOnTick(TimerKind kind) noexcept { return kind <= TimerKind::timeout; }
/// Give TimerDue when that time has come. Replaces the run's timer, if there is one.
struct SetTimer {
    TimerNumber timer{};
    TimerKind kind = TimerKind::delay;
    Instant due{};
};
struct ClearTimer {
    TimerNumber timer{};
};

/// From now on the run waits for an event. Events that a driver need not look at: other contacts', other names, and
/// those of a sequence not above `matchesAfter`. Given again after a recovery.
struct OpenWait {
    StepIndex step = noStep;
    Instant openedAt{};
    Sequence matchesAfter{};
    Instant matchesSince{}; ///< when it began to match: before `openedAt` where it follows a send
    Instant timeoutAt{};
};
struct CloseWait {
    StepIndex step = noStep;
    WaitStatus status = WaitStatus::received; ///< received, timedOut or cancelled
    Instant at{};
    EventRef event; ///< of received
};

/// The events of the platform that steps emit.
enum class SystemEvent : std::uint8_t {
    mailSend,
    pushSend,
    contactUpdated,
    audienceEntered,
    topicSubscribed,
    topicUnsubscribed
};
[[nodiscard]] std::string_view nameOf(SystemEvent event) noexcept;
/// Ingest it, in the same transaction, as an event of this contact. `payloadOf` gives its payload.
struct EmitEvent {
    SystemEvent event = SystemEvent::mailSend;
    StepIndex step = noStep;
    std::uint16_t depth = 1;
};

/// The run is over for now. Of a failed one the trigger goes to the dead letters.
struct Finish {
    RunStatus status = RunStatus::completed; ///< completed, failed or cancelled
    Instant at{};
};

// Records: what happened, for the history. A driver that keeps none may drop them.

struct StatusChanged {
    RunStatus from = RunStatus::queued;
    RunStatus to = RunStatus::running;
};
struct StepStarted {
    StepIndex step = noStep;
};
/// Of sends and contact steps. A transient failure is not the step's end.
struct AttemptEnded {
    StepIndex step = noStep;
    std::uint32_t attempt = 1;
    enum class Result : std::uint8_t { done, transient, permanent, unknown } result = Result::done;
    std::string code;
    std::string message;
    bool afterCancel = false; ///< recorded, and advances nothing
};
struct StepDeferred {
    StepIndex step = noStep;
    DeferReason reason = DeferReason::quietHours;
    Instant until{};
};
struct ConditionJudged {
    StepIndex step = noStep;
    Judgement judgement;
};
struct StepEnded {
    StepIndex step = noStep;
    StepStatus status = StepStatus::completed; ///< completed, skipped, failed or cancelled
    Branch branch = Branch::unknown;           ///< of completed and skipped: by which it was left
    std::optional<SkipReason> skipped;
    std::optional<RunFailure> failure;
};
/// It matched the next wait while the send before it was under way.
struct EventHeld {
    StepIndex wait = noStep;
    EventRef event;
};
/// It would have matched a wait that is resolved; it changes nothing.
struct EventLate {
    StepIndex wait = noStep;
    EventRef event;
};
struct Retried {
    StepIndex step = noStep;
};
struct Recovered {};

using Record = std::variant<StatusChanged, StepStarted, AttemptEnded, StepDeferred, ConditionJudged, StepEnded,
                            EventHeld, EventLate, Retried, Recovered>;

using Action = std::variant<PerformStep, WithdrawSend, ReturnSlot, SetTimer, ClearTimer, OpenWait, CloseWait, EmitEvent,
                            Finish, Record>;
using Actions = std::vector<Action>;

/// The same for every attempt of a step of a run, and for no other: "run_1/send_receipt".
[[nodiscard]] std::string idempotencyKey(const RunId& run, const PlanStep& step);
/// The platform's event of a change; none where it has none.
[[nodiscard]] std::optional<SystemEvent> eventOf(const ContactChange& change);
/// What that event says of the change: changed fields, audience, topic.
[[nodiscard]] Value payloadOf(const ContactChange& change);
/// What the core knows of the event: template version and step, changed fields, audience, topic. A driver may add.
[[nodiscard]] Value payloadOf(const Plan& plan, const EmitEvent& emit);

} // namespace runlens::journey
