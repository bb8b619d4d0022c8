// SPDX-License-Identifier: GPL-3.0-or-later
// A driver that does to a run whatever may happen, and much that may not, and keeps what came of it.
#pragma once

#include "chooser.h"
#include "engine/journey/machine.h"

#include <optional>
#include <vector>

struct TraceEntry {
    runlens::journey::Input input;
    runlens::journey::RunState before;
    runlens::journey::RunState after;
    std::optional<runlens::journey::Refusal> refusal; ///< then nothing was to change
    runlens::journey::Actions actions;
    runlens::journey::Contact contact; ///< as the core saw it
    std::vector<runlens::journey::CapSlot> slots;
    runlens::journey::ProjectUsage usage;
};

struct Trace {
    runlens::journey::Plan plan;
    runlens::journey::Policy policy;
    runlens::journey::ZoneOffsets zone;
    std::vector<TraceEntry> entries;
};

/// A run of a random definition under a random policy, with so many random inputs.
Trace randomTrace(Chooser& chooser, std::uint32_t inputs = 40);
/// Of that plan.
Trace randomTrace(Chooser& chooser, runlens::journey::Plan plan, std::uint32_t inputs);
