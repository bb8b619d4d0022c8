// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/long_table_view.h"

#include <QHeaderView>
#include <QHoverEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

// QTableView's own of these walk over its vertical header, which has no rows here: its parent's are meant.
// NOLINTBEGIN(bugprone-parent-virtual-call)
namespace runlens {

LongTableView::LongTableView(int rowHeight, QWidget* parent) : QTableView(parent), m_rowHeight(rowHeight)
{
    verticalHeader()->hide();
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    viewport()->setAttribute(Qt::WA_Hover);
}

void LongTableView::setModel(QAbstractItemModel* model)
{
    if (this->model() != nullptr)
        disconnect(this->model(), nullptr, this, nullptr);
    // Not QTableView's, which gives the model to the vertical header.
    horizontalHeader()->setModel(model);
    QAbstractItemView::setModel(model);
    if (model == nullptr)
        return;
    connect(model, &QAbstractItemModel::modelReset, this, [this] { m_gap = -1; });
    connect(model, &QAbstractItemModel::rowsRemoved, this, &LongTableView::onRowsRemoved);
    // Before anybody scrolls: the view's own answer comes later.
    connect(model, &QAbstractItemModel::modelReset, this, &LongTableView::updateGeometries);
    connect(model, &QAbstractItemModel::layoutChanged, this, &LongTableView::updateGeometries);
}

void LongTableView::setSelectionModel(QItemSelectionModel* selectionModel)
{
    QAbstractItemView::setSelectionModel(selectionModel);
}

int LongTableView::rows() const { return model() == nullptr ? 0 : model()->rowCount(rootIndex()); }

int LongTableView::firstSeen() const { return verticalOffset() / m_rowHeight; }

int LongTableView::lastSeen() const
{
    return std::min(rows() - 1, (verticalOffset() + viewport()->height() - 1) / m_rowHeight);
}

int LongTableView::firstColumn() const
{
    for (int at = 0; at < horizontalHeader()->count(); ++at)
        if (const int column = horizontalHeader()->logicalIndex(at); !isColumnHidden(column))
            return column;
    return -1;
}

QRect LongTableView::rowRect(int row) const
{
    return {0, row * m_rowHeight - verticalOffset(), viewport()->width(), m_rowHeight};
}

bool LongTableView::isRowSelected(int row) const
{
    // The first column stands for the row: a column that has come since is in no selection.
    return selectionModel() != nullptr && selectionModel()->isSelected(model()->index(row, 0, rootIndex()));
}

void LongTableView::selectRow(int row)
{
    if (row < 0 || row >= rows())
        return;
    const int column = std::max(currentIndex().column(), 0);
    selectionModel()->setCurrentIndex(model()->index(row, column, rootIndex()),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

int LongTableView::rowFromCurrent(int rows) const
{
    const QModelIndex current = currentIndex();
    if (current.isValid())
        return current.row() + rows;
    const int gap = std::max(m_gap, 0);
    return rows > 0 ? gap + rows - 1 : gap + rows;
}

QRect LongTableView::visualRect(const QModelIndex& index) const
{
    if (!index.isValid() || isIndexHidden(index))
        return {};
    return {columnViewportPosition(index.column()), index.row() * m_rowHeight - verticalOffset(),
            columnWidth(index.column()), m_rowHeight};
}

QModelIndex LongTableView::indexAt(const QPoint& point) const
{
    const int column = columnAt(point.x());
    const int row = (point.y() + verticalOffset()) / m_rowHeight;
    return column < 0 || point.y() + verticalOffset() < 0 || row >= rows() ? QModelIndex()
                                                                           : model()->index(row, column, rootIndex());
}

void LongTableView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * m_rowHeight;
    const int room = viewport()->height();
    const int offset = verticalOffset();
    const bool isAbove = top < offset;
    const bool isBelow = top + m_rowHeight > offset + room;
    if (hint == PositionAtTop || (hint == EnsureVisible && isAbove))
        verticalScrollBar()->setValue(top);
    else if (hint == PositionAtBottom || (hint == EnsureVisible && isBelow))
        verticalScrollBar()->setValue(top + m_rowHeight - room);
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(top - (room - m_rowHeight) / 2);
}

void LongTableView::doItemsLayout() { QAbstractItemView::doItemsLayout(); }

void LongTableView::keyboardSearch(const QString& search) { Q_UNUSED(search) }

void LongTableView::rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end)
{
    const QModelIndex current = currentIndex();
    if (current.isValid() && current.row() >= start && current.row() <= end) {
        selectionModel()->clearCurrentIndex();
        m_gap = start;
    } else if (m_gap > start) {
        m_gap = std::max(start, m_gap - (end - start + 1));
    }
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
}

void LongTableView::rowsInserted(const QModelIndex& parent, int start, int end)
{
    const int offset = verticalOffset();
    const bool isAbove = offset > 0 && start <= offset / m_rowHeight;
    if (m_gap >= 0 && start <= m_gap)
        m_gap += end - start + 1;
    QAbstractItemView::rowsInserted(parent, start, end);
    updateGeometries();
    if (isAbove)
        verticalScrollBar()->setValue(offset + (end - start + 1) * m_rowHeight);
    viewport()->update();
}

void LongTableView::onRowsRemoved(const QModelIndex& parent, int start, int end)
{
    if (parent != rootIndex())
        return;
    const int offset = verticalOffset();
    const int above = std::max(0, std::min(end + 1, offset / m_rowHeight) - start);
    updateGeometries();
    verticalScrollBar()->setValue(offset - above * m_rowHeight);
    viewport()->update();
}

void LongTableView::scrollContentsBy(int dx, int dy)
{
    horizontalHeader()->setOffset(horizontalScrollBar()->value());
    const int across = isRightToLeft() ? -dx : dx;
    scrollDirtyRegion(across, dy);
    viewport()->scroll(across, dy);
}

void LongTableView::updateGeometries()
{
    QHeaderView* header = horizontalHeader();
    const int height = header->isHidden() ? 0 : header->sizeHint().height();
    setViewportMargins(0, height, 0, 0);
    const QRect area = viewport()->geometry();
    header->setGeometry(area.left(), area.top() - height, area.width(), height);
    horizontalScrollBar()->setPageStep(area.width());
    horizontalScrollBar()->setSingleStep(m_rowHeight);
    horizontalScrollBar()->setRange(0, std::max(0, header->length() - area.width()));
    verticalScrollBar()->setPageStep(std::max(m_rowHeight, area.height() - m_rowHeight));
    verticalScrollBar()->setSingleStep(m_rowHeight);
    verticalScrollBar()->setRange(0, std::max(0, rows() * m_rowHeight - area.height()));
    QAbstractItemView::updateGeometries();
}

int LongTableView::horizontalOffset() const { return horizontalHeader()->offset(); }
int LongTableView::verticalOffset() const { return verticalScrollBar()->value(); }
bool LongTableView::isIndexHidden(const QModelIndex& index) const { return isColumnHidden(index.column()); }
int LongTableView::sizeHintForRow(int row) const { return row < 0 || row >= rows() ? -1 : m_rowHeight; }

int LongTableView::sizeHintForColumn(int column) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    int widest = 0;
    for (int row = firstSeen(); row <= lastSeen(); ++row) {
        const QModelIndex index = model()->index(row, column, rootIndex());
        widest = std::max(widest, itemDelegateForIndex(index)->sizeHint(option, index).width());
    }
    return widest;
}

void LongTableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    constexpr int mostTold = 1'000; // rows: QTableView makes an index for each of their cells
    int count = 0;
    for (const QItemSelection* part : {&selected, &deselected})
        for (const QItemSelectionRange& range : *part)
            count += range.height();
    if (count <= mostTold)
        QTableView::selectionChanged(selected, deselected);
    else
        QAbstractItemView::selectionChanged(selected, deselected);
}

void LongTableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    for (const QModelIndex& index : {current, previous})
        if (index.isValid())
            viewport()->update(rowRect(index.row()));
}

void LongTableView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    if (rows() == 0 || selectionModel() == nullptr)
        return;
    const QRect area = rect.normalized();
    const auto rowAtY = [this](int y) { return std::clamp((y + verticalOffset()) / m_rowHeight, 0, rows() - 1); };
    const bool isBelowAll = area.top() + verticalOffset() >= rows() * m_rowHeight;
    QItemSelection selection;
    if (!isBelowAll)
        selection.select(model()->index(rowAtY(area.top()), 0, rootIndex()),
                         model()->index(rowAtY(area.bottom()), model()->columnCount(rootIndex()) - 1, rootIndex()));
    selectionModel()->select(selection, command);
}

QModelIndex LongTableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    Q_UNUSED(modifiers)
    const QModelIndex current = currentIndex();
    if (rows() == 0)
        return {};
    if (action == MoveLeft || action == MoveRight) {
        const bool back = (action == MoveLeft) != isRightToLeft();
        horizontalScrollBar()->triggerAction(back ? QScrollBar::SliderSingleStepSub : QScrollBar::SliderSingleStepAdd);
        return current;
    }
    const int page = std::max(1, viewport()->height() / m_rowHeight - 1);
    int to = current.row();
    switch (action) {
    case MoveUp:
    case MovePrevious: to = rowFromCurrent(-1); break;
    case MoveDown:
    case MoveNext: to = rowFromCurrent(1); break;
    case MovePageUp: to = rowFromCurrent(-page); break;
    case MovePageDown: to = rowFromCurrent(page); break;
    case MoveHome: to = 0; break;
    case MoveEnd: to = rows() - 1; break;
    case MoveLeft:
    case MoveRight: break;
    }
    const int column = current.isValid() ? current.column() : std::max(0, firstColumn());
    return model()->index(std::clamp(to, 0, rows() - 1), column, rootIndex());
}

