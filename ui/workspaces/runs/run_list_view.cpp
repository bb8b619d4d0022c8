// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspaces/runs/run_list_view.h"

#include "ui/models/run_list_model.h"
#include "ui/theme/looks.h"
#include "ui/theme/window_palette.h"
#include "ui/workspaces/runs/run_list_delegate.h"
#include "ui/workspaces/runs/run_list_header.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

constexpr int lineHeight = 34;
constexpr int barWidth = 3;
constexpr int framesPerSecond = 15; // of what fades

/// Ascending, each row once.
std::vector<RowRange> merged(std::vector<RowRange> ranges)
{
    std::ranges::sort(ranges, {}, &RowRange::first);
    std::vector<RowRange> all;
    for (const RowRange& range : ranges) {
        if (!all.empty() && range.first <= all.back().last + 1)
            all.back().last = std::max(all.back().last, range.last);
        else
            all.push_back(range);
    }
    return all;
}

} // namespace

RunListView::RunListView(RunListModel* model, QWidget* parent)
    : LongTableView(lineHeight, parent),
      m_model(model),
      m_delegate(new RunListDelegate(this)),
      m_header(new RunListHeader(this))
{
    m_pool.setMaxThreadCount(1);
    build();
    follow();
}

RunListView::~RunListView()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void RunListView::build()
{
    setHorizontalHeader(m_header);
    m_header->setMinimumSectionSize(RunListLayout::least);
    setModel(m_model);
    setItemDelegate(m_delegate);
    setSelectionMode(ExtendedSelection);
    setAccessibleName(tr("Runs"));
    setSortingEnabled(true);
    theme::setLook(this, theme::Look::bare);
    const bool moves = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
    m_fading.setSingleShot(!moves);
    m_fading.setInterval(moves ? std::chrono::milliseconds(1'000 / framesPerSecond) : RunListModel::freshFor);
    setColumnLayout(RunListLayout::defaults());
}

void RunListView::follow()
{
    const auto byUser = [this](bool isSize) {
        if (m_sharing || m_restoring)
            return;
        m_sizedByHand |= isSize;
        m_columnsByHand = true;
        Q_EMIT columnsChanged();
    };
    connect(m_header, &QHeaderView::sectionResized, this, [byUser](int, int before, int now) {
        if (before > 0 && now > 0)
            byUser(true);
    });
    connect(m_header, &QHeaderView::sectionMoved, this, [byUser] { byUser(false); });
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, [byUser] { byUser(false); });
    connect(m_header, &QWidget::customContextMenuRequested, this, &RunListView::showColumnsMenu);
    connect(m_model, &RunListModel::aboutToReorder, this, &RunListView::keepPlaces);
    connect(m_model, &RunListModel::reordered, this, &RunListView::restorePlaces);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_current.reset();
        verticalScrollBar()->setValue(0);
        showSort();
    });
    connect(m_model, &RunListModel::freshened, this, [this] { m_fading.start(); });
    connect(&m_fading, &QTimer::timeout, this, &RunListView::fade);
}

void RunListView::setTheme(render::Theme theme)
{
    m_theme = theme;
    m_delegate->setTheme(theme);
    viewport()->update();
}

void RunListView::resizeEvent(QResizeEvent* event)
{
    LongTableView::resizeEvent(event);
    shareWidth();
}

void RunListView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        event->accept();
        return;
    }
    LongTableView::keyPressEvent(event);
}

void RunListView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    LongTableView::currentChanged(current, previous);
    const auto run = m_model->numberOf(current.row());
    if (!run || run == m_current)
        return;
    m_current = run;
    Q_EMIT currentRunChanged(*run);
}

