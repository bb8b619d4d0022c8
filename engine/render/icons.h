// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace runlens::render {

/// Paints one of our icons in a colour, as vectors. Renderers are kept per thread; a missing icon is a programming
/// error.
void paintIcon(QPainter& painter, layout::Icon icon, const QRectF& box, const QColor& colour);

} // namespace runlens::render
