// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/render/bar_painter.h"

#include "engine/render/icons.h"

#include <QLineF>
#include <QLinearGradient>
#include <QPainter>
#include <QRectF>
#include <QVector>

#include <algorithm>
#include <cmath>

namespace runlens::render {
namespace {

using layout::Bar;
using layout::End;
using layout::Pattern;

constexpr double fadeLength = 10;
constexpr double hatchDistance = 7;
constexpr double radius = 3;
constexpr double capOverhang = 2;

QRectF rectOf(const layout::Rect& box) { return {box.x, box.y, box.width, box.height}; }

/// A colour that fades out towards the ends that are inferred.
QBrush fading(const QColor& colour, const Bar& bar)
{
    const bool left = bar.left == End::fade;
    const bool right = bar.right == End::fade;
    if ((!left && !right) || bar.box.width <= 0)
        return colour;
    QColor nothing = colour;
    nothing.setAlpha(0);
    const double part = std::min(fadeLength / bar.box.width, left && right ? 0.35 : 0.5);
    QLinearGradient gradient(bar.box.x, 0, bar.box.right(), 0);
    gradient.setColorAt(0, left ? nothing : colour);
    if (left)
        gradient.setColorAt(part, colour);
    if (right)
        gradient.setColorAt(1 - part, colour);
    gradient.setColorAt(1, right ? nothing : colour);
    return gradient;
}

/// Hatch lines as geometry: brushes and clips do not survive in vector files. Lines continue through the cuts of a bar,
/// since they are anchored at the picture's origin.
QVector<QLineF> hatchLines(const QRectF& box)
{
    QVector<QLineF> lines;
    // A line is x + y = c; c runs over the multiples of the distance between the box's corners.
    const double first = std::ceil((box.left() + box.top()) / hatchDistance) * hatchDistance;
    for (double c = first; c < box.right() + box.bottom(); c += hatchDistance) {
        const double x1 = std::max(box.left(), c - box.bottom());
        const double x2 = std::min(box.right(), c - box.top());
        if (x2 > x1)
            lines.append({x1, c - x1, x2, c - x2});
    }
    return lines;
}

void paintBody(QPainter& painter, const Bar& bar, const ToneColours& colours, const QRectF& box)
{
    const bool rounded = bar.box.height >= 8;
    const auto outline = [&](const QPen& pen, const QBrush& brush) {
        painter.setPen(pen);
        painter.setBrush(brush);
        if (!rounded) {
            painter.drawRect(box);
            return;
        }
        const QRectF inner = pen.style() == Qt::NoPen ? box : box.adjusted(0.5, 0.5, -0.5, -0.5);
        painter.drawRoundedRect(inner, radius, radius);
    };
    switch (bar.pattern) {
    case Pattern::solid: outline(Qt::NoPen, fading(colours.mark, bar)); break;
    case Pattern::tinted: outline(QPen(fading(colours.mark, bar), 1), fading(colours.fill, bar)); break;
    case Pattern::hatched:
        if (!rounded) {
            outline(Qt::NoPen, colours.fill);
        } else {
            outline(QPen(fading(colours.mark, bar), 1.2), fading(colours.fill, bar));
        }
        painter.setPen(QPen(fading(colours.mark, bar), 1));
        painter.drawLines(hatchLines(box.adjusted(1, 1, -1, -1)));
        break;
    case Pattern::dashed: {
        QPen pen(colours.mark, 1.3);
        pen.setDashPattern({3, 2.4});
        outline(pen, Qt::NoBrush);
        break;
    }
    case Pattern::centreLine: {
        const double thickness = std::max(1.0, box.height() * 0.4);
        painter.fillRect(QRectF(box.x(), box.center().y() - thickness / 2, box.width(), thickness), colours.mark);
        break;
    }
    }
}

void paintEnd(QPainter& painter, End end, double x, double inwards, const QRectF& box, const QColor& colour)
{
    if (end == End::cap) {
        painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
        const double at = x + inwards;
        painter.drawLine(QPointF(at, box.top() - capOverhang), QPointF(at, box.bottom() + capOverhang));
    } else if (end == End::bracket) {
        QPen pen(colour, 1.4, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        const double outer = x - inwards * 4;
        painter.drawPolyline(QVector<QPointF>{{outer + inwards * 5, box.top() - capOverhang},
                                              {outer, box.top() - capOverhang},
                                              {outer, box.bottom() + capOverhang},
                                              {outer + inwards * 5, box.bottom() + capOverhang}});
    }
}

} // namespace

void paintBar(QPainter& painter, const Bar& bar, const Palette& palette)
{
    const ToneColours& colours = palette[bar.tone];
    const QRectF box = rectOf(bar.box);
    if (bar.box.height < 8 && bar.pattern == Pattern::solid) {
        painter.fillRect(box, colours.mark); // lanes: many, and nothing of the rest would show
        return;
    }
    paintBody(painter, bar, colours, box);
    if (bar.box.height >= 8) {
        paintEnd(painter, bar.left, box.left(), 1, box, colours.mark);
        paintEnd(painter, bar.right, box.right(), -1, box, colours.mark);
    }
    if (bar.glyph == layout::Icon::none)
        return;
    const double size = std::min(bar.box.height - 4, 14.0);
    const QRectF glyph(box.center().x() - size / 2, box.center().y() - size / 2, size, size);
    paintIcon(painter, bar.glyph, glyph, bar.pattern == Pattern::solid ? palette.glyph : colours.text);
}

} // namespace runlens::render
