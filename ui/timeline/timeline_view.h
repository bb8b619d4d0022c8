// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen of a run, and what of it is selected: the one object that rows, ruler, overview and inspector follow.
#pragma once

#include "engine/layout/subject.h"
#include "engine/layout/viewport.h"
#include "engine/words/time_text.h"
#include "ui/timeline/shown_run.h"

#include <QObject>

#include <memory>
#include <optional>

namespace runlens {

/// Two instants and what lies between them.
struct Measure {
    Instant from;
    Instant to;

    friend bool operator==(const Measure&, const Measure&) = default;
};

/// Lives on the window's thread. Setters clamp what does not fit and signal only what changed.
class TimelineView : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// A new run is seen whole, from its top, with nothing selected. Null: no run.
    void setRun(std::shared_ptr<const ShownRun> run);
    [[nodiscard]] const std::shared_ptr<const ShownRun>& run() const noexcept { return m_run; }
    /// The same run told anew (another time to look at it, other details): what is seen and selected stays.
    void refreshRun(std::shared_ptr<const ShownRun> run);

    void setAxisKind(layout::AxisKind kind);
    [[nodiscard]] layout::AxisKind axisKind() const noexcept { return m_kind; }
    void setDensity(std::optional<layout::Density> density); ///< none: all rows in the window
    [[nodiscard]] std::optional<layout::Density> density() const noexcept { return m_density; }
    void setTimeStyle(const TimeStyle& style);
    [[nodiscard]] const TimeStyle& timeStyle() const noexcept { return m_style; }

    /// The width of the place through which the axis is seen, pixels. The part that is seen stays.
    void setPlaceWidth(double width);
    [[nodiscard]] double placeWidth() const noexcept { return m_width; }
    void setViewport(const layout::Viewport& view);
    [[nodiscard]] const layout::Viewport& viewport() const noexcept { return m_view; }
    void setScroll(double pixels); ///< of rows above the window; 0 … what the rows' widget allows
    [[nodiscard]] double scroll() const noexcept { return m_scroll; }

    /// The axis for the place's width: at zoom 1, and at the present zoom. Null without a run.
    [[nodiscard]] std::shared_ptr<const layout::Axis> wholeAxis() const;
    [[nodiscard]] std::shared_ptr<const layout::Axis> axis() const;

    void select(const std::optional<layout::Subject>& subject);
    [[nodiscard]] const std::optional<layout::Subject>& selection() const noexcept { return m_selection; }
    void hover(const std::optional<layout::Subject>& subject);
    [[nodiscard]] const std::optional<layout::Subject>& hovered() const noexcept { return m_hovered; }
    void measure(const std::optional<Measure>& measure);
    [[nodiscard]] const std::optional<Measure>& measured() const noexcept { return m_measure; }

    void zoomIn(); ///< about the selection where it is seen, else about the middle
    void zoomOut();
    void fit(); ///< the whole axis
    void zoomToSelection();
    void selectNext();
    void selectPrevious();
    void selectRow(int by); ///< the row `by` rows below the selected one; with nothing selected the first
    void selectFirst();
    void selectLast();

Q_SIGNALS:
    void runChanged();
    void viewChanged(); ///< what is seen: axis, zoom, place, density, time style
    void scrollChanged();
    void selectionChanged();
    void hoverChanged();
    void measureChanged();

private:
    void forgetAxes();
    void zoomAboutSelection(double factor);

    std::shared_ptr<const ShownRun> m_run;
    layout::AxisKind m_kind = layout::AxisKind::folded;
    std::optional<layout::Density> m_density = layout::Density::comfortable;
    TimeStyle m_style;
    double m_width = 800;
    layout::Viewport m_view;
    double m_scroll = 0;
    std::optional<layout::Subject> m_selection;
    std::optional<layout::Subject> m_hovered;
    std::optional<Measure> m_measure;
    mutable std::shared_ptr<const layout::Axis> m_whole;
    mutable std::shared_ptr<const layout::Axis> m_zoomed;
};

} // namespace runlens
