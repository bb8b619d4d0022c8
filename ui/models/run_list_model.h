// SPDX-License-Identifier: GPL-3.0-or-later
// A list of runs as a table.
#pragma once

#include "engine/source/run_document.h"
#include "engine/table/run_facts.h"
#include "engine/table/run_shape.h"
#include "engine/words/words.h"
#include "ui/models/run_list_order.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace runlens {

/// The rows are the runs of a document, in its order until sort() is called. What a run does not say itself is
/// concluded when its row is first asked for, so that a document of any length is shown at once. Columns are those of
/// RunColumn.
///
/// Display, tool tip, accessible text and alignment are Qt's own roles. A cell of which nothing is known is empty, and
/// its tool tip says "not told"; the shape has no display text. Main thread only.
class RunListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        runIndexRole = Qt::UserRole + 1, ///< qulonglong: index into RunDocument::runs
        statusRole,                      ///< RunStatus
        overdueRole,                     ///< bool: open past the limit of a wait
        timedOutRole,                    ///< bool: a wait of it timed out
        sortRole,                        ///< the cell's value; invalid where it is unknown
        shapeRole,                       ///< RunShape
    };

    explicit RunListModel(QObject* parent = nullptr);

    /// Null stands for no runs.
    void setDocument(std::shared_ptr<const RunDocument> document);
    [[nodiscard]] const std::shared_ptr<const RunDocument>& document() const noexcept { return m_document; }
    void setTimeStyle(const TimeStyle& style);
    /// When the runs are looked at: how long open ones have lasted, and which are overdue. The order stays.
    void setNow(Instant now);

    /// The run of a row, and the row of a run; none where there is no such row or run.
    [[nodiscard]] std::optional<std::size_t> runOfRow(int row) const;
    [[nodiscard]] std::optional<int> rowOfRun(std::size_t run) const;
    /// Linear; none where no run has that id.
    [[nodiscard]] std::optional<int> rowOfId(const RunId& id) const;

    /// How many runs were looked at so far to show their rows.
    [[nodiscard]] std::size_t concluded() const noexcept { return m_concluded; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    /// By value, stable upon the order at hand, what is unknown last in both directions. Column -1 is the document's
    /// order. O(n log n), and every row of the column is concluded.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    [[nodiscard]] const Run& runAt(int row) const;
    [[nodiscard]] const RunFacts& factsAt(int row) const;
    [[nodiscard]] QString text(int row, RunColumn column) const;
    [[nodiscard]] QString toolTip(int row, RunColumn column) const;
    [[nodiscard]] QString accessibleText(int row, RunColumn column) const;
    [[nodiscard]] QString statusText(int row) const;
    [[nodiscard]] QString personText(const Run& run) const;
    [[nodiscard]] QString shapeText(const RunShape& shape) const;
    void changed(RunColumn from, RunColumn to);

    std::shared_ptr<const RunDocument> m_document;
    std::vector<std::uint32_t> m_order;                           ///< index of the run, by row
    mutable std::vector<std::uint32_t> m_rows;                    ///< the inverse; empty until asked for
    mutable std::vector<std::unique_ptr<const RunFacts>> m_facts; ///< by run
    mutable std::size_t m_concluded = 0;
    Words m_words;
    Instant m_now{};
};

} // namespace runlens
