// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

using namespace layout;

constexpr double zoomStep = 1.5;
/// Rows up to which an axis is made anew for each width; longer ones are stretched: see architecture.md's habits.
constexpr std::size_t rowsLaidOutHere = 10'000;

template <class T>
bool change(T& value, const T& to)
{
    if (value == to)
        return false;
    value = to;
    return true;
}

} // namespace

void TimelineView::setRun(std::shared_ptr<const ShownRun> run)
{
    m_run = std::move(run);
    m_view = {};
    m_scroll = 0;
    m_selection.reset();
    m_hovered.reset();
    m_measure.reset();
    forgetAxes();
    Q_EMIT runChanged();
    Q_EMIT viewChanged();
    Q_EMIT scrollChanged();
    Q_EMIT selectionChanged();
    Q_EMIT hoverChanged();
    Q_EMIT measureChanged();
}

void TimelineView::refreshRun(std::shared_ptr<const ShownRun> run)
{
    m_run = std::move(run);
    forgetAxes();
    Q_EMIT runChanged();
    Q_EMIT viewChanged();
    if (m_selection && (!m_run || !placeOf(m_run->timeline(), *m_selection)))
        select(std::nullopt);
    hover(std::nullopt);
}

void TimelineView::setAxisKind(AxisKind kind)
{
    if (!change(m_kind, kind))
        return;
    m_view = {};
    forgetAxes();
    Q_EMIT viewChanged();
}

void TimelineView::setDensity(std::optional<Density> density)
{
    if (change(m_density, density))
        Q_EMIT viewChanged();
}

void TimelineView::setTimeStyle(const TimeStyle& style)
{
    m_style = style;
    Q_EMIT viewChanged();
}

void TimelineView::setPlaceWidth(double width)
{
    if (width == m_width || width <= 0)
        return;
    m_view = clamped({m_view.zoom, m_view.left * width / m_width}, width);
    m_width = width;
    forgetAxes();
    Q_EMIT viewChanged();
}

void TimelineView::setViewport(const Viewport& view)
{
    const double zoomBefore = m_view.zoom;
    if (!change(m_view, clamped(view, m_width)))
        return;
    if (m_view.zoom != zoomBefore)
        m_zoomed.reset();
    Q_EMIT viewChanged();
}

void TimelineView::setScroll(double pixels)
{
    if (change(m_scroll, std::max(0.0, pixels)))
        Q_EMIT scrollChanged();
}

std::shared_ptr<const Axis> TimelineView::wholeAxis() const
{
    if (!m_whole && m_run) {
        if (m_run->timeline().rows.size() <= rowsLaidOutHere) {
            AxisMeasures measures;
            measures.width = m_width;
            m_whole = std::make_shared<const Axis>(buildAxis(m_kind, m_run->timeline().happenings, measures));
        } else {
            m_whole = std::make_shared<const Axis>(
                m_run->axes[static_cast<std::size_t>(m_kind)]->stretched(m_width / referenceWidth));
        }
    }
    return m_whole;
}

std::shared_ptr<const Axis> TimelineView::axis() const
{
    if (m_view.zoom == 1)
        return wholeAxis();
    if (!m_zoomed && m_run)
        m_zoomed = std::make_shared<const Axis>(wholeAxis()->stretched(m_view.zoom));
    return m_zoomed;
}

void TimelineView::select(const std::optional<Subject>& subject)
{
    if (subject && (!m_run || !placeOf(m_run->timeline(), *subject)))
        return;
    if (change(m_selection, subject))
        Q_EMIT selectionChanged();
}

void TimelineView::hover(const std::optional<Subject>& subject)
{
    if (change(m_hovered, subject))
        Q_EMIT hoverChanged();
}

void TimelineView::measure(const std::optional<Measure>& measure)
{
    if (change(m_measure, measure))
        Q_EMIT measureChanged();
}

void TimelineView::zoomAboutSelection(double factor)
{
    double x = m_width / 2;
    if (m_run && m_selection)
        if (const auto span = spanOf(m_run->timeline(), *m_selection)) {
            const double place = toPlace(m_view, wholeAxis()->toX(span->from));
            if (place >= 0 && place <= m_width)
                x = place;
        }
    setViewport(zoomedAbout(m_view, x, factor, m_width));
}

void TimelineView::zoomIn() { zoomAboutSelection(zoomStep); }
void TimelineView::zoomOut() { zoomAboutSelection(1 / zoomStep); }
void TimelineView::fit() { setViewport({}); }

void TimelineView::zoomToSelection()
{
    if (!m_run || !m_selection)
        return;
    constexpr double margin = 80;
    if (const auto span = spanOf(m_run->timeline(), *m_selection)) {
        const auto whole = wholeAxis();
        // An instant shows what is around it: no nearer than eight times. What lasts fills the plot, however short.
        const double least = span->from == span->to ? m_width / 8 : 0;
        setViewport(showing(whole->toX(span->from), whole->toX(span->to), m_width, margin, least));
    }
}

void TimelineView::selectNext()
{
    if (!m_selection)
        selectFirst();
    else if (const auto next = nextOf(m_run->timeline(), *m_selection))
        select(next);
}

void TimelineView::selectPrevious()
{
    if (!m_selection)
        selectLast();
    else if (const auto previous = previousOf(m_run->timeline(), *m_selection))
        select(previous);
}

void TimelineView::selectRow(int by)
{
    if (!m_run || m_run->timeline().rows.empty())
        return;
    if (!m_selection)
        return selectFirst();
    const auto last = static_cast<std::ptrdiff_t>(m_run->timeline().rows.size()) - 1;
    const auto row = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(m_selection->row) + by, 0, last);
    select(Subject{static_cast<std::size_t>(row), Part::whole, 0});
}

void TimelineView::selectFirst()
{
    if (m_run && !m_run->timeline().rows.empty())
        select(Subject{});
}

void TimelineView::selectLast()
{
    if (m_run && !m_run->timeline().rows.empty())
        select(Subject{m_run->timeline().rows.size() - 1, Part::whole, 0});
}

void TimelineView::forgetAxes()
{
    m_whole.reset();
    m_zoomed.reset();
}

} // namespace runlens
