// SPDX-License-Identifier: GPL-3.0-or-later
// Bars with their patterns and ends: of a timeline, of its overview, of the shape of a run.
#pragma once

#include "engine/layout/scene.h"
#include "engine/render/palette.h"

class QPainter;

namespace runlens::render {

void paintBar(QPainter& painter, const layout::Bar& bar, const Palette& palette);

} // namespace runlens::render
