// SPDX-License-Identifier: GPL-3.0-or-later
// The folded stretches of a ruler. Private to this folder.
#pragma once

#include "engine/layout/frame.h"

#include <vector>

namespace runlens::layout {

/// A stretch of the axis between two folds, pixels of the axis.
struct LiveStretch {
    double left = 0;
    double right = 0;
};

/// Draws every fold as a band, and writes below the bands how long they are: each by itself where there is room, else
/// neighbours together, with a bracket over their label, their number and their whole length. Returns the stretches of
/// at least `shortest` pixels between them.
std::vector<LiveStretch> layOutFolds(Frame& frame, LabelBoard& board, double shortest);

} // namespace runlens::layout
