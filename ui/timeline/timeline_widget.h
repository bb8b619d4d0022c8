// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"
#include "engine/render/palette.h"
#include "engine/words/words.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/timeline_view.h"

#include <QAbstractScrollArea>
#include <QPixmap>
#include <QPointer>
#include <QTimer>

#include <optional>

class QGestureEvent;

namespace runlens {

/// The rows of a run under their ruler. Follows a TimelineView, and moves it by mouse and keys:
///
/// wheel scrolls, with Shift it moves along the axis, with Ctrl it zooms about the cursor, as a pinch does; a click
/// selects, a double click zooms to what it selects, a drag moves, a drag with Shift measures; arrows move the
/// selection in reading order (left, right) and by rows (up, down).
///
/// The scene is laid out when what is seen changes, never for hover, selection or measure.
class TimelineWidget : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// `view` must outlive the widget.
    explicit TimelineWidget(TimelineView& view, QWidget* parent = nullptr);
    ~TimelineWidget() override;

    void setTheme(render::Theme theme);
    [[nodiscard]] render::Theme theme() const noexcept { return m_theme; }
    [[nodiscard]] TimelineView& view() const noexcept { return m_view; }
    /// As it is painted; laid out anew where it is due. Empty without a run.
    [[nodiscard]] const layout::Scene& scene();
    [[nodiscard]] const Words& words() const noexcept { return m_words; }
    [[nodiscard]] const HoverCard* hoverCard() const noexcept { return m_card; }
    /// How often a scene was laid out.
    [[nodiscard]] int geometryPasses() const noexcept { return m_passes; }
    /// The scene of all rows as they are zoomed now, with a header: for a picture of its own.
    [[nodiscard]] layout::Scene pictureScene() const;

    [[nodiscard]] QSize sizeHint() const override { return {900, 480}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {260, 160}; }

    void reveal(const layout::Subject& subject); ///< scrolls and moves as little as makes it seen

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Drag {
        QPointF from;
        layout::Viewport view;
        double scroll = 0;
        bool moved = false;
        std::optional<Instant> measuredFrom;
    };

    [[nodiscard]] layout::SceneOptions options() const;
    [[nodiscard]] layout::Scene layOut(const layout::SceneOptions& options) const;
    [[nodiscard]] double highestScroll() const;
    void invalidate();
    void onRunChanged();
    void onSelectionChanged();
    void updateScrollBars();
    void zoomAt(double x, double factor);
    void dragTo(const QPointF& at);
    void hoverAt(const QPointF& at);
    void showCard();
    void leave();
    HoverCard& card();
    bool pinch(QGestureEvent& event);
    [[nodiscard]] double placeX(double x); ///< from the widget's pixels to the place's

    TimelineView& m_view;
    Words m_words;
    render::Theme m_theme = render::Theme::light;
    layout::Scene m_scene;
    bool m_sceneDue = true;
    QPixmap m_painted; ///< the scene; null where it is due
    int m_passes = 0;
    std::optional<Drag> m_drag;
    QPointer<HoverCard> m_card; ///< in the window the widget stands in
    QTimer m_cardDelay;
    QPoint m_cursor;
    bool m_updatingBars = false;
};

} // namespace runlens
