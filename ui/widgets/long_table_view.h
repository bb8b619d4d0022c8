// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPersistentModelIndex>
#include <QTableView>

namespace runlens {

/// A table of millions of rows of one height, selected as rows. QTableView's vertical header keeps some bytes of each
/// row and walks over all of them whenever rows come or are sorted; here nothing does: rows are where their number
/// says. Keys find no rows by their texts, which would walk over them too.
///
/// What is seen stays where it is when rows come and leave above; at the very top it stays the top. Where the current
/// row leaves, no other takes its place by itself: keys go on from where it was.
class LongTableView : public QTableView {
    Q_OBJECT
public:
    /// Heights are in pixels.
    explicit LongTableView(int rowHeight, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void setSelectionModel(QItemSelectionModel* selectionModel) override;

    [[nodiscard]] int rowHeight() const noexcept { return m_rowHeight; }
    /// The first and the last row of which something is seen; the last is before the first where there are none.
    [[nodiscard]] int firstSeen() const;
    [[nodiscard]] int lastSeen() const;
    [[nodiscard]] QRect rowRect(int row) const; ///< in the viewport, over its whole width
    [[nodiscard]] bool isRowSelected(int row) const;

    void selectRow(int row); ///< it alone, and makes it the current one
    /// So many rows below the current one, above it where negative; where that has left, from the place it left. May
    /// lie outside of the rows.
    [[nodiscard]] int rowFromCurrent(int rows) const;
    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void keyboardSearch(const QString& search) override;

protected:
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int start, int end) override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void updateGeometries() override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex& index) const override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    [[nodiscard]] QModelIndexList selectedIndexes() const override; ///< of the rows that are seen
    [[nodiscard]] int sizeHintForRow(int row) const override;
    [[nodiscard]] int sizeHintForColumn(int column) const override; ///< of the rows that are seen

    /// There is no current row any more: it was here.
    void setGap(int row) { m_gap = row; }

    /// Before the cells of a row, and after them.
    virtual void paintBelow(QPainter& painter, const QRect& rect, int row);
    virtual void paintAbove(QPainter& painter, const QRect& rect, int row);

private:
    [[nodiscard]] int rows() const;
    [[nodiscard]] int firstColumn() const; ///< that is seen; -1 where none is
    void onRowsRemoved(const QModelIndex& parent, int start, int end);
    void setHovered(int row);
    void paintCells(QPainter& painter, QStyleOptionViewItem option, int row, const QRect& area);

    int m_rowHeight;
    int m_hovered = -1;
    int m_gap = -1; ///< without a current row: the row that stands where it was; -1: there was none
};

} // namespace runlens
