// SPDX-License-Identifier: GPL-3.0-or-later
// What a step does, read from its config. Private to journey.
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/registry.h"
#include "engine/journey/check_report.h"
#include "engine/journey/plan.h"

namespace runlens::journey {

/// Checks the name of an event that is waited for, or that triggers.
void checkEventName(const std::string& name, const std::string& pointer, Violations& violations);

/// The step without its branches. `registry` may be null.
[[nodiscard]] PlanStep compileStep(const StepDefinition& step, const Place& place, const Registry* registry,
                                   Violations& violations);

} // namespace runlens::journey
