// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/overview.h"
#include "engine/render/palette.h"
#include "ui/timeline/timeline_view.h"

#include <QWidget>

#include <cstdint>
#include <vector>

namespace runlens {

/// The whole run in one lane, with a frame around what the rows show. Dragging the frame moves it, dragging one of its
/// ends zooms, a click beside it brings it there, the wheel zooms about the cursor. Stands over the rows, its axis in
/// line with theirs.
class OverviewStrip : public QWidget {
    Q_OBJECT
public:
    /// `view` must outlive the strip.
    explicit OverviewStrip(TimelineView& view, QWidget* parent = nullptr);

    void setTheme(render::Theme theme);
    [[nodiscard]] QSize sizeHint() const override { return {600, 34}; }
    /// The frame around what is seen, pixels.
    [[nodiscard]] QRectF frame() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    enum class Grip : std::uint8_t { none, frame, left, right };

    [[nodiscard]] Grip gripAt(double x) const;
    [[nodiscard]] double axisLeft() const; ///< where the axis begins, pixels
    void renew();

    TimelineView& m_view;
    render::Theme m_theme = render::Theme::light;
    std::vector<layout::OverviewPiece> m_pieces; ///< for the present place
    Grip m_grip = Grip::none;
    double m_grabbed = 0; ///< where on the axis at zoom 1 it was taken
    layout::Viewport m_before;
};

} // namespace runlens