void RunListView::showSort()
{
    const SortSpec& sort = m_model->found()->sort;
    const QSignalBlocker blocker(m_header);
    m_header->setSortIndicator(m_model->columnOf(sort), sort.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_header->viewport()->update();
}

std::optional<int> RunListView::yOf(RowNumber run) const
{
    const auto row = m_model->rowOf(run);
    const QRect rect = row ? rowRect(*row) : QRect();
    return rect.intersects(viewport()->rect()) ? std::optional(rect.top()) : std::nullopt;
}

void RunListView::keepPlaces()
{
    m_places = {};
    m_places.sort = m_model->found()->sort;
    m_places.current = m_model->numberOf(currentIndex().row());
    m_places.row = currentIndex().row();
    const int selected = selectedCount();
    if (selected > mostKeptSelected) {
        // Each row that stays selected costs an index that is moved: that of all of them would be seen.
        m_places.allSelected = selected == m_model->rowCount();
        selectionModel()->clearSelection();
    }
    if (m_places.current && yOf(*m_places.current))
        m_places.anchor = m_places.current;
    else if (verticalOffset() > 0)
        m_places.anchor = m_model->numberOf(firstSeen());
    if (m_places.anchor)
        m_places.y = yOf(*m_places.anchor).value_or(0);
}

void RunListView::restorePlaces()
{
    const bool sorted = m_places.sort != m_model->found()->sort;
    if (m_places.current && !currentIndex().isValid())
        setGap(m_places.row);
    if (m_places.allSelected)
        selectAll();
    else if (selectionModel()->selection().isEmpty() && currentIndex().isValid())
        selectionModel()->select(currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const bool follows = sorted ? m_places.anchor && m_places.anchor == m_places.current : verticalOffset() > 0;
    const auto row = m_places.anchor && follows ? m_model->rowOf(*m_places.anchor) : std::nullopt;
    if (row)
        verticalScrollBar()->setValue(*row * rowHeight() - m_places.y);
    else if (sorted)
        verticalScrollBar()->setValue(0);
    if (sorted)
        showSort();
}

void RunListView::fade()
{
    if (!m_model->hasFresh()) {
        m_fading.stop();
        viewport()->update();
        return;
    }
    for (int row = firstSeen(); row <= lastSeen(); ++row)
        if (m_model->index(row, 0).data(RunListModel::freshRole).toDouble() > 0)
            viewport()->update(rowRect(row));
}

void RunListView::paintBelow(QPainter& painter, const QRect& rect, int row)
{
    const double fresh = m_model->index(row, 0).data(RunListModel::freshRole).toDouble();
    if (fresh <= 0)
        return;
    QColor wash = theme::windowPaletteOf(m_theme).selected;
    wash.setAlphaF(static_cast<float>(m_fading.isSingleShot() ? 1 : fresh));
    painter.fillRect(rect, wash);
}

void RunListView::paintAbove(QPainter& painter, const QRect& rect, int row)
{
    const theme::WindowPalette& palette = theme::windowPaletteOf(m_theme);
    const double fresh = m_model->index(row, 0).data(RunListModel::freshRole).toDouble();
    if (row == currentIndex().row()) {
        painter.fillRect(
            QRect(isRightToLeft() ? rect.right() + 1 - barWidth : rect.left(), rect.top(), barWidth, rect.height()),
            palette.ink);
    } else if (fresh > 0) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(m_fading.isSingleShot() ? 1 : fresh);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.ink);
        painter.drawEllipse(QPointF(isRightToLeft() ? rect.right() - 4 : rect.left() + 4, rect.center().y() + 0.5), 2.5,
                            2.5);
        painter.restore();
    }
}

std::vector<RowRange> RunListView::selectedRows() const
{
    std::vector<RowRange> ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        if (range.isValid())
            ranges.push_back({range.top(), range.bottom()});
    return merged(std::move(ranges));
}

int RunListView::selectedCount() const
{
    int count = 0;
    for (const RowRange& range : selectedRows())
        count += range.count();
    return count;
}

void RunListView::copySelection()
{
    CopyRequest request{m_model->found(), selectedRows(), {}, m_model->texts(), m_model->search()};
    bool looksUp = false;
    for (const RunListLayout::Column& column : columnLayout().columns)
        if (!column.hidden) {
            request.columns.push_back({column.column, column.path});
            looksUp |= !column.column;
        }
    const int count = selectedCount();
    if (count == 0)
        return;
    m_stop.request_stop();
    m_stop = std::stop_source();
    if (count <= mostCopiedAtOnce && !looksUp) {
        deliver(copyOf(request, {}));
        return;
    }
    m_pool.start([this, request = std::move(request), stop = m_stop.get_token()] {
        auto copied = copyOf(request, stop);
        // The pool is waited for before this object goes.
        QMetaObject::invokeMethod(
            this,
            [this, stop, copied = std::move(copied)] {
                if (!stop.stop_requested())
                    deliver(copied);
            },
            Qt::QueuedConnection);
    });
}

void RunListView::deliver(const Result<CopiedRuns>& copied)
{
    if (!copied) {
        Q_EMIT copyFailed(copied.error());
        return;
    }
    auto* mime = new QMimeData;
    mime->setText(copied->text);
    if (!copied->html.isEmpty())
        mime->setHtml(copied->html);
    QGuiApplication::clipboard()->setMimeData(mime);
    Q_EMIT this->copied(static_cast<int>(copied->rows));
}

} // namespace runlens
