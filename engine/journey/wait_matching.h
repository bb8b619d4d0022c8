// SPDX-License-Identifier: GPL-3.0-or-later
// Private to journey.
#pragma once

#include "engine/journey/event.h"
#include "engine/journey/plan.h"
#include "engine/journey/run_state.h"

namespace runlens::journey {

/// Does the event fit the wait: its name, its filters, its correlation with the trigger? When it came is not asked.
[[nodiscard]] bool fits(const WaitStep& wait, const EventRecord& event, const Value& triggerPayload);

/// The wait of a plan's step; the step must be one.
[[nodiscard]] inline const WaitStep& waitOf(const Plan& plan, StepIndex step)
{
    return std::get<WaitStep>(plan.steps[step].what);
}

/// The wait that events can reach now: the one that is open, or the one that follows the send under way. noStep where
/// there is none.
[[nodiscard]] StepIndex waitInReach(const Plan& plan, const RunState& state) noexcept;

} // namespace runlens::journey
