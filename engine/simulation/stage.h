// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario made ready to be played: plans compiled, zones looked up, policies as the core takes them.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/scenario.h"
#include "engine/journey/admission.h"
#include "engine/journey/plan.h"
#include "engine/journey/policy.h"
#include "engine/journey/run_state.h"
#include "engine/journey/zone_offsets.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace runlens::simulation {

/// Immutable once made; share it between threads.
struct Stage {
    Scenario scenario;
    std::vector<journey::Plan> plans;        ///< by automation
    std::vector<journey::ZoneOffsets> zones; ///< by contact
    std::vector<journey::Contact> contacts;  ///< as they are at the start
    journey::Policy policy;
    std::vector<std::vector<std::uint32_t>>
        followers; ///< by contact: its happenings that follow a step, in their order

    [[nodiscard]] Instant end() const noexcept { return scenario.start + scenario.horizon; }
    /// Do contacts share nothing, so that each can be played by itself?
    [[nodiscard]] bool contactsAreIndependent() const;
    /// Is `automation` of the plan, and `step` in it, the one meant?
    [[nodiscard]] bool isMeant(const scenario::StepRef& ref, std::size_t automation, journey::StepIndex step) const;
};

/// Errors: invalidDocument with the place in the scenario as a JSON pointer: a definition that cannot be published (the
/// first violation that is an error), or a zone that does not exist.
[[nodiscard]] Result<Stage> prepare(Scenario scenario);

} // namespace runlens::simulation
