// SPDX-License-Identifier: GPL-3.0-or-later
// Does an event start a run? Asked once per event and active automation, in the transaction that ingests the event.
#pragma once

#include "engine/journey/event.h"
#include "engine/journey/plan.h"
#include "engine/journey/policy.h"

#include <cstdint>
#include <string_view>

namespace runlens::journey {

enum class Admission : std::uint8_t {
    start,
    otherEvent,       ///< not this automation's: nothing to record
    filtered,         ///< its name, and a filter does not hold: to be recorded, as are all below
    alreadyBeen,      ///< re-entry `once`
    alreadyInside,    ///< re-entry `oneAtATime`
    causationTooDeep, ///< deeper than maxDepth
    startsCap,        ///< the project's
};
/// "start", "already_inside", …
[[nodiscard]] std::string_view nameOf(Admission admission) noexcept;

/// What this contact has had of this automation, all versions together.
struct ContactHistory {
    std::uint64_t runs = 0;     ///< ever
    std::uint64_t openRuns = 0; ///< neither completed, nor failed, nor cancelled
};

/// Of the reasons against, the first in the order of the enum.
[[nodiscard]] Admission admit(const Plan& plan, const EventRecord& event, Reentry reentry,
                              const ContactHistory& history, const ProjectCaps& caps, const ProjectUsage& usage);

/// Is there room for one more event in the project?
[[nodiscard]] bool mayIngest(const ProjectCaps& caps, const ProjectUsage& usage) noexcept;

} // namespace runlens::journey
