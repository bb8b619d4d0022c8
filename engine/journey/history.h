// SPDX-License-Identifier: GPL-3.0-or-later
// What the core did, told as a run of the contract: the same run detail that a server would give. For every driver, so
// that a simulated run and a served one read alike.
#pragma once

#include "engine/domain/run.h"
#include "engine/journey/action.h"
#include "engine/journey/plan.h"

#include <optional>
#include <span>

namespace runlens::journey {

/// Begins the telling: status queued, the trigger event and its time. The caller gives `run` its id, the automation's,
/// the identity; steps, waits and messages get ids made of the run's id and their step's key.
void tellQueued(Run& run, const EventRecord& trigger, Instant at);

/// Adds what the actions of one input did, at that input's time. Give every input's, in order.
void tell(Run& run, const Plan& plan, std::span<const Action> actions, Instant at);

/// The message that a send of a run makes: "run_1/send_receipt/message".
[[nodiscard]] MessageId messageIdOf(const RunId& run, const StepKey& step);
struct MessageOrigin {
    RunId run;
    StepKey step;
};
/// Whose message that is; none where it is no such id.
[[nodiscard]] std::optional<MessageOrigin> originOf(const MessageId& message);

/// The event as runs show it.
[[nodiscard]] Event toldEvent(const EventRecord& event);

} // namespace runlens::journey
