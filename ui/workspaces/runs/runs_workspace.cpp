// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/runs_workspace.h"

#include "engine/query/pushdown.h"
#include "engine/render/picture.h"
#include "engine/source/open_source.h"
#include "engine/words/words.h"
#include "ui/timeline/timeline_widget.h"
#include "ui/widgets/query_bar.h"
#include "ui/widgets/sharing_splitter.h"
#include "ui/widgets/state_page.h"
#include "ui/workspaces/runs/automations_panel.h"
#include "ui/workspaces/runs/raw_view.h"
#include "ui/workspaces/runs/run_list_view.h"
#include "ui/workspaces/runs/run_pane.h"
#include "ui/workspaces/runs/step_panel.h"
#include "ui/workspaces/runs/story_panel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QImage>
#include <QLocale>
#include <QMimeData>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>
#include <chrono>
#include <utility>

namespace runlens {
namespace {

using namespace std::chrono_literals;

constexpr auto tickLength = 30s;
constexpr auto lookPause = 100ms;

QString counted(std::size_t count) { return QLocale().toString(static_cast<qulonglong>(count)); }

bool isFile(const RunSource* source)
{
    return source != nullptr && (source->kind() == SourceKind::file || source->kind() == SourceKind::simulation);
}

} // namespace

RunsWorkspace::RunsWorkspace(QWidget* parent)
    : QWidget(parent),
      m_browser(this),
      m_openAction(new QAction(tr("Open …"), this)),
      m_connectAction(new QAction(tr("Connections …"), this)),
      m_againAction(new QAction(tr("Try again"), this)),
      m_dropAction(new QAction(this)),
      m_runAgainAction(new QAction(tr("Try again"), this)),
      m_parts(this, m_view, m_browser.model())
{
    m_tick.setInterval(tickLength);
    m_look.setInterval(lookPause);
    m_look.setSingleShot(true);
    follow();
    followBrowser();
    show(Page::empty);
}

RunsWorkspace::~RunsWorkspace() { m_browser.disconnect(this); }

void RunsWorkspace::follow()
{
    connect(m_parts.step, &StepPanel::rawRequested, this, [this](RunPreparer::Place place, std::size_t index) {
        if (m_browser.detail() && !m_browser.cut(place, index))
            m_parts.step->setRawNotice(tr("The file is too long for its text to be kept; open the run by itself."));
    });
    connect(m_parts.step, &StepPanel::copied, this,
            [this](const QString& what) { Q_EMIT told(tr("Copied %1").arg(what)); });
    connect(m_parts.story, &StoryPanel::copyAnswerRequested, this, &RunsWorkspace::copyAnswer);
    connect(m_parts.state, &StatePage::cancelRequested, this, [this] {
        if (m_browser.source() != nullptr)
            m_browser.source()->cancel();
        m_browser.browse(nullptr);
        m_path.clear();
        show(Page::empty);
    });
    connect(m_parts.list, &RunListView::currentRunChanged, this, [this](RowNumber run) { m_browser.select(run); });
    connect(m_parts.list, &RunListView::copied, this,
            [this](int rows) { Q_EMIT told(tr("Copied %n runs", nullptr, rows)); });
    connect(m_parts.list, &RunListView::copyFailed, this,
            [this](const Error& error) { Q_EMIT told(Words().error(error)); });
    connect(m_parts.list->verticalScrollBar(), &QScrollBar::valueChanged, &m_look, qOverload<>(&QTimer::start));
    connect(m_parts.list->verticalScrollBar(), &QScrollBar::rangeChanged, &m_look, qOverload<>(&QTimer::start));
    connect(m_parts.bar, &QueryBar::queryChanged, &m_browser, &RunBrowser::setQuery);
    connect(m_parts.bar, &QueryBar::queryChanged, this, [this] {
        m_drops.clear(); // they were of another query
        tellServed();
    });
    connect(m_parts.bar, &QueryBar::vocabularyWanted, &m_browser, &RunBrowser::askVocabulary);
    connect(m_parts.bar, &QueryBar::fetchRestRequested, this, [this] {
        if (m_browser.source() != nullptr)
            m_browser.source()->setFetchingAll(true);
    });
    connect(m_parts.bar, &QueryBar::left, m_parts.list, qOverload<>(&QWidget::setFocus));
    m_parts.bar->setContext([this] { return ParseContext{now(), {}}; });
    connect(m_parts.automations, &AutomationsPanel::chosen, this, [this](const AutomationId& id) {
        m_drops.clear();
        m_browser.setAutomation(id);
    });
    connect(m_openAction, &QAction::triggered, this, &RunsWorkspace::openRequested);
    connect(m_connectAction, &QAction::triggered, this, &RunsWorkspace::connectionsRequested);
    connect(m_againAction, &QAction::triggered, this, &RunsWorkspace::reload);
    connect(m_dropAction, &QAction::triggered, this, &RunsWorkspace::dropTerm);
    connect(m_runAgainAction, &QAction::triggered, this, [this] {
        if (m_browser.source() != nullptr && m_browser.selected())
            m_browser.source()->fetchDetail(*m_browser.selected());
    });
    connect(&m_tick, &QTimer::timeout, &m_browser, &RunBrowser::tick);
    connect(&m_look, &QTimer::timeout, this, &RunsWorkspace::tellSeen);
}

void RunsWorkspace::followBrowser()
{
    connect(&m_browser, &RunBrowser::stateChanged, this, &RunsWorkspace::tellState);
    connect(&m_browser, &RunBrowser::foundRuns, this, &RunsWorkspace::tellFound);
    connect(&m_browser, &RunBrowser::vocabularyTold, m_parts.bar, &QueryBar::setVocabulary);
    connect(&m_browser, &RunBrowser::foundWhyNone, this, [this](const std::vector<RunBrowser::Drop>& drops) {
        m_drops = drops;
        tellNone();
    });
    connect(&m_browser, &RunBrowser::findFailed, this,
            [this](const Error& error) { Q_EMIT told(Words().error(error)); });
    connect(&m_browser, &RunBrowser::prepared, this, &RunsWorkspace::showRun);
    connect(&m_browser, &RunBrowser::detailFailed, this, &RunsWorkspace::showNoRun);
    connect(&m_browser, &RunBrowser::wasCut, m_parts.step, &StepPanel::setRaw);
    connect(&m_browser, &RunBrowser::cutFailed, this,
            [this](const Error& error) { m_parts.step->setRawNotice(Words().error(error)); });
    connect(&m_browser, &RunBrowser::automationOpened, this,
            [this] { Q_EMIT told(tr("The automation's definition is used")); });
    connect(&m_browser, &RunBrowser::automationFailed, this,
            [this](const Error& error) { Q_EMIT told(Words().error(error)); });
}

void RunsWorkspace::setTheme(render::Theme theme)
{
    m_theme = theme;
    m_parts.list->setTheme(theme);
    m_parts.pane->setTheme(theme);
    m_parts.story->setTheme(theme);
    m_parts.step->setTheme(theme);
}

void RunsWorkspace::setTimeStyle(const TimeStyle& style)
{
    m_view.setTimeStyle(style);
    m_browser.model().setTimeStyle(style);
}

void RunsWorkspace::open(const QString& path)
{
    browse(openFileSource(path), QFileInfo(path).fileName());
    m_path = path;
    Q_EMIT pageChanged();
}

void RunsWorkspace::browse(std::unique_ptr<RunSource> source, const QString& name)
{
    m_path.clear();
    m_name = name;
    m_toldOpened = false;
    m_ready = false;
    m_tick.stop();
    m_view.setRun(nullptr);
    m_parts.bar->clearQuery();
    m_parts.bar->setVocabulary(nullptr);
    m_parts.runPages->setCurrentWidget(m_parts.pane);
    m_parts.state->showLoading(tr("Opening %1").arg(name));
    m_parts.automations->showLoading();
    show(Page::loading);
    m_browser.browse(std::move(source));
}

void RunsWorkspace::tellState()
{
    if (m_browser.source() == nullptr)
        return;
    const SourceSnapshot& snapshot = m_browser.snapshot();
    const SourceState& state = snapshot.state;
    m_parts.automations->setVisible(!isFile(m_browser.source()));
    if (!snapshot.automations.empty())
        m_parts.automations->setRows(snapshot.automations);
    else if (state.opened)
        m_parts.automations->showUntold();
    m_parts.listCard->setVisible(state.list);
    m_parts.bar->setVisible(state.list);
    if (state.opened && !m_toldOpened) {
        m_toldOpened = true;
        m_tick.start();
        Q_EMIT opened(m_path);
    }
    if (state.error && !state.opened)
        tellProblem(*state.error);
    else if (!state.opened)
        tellProgress(state);
    else if (snapshot.table.living() == 0)
        show(Page::empty);
    else if (m_ready)
        show(Page::runs);
    tellCounts();
    tellServed();
}

/// Which terms the server filters by itself, where there is one.
void RunsWorkspace::tellServed()
{
    const FilterReach reach = m_browser.snapshot().state.filters;
    m_parts.bar->setServed(reach == FilterReach::nothing ? std::vector<bool>()
                                                         : pushdownOf(*m_parts.bar->query(), now(), reach).served);
}

void RunsWorkspace::showRuns()
{
    m_ready = true;
    if (m_page != Page::runs && m_browser.snapshot().table.living() > 0)
        show(Page::runs);
}

void RunsWorkspace::tellProgress(const SourceState& state)
{
    constexpr int steps = 1'000; // a file may be longer than an int
    const double part =
        state.bytesTotal > 0 ? static_cast<double>(state.bytesRead) / static_cast<double>(state.bytesTotal) : 0;
    m_parts.state->setProgress(static_cast<int>(part * steps), state.bytesTotal > 0 ? steps : 0,
                               state.coverage.runs > 0 ? tr("%1 runs so far").arg(counted(state.coverage.runs))
                               : state.bytesRead > 0 ? QLocale().formattedDataSize(static_cast<qint64>(state.bytesRead))
                                                     : QString());
    if (m_page != Page::loading) {
        m_parts.state->showLoading(tr("Opening %1").arg(m_name));
        show(Page::loading);
    }
}

void RunsWorkspace::tellProblem(const Error& error)
{
    m_problem = Words().error(error);
    m_view.setRun(nullptr);
    QList<QAction*> actions = {m_openAction, m_againAction};
    if (m_browser.source()->kind() == SourceKind::server)
        actions = {m_againAction, m_connectAction};
    m_parts.state->showState({theme::ChromeIcon::unreadable, layout::Tone::failed, m_problem, {}, actions});
    show(Page::unreadable);
}

void RunsWorkspace::show(Page page)
{
    if (page == Page::empty) {
        const bool nothing = m_browser.source() == nullptr;
        const QString sentence =
            nothing ? tr("No run is open. Open a run or a list of runs, connect to a server, or drop a "
                         "file here.")
            : isFile(m_browser.source()) ? tr("This list holds no runs.")
                                         : tr("There are no runs yet. They are shown as they come.");
        m_parts.state->showState(
            {theme::ChromeIcon::empty, layout::Tone::muted, sentence, {}, {m_openAction, m_connectAction}});
    }
    m_page = page;
    m_parts.pages->setCurrentWidget(page == Page::runs ? static_cast<QWidget*>(m_parts.outer) : m_parts.state);
    Q_EMIT pageChanged();
}

void RunsWorkspace::tellCounts()
{
    const SourceState& state = m_browser.snapshot().state;
    const FoundRuns& found = *m_browser.model().found();
    const std::size_t all = m_browser.snapshot().table.living();
    const bool more = state.coverage.hasMore;
    const QString whole = more ? tr("at least %1").arg(counted(all)) : counted(all);
    QString text = tr("%1 of %2").arg(counted(found.order->rows.size()), whole);
    if (state.coverage.details < all)
        text = tr("%1 · detail for %2").arg(text, counted(state.coverage.details));
    QStringList notes;
    if (!found.undecided.empty())
        notes += tr("%1 more may match: their details were not fetched.").arg(counted(found.undecided.size()));
    if (more)
        notes += tr("The server has more runs than were fetched.");
    if (state.coverage.details < all && state.coverage.remaining && !isFile(m_browser.source()))
        notes += tr("The details of the others would take about %1.").arg(Words().duration(*state.coverage.remaining));
    m_parts.bar->setCounts(text, notes.join(QLatin1Char('\n')),
                           (more || state.coverage.details < all) && state.canFollow);
}

void RunsWorkspace::tellFound()
{
    tellCounts();
    m_look.start();
    const bool none = m_browser.model().rowCount() == 0;
    m_parts.listPages->setCurrentWidget(none ? static_cast<QWidget*>(m_parts.noRuns) : m_parts.list);
    if (!isFile(m_browser.source()) || none)
        showRuns();
    if (none)
        return tellNone(); // what dropping a term would bring is told anew in a moment
    const auto selected = m_browser.selected();
    if (const auto row = selected ? m_browser.model().rowOf(*selected) : std::nullopt;
        row && m_parts.list->currentIndex().row() != *row)
        m_parts.list->selectRow(*row);
}

/// A query that finds nothing: what to drop, and what that would bring.
void RunsWorkspace::tellNone()
{
    const bool queried = m_browser.query() && !m_browser.query()->empty();
    const QString sentence = queried ? tr("No run matches the query.") : tr("This automation has no runs.");
    QList<QAction*> actions;
    if (queried) {
        m_dropAction->setText(
            m_drops.empty()
                ? tr("Clear the query")
                : tr("Drop %1: %n runs", nullptr, static_cast<int>(m_drops.front().brings)).arg(m_drops.front().term));
        actions += m_dropAction;
    }
    m_parts.noRuns->showState({theme::ChromeIcon::empty, layout::Tone::muted, sentence, {}, actions});
}

void RunsWorkspace::dropTerm()
{
    m_parts.bar->setText(m_drops.empty() ? QString() : QString::fromStdString(m_drops.front().without.text()));
}

void RunsWorkspace::tellSeen() { m_browser.setSeen(m_parts.list->firstSeen(), m_parts.list->lastSeen()); }

void RunsWorkspace::showRun(std::shared_ptr<const ShownRun> shown, bool anew)
{
    const bool first = m_view.run() == nullptr;
    if (anew)
        m_view.setRun(std::move(shown));
    else
        m_view.refreshRun(std::move(shown));
    m_parts.runPages->setCurrentWidget(m_parts.pane);
    showRuns();
    if (first) { // what comes next is reading: arrows move at once
        if (m_parts.listCard->isVisibleTo(this))
            m_parts.list->setFocus();
        else
            m_parts.pane->rows().setFocus();
    }
    // Once findings are shown.
    QMetaObject::invokeMethod(m_parts.inspector, &SharingSplitter::share, Qt::QueuedConnection);
    Q_EMIT runShown();
}

void RunsWorkspace::showNoRun(const Error& error)
{
    m_view.setRun(nullptr);
    m_parts.noRun->showState(
        {theme::ChromeIcon::unreadable, layout::Tone::failed, Words().error(error), {}, {m_runAgainAction}});
    m_parts.runPages->setCurrentWidget(m_parts.noRun);
    showRuns();
    Q_EMIT runShown();
}

QString RunsWorkspace::storyText() const
{
    return m_view.run() ? Words(m_view.timeStyle()).story(m_view.run()->inspection.story) : QString();
}

void RunsWorkspace::copyAnswer()
{
    if (!m_view.run())
        return;
    QApplication::clipboard()->setText(m_parts.story->answer());
    Q_EMIT told(tr("Copied the answer"));
}

void RunsWorkspace::copyPicture()
{
    if (!m_view.run())
        return;
    const auto png = render::toPng(m_parts.pane->rows().pictureScene(), m_theme, 2);
    if (!png)
        return void(Q_EMIT told(Words().error(png.error())));
    QApplication::clipboard()->setImage(QImage::fromData(*png, "PNG"));
    Q_EMIT told(tr("Copied the timeline as a picture"));
}

void RunsWorkspace::copySvg()
{
    if (!m_view.run())
        return;
    const auto svg = render::toSvg(m_parts.pane->rows().pictureScene(), m_theme, m_view.run()->header.run);
    if (!svg)
        return void(Q_EMIT told(Words().error(svg.error())));
    auto* mime = new QMimeData;
    mime->setData(QStringLiteral("image/svg+xml"), *svg);
    mime->setText(QString::fromUtf8(*svg));
    QApplication::clipboard()->setMimeData(mime);
    Q_EMIT told(tr("Copied the timeline as SVG"));
}

void RunsWorkspace::searchRaw()
{
    if (m_page != Page::runs)
        return;
    m_parts.step->showTab(StepPanel::raw);
    m_parts.step->rawView().focusSearch();
}

void RunsWorkspace::focusQuery()
{
    if (m_page == Page::runs && m_parts.bar->isVisibleTo(this))
        m_parts.bar->edit();
}

void RunsWorkspace::selectRunBy(int rows)
{
    const int row = m_parts.list->rowFromCurrent(rows);
    if (m_page == Page::runs && row >= 0 && row < m_browser.model().rowCount())
        m_parts.list->selectRow(row);
}

} // namespace runlens
