// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_widget.h"

#include "engine/layout/hit.h"
#include "engine/render/fonts.h"
#include "engine/render/scene_painter.h"
#include "engine/report/run_timeline.h"
#include "engine/words/timeline_captions.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/timeline_overlay.h"

#include <QApplication>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace runlens {
namespace {

using namespace layout;
using namespace std::chrono_literals;

constexpr auto cardDelay = 300ms;
constexpr int barRange = 1'000'000;  ///< of the scroll bar along the axis: the axis itself may be wider than an int
constexpr double wheelZoom = 1.0018; ///< by an eighth of a degree

} // namespace

TimelineWidget::TimelineWidget(TimelineView& view, QWidget* parent)
    : QAbstractScrollArea(parent), m_view(view), m_words(view.timeStyle())
{
    installTimelineAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Timeline"));
    m_cardDelay.setSingleShot(true);
    m_cardDelay.setInterval(cardDelay);
    connect(&m_cardDelay, &QTimer::timeout, this, &TimelineWidget::showCard);
    connect(&view, &TimelineView::runChanged, this, &TimelineWidget::onRunChanged);
    connect(&view, &TimelineView::viewChanged, this, &TimelineWidget::invalidate);
    connect(&view, &TimelineView::scrollChanged, this, &TimelineWidget::invalidate);
    connect(&view, &TimelineView::selectionChanged, this, &TimelineWidget::onSelectionChanged);
    connect(&view, &TimelineView::hoverChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&view, &TimelineView::measureChanged, viewport(), qOverload<>(&QWidget::update));
}

TimelineWidget::~TimelineWidget() = default;

void TimelineWidget::setTheme(render::Theme theme)
{
    m_theme = theme;
    m_painted = {};
    viewport()->update();
}

SceneOptions TimelineWidget::options() const
{
    SceneOptions options;
    options.axis = m_view.axisKind();
    options.width = viewport()->width();
    options.height = viewport()->height();
    options.fit = !m_view.density().has_value();
    options.density = m_view.density().value_or(Density::comfortable);
    options.scroll = m_view.scroll();
    options.view = m_view.viewport();
    options.header = false;
    return options;
}

Scene TimelineWidget::layOut(const SceneOptions& options) const
{
    const auto& run = m_view.run();
    return run->layout.scene(options, run->header, m_view.axis(),
                             TimelineCaptions(m_view.timeStyle(), startOf(run->inspection)), render::FontMetrics());
}

const Scene& TimelineWidget::scene()
{
    if (m_sceneDue) {
        m_scene = m_view.run() ? layOut(options()) : Scene();
        m_sceneDue = false;
        ++m_passes;
    }
    return m_scene;
}

Scene TimelineWidget::pictureScene() const
{
    if (!m_view.run())
        return {};
    SceneOptions all = options();
    all.header = true;
    all.fit = false;
    all.scroll = 0;
    all.height = 0;
    return layOut(all);
}

void TimelineWidget::invalidate()
{
    m_words = Words(m_view.timeStyle());
    m_sceneDue = true;
    m_painted = {};
    updateScrollBars();
    viewport()->update();
}

void TimelineWidget::onRunChanged()
{
    leave();
    m_drag.reset();
    m_view.setPlaceWidth(axisWidth(viewport()->width()));
    invalidate();
    announceTimelineReset(*this);
}

void TimelineWidget::onSelectionChanged()
{
    if (m_view.selection())
        reveal(*m_view.selection());
    viewport()->update();
    announceTimelineSelection(*this);
}

double TimelineWidget::highestScroll() const
{
    if (!m_view.run() || !m_view.density() || *m_view.density() == Density::lanes)
        return 0;
    return std::max(0.0, m_view.run()->layout.naturalHeight(*m_view.density(), false) - viewport()->height());
}

