// SPDX-License-Identifier: GPL-3.0-or-later
// All rows of a timeline in one lane: the strip over the rows, and the shape of a run.
#pragma once

#include "engine/layout/axis.h"
#include "engine/layout/timeline.h"

#include <vector>

namespace runlens::layout {

struct OverviewPiece {
    double x = 0; ///< pixels of the axis
    double width = 0;
    State state = State::neutral;
    bool spansTime = false; ///< a wait or a delay
};

/// What shows of a timeline in one lane over `axis`, from left to right, no two over each other, each at least
/// `least` pixels wide. Steps stand before waits, and of several steps in one place the worst state shows. Costs the
/// number of rows; gives no more pieces than the axis has pixels.
[[nodiscard]] std::vector<OverviewPiece> overviewOf(const Timeline& timeline, const Axis& axis, double least = 4);

} // namespace runlens::layout
