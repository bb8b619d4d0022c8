// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_actions.h"

#include "ui/shell/main_window.h"
#include "ui/shell/source_chrome.h"
#include "ui/shell/view_menu.h"
#include "ui/shell/window_alerts.h"
#include "ui/workspaces/runs/run_list_view.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>

namespace runlens::shell {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WindowActions", text); }

} // namespace

WindowActions::WindowActions(MainWindow& window, ActionRegistry& registry) : m_window(window), m_registry(registry)
{
    addFileActions();
    addSourceActions();
    addEditActions();
    addTimelineActions();
    addAxisActions();
    addViewActions();
    addHelpActions();
}

QAction* WindowActions::add(const QString& id, const QString& group, const QString& text,
                            const QList<QKeySequence>& keys, const std::function<void()>& run)
{
    auto* action = new QAction(text, &m_window);
    action->setShortcuts(keys);
    QObject::connect(action, &QAction::triggered, &m_window, run);
    m_window.addAction(action);
    m_registry.add(id, group, action);
    return action;
}

QAction* WindowActions::addChoice(QActionGroup* choices, const QString& id, const QString& group, const QString& text,
                                  const QList<QKeySequence>& keys, const std::function<void()>& run)
{
    QAction* action = add(id, group, text, keys, run);
    action->setCheckable(true);
    choices->addAction(action);
    return action;
}

void WindowActions::addFileActions()
{
    const QString group = tr("File");
    RunsWorkspace& runs = m_window.runs();
    add(QStringLiteral("file.open"), group, tr("&Open …"), {QKeySequence::Open}, [this] { m_window.chooseFile(); });
    m_forSources += add(QStringLiteral("file.automation"), group, tr("Use a &definition …"),
                        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)}, [this] { m_window.chooseAutomation(); });
    m_forSources += add(QStringLiteral("file.reload"), group, tr("&Reload, or look now"), {QKeySequence::Refresh},
                        [&runs] { runs.reload(); });
    m_forRuns += add(QStringLiteral("file.export"), group, tr("&Export …"), {QKeySequence(Qt::CTRL | Qt::Key_E)},
                     [this] { m_window.chooseExport(); });
    add(QStringLiteral("file.window"), group, tr("&New window"), {QKeySequence::New},
        [this] { m_window.openWindow(); });
    add(QStringLiteral("file.close"), group, tr("&Close window"), {QKeySequence::Close}, [this] { m_window.close(); });
    add(QStringLiteral("file.quit"), group, tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)},
        [] { QApplication::closeAllWindows(); });
}

void WindowActions::addSourceActions()
{
    const QString group = tr("Server");
    add(QStringLiteral("server.connections"), group, tr("&Connections …"), {QKeySequence(Qt::CTRL | Qt::Key_L)},
        [this] { m_window.chrome().showConnections(); });
    add(QStringLiteral("server.local"), group, tr("Local &engine"), {},
        [this] { m_window.sources().openLocalEngine(); });
    m_forKept += add(QStringLiteral("server.pause"), group, tr("&Pause, or go on"), {QKeySequence(Qt::Key_P)}, [this] {
        if (RunSource* source = m_window.runs().browser().source())
            source->setFollowing(source->snapshot()->state.link == Link::paused);
    });
    m_forKept += add(QStringLiteral("server.rest"), group, tr("Fetch the &rest"), {}, [this] {
        if (RunSource* source = m_window.runs().browser().source())
            source->setFetchingAll(true);
    });
    add(QStringLiteral("server.requests"), group, tr("Re&quests"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)},
        [this] { m_window.chrome().toggleRequests(); });
    add(QStringLiteral("server.notifications"), group, tr("&Notifications …"), {},
        [this] { m_window.alerts().edit(); });
    m_forLists += add(QStringLiteral("server.notify"), group, tr("Notify me of &this query …"), {},
                      [this] { m_window.alerts().editQuery(); });
    m_forKept += add(QStringLiteral("server.save"), group, tr("&Save as an archive …"), {QKeySequence::SaveAs},
                     [this] { m_window.chrome().chooseArchive(); });
    m_forKept += add(QStringLiteral("server.forget"), group, tr("&Forget a person …"), {},
                     [this] { m_window.chrome().chooseForget(); });
}