void TimelineWidget::updateScrollBars()
{
    m_updatingBars = true;
    const double highest = highestScroll();
    verticalScrollBar()->setRange(0, static_cast<int>(std::ceil(highest)));
    verticalScrollBar()->setPageStep(std::max(1, static_cast<int>(rowsWindow(viewport()->height()))));
    verticalScrollBar()->setSingleStep(29);
    verticalScrollBar()->setValue(static_cast<int>(m_view.scroll()));
    const Viewport& view = m_view.viewport();
    horizontalScrollBar()->setRange(0, view.zoom > 1 ? static_cast<int>(barRange * (1 - 1 / view.zoom)) : 0);
    horizontalScrollBar()->setPageStep(static_cast<int>(barRange / view.zoom));
    horizontalScrollBar()->setValue(static_cast<int>(barRange * view.left / (m_view.placeWidth() * view.zoom)));
    m_updatingBars = false;
    if (m_view.scroll() > highest)
        m_view.setScroll(highest);
}

void TimelineWidget::scrollContentsBy(int, int dy)
{
    if (m_updatingBars)
        return;
    if (dy != 0)
        m_view.setScroll(verticalScrollBar()->value());
    else
        m_view.setViewport({m_view.viewport().zoom, static_cast<double>(horizontalScrollBar()->value()) / barRange
                                                        * m_view.placeWidth() * m_view.viewport().zoom});
}

void TimelineWidget::reveal(const Subject& subject)
{
    if (!m_view.run())
        return;
    if (const auto density = m_view.density(); density && *density != Density::lanes) {
        const RowExtent extent = m_view.run()->layout.rowExtent(subject.row, *density);
        const double window = rowsWindow(viewport()->height());
        if (extent.top < m_view.scroll())
            m_view.setScroll(extent.top);
        else if (extent.top + extent.height > m_view.scroll() + window)
            m_view.setScroll(std::min(highestScroll(), extent.top + extent.height - window));
    }
    constexpr double margin = 40;
    if (const auto span = spanOf(m_view.run()->timeline(), subject)) {
        const auto whole = m_view.wholeAxis();
        const double from = toPlace(m_view.viewport(), whole->toX(span->from));
        const double to = toPlace(m_view.viewport(), whole->toX(span->to));
        if (to < 0 || from > m_view.placeWidth())
            m_view.setViewport(revealing(m_view.viewport(), whole->toX(span->from), m_view.placeWidth(), margin));
    }
}

void TimelineWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const render::Palette& palette = render::paletteOf(m_theme);
    if (!m_view.run()) {
        painter.fillRect(viewport()->rect(), palette.surface);
        return;
    }
    if (m_painted.isNull()) {
        const qreal ratio = devicePixelRatioF();
        m_painted = QPixmap((QSizeF(viewport()->size()) * ratio).toSize());
        m_painted.setDevicePixelRatio(ratio);
        QPainter onto(&m_painted);
        render::paintScene(onto, scene(), palette);
    }
    painter.drawPixmap(0, 0, m_painted);
    paintOverlay(painter, scene(), m_view, palette, m_words, hasFocus());
}

void TimelineWidget::resizeEvent(QResizeEvent*)
{
    m_view.setPlaceWidth(axisWidth(viewport()->width()));
    invalidate();
}

double TimelineWidget::placeX(double x) { return x - scene().axisLeft - m_view.viewport().left; }

void TimelineWidget::zoomAt(double x, double factor)
{
    const double place = std::clamp(placeX(x), 0.0, m_view.placeWidth());
    m_view.setViewport(zoomedAbout(m_view.viewport(), place, factor, m_view.placeWidth()));
}

void TimelineWidget::wheelEvent(QWheelEvent* event)
{
    const QPoint angle = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomAt(event->position().x(), std::pow(wheelZoom, angle.y()));
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(angle.x()) > std::abs(angle.y())) {
        const int along = angle.x() != 0 ? angle.x() : angle.y();
        m_view.setViewport(panned(m_view.viewport(), -along, m_view.placeWidth()));
    } else {
        m_view.setScroll(std::clamp(m_view.scroll() - angle.y() * 58.0 / 120, 0.0, highestScroll()));
    }
    leave();
    event->accept();
}

void TimelineWidget::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_view.run())
        return;
    leave();
    m_drag = Drag{event->position(), m_view.viewport(), m_view.scroll(), false, {}};
    if (event->modifiers().testFlag(Qt::ShiftModifier) && !scene().axis->blank())
        m_drag->measuredFrom = scene().axis->toTime(event->position().x() - scene().axisLeft);
    else
        m_view.measure(std::nullopt);
}

