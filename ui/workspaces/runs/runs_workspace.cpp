// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/runs_workspace.h"

#include "engine/render/picture.h"
#include "engine/table/run_table_writer.h"
#include "engine/words/words.h"
#include "ui/models/run_finding.h"
#include "ui/models/run_list_model.h"
#include "ui/theme/looks.h"
#include "ui/timeline/timeline_widget.h"
#include "ui/widgets/sharing_splitter.h"
#include "ui/widgets/state_page.h"
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
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace runlens {
namespace {

using namespace std::chrono_literals;

constexpr auto tickLength = 30s;
constexpr int stateVersion = 2;

Instant systemNow() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

/// Until runs come from a RunSource.
std::shared_ptr<const FoundRuns> foundIn(const RunDocument& document, const SortSpec& sort, bool anew, Instant now)
{
    RunTableWriter writer;
    for (const Run& run : document.runs)
        writer.put(run.steps.empty() ? summaryOfRow(run, now) : summaryOfDetail(run, nullptr, now));
    auto snapshot = std::make_shared<SourceSnapshot>();
    snapshot->table = writer.table();
    const FoundRuns before;
    auto found = findAll({std::move(snapshot), nullptr, {}, sort, now}, &before, !anew, {});
    return std::make_shared<const FoundRuns>(std::move(*found));
}

QFrame* card(QWidget* parent)
{
    auto* frame = new QFrame(parent);
    theme::setLook(frame, theme::Look::card);
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(1, 1, 1, 1);
    return frame;
}

int widthOfRuns(int length) { return length - std::clamp(length * 24 / 100, 264, 340); }
int heightOfList(int length) { return std::clamp(length * 36 / 100, 140, 320); }

} // namespace

RunsWorkspace::RunsWorkspace(QWidget* parent)
    : QWidget(parent),
      m_clock(systemNow),
      m_model(new RunListModel(this)),
      m_pages(new QStackedWidget(this)),
      m_openAction(new QAction(tr("Open …"), this)),
      m_againAction(new QAction(tr("Try again"), this)),
      // Each is made in its place: what is moved is styled anew, with all that is in it.
      m_state(new StatePage(m_pages)),
      m_across(new SharingSplitter(Qt::Horizontal, widthOfRuns, m_pages)),
      m_down(new SharingSplitter(Qt::Vertical, heightOfList, m_across)),
      m_listCard(card(m_down)),
      m_list(new RunListView(m_model, m_listCard)),
      m_pane(new RunPane(m_view, m_down)),
      m_inspectorCard(card(m_across)),
      m_inspector(new SharingSplitter(
          Qt::Vertical, [this](int height) { return storyHeight(height); }, m_inspectorCard)),
      m_scroller(new QScrollArea(m_inspector)),
      m_story(new StoryPanel(m_view, m_scroller->viewport())),
      m_step(new StepPanel(m_view, m_inspector))
{
    build();
    follow();
    m_tick.setInterval(tickLength);
    show(Page::empty);
}

RunsWorkspace::~RunsWorkspace() = default;

void RunsWorkspace::build()
{
    m_listCard->layout()->addWidget(m_list);
    m_scroller->setFrameShape(QFrame::NoFrame);
    m_scroller->setWidgetResizable(true);
    m_scroller->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroller->setWidget(m_story);
    m_inspectorCard->layout()->addWidget(m_inspector);
    for (SharingSplitter* splitter : {m_across, m_down, m_inspector})
        splitter->setHandleWidth(splitter == m_inspector ? 1 : 8);
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_across);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_pages);
}