void WindowActions::addEditActions()
{
    const QString group = tr("Edit");
    RunsWorkspace& runs = m_window.runs();
    m_forRuns += add(QStringLiteral("edit.answer"), group, tr("Copy &answer"),
                     {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)}, [&runs] { runs.copyAnswer(); });
    m_forRuns += add(QStringLiteral("edit.picture"), group, tr("Copy timeline as &picture"),
                     {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I)}, [&runs] { runs.copyPicture(); });
    m_forRuns += add(QStringLiteral("edit.svg"), group, tr("Copy timeline as &SVG"),
                     {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G)}, [&runs] { runs.copySvg(); });
    m_forLists += add(QStringLiteral("edit.query"), group, tr("&Query"), {QKeySequence(Qt::Key_Slash)},
                      [&runs] { runs.focusQuery(); });
    m_forLists += add(QStringLiteral("edit.runs"), group, tr("Copy the selected &runs"), {},
                      [&runs] { runs.runList().copySelection(); });
    m_forRuns += add(QStringLiteral("edit.raw"), group, tr("Search in the &raw JSON"), {QKeySequence::Find},
                     [&runs] { runs.searchRaw(); });
}

void WindowActions::addTimelineActions()
{
    const QString group = tr("Timeline");
    TimelineView& view = m_window.runs().view();
    m_forRuns += add(QStringLiteral("timeline.in"), group, tr("Zoom &in"),
                     {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal), QKeySequence(Qt::CTRL | Qt::Key_Plus)},
                     [&view] { view.zoomIn(); });
    m_forRuns +=
        add(QStringLiteral("timeline.out"), group, tr("Zoom &out"),
            {QKeySequence(Qt::Key_Minus), QKeySequence(Qt::CTRL | Qt::Key_Minus)}, [&view] { view.zoomOut(); });
    m_forRuns += add(QStringLiteral("timeline.fit"), group, tr("&Fit the whole run"), {QKeySequence(Qt::Key_F)},
                     [&view] { view.fit(); });
    m_forRuns += add(QStringLiteral("timeline.selection"), group, tr("&Zoom to the selection"),
                     {QKeySequence(Qt::Key_Z)}, [&view] { view.zoomToSelection(); });
    auto* rows = new QActionGroup(&m_window);
    const auto density = [&](const char* id, const QString& text, int key, std::optional<layout::Density> of) {
        QAction* action =
            addChoice(rows, QLatin1String(id), group, text, {QKeySequence(key)}, [&view, of] { view.setDensity(of); });
        const auto tell = [&view, action, of] { action->setChecked(view.density() == of); };
        QObject::connect(&view, &TimelineView::viewChanged, action, tell);
        tell();
    };
    density("timeline.comfortable", tr("&Comfortable rows"), Qt::Key_4, layout::Density::comfortable);
    density("timeline.compact", tr("Co&mpact rows"), Qt::Key_5, layout::Density::compact);
    density("timeline.all", tr("&All rows in the window"), Qt::Key_6, std::nullopt);
}

void WindowActions::addAxisActions()
{
    const QString group = tr("Timeline");
    TimelineView& view = m_window.runs().view();
    auto* axes = new QActionGroup(&m_window);
    const auto axis = [&](const char* id, const QString& text, int key, layout::AxisKind kind) {
        QAction* action = addChoice(axes, QLatin1String(id), group, text, {QKeySequence(key)},
                                    [&view, kind] { view.setAxisKind(kind); });
        const auto tell = [&view, action, kind] { action->setChecked(view.axisKind() == kind); };
        QObject::connect(&view, &TimelineView::viewChanged, action, tell);
        tell();
    };
    axis("timeline.linear", tr("&Linear axis"), Qt::Key_1, layout::AxisKind::linear);
    axis("timeline.folded", tr("Fol&ded axis"), Qt::Key_2, layout::AxisKind::folded);
    axis("timeline.sequence", tr("Se&quence axis"), Qt::Key_3, layout::AxisKind::sequence);
}

