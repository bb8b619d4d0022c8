// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_overlay.h"

#include "engine/layout/hit.h"
#include "engine/render/fonts.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace runlens {
namespace {

using namespace layout;

QRectF rectOf(const Rect& box) { return {box.x, box.y, box.width, box.height}; }

/// The part of a row's band that stands in the window of rows.
QRectF bandOf(const Scene& scene, std::size_t row)
{
    const auto band = std::ranges::lower_bound(scene.rows, row, {}, &RowBand::row);
    if (band == scene.rows.end() || band->row != row)
        return {};
    const double top = std::max(band->box.y, scene.rowsTop);
    return {0, top, scene.width, std::min(band->box.bottom(), scene.rowsBottom) - top};
}

class Overlay {
public:
    Overlay(QPainter& painter, const Scene& scene, const render::Palette& palette)
        : m_painter(painter), m_scene(scene), m_palette(palette)
    {
    }

    void paintHover(const Subject& subject)
    {
        QColor tint = ink();
        tint.setAlpha(6);
        m_painter.fillRect(bandOf(m_scene, subject.row), tint);
    }

    /// The row is marked at its edge, the subject by a frame in ink.
    void paintSelection(const Subject& subject, bool focused)
    {
        const QRectF band = bandOf(m_scene, subject.row);
        QColor tint = ink();
        tint.setAlpha(8);
        m_painter.fillRect(band, tint);
        m_painter.fillRect(QRectF(0, band.top(), 3, band.height()), ink());
        const auto box = boxOf(m_scene, subject);
        if (!box || box->x < m_scene.plotLeft || box->height <= 0)
            return;
        m_painter.save();
        m_painter.setClipRect(QRectF(m_scene.plotLeft, m_scene.rowsTop, m_scene.plotRight + 4 - m_scene.plotLeft,
                                     m_scene.rowsBottom - m_scene.rowsTop));
        m_painter.setPen(QPen(ink(), focused ? 2 : 1.4));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(rectOf(*box).adjusted(-3, -3, 3, 3), 5, 5);
        m_painter.restore();
    }

    void paintMeasure(const Measure& measure, const Words& words)
    {
        const double from = std::clamp(x(measure.from), m_scene.plotLeft, m_scene.plotRight);
        const double to = std::clamp(x(measure.to), m_scene.plotLeft, m_scene.plotRight);
        const QRectF span(std::min(from, to), m_scene.rowsTop, std::abs(to - from),
                          m_scene.rowsBottom - m_scene.rowsTop);
        // A dimension line between its ends: a tint would take contrast from the texts below.
        m_painter.setPen(QPen(ink(), 1));
        m_painter.drawLine(span.topLeft(), span.bottomLeft());
        m_painter.drawLine(span.topRight(), span.bottomRight());
        const double y = span.top() + 16;
        m_painter.drawLine(QPointF(span.left(), y), QPointF(span.right(), y));
        const Duration length = measure.to > measure.from ? measure.to - measure.from : measure.from - measure.to;
        paintPill(span.center().x(), words.duration(length));
    }

private:
    [[nodiscard]] const QColor& ink() const { return m_palette[Tone::ink].mark; }
    [[nodiscard]] double x(Instant at) const { return m_scene.axisLeft + m_scene.axis->toX(at); }

    void paintPill(double middle, const QString& text)
    {
        const QFontMetricsF& metrics = render::metricsOf(TextRole::smallStrong);
        const double width = metrics.horizontalAdvance(text) + 14;
        const double left = std::clamp(middle - width / 2, 2.0, m_scene.width - width - 2);
        const QRectF box(left, m_scene.rowsTop + 6, width, 20);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_palette.pill);
        m_painter.drawRoundedRect(box, 4, 4);
        m_painter.setPen(m_palette.pillText);
        m_painter.setFont(render::fontOf(TextRole::smallStrong));
        m_painter.drawText(box, Qt::AlignCenter, text);
    }

    QPainter& m_painter;
    const Scene& m_scene;
    const render::Palette& m_palette;
};

} // namespace

void paintOverlay(QPainter& painter, const Scene& scene, const TimelineView& view, const render::Palette& palette,
                  const Words& words, bool focused)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Overlay overlay(painter, scene, palette);
    if (view.hovered() && (!view.selection() || view.hovered()->row != view.selection()->row))
        overlay.paintHover(*view.hovered());
    if (view.selection())
        overlay.paintSelection(*view.selection(), focused);
    if (view.measured() && !scene.axis->blank())
        overlay.paintMeasure(*view.measured(), words);
    painter.restore();
}

} // namespace runlens
