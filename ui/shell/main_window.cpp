// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "engine/source/open_source.h"
#include "engine/words/words.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/recent_files.h"
#include "ui/shell/run_exporter.h"
#include "ui/shell/settings.h"
#include "ui/shell/source_chrome.h"
#include "ui/shell/source_status.h"
#include "ui/shell/toast.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_alerts.h"
#include "ui/theme/icons.h"
#include "ui/theme/looks.h"
#include "ui/workspaces/runs/run_pane.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace runlens::shell {
namespace {

const QString splitters = QStringLiteral("runs");

} // namespace

MainWindow::MainWindow(Shared shared)
    : m_shared(std::move(shared)),
      m_settings(m_shared.settings),
      m_middle(new QWidget(this)),
      m_runs(new RunsWorkspace(m_middle)),
      m_sources(new SourceManager(*m_runs, m_shared.book, m_shared.folders, this)),
      m_recent(new RecentFiles(m_settings, this)),
      m_exporter(new RunExporter(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    setWindowTitle(tr("Runlens"));
    m_alerts = std::make_unique<WindowAlerts>(m_shared.alerts, *m_runs, *m_sources, *this);
    m_actions = std::make_unique<WindowActions>(*this, m_registry);
    build();
    buildMenus();
    follow();
    restore();
    tellState();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_top = new TopBar(m_registry, m_middle);
    auto* across = new QHBoxLayout;
    across->setSpacing(0);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(rail(m_middle));
    across->addWidget(m_runs, 1);
    auto* column = new QVBoxLayout(m_middle);
    column->setSpacing(0);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_top);
    column->addLayout(across, 1);
    setCentralWidget(m_middle);
    m_chrome = new SourceChrome(*m_sources, m_shared.book, *m_runs, *m_top, *column, *this);
    m_zoneLabel = new QLabel(this);
    theme::setLook(m_zoneLabel, theme::Look::muted);
    statusBar()->addWidget(&m_chrome->status(), 1);
    statusBar()->addPermanentWidget(m_zoneLabel);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(12, 0, 12, 0);
    m_palette = new CommandPalette(&m_registry, this);
    m_palette->setLeftOut({QStringLiteral("help.palette")});
    m_palette->setRecent(m_settings.recentCommands());
    m_keys = new KeySheet(&m_registry, this);
    m_keys->setOpener(QStringLiteral("help.keys"));
    m_keys->setGestures(gestures());
    m_toast = new Toast(this);
}

QWidget* MainWindow::rail(QWidget* parent)
{
    auto* bar = new QFrame(parent);
    theme::setLook(bar, theme::Look::bar);
    bar->setFixedWidth(64);
    auto* column = new QVBoxLayout(bar);
    column->setContentsMargins(4, 8, 4, 8);
    auto* runs = new QToolButton(bar);
    runs->setText(tr("Runs"));
    runs->setIcon(theme::themedIcon(theme::ChromeIcon::runs));
    runs->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    runs->setCheckable(true);
    runs->setAutoExclusive(true);
    runs->setChecked(true);
    runs->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    theme::setLook(runs, theme::Look::rail);
    column->addWidget(runs);
    column->addStretch(1);
    return bar;
}

void MainWindow::buildMenus()
{
    QMenu* file = nullptr;
    for (const QString& group : {tr("File"), tr("Server"), tr("Edit"), tr("Timeline"), tr("View"), tr("Help")}) {
        QMenu* menu = m_top->menus().addMenu(group);
        m_registry.fillMenu(menu, group);
        if (file == nullptr)
            file = menu;
    }
    auto* recent = new QMenu(tr("Open &recent"), file);
    file->insertMenu(file->actions().value(1), recent);
    m_recent->fill(recent);
}

std::vector<KeyRow> MainWindow::gestures()
{
    const QString timeline = tr("On the timeline");
    return {
        {timeline, tr("Next and previous mark, in reading order"), {tr("Right, Left")}},
        {timeline, tr("Next and previous row"), {tr("Down, Up")}},
        {timeline, tr("First and last row"), {tr("Home, End")}},
        {timeline, tr("Zoom about the cursor"), {tr("Ctrl+wheel"), tr("pinch")}},
        {timeline, tr("Move along the axis"), {tr("Shift+wheel"), tr("drag")}},
        {timeline, tr("Measure"), {tr("Shift+drag")}},
        {timeline, tr("Zoom to what is clicked"), {tr("double click")}},
        {timeline, tr("Forget the measure, then the selection"), {tr("Esc")}},
        {tr("In the payload"), tr("Copy the value"), {tr("Ctrl+C")}},
        {tr("In the payload"), tr("Copy the path"), {tr("Ctrl+Shift+C")}},
    };
}