void RunsWorkspace::follow()
{
    connect(&m_loader, &RunPreparer::progressed, this, &RunsWorkspace::tellProgress);
    connect(&m_loader, &RunPreparer::opened, this, &RunsWorkspace::onOpened);
    connect(&m_loader, &RunPreparer::openFailed, this, &RunsWorkspace::onOpenFailed);
    connect(&m_loader, &RunPreparer::prepared, this, &RunsWorkspace::onPrepared);
    connect(&m_loader, &RunPreparer::cancelled, this, [this] { show(m_document ? Page::runs : Page::empty); });
    connect(&m_loader, &RunPreparer::wasCut, m_step, &StepPanel::setRaw);
    connect(&m_loader, &RunPreparer::cutFailed, this,
            [this](const Error& error) { m_step->setRawNotice(Words().error(error)); });
    connect(&m_loader, &RunPreparer::automationOpened, this, [this](std::shared_ptr<const Automation> automation) {
        m_automation = std::move(automation);
        Q_EMIT told(tr("The automation's definition is used"));
        prepareSelected();
    });
    connect(&m_loader, &RunPreparer::automationFailed, this,
            [this](const Error& error) { Q_EMIT told(Words().error(error)); });
    connect(m_step, &StepPanel::rawRequested, this, [this](RunPreparer::Place place, std::size_t index) {
        if (!m_document || !m_run)
            return;
        if (m_document->bytes)
            m_loader.cut(m_document, *m_run, place, index);
        else
            m_step->setRawNotice(tr("The file is too long for its text to be kept; open the run by itself."));
    });
    connect(m_step, &StepPanel::copied, this, [this](const QString& what) { Q_EMIT told(tr("Copied %1").arg(what)); });
    connect(m_story, &StoryPanel::copyAnswerRequested, this, &RunsWorkspace::copyAnswer);
    connect(m_state, &StatePage::cancelRequested, &m_loader, &RunPreparer::cancel);
    connect(m_openAction, &QAction::triggered, this, &RunsWorkspace::openRequested);
    connect(m_againAction, &QAction::triggered, this, &RunsWorkspace::reload);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                const auto run = m_model->numberOf(current.row());
                if (!run || run == m_run)
                    return;
                m_run = run;
                m_anew = true;
                prepareSelected();
            });
    connect(m_model, &RunListModel::sortRequested, this, [this](const SortSpec& sort) {
        if (m_document)
            m_model->apply(foundIn(*m_document, sort, false, now()));
    });
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_model->setNow(now());
        if (m_view.run() && m_view.run()->timeline().now)
            prepareSelected();
    });
}

void RunsWorkspace::setClock(std::function<Instant()> clock) { m_clock = std::move(clock); }

void RunsWorkspace::setTheme(render::Theme theme)
{
    m_theme = theme;
    m_list->setTheme(theme);
    m_pane->setTheme(theme);
    m_story->setTheme(theme);
    m_step->setTheme(theme);
}

void RunsWorkspace::setTimeStyle(const TimeStyle& style)
{
    m_view.setTimeStyle(style);
    m_model->setTimeStyle(style);
}

void RunsWorkspace::open(const QString& path)
{
    m_path = path;
    m_tick.stop();
    m_state->showLoading(tr("Opening %1").arg(QFileInfo(path).fileName()));
    show(Page::loading);
    m_loader.open(path);
}

void RunsWorkspace::openAutomation(const QString& path) { m_loader.openAutomation(path); }

void RunsWorkspace::reload()
{
    if (!m_path.isEmpty())
        open(m_path);
}

void RunsWorkspace::onOpened(std::shared_ptr<const RunDocument> document)
{
    const bool same = m_document && document->path == m_document->path;
    const bool seenBefore = same && m_run.has_value();
    const std::size_t before = m_run.value_or(0);
    m_document = std::move(document);
    if (!same)
        m_automation.reset();
    const std::size_t runs = m_document->runs.size();
    m_run.reset();
    m_model->apply(foundIn(*m_document, {RunColumn::run, {}, false}, true, now()));
    m_model->setNow(now());
    m_listCard->setVisible(m_document->kind == RunDocument::Kind::list);
    Q_EMIT opened(m_path);
    if (runs == 0) {
        m_view.setRun(nullptr);
        m_state->showState(
            {theme::ChromeIcon::empty, layout::Tone::muted, tr("This list holds no runs."), {}, {m_openAction}});
        show(Page::empty);
        return;
    }
    m_run = seenBefore && before < runs ? before : 0;
    m_anew = !seenBefore || m_run != before;
    if (m_document->kind == RunDocument::Kind::list)
        m_list->selectRow(m_model->rowOf(static_cast<RowNumber>(*m_run)).value_or(0));
    prepareSelected();
}

void RunsWorkspace::tellProgress(std::size_t bytes, std::size_t total, std::size_t runs)
{
    constexpr int steps = 1'000; // a file may be longer than an int
    const double part = total > 0 ? static_cast<double>(bytes) / static_cast<double>(total) : 0;
    m_state->setProgress(static_cast<int>(part * steps), total > 0 ? steps : 0,
                         runs > 0 ? tr("%1 runs so far").arg(QLocale().toString(static_cast<qulonglong>(runs)))
                                  : QLocale().formattedDataSize(static_cast<qint64>(bytes)));
}

