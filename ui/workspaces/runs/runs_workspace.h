// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/render/palette.h"
#include "ui/timeline/timeline_view.h"
#include "ui/workspaces/runs/run_browser.h"
#include "ui/workspaces/runs/runs_layout.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QAction;

namespace runlens {

/// Runs of a source: what is browsed, in the widgets of its layout. What cannot be shown is said in its place, and the
/// workspace lives on.
class RunsWorkspace : public QWidget {
    Q_OBJECT
public:
    enum class Page : std::uint8_t { empty, loading, unreadable, runs };

    explicit RunsWorkspace(QWidget* parent = nullptr);
    ~RunsWorkspace() override;

    [[nodiscard]] RunBrowser& browser() noexcept { return m_browser; }
    [[nodiscard]] TimelineView& view() noexcept { return m_view; }
    [[nodiscard]] const RunsLayout& parts() const noexcept { return m_parts; }
    [[nodiscard]] RunPane& runPane() const noexcept { return *m_parts.pane; }
    [[nodiscard]] StoryPanel& storyPanel() const noexcept { return *m_parts.story; }
    [[nodiscard]] StepPanel& stepPanel() const noexcept { return *m_parts.step; }
    [[nodiscard]] RunListView& runList() const noexcept { return *m_parts.list; }
    [[nodiscard]] const QString& problem() const noexcept { return m_problem; } ///< why there is nothing to show
    [[nodiscard]] QString storyText() const; ///< of the run that is shown; empty without one
    [[nodiscard]] Page page() const noexcept { return m_page; }
    [[nodiscard]] const QString& path() const noexcept { return m_path; } ///< of the file; empty for other sources

    /// At which time runs are looked at; default: the system's, which open runs follow.
    void setClock(std::function<Instant()> clock) { m_browser.setClock(std::move(clock)); }
    [[nodiscard]] Instant now() const { return m_browser.now(); }
    void setTheme(render::Theme theme);
    void setTimeStyle(const TimeStyle& style);
    void open(const QString& path); ///< a run, a list, a scenario, an archive
    /// `name` is what it is called by while it is being opened.
    void browse(std::unique_ptr<RunSource> source, const QString& name);
    void openAutomation(const QString& path) { m_browser.openAutomation(path); }
    void reload() { m_browser.reload(); } ///< what is open, from where it came

    [[nodiscard]] QByteArray saveState() const { return m_parts.saveState(); }
    void restoreState(const QByteArray& state) { m_parts.restoreState(state); }

    void copyAnswer();
    void copyPicture();
    void copySvg();
    void searchRaw();
    void focusQuery();
    void selectNextRun() { selectRunBy(1); }
    void selectPreviousRun() { selectRunBy(-1); }

Q_SIGNALS:
    void openRequested();             ///< the user asks for a file
    void connectionsRequested();      ///< the user asks for another server, or another key
    void opened(const QString& path); ///< its runs are there
    void pageChanged();
    void runShown();                    ///< another run, or the same seen anew, is on the timeline
    void told(const QString& sentence); ///< something was done that is not seen

private:
    void follow();
    void followBrowser();
    void show(Page page);
    void tellState();
    void tellProgress(const SourceState& state);
    void showRuns();
    void tellProblem(const Error& error);
    void tellCounts();
    void tellServed();
    void tellFound();
    void tellNone();
    void tellSeen();
    void dropTerm();
    void showRun(std::shared_ptr<const ShownRun> shown, bool anew);
    void showNoRun(const Error& error);
    void selectRunBy(int rows);

    TimelineView m_view;
    RunBrowser m_browser;
    render::Theme m_theme = render::Theme::light;
    Page m_page = Page::empty;
    QString m_path;
    QString m_name;
    QString m_problem;
    bool m_toldOpened = false;
    bool m_ready = false;                  ///< there is something to see: of a file its run, of others the list
    std::vector<RunBrowser::Drop> m_drops; ///< of the query that finds nothing, once they are known
    QTimer m_tick;                         ///< moves "now" of open runs
    QTimer m_look;                         ///< tells which rows are seen, once scrolling pauses
    QAction* m_openAction;
    QAction* m_connectAction;
    QAction* m_againAction;
    QAction* m_dropAction; ///< a term of a query that finds nothing, or all of it
    QAction* m_runAgainAction;
    RunsLayout m_parts;
};

} // namespace runlens
