// SPDX-License-Identifier: GPL-3.0-or-later
// A definition's connections: which are sound, where each outcome leads, and whether the whole is a DAG that reaches
// every step. Private to journey.
#pragma once

#include "engine/domain/automation.h"
#include "engine/journey/check_report.h"
#include "engine/journey/plan.h"

namespace runlens::journey {

/// "send_receipt"; "#3" of the third step where it has no key.
[[nodiscard]] std::string labelOfStep(const Definition& definition, std::size_t step);

/// Fills `first` and each step's `onward`. `plan.steps` has the types.
void compileConnections(const Definition& definition, Plan& plan, Violations& violations);

} // namespace runlens::journey
