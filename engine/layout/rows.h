// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a scene. Private to this folder.
#pragma once

#include "engine/layout/frame.h"
#include "engine/layout/look.h"
#include "engine/layout/row_places.h"
#include "engine/layout/row_pyramid.h"

namespace runlens::layout {

[[nodiscard]] Icon iconOf(const Row& row) noexcept;
/// Waits and delays spend time; every other step takes it.
[[nodiscard]] bool spansTime(const Row& row) noexcept;
[[nodiscard]] End endOf(Origin origin) noexcept;

/// Rows with labels, of which `scroll` pixels are above the window.
void layOutRows(Frame& frame, const RowPlaces& places, double scroll);

/// Rows without labels, all of them in the window, each `laneHeight` pixels high, down to far below one pixel.
void layOutLanes(Frame& frame, const RowPyramid& pyramid, double laneHeight);

} // namespace runlens::layout
