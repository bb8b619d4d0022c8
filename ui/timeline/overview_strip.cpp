// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/overview_strip.h"

#include "engine/layout/look.h"
#include "engine/layout/timeline_layout.h"
#include "engine/render/bar_painter.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace runlens {
namespace {

using namespace layout;

constexpr double laneHeight = 12;
constexpr double gripWidth = 6;
constexpr double narrowestFrame = 10;
constexpr double wheelZoom = 1.0018;

} // namespace

OverviewStrip::OverviewStrip(TimelineView& view, QWidget* parent) : QWidget(parent), m_view(view)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setAccessibleName(tr("Overview of the run"));
    setToolTip(tr("Drag the frame to move, its ends to zoom"));
    connect(&view, &TimelineView::runChanged, this, &OverviewStrip::renew);
    connect(&view, &TimelineView::viewChanged, this, &OverviewStrip::renew);
}

void OverviewStrip::setTheme(render::Theme theme)
{
    m_theme = theme;
    update();
}

/// Pieces are made once a run, for the reference width, and stretched.
void OverviewStrip::renew()
{
    m_pieces.clear();
    if (const auto& run = m_view.run()) {
        m_pieces = run->overviews[static_cast<std::size_t>(m_view.axisKind())];
        const double stretch = m_view.placeWidth() / referenceWidth;
        for (OverviewPiece& piece : m_pieces) {
            piece.x *= stretch;
            piece.width *= stretch;
        }
    }
    update();
}

double OverviewStrip::axisLeft() const { return plotLeftOf(width()); }

QRectF OverviewStrip::frame() const
{
    const double left = toAxis(m_view.viewport(), 0);
    const double right = toAxis(m_view.viewport(), m_view.placeWidth());
    const double width = std::max(right - left + 10, narrowestFrame);
    return {axisLeft() + std::min(left, m_view.placeWidth() - narrowestFrame) - 5, 4, width, height() - 8.0};
}

void OverviewStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const render::Palette& palette = render::paletteOf(m_theme);
    painter.fillRect(rect(), palette.surface);
    if (!m_view.run())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.line, 1));
    painter.setBrush(palette.shadedRow);
    painter.drawRoundedRect(QRectF(axisLeft() - 8, 7.5, m_view.placeWidth() + 16, height() - 15.0), 4, 4);
    for (const OverviewPiece& piece : m_pieces) {
        const Look look = lookOf(piece.state, piece.spansTime);
        Bar bar;
        bar.box = {axisLeft() + piece.x, (height() - laneHeight) / 2, std::max(piece.width - 1, 2.0), laneHeight};
        bar.pattern = look.pattern;
        bar.tone = look.tone;
        bar.left = bar.right = End::cut;
        render::paintBar(painter, bar, palette);
    }
    painter.setPen(QPen(palette[Tone::ink].mark, 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame(), 4, 4);
}

OverviewStrip::Grip OverviewStrip::gripAt(double x) const
{
    const QRectF box = frame();
    if (std::abs(x - box.left()) <= gripWidth)
        return Grip::left;
    if (std::abs(x - box.right()) <= gripWidth)
        return Grip::right;
    return x > box.left() && x < box.right() ? Grip::frame : Grip::none;
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_view.run())
        return;
    const double x = event->position().x() - axisLeft();
    m_grip = gripAt(event->position().x());
    if (m_grip == Grip::none) { // the frame comes to the cursor
        m_view.setViewport({m_view.viewport().zoom, x * m_view.viewport().zoom - m_view.placeWidth() / 2});
        m_grip = Grip::frame;
    }
    m_grabbed = x;
    m_before = m_view.viewport();
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x() - axisLeft();
    const double width = m_view.placeWidth();
    switch (m_grip) {
    case Grip::none: {
        const Grip over = m_view.run() ? gripAt(event->position().x()) : Grip::none;
        setCursor(over == Grip::left || over == Grip::right ? Qt::SizeHorCursor
                  : over == Grip::frame                     ? Qt::OpenHandCursor
                                                            : Qt::ArrowCursor);
        break;
    }
    case Grip::frame: m_view.setViewport(panned(m_before, (x - m_grabbed) * m_before.zoom, width)); break;
    case Grip::left:
        m_view.setViewport(
            showing(std::min(x, toAxis(m_before, width) - 0.01), toAxis(m_before, width), width, 0, 0.01));
        break;
    case Grip::right:
        m_view.setViewport(showing(toAxis(m_before, 0), std::max(x, toAxis(m_before, 0) + 0.01), width, 0, 0.01));
        break;
    }
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent*) { m_grip = Grip::none; }

void OverviewStrip::wheelEvent(QWheelEvent* event)
{
    const double x = toPlace(m_view.viewport(), event->position().x() - axisLeft());
    m_view.setViewport(zoomedAbout(m_view.viewport(), std::clamp(x, 0.0, m_view.placeWidth()),
                                   std::pow(wheelZoom, event->angleDelta().y()), m_view.placeWidth()));
    event->accept();
}

} // namespace runlens
