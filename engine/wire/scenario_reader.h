// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/domain/scenario.h"
#include "engine/wire/diagnostic.h"

#include <string_view>

namespace runlens {

/// Reads a scenario, our own format: resources/schemas/scenario.schema.json describes it. Where there are diagnostics,
/// the scenario is not to be played: fields that are unknown, missing, of the wrong type or out of range, and
/// references to steps, contacts or automations that it does not have, each with its place. What a definition has wrong
/// is said as readAutomation says it; whether it can be published is for the journey's checks, and whether a zone
/// exists for the simulation. Errors: those of readRun, and wrongDocument where the document is no object.
[[nodiscard]] Result<Parsed<Scenario>> readScenario(std::string_view json);

} // namespace runlens
