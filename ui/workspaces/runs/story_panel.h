// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/render/palette.h"
#include "ui/timeline/timeline_view.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace runlens::theme {
class BreakingLabel;
}

namespace runlens {

/// What happened in this run, in sentences, and what was found. A finding that belongs to a step selects it.
class StoryPanel : public QWidget {
    Q_OBJECT
public:
    /// `view` must outlive the panel.
    explicit StoryPanel(TimelineView& view, QWidget* parent = nullptr);

    void setTheme(render::Theme theme);
    /// The answer for whoever asked what happened: three to six sentences. Empty without a run.
    [[nodiscard]] QString answer() const;

Q_SIGNALS:
    void copyAnswerRequested();

private:
    void tell();
    void addFindings();
    void selectStep(std::size_t step);

    TimelineView& m_view;
    render::Theme m_theme = render::Theme::light;
    theme::BreakingLabel* m_story;
    QPushButton* m_copy;
    QLabel* m_findingsTitle;
    QVBoxLayout* m_findings;
    TimeStyle m_told; ///< how times were written last
};

} // namespace runlens
