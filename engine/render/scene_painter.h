// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"
#include "engine/render/palette.h"

class QPainter;

namespace runlens::render {

/// Paints a scene at the painter's origin, its background included. Draws prepared geometry only; the same calls serve
/// a widget, an image and a vector file. Needs a QGuiApplication; any thread, as far as the painter's device allows.
void paintScene(QPainter& painter, const layout::Scene& scene, const Palette& palette);

} // namespace runlens::render
