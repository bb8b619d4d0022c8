// SPDX-License-Identifier: GPL-3.0-or-later
// A definition made ready to run: steps by index, branches resolved, conditions compiled. Immutable once made; share it
// between threads. A run is pinned to one plan.
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/ids.h"
#include "engine/domain/registry.h"
#include "engine/domain/words.h"
#include "engine/journey/condition.h"
#include "engine/journey/contact.h"
#include "engine/journey/violation.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace runlens::journey {

/// Index of a step in the plan, and in the definition it was made of.
using StepIndex = std::uint32_t;
inline constexpr StepIndex noStep = std::numeric_limits<StepIndex>::max();

struct DelayStep {
    std::chrono::seconds length{};
    friend bool operator==(const DelayStep&, const DelayStep&) = default;
};
struct ConditionStep {
    Condition condition;
    friend bool operator==(const ConditionStep&, const ConditionStep&) = default;
};
struct WaitStep {
    std::string eventName;
    std::optional<std::chrono::seconds> timeout; ///< none: to the run's horizon
    std::vector<Filter> filters;
    std::optional<FieldPath> correlation; ///< a payload field that must equal the trigger's
    friend bool operator==(const WaitStep&, const WaitStep&) = default;
};
struct SendStep {
    Channel channel = Channel::email;
    TemplateVersionId templateVersionId;
    std::string sender;         ///< id of the domain, or of the push app; may be empty
    StepIndex heldFor = noStep; ///< the wait that directly follows: it matches from this send's outbox commit
    friend bool operator==(const SendStep&, const SendStep&) = default;
};
struct ContactStep {
    ContactChange change;
    friend bool operator==(const ContactStep&, const ContactStep&) = default;
};

struct PlanStep {
    StepKey key;
    StepType type = StepType::unknown;
    std::variant<DelayStep, ConditionStep, WaitStep, SendStep, ContactStep> what;
    /// Where each outcome leads, in the order of branchesOf(type); noStep completes the run.
    std::array<StepIndex, 2> onward{noStep, noStep};

    /// Where that outcome leads. `branch` must be one of the type's.
    [[nodiscard]] StepIndex after(Branch branch) const noexcept;
    friend bool operator==(const PlanStep&, const PlanStep&) = default;
};

struct Plan {
    std::string triggerEventName;
    std::vector<Filter> triggerFilters;
    StepIndex first = noStep; ///< noStep: a triggered run completes at once
    std::vector<PlanStep> steps;

    friend bool operator==(const Plan&, const Plan&) = default;
};

/// The outcomes of a type of step: {next, unknown}, {true, false} or {received, timeout}.
[[nodiscard]] std::array<Branch, 2> branchesOf(StepType type) noexcept;
[[nodiscard]] bool isBranchOf(StepType type, Branch branch) noexcept;

/// No delay and no time-out may be longer.
inline constexpr std::chrono::seconds maxLength = std::chrono::days{366};

struct Compilation {
    std::optional<Plan> plan;          ///< there unless a violation is an error
    std::vector<Violation> violations; ///< every one, in the order of the definition: trigger, steps, connections
};

/// Checks a definition for publishing, and compiles it. What a step does is read from its `config` alone. References to
/// templates, audiences, topics, domains and push apps are checked against `registry`, which may be null. O(n log n).
[[nodiscard]] Compilation compile(const Definition& definition, const Registry* registry = nullptr);

} // namespace runlens::journey
