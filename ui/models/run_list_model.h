// SPDX-License-Identifier: GPL-3.0-or-later
// A list of runs as a table.
#pragma once

#include "engine/base/result.h"
#include "engine/table/run_search.h"
#include "ui/models/found_runs.h"
#include "ui/models/path_values.h"
#include "ui/models/row_pieces.h"
#include "ui/models/run_texts.h"

#include <QAbstractTableModel>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// The rows are what a RunFinder found; sort() asks for another order, and what is found comes by apply(). Columns are
/// those of RunColumn, then those of paths into the runs' documents. Nothing here is linear in the rows: what apply()
/// does grows with the ranges that differ, at most Difference::mostRanges, and the persistent indexes that there are.
///
/// Display, tool tip, accessible text and alignment are Qt's own roles. A cell of which nothing is known is empty, or
/// says "not fetched" where the run's detail may tell it; the shape has no display text. The value at a path is "…"
/// until it was looked up, away from the window's thread. Main thread only.
class RunListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        numberRole = Qt::UserRole + 1, ///< uint: the RowNumber
        statusRole,                    ///< RunStatus
        overdueRole,                   ///< bool: open past the limit of a wait
        timedOutRole,                  ///< bool: a wait of it timed out
        shapeRole,                     ///< RunShape
        unknownRole,                   ///< Unknown, of the cell
        staleRole,                     ///< bool: the run has changed since its detail was fetched
        briefsRole,                    ///< QStringList: RunTexts::briefs
        freshRole,                     ///< double: 1 for a run that has just come or changed, falling to 0
    };
    static constexpr std::chrono::milliseconds freshFor{3'000};

    explicit RunListModel(QObject* parent = nullptr);
    ~RunListModel() override;

    /// Shows what was found; not null. One that does not follow what is shown is shown as another order. rowOf() is of
    /// the new order from the first of the signals on, numberOf() and data() are of the rows as they stand.
    void apply(std::shared_ptr<const FoundRuns> found);
    /// No runs.
    void clear();
    /// Never null.
    [[nodiscard]] const std::shared_ptr<const FoundRuns>& found() const noexcept { return m_found; }
    [[nodiscard]] const SourceSnapshot& snapshot() const noexcept { return *m_found->snapshot; }

    void setTimeStyle(const TimeStyle& style);
    /// When the runs are looked at: how long open ones have lasted, and which are overdue. The order stays.
    void setNow(Instant now);
    [[nodiscard]] const RunTexts& texts() const noexcept { return m_texts; }

    /// Looks values up at the paths of columns; null: there are none. Not changed by apply(): to be set first for
    /// another source.
    void setSearch(std::shared_ptr<const RunSearch> search);
    [[nodiscard]] const std::shared_ptr<const RunSearch>& search() const noexcept;
    /// Columns of paths as RunSearch::values() takes them, after those of RunColumn.
    void setPaths(const std::vector<std::string>& paths);
    [[nodiscard]] const std::vector<std::string>& paths() const noexcept { return m_paths; }

    /// What a column sorts by, and the column of that; -1 for the default.
    [[nodiscard]] SortSpec sortOf(int column, Qt::SortOrder order) const;
    [[nodiscard]] int columnOf(const SortSpec& sort) const;

    /// The run of a row, and the row of a run; none where there is no such row, or where the run is not found.
    [[nodiscard]] std::optional<RowNumber> numberOf(int row) const;
    [[nodiscard]] std::optional<int> rowOf(RowNumber number) const;

    /// Whether a run of the list may be fresh; those that are need painting until none is.
    [[nodiscard]] bool hasFresh() const;
    /// In place of the computer's clock, for what is fresh.
    void setFreshClock(std::function<std::chrono::milliseconds()> clock);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    /// Asks for another order by sortRequested().
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void sortRequested(const SortSpec& sort);
    void aboutToReorder(); ///< before layoutAboutToBeChanged; not for another source
    void reordered();      ///< after layoutChanged
    void freshened();      ///< hasFresh() has become true, or true anew

private:
    void applyRanges(const FoundRuns& found);
    void applyOrder(const RowPieces& before);
    void markFresh();
    void tellChanged(const std::vector<RowRange>& ranges);
    void tellColumns(int from, int to);
    [[nodiscard]] const RunSummary& summaryAt(int row) const;
    [[nodiscard]] QVariant pathData(int row, std::size_t path, int role) const;
    [[nodiscard]] QVariant cellData(int row, RunColumn column, int role) const;
    [[nodiscard]] QString display(int row, RunColumn column) const;
    [[nodiscard]] double freshness(RowNumber number) const;

    struct Fresh {
        std::vector<RowNumber> rows; ///< ascending
        std::chrono::milliseconds since{0};
    };

    std::shared_ptr<const FoundRuns> m_found = std::make_shared<const FoundRuns>();
    RowPieces m_pieces; ///< the rows
    RunTexts m_texts;
    std::vector<std::string> m_paths;
    PathValues* m_values;
    std::deque<Fresh> m_fresh;
    std::function<std::chrono::milliseconds()> m_clock;
    mutable std::optional<RowNumber> m_cachedRow; ///< whose summary is kept
    mutable RunSummary m_cached;
};

} // namespace runlens

Q_DECLARE_METATYPE(runlens::Unknown)