void RunsWorkspace::onOpenFailed(const Error& error)
{
    m_document.reset();
    m_run.reset();
    m_model->clear();
    m_view.setRun(nullptr);
    m_problem = Words().error(error);
    m_state->showState(
        {theme::ChromeIcon::unreadable, layout::Tone::failed, m_problem, {}, {m_openAction, m_againAction}});
    show(Page::unreadable);
}

void RunsWorkspace::prepareSelected()
{
    if (m_document && m_run)
        m_loader.prepare(m_document, *m_run, m_automation, now());
}

void RunsWorkspace::onPrepared(std::size_t run, std::shared_ptr<const ShownRun> shown)
{
    if (run != m_run)
        return;
    if (m_anew)
        m_view.setRun(std::move(shown));
    else
        m_view.refreshRun(std::move(shown));
    m_anew = false;
    m_tick.start();
    if (m_page != Page::runs) {
        show(Page::runs);
        // What comes next is reading: arrows move at once.
        if (m_listCard->isVisibleTo(this))
            m_list->setFocus();
        else
            m_pane->rows().setFocus();
    }
    QMetaObject::invokeMethod(m_inspector, &SharingSplitter::share, Qt::QueuedConnection); // once findings are shown
    Q_EMIT runShown();
}

/// The story is seen whole where it leaves the step's details enough.
int RunsWorkspace::storyHeight(int inspector) const
{
    return std::clamp(m_story->heightForWidth(m_inspector->width()), 120, std::max(120, inspector * 6 / 10));
}

void RunsWorkspace::show(Page page)
{
    if (page == Page::empty && !m_document)
        m_state->showState({theme::ChromeIcon::empty,
                            layout::Tone::muted,
                            tr("No run is open. Open a run or a list of runs, or drop a file here."),
                            {},
                            {m_openAction}});
    m_page = page;
    m_pages->setCurrentWidget(page == Page::runs ? static_cast<QWidget*>(m_across) : m_state);
    Q_EMIT pageChanged();
}

QString RunsWorkspace::storyText() const
{
    return m_view.run() ? Words(m_view.timeStyle()).story(m_view.run()->inspection.story) : QString();
}

void RunsWorkspace::copyAnswer()
{
    if (!m_view.run())
        return;
    QApplication::clipboard()->setText(m_story->answer());
    Q_EMIT told(tr("Copied the answer"));
}

void RunsWorkspace::copyPicture()
{
    if (!m_view.run())
        return;
    const auto png = render::toPng(m_pane->rows().pictureScene(), m_theme, 2);
    if (!png)
        return void(Q_EMIT told(Words().error(png.error())));
    QApplication::clipboard()->setImage(QImage::fromData(*png, "PNG"));
    Q_EMIT told(tr("Copied the timeline as a picture"));
}

void RunsWorkspace::copySvg()
{
    if (!m_view.run())
        return;
    const auto svg = render::toSvg(m_pane->rows().pictureScene(), m_theme, m_view.run()->header.run);
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
    m_step->showTab(StepPanel::raw);
    m_step->rawView().focusSearch();
}

void RunsWorkspace::selectRunBy(int rows)
{
    const int row = m_list->currentIndex().row() + rows;
    if (m_page == Page::runs && row >= 0 && row < m_model->rowCount())
        m_list->selectRow(row);
}

void RunsWorkspace::selectNextRun() { selectRunBy(1); }
void RunsWorkspace::selectPreviousRun() { selectRunBy(-1); }

QByteArray RunsWorkspace::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << stateVersion << m_across->saveChoice() << m_down->saveChoice() << m_inspector->saveChoice()
           << m_list->saveColumns();
    return state;
}

void RunsWorkspace::restoreState(const QByteArray& state)
{
    QDataStream stream(state);
    int version = 0;
    QByteArray across;
    QByteArray down;
    QByteArray inspector;
    QByteArray header;
    stream >> version >> across >> down >> inspector >> header;
    if (stream.status() != QDataStream::Ok || version != stateVersion)
        return;
    m_across->restoreChoice(across);
    m_down->restoreChoice(down);
    m_inspector->restoreChoice(inspector);
    m_list->restoreColumns(header);
}

} // namespace runlens
