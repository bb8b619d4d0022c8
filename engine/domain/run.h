// SPDX-License-Identifier: GPL-3.0-or-later
// One run of an automation, as a server told it. Everything optional may be absent; nothing here is inferred.
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/domain/words.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// Fields of an object that we do not know, or whose type was not the one we know, in their order, for the raw view.
using OtherFields = Value::Object;

struct Event {
    EventId id;
    std::string name;
    Value payload; ///< null where none was given
    std::optional<Instant> occurredAt;
    std::optional<Instant> receivedAt;
    OtherFields other;

    friend bool operator==(const Event&, const Event&) = default;
};

/// What went wrong in a run, a step or an attempt. A bare string on the wire is a message alone.
struct Failure {
    std::string code;
    std::string message;
    StepKey stepKey;
    std::optional<Instant> occurredAt;
    OtherFields other;

    friend bool operator==(const Failure&, const Failure&) = default;
};

struct Attempt {
    std::optional<std::int64_t> number; ///< from 1
    std::optional<Instant> startedAt;
    std::optional<Instant> endedAt;
    std::optional<Failure> error;
    OtherFields other;

    friend bool operator==(const Attempt&, const Attempt&) = default;
};

struct Deferral {
    std::optional<Instant> until;
    std::string reason;
    OtherFields other;

    friend bool operator==(const Deferral&, const Deferral&) = default;
};

/// Where an object was listed: nested in its step, in the run's own list, or both.
struct Listed {
    bool inStep = false;
    bool inRun = false;

    friend bool operator==(const Listed&, const Listed&) = default;
};

struct Wait {
    WaitId id;
    StepId stepId;
    StepKey stepKey;
    Named<StepType> stepType;
    std::string eventName; ///< the event waited for
    Named<WaitStatus> status;
    std::string identityValue;
    std::optional<Instant> openedAt;
    std::optional<Instant> timeoutAt; ///< the limit
    std::optional<Instant> resumedAt;
    std::optional<Instant> timedOutAt;
    Named<Branch> outcomeBranch;
    std::optional<Event> resumedBy;
    std::vector<Event> lateEvents;
    Listed listed;
    std::optional<std::size_t> step; ///< index into Run::steps; none where no step fits
    OtherFields other;

    friend bool operator==(const Wait&, const Wait&) = default;
};

struct MessageEvent {
    std::string type; ///< "sent", "delivery", "open", …
    std::optional<Instant> occurredAt;
    OtherFields other;

    friend bool operator==(const MessageEvent&, const MessageEvent&) = default;
};

/// An email or a push notification that a run handed over.
struct Message {
    MessageId id;
    Channel channel = Channel::email;
    std::string title; ///< an email's subject, a push's title
    Named<MessageStatus> status;
    std::string lastEvent;
    StepKey stepKey;
    TemplateVersionId templateVersionId;
    ContactId contactId;
    std::optional<Instant> createdAt;
    std::vector<MessageEvent> events;
    Listed listed;
    std::optional<std::size_t> step; ///< index into Run::steps; none where no step fits
    OtherFields other;

    friend bool operator==(const Message&, const Message&) = default;
};

struct Step {
    StepId id;
    StepKey key;
    Named<StepType> type;
    Named<StepStatus> status;
    Named<Branch> branchTaken;
    std::optional<Instant> startedAt;
    std::optional<Instant> completedAt;
    std::vector<Attempt> attempts;
    std::vector<Deferral> deferrals;
    std::string skipReason;
    std::optional<Failure> error;
    Value condition;                   ///< the values a condition saw; null where none
    std::vector<std::size_t> waits;    ///< indices into Run::waits
    std::vector<std::size_t> messages; ///< indices into Run::messages
    OtherFields other;

    friend bool operator==(const Step&, const Step&) = default;
};

/// Two listings of one wait or message that say different things of one field. The nested value is the one shown.
struct Contradiction {
    enum class Object : std::uint8_t { wait, message };
    Object object = Object::wait;
    std::size_t index = 0;     ///< into Run::waits or Run::messages
    std::string field;         ///< the wire's name
    std::string inStep;        ///< the value nested in the step, as text
    std::string inRun;         ///< the value of the run's own list, as text
    std::string inStepPointer; ///< JSON pointers of the two
    std::string inRunPointer;

    friend bool operator==(const Contradiction&, const Contradiction&) = default;
};

struct Run {
    RunId id;
    AutomationId automationId;
    VersionId automationVersionId;
    std::string triggerEventName;
    Named<IdentityType> identityType;
    std::string identityValue;
    Named<RunStatus> status;
    std::optional<Event> triggerEvent;
    std::optional<Instant> createdAt;
    std::optional<Instant> startedAt;
    std::optional<Instant> completedAt;
    StepKey currentStepKey;
    std::optional<Failure> lastError;
    std::optional<std::int64_t> sentCount; ///< list rows of our server
    Value shape;                           ///< list rows of our server
    std::vector<Step> steps;               ///< in the server's order; empty in list rows
    std::vector<Wait> waits;               ///< each once, wherever it was listed
    std::vector<Message> messages;         ///< each once, wherever it was listed
    std::vector<Contradiction> contradictions;
    OtherFields other;

    friend bool operator==(const Run&, const Run&) = default;
};

} // namespace runlens
