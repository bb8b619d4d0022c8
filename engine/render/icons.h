// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace runlens::render {

/// Paints one of our icons in a colour, as vectors. Renderers are kept per thread; a missing icon is a programming
/// error. Icon::none paints nothing.
void paintIcon(QPainter& painter, layout::Icon icon, const QRectF& box, const QColor& colour);

/// The same for a file of resources/icons, named without folder and ending: "search".
void paintIconFile(QPainter& painter, const QString& name, const QRectF& box, const QColor& colour);

/// The file of an icon, as paintIconFile wants it; empty for Icon::none.
[[nodiscard]] QString iconFileName(layout::Icon icon);

} // namespace runlens::render
