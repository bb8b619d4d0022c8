// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/render/palette.h"
#include "ui/timeline/timeline_view.h"
#include "ui/workspaces/runs/run_browser.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QScrollArea;
class QStackedWidget;

namespace runlens {

class AutomationsPanel;
class QueryBar;
class RunListView;
class RunPane;
class SharingSplitter;
class StatePage;
class StepPanel;
class StoryPanel;

/// Runs of a source: its automations, the list with the query above it, the timeline of the selected run, and the
/// inspector with the run above the selected step. What cannot be shown is said in its place, and the workspace lives
/// on.
class RunsWorkspace : public QWidget {
    Q_OBJECT
public:
    enum class Page : std::uint8_t { empty, loading, unreadable, runs };

    explicit RunsWorkspace(QWidget* parent = nullptr);
    ~RunsWorkspace() override;

    [[nodiscard]] RunBrowser& browser() noexcept { return m_browser; }
    [[nodiscard]] TimelineView& view() noexcept { return m_view; }
    [[nodiscard]] RunPane& runPane() const noexcept { return *m_pane; }
    [[nodiscard]] StoryPanel& storyPanel() const noexcept { return *m_story; }
    [[nodiscard]] StepPanel& stepPanel() const noexcept { return *m_step; }
    [[nodiscard]] RunListView& runList() const noexcept { return *m_list; }
    [[nodiscard]] QueryBar& queryBar() const noexcept { return *m_bar; }
    [[nodiscard]] AutomationsPanel& automations() const noexcept { return *m_automations; }
    [[nodiscard]] const QString& problem() const noexcept { return m_problem; } ///< why there is nothing to show
    [[nodiscard]] QString storyText() const; ///< of the run that is shown; empty without one
    [[nodiscard]] Page page() const noexcept { return m_page; }
    [[nodiscard]] const QString& path() const noexcept { return m_path; } ///< of the file; empty for other sources
    [[nodiscard]] const QString& title() const noexcept { return m_title; }

    /// At which time runs are looked at; default: the system's, which open runs follow.
    void setClock(std::function<Instant()> clock) { m_browser.setClock(std::move(clock)); }
    [[nodiscard]] Instant now() const { return m_browser.now(); }
    void setTheme(render::Theme theme);
    void setTimeStyle(const TimeStyle& style);
    void open(const QString& path); ///< a run, a list, a scenario, an archive
    void browse(std::unique_ptr<RunSource> source, const QString& title);
    void openAutomation(const QString& path) { m_browser.openAutomation(path); }
    void reload(); ///< what is open, from where it came

    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state); ///< of another version or broken: the defaults

    void copyAnswer();
    void copyPicture();
    void copySvg();
    void searchRaw();
    void focusQuery();
    void selectNextRun();
    void selectPreviousRun();

Q_SIGNALS:
    void openRequested();             ///< the user asks for a file
    void opened(const QString& path); ///< its runs are there
    void pageChanged();
    void runShown();                    ///< another run, or the same seen anew, is on the timeline
    void told(const QString& sentence); ///< something was done that is not seen

private:
    void build();
    void follow();
    void followBrowser();
    void show(Page page);
    void tellState();
    void tellProgress(const SourceState& state);
    void tellProblem(const Error& error);
    void tellCounts();
    void tellNone(const std::vector<RunBrowser::Drop>& drops);
    void tellFound();
    void tellSeen();
    void showRun(std::shared_ptr<const ShownRun> shown, bool anew);
    void showNoRun(const Error& error);
    void selectRunBy(int rows);
    [[nodiscard]] int storyHeight(int inspector) const;

    TimelineView m_view;
    RunBrowser m_browser;
    render::Theme m_theme = render::Theme::light;
    Page m_page = Page::empty;
    QString m_path;
    QString m_title;
    QString m_problem;
    bool m_toldOpened = false;
    QTimer m_tick; ///< moves "now" of open runs
    QTimer m_look; ///< tells which rows are seen, once scrolling pauses
    QStackedWidget* m_pages;
    QAction* m_openAction;
    QAction* m_againAction;
    QAction* m_dropAction;     ///< a term of a query that finds nothing
    QAction* m_allAction;      ///< no query
    QAction* m_runAgainAction; ///< the detail of the run
    StatePage* m_state;
    SharingSplitter* m_outer; ///< automations and the rest
    AutomationsPanel* m_automations;
    SharingSplitter* m_across; ///< runs and inspector
    QWidget* m_middle;         ///< the bar above what follows
    QueryBar* m_bar;
    SharingSplitter* m_down; ///< list and timeline
    QWidget* m_listCard;
    QStackedWidget* m_listPages;
    RunListView* m_list;
    StatePage* m_noRuns;
    QStackedWidget* m_runPages;
    RunPane* m_pane;
    StatePage* m_noRun;
    QWidget* m_inspectorCard;
    SharingSplitter* m_inspector; ///< story and step
    QScrollArea* m_scroller;      ///< of the story
    StoryPanel* m_story;
    StepPanel* m_step;
    std::vector<RunBrowser::Drop> m_drops;
};

} // namespace runlens
