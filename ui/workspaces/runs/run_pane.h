// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"
#include "ui/timeline/timeline_view.h"

#include <QFrame>

#include <array>

class QLabel;
class QPushButton;

namespace runlens::theme {
class ElidedLabel;
}

namespace runlens {

class OverviewStrip;
class TimelineWidget;

/// The timeline of one run: what run it is, the choice of axis, the overview, the rows.
class RunPane : public QFrame {
    Q_OBJECT
public:
    /// `view` must outlive the pane.
    explicit RunPane(TimelineView& view, QWidget* parent = nullptr);

    void setTheme(render::Theme theme);
    [[nodiscard]] TimelineWidget& rows() const noexcept { return *m_rows; }
    [[nodiscard]] OverviewStrip& overview() const noexcept { return *m_overview; }

private:
    void tellRun();
    void tellAxis();
    void choose(std::size_t axis);

    TimelineView& m_view;
    render::Theme m_theme = render::Theme::light;
    theme::ElidedLabel* m_run;
    QLabel* m_statusIcon;
    QLabel* m_status;
    theme::ElidedLabel* m_facts;
    std::array<QPushButton*, 3> m_axes{};
    OverviewStrip* m_overview;
    TimelineWidget* m_rows;
};

} // namespace runlens