void MainWindow::follow()
{
    connect(m_runs, &RunsWorkspace::openRequested, this, &MainWindow::chooseFile);
    connect(m_runs, &RunsWorkspace::opened, this, [this](const QString& path) {
        if (!path.isEmpty())
            m_recent->add(path);
    });
    connect(m_runs, &RunsWorkspace::pageChanged, this, &MainWindow::tellState);
    connect(m_runs, &RunsWorkspace::runShown, this, &MainWindow::tellState);
    connect(m_runs, &RunsWorkspace::told, m_toast, &Toast::announce);
    connect(m_recent, &RecentFiles::openRequested, this, &MainWindow::open);
    connect(m_palette, &CommandPalette::recentChanged, this,
            [this](const QStringList& ids) { m_settings.setRecentCommands(ids); });
    connect(m_exporter, &RunExporter::written, this,
            [this](const QString& path) { m_toast->announce(tr("Wrote %1").arg(QFileInfo(path).fileName())); });
    connect(m_exporter, &RunExporter::failed, this,
            [this](const QString& sentence) { announceFailure(tr("The report was not written"), sentence); });
    connect(m_sources, &SourceManager::failed, this, &MainWindow::announceFailure);
    connect(m_sources, &SourceManager::told, m_toast, &Toast::announce);
    connect(m_alerts.get(), &WindowAlerts::told, m_toast, &Toast::announce);
    connect(m_sources, &SourceManager::changed, this, &MainWindow::tellState);
    connect(m_chrome, &SourceChrome::told, m_toast, &Toast::announce);
    connect(m_chrome, &SourceChrome::openFileRequested, this, &MainWindow::chooseFile);
    connect(m_chrome, &SourceChrome::fileChosen, this, &MainWindow::open);
    connect(&m_shared.themes, &theme::ThemeManager::themeChanged, m_runs, &RunsWorkspace::setTheme);
    connect(&m_runs->view(), &TimelineView::viewChanged, this,
            [this] { m_settings.setAxis(m_runs->view().axisKind()); });
}

void MainWindow::announceFailure(const QString& title, const QString& sentence)
{
    auto* box = new QMessageBox(QMessageBox::Warning, title, sentence, QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::restore()
{
    resize(1440, 900);
    restoreGeometry(m_settings.windowGeometry());
    m_runs->restoreState(m_settings.splitterState(splitters));
    m_runs->view().setAxisKind(m_settings.axis());
    m_runs->setTheme(m_shared.themes.theme());
    m_zone = m_settings.zone() == QStringLiteral("UTC") ? ZoneChoice::utc : ZoneChoice::mine;
    applyZone();
}

void MainWindow::remember()
{
    m_settings.setWindowGeometry(saveGeometry());
    m_settings.setSplitterState(splitters, m_runs->saveState());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    remember();
    QMainWindow::closeEvent(event);
}

void MainWindow::open(const QString& path)
{
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    m_sources->openFile(path);
}

void MainWindow::openSource(const QString& source, const QString& key)
{
    if (isServerAddress(source))
        m_sources->openAddress(source, key);
    else if (const QString store = storePathOf(source); !store.isEmpty())
        m_sources->openStore(store);
    else if (!source.isEmpty())
        open(source);
}

void MainWindow::openWindow()
{
    remember();
    auto* window = new MainWindow(m_shared);
    window->move(pos() + QPoint(32, 32));
    window->show();
}

void MainWindow::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a run or a list of runs"), m_settings.lastFolder(),
                                                      tr("Runs (*.json *.runlens);;All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void MainWindow::chooseAutomation()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open the automation of these runs"), m_settings.lastFolder(),
                                     tr("Automations (*.json);;All files (*)"));
    if (!path.isEmpty())
        m_runs->openAutomation(path);
}

void MainWindow::chooseExport()
{
    const auto& run = m_runs->view().run();
    if (!run)
        return;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export this run"), m_settings.lastFolder(),
                                     tr("Picture (*.png);;Vector picture (*.svg);;Data (*.json);;Text (*.md)"));
    if (!path.isEmpty())
        m_exporter->write(run, {formatOf(path), path, m_shared.themes.theme(), m_runs->view().axisKind(),
                                m_runs->view().timeStyle()});
}

void MainWindow::chooseTheme(theme::ThemeChoice choice)
{
    m_settings.setThemeChoice(choice);
    m_shared.themes.setChoice(choice);
    for (QWidget* window : QApplication::topLevelWidgets())
        if (auto* other = qobject_cast<MainWindow*>(window))
            Q_EMIT other->themeChosen();
}

void MainWindow::setZone(ZoneChoice zone)
{
    m_zone = zone;
    m_settings.setZone(zone == ZoneChoice::utc ? QStringLiteral("UTC") : QString());
    applyZone();
    Q_EMIT zoneChanged();
}

void MainWindow::applyZone()
{
    const TimeStyle style = timeStyleOf(m_zone, m_runs->now());
    m_runs->setTimeStyle(style);
    m_chrome->setTimeStyle(style);
    m_zoneLabel->setText(zoneName(style));
    m_zoneLabel->setToolTip(Words(style).zoneNote());
}

void MainWindow::tellState()
{
    const bool runs = m_runs->page() == RunsWorkspace::Page::runs;
    const SourceState& state = m_runs->browser().snapshot().state;
    m_actions->update({.run = runs && m_runs->view().run() != nullptr,
                       .source = m_runs->browser().source() != nullptr,
                       .list = runs && state.list,
                       .kept = m_sources->keepsRuns()});
    const QString& name = m_sources->title().name;
    setWindowTitle(name.isEmpty() ? tr("Runlens") : tr("%1 – Runlens").arg(name));
    m_chrome->setRecentFiles(m_settings.recentFiles());
}

void MainWindow::showPalette() { m_palette->toggle(); }
void MainWindow::showKeys() { m_keys->toggle(); }

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About Runlens"),
                       tr("Runlens %1\nAn inspector for runs of messaging automations.\nLicence: GPL-3.0-or-later.")
                           .arg(QApplication::applicationVersion()));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    open(event->mimeData()->urls().front().toLocalFile());
}

} // namespace runlens::shell
