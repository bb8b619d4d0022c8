// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timeline_view.h"

#include <QByteArray>

class QScrollArea;
class QStackedWidget;
class QWidget;

namespace runlens {

class AutomationsPanel;
class QueryBar;
class RunListModel;
class RunListView;
class RunPane;
class SharingSplitter;
class StatePage;
class StepPanel;
class StoryPanel;
class ViewsButton;

/// What the workspace of runs is made of, and how it shares its room: automations at the left; the query above the list
/// above the timeline; at the right the story above the selected step. The widgets belong to `parent`.
class RunsLayout {
public:
    RunsLayout(QWidget* parent, TimelineView& view, RunListModel& model);
    RunsLayout(const RunsLayout&) = delete; // a splitter asks this one for its rule
    RunsLayout& operator=(const RunsLayout&) = delete;

    QStackedWidget* pages;         ///< `state` or `outer`
    StatePage* state;              ///< in place of everything
    SharingSplitter* outer;        ///< automations and the rest
    AutomationsPanel* automations; ///< hidden where the source has none
    SharingSplitter* across;       ///< runs and inspector
    QWidget* middle;
    ViewsButton* views; ///< beside the query
    QueryBar* bar;
    SharingSplitter* down; ///< list and timeline
    QWidget* listCard;
    QStackedWidget* listPages; ///< `list` or `noRuns`
    RunListView* list;
    StatePage* noRuns;
    QStackedWidget* runPages; ///< `pane` or `noRun`
    RunPane* pane;
    StatePage* noRun;
    QWidget* inspectorCard;
    SharingSplitter* inspector; ///< story and step
    QScrollArea* scroller;      ///< of the story
    StoryPanel* story;
    StepPanel* step;

    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& saved) const; ///< of another version or broken: the defaults

private:
    void arrange(QWidget* parent);
    [[nodiscard]] int storyHeight(int inspectorHeight) const;
};

} // namespace runlens