void WindowActions::addViewActions()
{
    const QString group = tr("View");
    RunsWorkspace& runs = m_window.runs();
    m_views = new ViewMenu(m_window.savedViews(), runs, m_registry, group, m_window);
    QObject::connect(m_views, &ViewMenu::told, &runs, &RunsWorkspace::told);
    m_forLists +=
        add(QStringLiteral("view.next"), group, tr("&Next run"),
            {QKeySequence(Qt::Key_J), QKeySequence(Qt::ALT | Qt::Key_Down)}, [&runs] { runs.selectNextRun(); });
    m_forLists +=
        add(QStringLiteral("view.previous"), group, tr("&Previous run"),
            {QKeySequence(Qt::Key_K), QKeySequence(Qt::ALT | Qt::Key_Up)}, [&runs] { runs.selectPreviousRun(); });
    auto* zones = new QActionGroup(&m_window);
    const auto zone = [&](const char* id, const QString& text, ZoneChoice choice) {
        QAction* action =
            addChoice(zones, QLatin1String(id), group, text, {}, [this, choice] { m_window.setZone(choice); });
        const auto tell = [this, action, choice] { action->setChecked(m_window.zone() == choice); };
        QObject::connect(&m_window, &MainWindow::zoneChanged, action, tell);
        tell();
    };
    zone("view.utc", tr("Times in &UTC"), ZoneChoice::utc);
    zone("view.mine", tr("Times in &my zone"), ZoneChoice::mine);
    auto* themes = new QActionGroup(&m_window);
    const auto theme = [&](const char* id, const QString& text, theme::ThemeChoice choice) {
        theme::ThemeManager& manager = m_window.themes();
        QAction* action =
            addChoice(themes, QLatin1String(id), group, text, {}, [this, choice] { m_window.chooseTheme(choice); });
        const auto tell = [&manager, action, choice] { action->setChecked(manager.choice() == choice); };
        QObject::connect(&m_window, &MainWindow::themeChosen, action, tell);
        tell();
    };
    theme("view.system", tr("The &system's theme"), theme::ThemeChoice::system);
    theme("view.light", tr("&Light theme"), theme::ThemeChoice::light);
    theme("view.dark", tr("&Dark theme"), theme::ThemeChoice::dark);
}

void WindowActions::addHelpActions()
{
    const QString group = tr("Help");
    add(QStringLiteral("help.palette"), group, tr("&Go to a command …"), {QKeySequence(Qt::CTRL | Qt::Key_K)},
        [this] { m_window.showPalette(); });
    add(QStringLiteral("help.keys"), group, tr("&Keyboard and mouse"),
        {QKeySequence(Qt::Key_Question), QKeySequence(Qt::Key_F1)}, [this] { m_window.showKeys(); });
    add(QStringLiteral("help.about"), group, tr("&About Runlens"), {}, [this] { m_window.showAbout(); });
}

void WindowActions::update(const Available& available)
{
    const auto set = [](const QList<QAction*>& actions, bool can, const QString& reason) {
        for (QAction* action : actions)
            ActionRegistry::setUnavailable(action, can ? QString() : reason);
    };
    set(m_forRuns, available.run, tr("No run is shown"));
    set(m_forSources, available.source, tr("Nothing is open"));
    set(m_forLists, available.list, tr("No list of runs is open"));
    set(m_forKept, available.kept, tr("No server is open"));
    m_views->setAvailable(available.list);
}

} // namespace runlens::shell
