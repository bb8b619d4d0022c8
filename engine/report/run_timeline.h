// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"
#include "engine/layout/timeline.h"
#include "engine/report/inspection.h"

#include <optional>

namespace runlens {

/// The timeline of a run, with marks for what was found. Linear in the run; any thread.
[[nodiscard]] layout::Timeline timelineOf(const Inspection& inspection);

/// What the header over a timeline says of the run.
[[nodiscard]] layout::SceneHeader headerOf(const Inspection& inspection);

/// When the run started, as far as that is known: the day from which on times within a timeline need no date.
[[nodiscard]] std::optional<Instant> startOf(const Inspection& inspection);

} // namespace runlens