void TimelineWidget::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag)
        dragTo(event->position());
    else
        hoverAt(event->position());
}

void TimelineWidget::dragTo(const QPointF& at)
{
    const QPointF by = at - m_drag->from;
    if (!m_drag->moved && by.manhattanLength() < QApplication::startDragDistance())
        return;
    m_drag->moved = true;
    if (m_drag->measuredFrom) {
        const double x = std::clamp(at.x(), scene().plotLeft, scene().plotRight);
        m_view.measure(Measure{*m_drag->measuredFrom, scene().axis->toTime(x - scene().axisLeft)});
        return;
    }
    viewport()->setCursor(Qt::ClosedHandCursor);
    m_view.setViewport(panned(m_drag->view, -by.x(), m_view.placeWidth()));
    m_view.setScroll(std::clamp(m_drag->scroll - by.y(), 0.0, highestScroll()));
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_drag || event->button() != Qt::LeftButton)
        return;
    const bool click = !m_drag->moved && !m_drag->measuredFrom;
    m_drag.reset();
    viewport()->unsetCursor();
    if (click)
        m_view.select(subjectAt(scene(), {event->position().x(), event->position().y()}));
}

void TimelineWidget::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_view.run())
        return;
    m_view.select(subjectAt(scene(), {event->position().x(), event->position().y()}));
    m_view.zoomToSelection();
}

void TimelineWidget::hoverAt(const QPointF& at)
{
    if (!m_view.run())
        return;
    m_cursor = at.toPoint();
    const auto subject = subjectAt(scene(), {at.x(), at.y()});
    if (subject == m_view.hovered())
        return;
    card().hide();
    m_view.hover(subject);
    if (subject)
        m_cardDelay.start();
    else
        m_cardDelay.stop();
}

void TimelineWidget::showCard()
{
    if (!m_view.hovered() || !m_view.run() || m_drag)
        return;
    card().setPalette(render::paletteOf(m_theme));
    card().showAt(viewport()->mapTo(window(), m_cursor), describe(*m_view.run(), *m_view.hovered(), m_words));
}

void TimelineWidget::leave()
{
    m_cardDelay.stop();
    card().hide();
    m_view.hover(std::nullopt);
}

HoverCard& TimelineWidget::card()
{
    if (m_card == nullptr || m_card->parentWidget() != window()) {
        delete m_card;
        m_card = new HoverCard(window());
    }
    return *m_card;
}

void TimelineWidget::keyPressEvent(QKeyEvent* event)
{
    const int page = std::max(1, static_cast<int>(rowsWindow(viewport()->height()) / 58) - 1);
    switch (event->key()) {
    case Qt::Key_Right: return m_view.selectNext();
    case Qt::Key_Left: return m_view.selectPrevious();
    case Qt::Key_Down: return m_view.selectRow(1);
    case Qt::Key_Up: return m_view.selectRow(-1);
    case Qt::Key_PageDown: return m_view.selectRow(page);
    case Qt::Key_PageUp: return m_view.selectRow(-page);
    case Qt::Key_Home: return m_view.selectFirst();
    case Qt::Key_End: return m_view.selectLast();
    case Qt::Key_Escape:
        if (m_view.measured())
            return m_view.measure(std::nullopt);
        if (m_view.selection())
            return m_view.select(std::nullopt);
        break;
    default: break;
    }
    event->ignore();
}

void TimelineWidget::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    announceTimelineSelection(*this);
}

void TimelineWidget::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool TimelineWidget::pinch(QGestureEvent& event)
{
    const auto* gesture = static_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
    if (gesture == nullptr)
        return false;
    zoomAt(viewport()->mapFromGlobal(gesture->hotSpot()).x(), gesture->scaleFactor());
    return true;
}

bool TimelineWidget::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::Leave: leave(); break;
    case QEvent::Gesture: return pinch(*static_cast<QGestureEvent*>(event));
    case QEvent::NativeGesture: {
        const auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() == Qt::ZoomNativeGesture)
            zoomAt(native->position().x(), 1 + native->value());
        return true;
    }
    case QEvent::ToolTip: return true; // the card says more
    default: break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace runlens
