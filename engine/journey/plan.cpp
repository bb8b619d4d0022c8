// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/plan.h"

#include "engine/journey/compile_graph.h"
#include "engine/journey/compile_step.h"
#include "engine/journey/operators.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>

namespace runlens::journey {
namespace {

/// Keys are there, are no one else's, and are not the trigger's.
void checkKeys(const Definition& definition, Violations& violations)
{
    std::unordered_map<std::string_view, std::size_t> first;
    for (std::size_t i = 0; i < definition.steps.size(); ++i) {
        const std::string& key = definition.steps[i].key.text();
        const std::string pointer = "/steps/" + std::to_string(i);
        const auto [earlier, isNew] = first.try_emplace(key, i);
        if (key.empty())
            report(violations, ViolationCode::stepKeyMissing, pointer);
        else if (key == "trigger")
            report(violations, ViolationCode::stepKeyReserved, pointer + "/key", key);
        else if (!isNew)
            report(violations, ViolationCode::stepKeyRepeated, pointer + "/key", key,
                   "/steps/" + std::to_string(earlier->second) + "/key");
    }
}

void compileTrigger(const Definition& definition, Plan& plan, Violations& violations)
{
    if (definition.triggerEventName.empty())
        report(violations, ViolationCode::triggerMissing, "/trigger");
    else
        checkEventName(definition.triggerEventName, "/trigger/event_name", violations);
    plan.triggerEventName = definition.triggerEventName;
    plan.triggerFilters = compileFilters(definition.triggerFilters, {"trigger", "/trigger/filters"}, violations);
}

/// A wait that directly follows a send begins to match before it opens.
void linkWaitsToSends(Plan& plan)
{
    for (PlanStep& step : plan.steps) {
        auto* send = std::get_if<SendStep>(&step.what);
        const StepIndex next = step.onward[0];
        if (send != nullptr && next != noStep && plan.steps[next].type == StepType::waitForEvent)
            send->heldFor = next;
    }
}

} // namespace

StepIndex PlanStep::after(Branch branch) const noexcept
{
    assert(isBranchOf(type, branch));
    return onward[branchesOf(type)[0] == branch ? 0 : 1];
}

std::array<Branch, 2> branchesOf(StepType type) noexcept
{
    switch (type) {
    case StepType::condition: return {Branch::isTrue, Branch::isFalse};
    case StepType::waitForEvent: return {Branch::received, Branch::timeout};
    case StepType::unknown: return {Branch::unknown, Branch::unknown};
    default: return {Branch::next, Branch::unknown};
    }
}

bool isBranchOf(StepType type, Branch branch) noexcept
{
    const auto branches = branchesOf(type);
    return branch != Branch::unknown && (branch == branches[0] || branch == branches[1]);
}

Compilation compile(const Definition& definition, const Registry* registry)
{
    Compilation result;
    Plan plan;
    compileTrigger(definition, plan, result.violations);
    checkKeys(definition, result.violations);
    plan.steps.reserve(definition.steps.size());
    for (std::size_t i = 0; i < definition.steps.size(); ++i)
        plan.steps.push_back(compileStep(definition.steps[i],
                                         {labelOfStep(definition, i), "/steps/" + std::to_string(i)}, registry,
                                         result.violations));
    compileConnections(definition, plan, result.violations);
    const bool sound = std::ranges::none_of(
        result.violations, [](const Violation& violation) { return gravityOf(violation.code) == Gravity::error; });
    if (sound) {
        linkWaitsToSends(plan);
        result.plan = std::move(plan);
    }
    return result;
}

} // namespace runlens::journey
