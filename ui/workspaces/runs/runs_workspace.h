// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/render/palette.h"
#include "engine/source/run_document.h"
#include "ui/timeline/timeline_view.h"
#include "ui/workspaces/runs/run_preparer.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QAction;
class QScrollArea;
class QStackedWidget;

namespace runlens {

class RunListModel;
class RunPane;
class RunListView;
class SharingSplitter;
class StatePage;
class StepPanel;
class StoryPanel;

/// Runs of a file: the list where it is one, the timeline of the selected run, and the inspector with the run above the
/// selected step. What cannot be read is said in place of all that, and the workspace lives on.
class RunsWorkspace : public QWidget {
    Q_OBJECT
public:
    enum class Page : std::uint8_t { empty, loading, unreadable, runs };

    explicit RunsWorkspace(QWidget* parent = nullptr);
    ~RunsWorkspace() override;

    [[nodiscard]] TimelineView& view() noexcept { return m_view; }
    [[nodiscard]] RunPane& runPane() const noexcept { return *m_pane; }
    [[nodiscard]] StoryPanel& storyPanel() const noexcept { return *m_story; }
    [[nodiscard]] StepPanel& stepPanel() const noexcept { return *m_step; }
    [[nodiscard]] RunListView& runList() const noexcept { return *m_list; }
    [[nodiscard]] const QString& problem() const noexcept { return m_problem; } ///< why the file is unreadable
    [[nodiscard]] QString storyText() const; ///< of the run that is shown; empty without one
    [[nodiscard]] Page page() const noexcept { return m_page; }
    [[nodiscard]] const QString& path() const noexcept { return m_path; } ///< of what is open or being opened
    /// Null before one was opened.
    [[nodiscard]] const std::shared_ptr<const RunDocument>& document() const noexcept { return m_document; }

    /// At which time runs are looked at; default: the system's, which open runs follow.
    void setClock(std::function<Instant()> clock);
    [[nodiscard]] Instant now() const { return m_clock(); }
    void setTheme(render::Theme theme);
    void setTimeStyle(const TimeStyle& style);
    void open(const QString& path);
    void openAutomation(const QString& path);
    void reload(); ///< what is open, from its file

    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state); ///< of another version or broken: the defaults

    void copyAnswer();
    void copyPicture();
    void copySvg();
    void searchRaw();
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
    void show(Page page);
    void onOpened(std::shared_ptr<const RunDocument> document);
    void tellProgress(std::size_t bytes, std::size_t total, std::size_t runs);
    void onOpenFailed(const Error& error);
    void onPrepared(std::size_t run, std::shared_ptr<const ShownRun> shown);
    void prepareSelected();
    void selectRunBy(int rows);
    [[nodiscard]] int storyHeight(int inspector) const;

    TimelineView m_view;
    RunPreparer m_loader;
    std::function<Instant()> m_clock;
    render::Theme m_theme = render::Theme::light;
    Page m_page = Page::empty;
    QString m_path;
    QString m_problem;
    std::shared_ptr<const RunDocument> m_document;
    std::shared_ptr<const Automation> m_automation;
    std::optional<std::size_t> m_run; ///< of the document: the one shown or being prepared
    bool m_anew = true;               ///< what is prepared next is another run than the one shown
    QTimer m_tick;                    ///< moves "now" of open runs
    RunListModel* m_model;
    QStackedWidget* m_pages;
    QAction* m_openAction;
    QAction* m_againAction;
    StatePage* m_state;
    SharingSplitter* m_across; ///< runs and inspector
    SharingSplitter* m_down;   ///< list and timeline
    QWidget* m_listCard;
    RunListView* m_list;
    RunPane* m_pane;
    QWidget* m_inspectorCard;
    SharingSplitter* m_inspector; ///< story and step
    QScrollArea* m_scroller;      ///< of the story
    StoryPanel* m_story;
    StepPanel* m_step;
};

} // namespace runlens
