// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/runs_layout.h"

#include "ui/theme/looks.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/sharing_splitter.h"
#include "ui/widgets/state_page.h"
#include "ui/workspaces/runs/automations_panel.h"
#include "ui/workspaces/runs/run_list_view.h"
#include "ui/workspaces/runs/run_pane.h"
#include "ui/workspaces/runs/step_panel.h"
#include "ui/workspaces/runs/story_panel.h"
#include "ui/workspaces/runs/views_button.h"

#include <QDataStream>
#include <QIODevice>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace runlens {
namespace {

constexpr int stateVersion = 3;

QFrame* card(QWidget* parent)
{
    auto* frame = new QFrame(parent);
    theme::setLook(frame, theme::Look::card);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(1, 1, 1, 1);
    return frame;
}

int widthOfAutomations(int length) { return std::clamp(length * 16 / 100 - 12, 140, 220); }
int widthOfRuns(int length) { return length - std::clamp(length * 27 / 100, 254, 340); }
int heightOfList(int length) { return std::clamp(length * 36 / 100, 140, 320); }

} // namespace

// Each is made in its place: what is moved is styled anew, with all that is in it.
RunsLayout::RunsLayout(QWidget* parent, TimelineView& view, RunListModel& model)
    : pages(new QStackedWidget(parent)),
      state(new StatePage(pages)),
      outer(new SharingSplitter(Qt::Horizontal, widthOfAutomations, pages)),
      automations(new AutomationsPanel(outer)),
      across(new SharingSplitter(Qt::Horizontal, widthOfRuns, outer)),
      middle(new QWidget(across)),
      views(new ViewsButton(middle)),
      bar(new QueryBar(middle)),
      down(new SharingSplitter(Qt::Vertical, heightOfList, middle)),
      listCard(card(down)),
      listPages(new QStackedWidget(listCard)),
      list(new RunListView(&model, listPages)),
      noRuns(new StatePage(listPages)),
      runPages(new QStackedWidget(down)),
      pane(new RunPane(view, runPages)),
      noRun(new StatePage(runPages)),
      inspectorCard(card(across)),
      inspector(new SharingSplitter(
          Qt::Vertical, [this](int height) { return storyHeight(height); }, inspectorCard)),
      scroller(new QScrollArea(inspector)),
      story(new StoryPanel(view, scroller->viewport())),
      step(new StepPanel(view, inspector))
{
    arrange(parent);
}

void RunsLayout::arrange(QWidget* parent)
{
    for (QWidget* page : {static_cast<QWidget*>(list), static_cast<QWidget*>(noRuns)})
        listPages->addWidget(page);
    listCard->layout()->addWidget(listPages);
    for (QWidget* page : {static_cast<QWidget*>(pane), static_cast<QWidget*>(noRun)})
        runPages->addWidget(page);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    views->setLineHeight(bar->sizeHint().height());
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(views, 0, Qt::AlignTop); // an error makes the bar higher
    head->addWidget(bar, 1);
    column->addLayout(head);
    column->addWidget(down, 1);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setWidgetResizable(true);
    scroller->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroller->setWidget(story);
    inspectorCard->layout()->addWidget(inspector);
    for (SharingSplitter* splitter : {outer, across, down, inspector})
        splitter->setHandleWidth(splitter == inspector ? 1 : 8);
    pages->addWidget(state);
    pages->addWidget(outer);
    auto* whole = new QVBoxLayout(parent);
    whole->setContentsMargins(8, 8, 8, 8);
    whole->addWidget(pages);
}

/// The story is seen whole where it leaves the step's details enough.
int RunsLayout::storyHeight(int inspectorHeight) const
{
    return std::clamp(story->heightForWidth(inspector->width()), 120, std::max(120, inspectorHeight * 6 / 10));
}

QByteArray RunsLayout::saveState() const
{
    QByteArray saved;
    QDataStream stream(&saved, QIODevice::WriteOnly);
    stream << stateVersion << outer->saveChoice() << across->saveChoice() << down->saveChoice()
           << inspector->saveChoice() << list->saveColumns();
    return saved;
}

void RunsLayout::restoreState(const QByteArray& saved) const
{
    QDataStream stream(saved);
    int version = 0;
    QByteArray outerChoice;
    QByteArray acrossChoice;
    QByteArray downChoice;
    QByteArray inspectorChoice;
    QByteArray columns;
    stream >> version >> outerChoice >> acrossChoice >> downChoice >> inspectorChoice >> columns;
    if (stream.status() != QDataStream::Ok || version != stateVersion)
        return;
    outer->restoreChoice(outerChoice);
    across->restoreChoice(acrossChoice);
    down->restoreChoice(downChoice);
    inspector->restoreChoice(inspectorChoice);
    list->restoreColumns(columns);
}

} // namespace runlens