QRegion LongTableView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const int from = firstSeen();
    const int to = lastSeen();
    for (const QItemSelectionRange& range : selection) {
        const int first = std::max(from, range.top());
        const int last = std::min(to, range.bottom());
        if (first <= last)
            region += rowRect(first).united(rowRect(last));
    }
    return region;
}

QModelIndexList LongTableView::selectedIndexes() const
{
    QModelIndexList indexes;
    for (int row = firstSeen(); row <= lastSeen(); ++row)
        if (isRowSelected(row))
            for (int column = 0; column < model()->columnCount(rootIndex()); ++column)
                if (!isColumnHidden(column))
                    indexes += model()->index(row, column, rootIndex());
    return indexes;
}

bool LongTableView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::HoverEnter:
    case QEvent::HoverMove: {
        const auto* hover = static_cast<QHoverEvent*>(event); // NOLINT(*-static-cast-downcast): its type says so
        setHovered(indexAt(hover->position().toPoint()).row());
        break;
    }
    case QEvent::Leave:
    case QEvent::HoverLeave: setHovered(-1); break;
    default: break;
    }
    return QTableView::viewportEvent(event);
}

void LongTableView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    for (const int one : {row, m_hovered})
        if (one >= 0)
            viewport()->update(rowRect(one));
    m_hovered = row;
}

void LongTableView::paintEvent(QPaintEvent* event)
{
    if (model() == nullptr)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QRect area = event->rect();
    const int first = std::max(firstSeen(), (area.top() + verticalOffset()) / m_rowHeight);
    const int last = std::min(lastSeen(), (area.bottom() + verticalOffset()) / m_rowHeight);
    for (int row = first; row <= last; ++row) {
        paintBelow(painter, rowRect(row), row);
        paintCells(painter, option, row, area);
        paintAbove(painter, rowRect(row), row);
    }
}

void LongTableView::paintCells(QPainter& painter, QStyleOptionViewItem option, int row, const QRect& area)
{
    if (isRowSelected(row))
        option.state |= QStyle::State_Selected;
    if (row == m_hovered)
        option.state |= QStyle::State_MouseOver;
    else
        option.state &= ~QStyle::State_MouseOver;
    for (int at = 0; at < horizontalHeader()->count(); ++at) {
        const QModelIndex index = model()->index(row, horizontalHeader()->logicalIndex(at), rootIndex());
        option.rect = visualRect(index);
        if (option.rect.isValid() && option.rect.intersects(area))
            itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

void LongTableView::paintBelow(QPainter& painter, const QRect& rect, int row)
{
    Q_UNUSED(painter)
    Q_UNUSED(rect)
    Q_UNUSED(row)
}

void LongTableView::paintAbove(QPainter& painter, const QRect& rect, int row)
{
    Q_UNUSED(painter)
    Q_UNUSED(rect)
    Q_UNUSED(row)
}

} // namespace runlens
// NOLINTEND(bugprone-parent-virtual-call)
