// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the plot of one row. Private to this folder.
#pragma once

#include "engine/layout/frame.h"

#include <cstddef>

namespace runlens::layout {

/// Bar, attempts, flag, events, messages and their words. `board` knows what else runs through the row.
void layOutMarks(Frame& frame, std::size_t row, const Rect& rowBox, LabelBoard& board);

/// A clock at the end of each time for which the row's step was put off, and why, on the track before `bar`.
void layOutDeferrals(Frame& frame, const Row& row, const Rect& rowBox, const Rect& bar, LabelBoard& board);

/// The chips of a row's messages, behind `bar`.
void layOutChips(Frame& frame, std::size_t index, const Rect& rowBox, const Rect& bar, LabelBoard& board);

} // namespace runlens::layout
