// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/wait_matching.h"

#include "engine/journey/compare.h"
#include "engine/journey/machine.h"
#include "engine/journey/mutants.h"

#include <algorithm>

namespace runlens::journey {
namespace {

bool correlates(const FieldPath& field, const Value& payload, const Value& triggerPayload)
{
    const Value* mine = valueAt(triggerPayload, field);
    const Value* its = valueAt(payload, field);
    if (mine == nullptr || its == nullptr)
        return mutant(Mutant::correlatesMissing) && mine == its;
    return equal(*mine, *its);
}

} // namespace

bool fits(const WaitStep& wait, const EventRecord& event, const Value& triggerPayload)
{
    return event.name == wait.eventName && (mutant(Mutant::ignoresFilters) || matches(wait.filters, event.payload))
           && (!wait.correlation || correlates(*wait.correlation, event.payload, triggerPayload));
}

StepIndex waitInReach(const Plan& plan, const RunState& state) noexcept
{
    if (state.phase == Phase::waitingEvent)
        return state.step;
    // The send has its outbox row since it began to match, and nothing has been held yet.
    const bool sending = state.phase == Phase::performing || state.phase == Phase::waitingBackOff
                         || state.phase == Phase::waitingDeferral;
    if (!sending || state.matchesAfter == Sequence{} || state.held != nullptr)
        return noStep;
    const auto* send = std::get_if<SendStep>(&plan.steps[state.step].what);
    return send != nullptr ? send->heldFor : noStep;
}

bool mayConcern(const Plan& plan, const RunState& state, const EventRecord& event)
{
    if (event.contact != state.contact || state.phase == Phase::queued)
        return false;
    const auto waitsFor = [&](StepIndex step) { return waitOf(plan, step).eventName == event.name; };
    const StepIndex reach = waitInReach(plan, state);
    return (reach != noStep && waitsFor(reach)) || std::ranges::any_of(state.resolvedWaits, waitsFor);
}

} // namespace runlens::journey
