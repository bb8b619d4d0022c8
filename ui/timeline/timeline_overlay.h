// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"
#include "engine/render/palette.h"
#include "engine/words/words.h"
#include "ui/timeline/timeline_view.h"

class QPainter;

namespace runlens {

/// Paints over a scene what changes without it: what is hovered, what is selected, what is measured. Asks the scene for
/// boxes; makes no geometry.
void paintOverlay(QPainter& painter, const layout::Scene& scene, const TimelineView& view,
                  const render::Palette& palette, const Words& words, bool focused);

} // namespace runlens
