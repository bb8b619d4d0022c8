// SPDX-License-Identifier: GPL-3.0-or-later
// The automations of a source as a list, "All automations" before them.
#pragma once

#include "engine/source/run_source.h"

#include <QAbstractListModel>
#include <QString>

#include <optional>
#include <vector>

namespace runlens {

/// Row 0 stands for all automations; the others are those of setRows(), in its order. Texts of the server are made
/// safe. Display, tool tip and accessible text are Qt's own roles. Main thread only.
class AutomationListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        idRole = Qt::UserRole + 1, ///< QString: empty for all
        detailRole,                ///< QString: "12,408 runs", "at least 10,000 runs · paused", "draft"
        failedRole,                ///< qulonglong: failed runs of those that are known
    };

    using QAbstractListModel::QAbstractListModel;

    /// Rows stay the same, with their selection, where ids and order do; else the model is reset.
    void setRows(std::vector<AutomationRow> rows);

    [[nodiscard]] AutomationId idOf(int row) const; ///< empty for all, and where there is no such row
    /// None where no automation has that id; 0 for the empty id.
    [[nodiscard]] std::optional<int> rowOf(const AutomationId& id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void sumUp();
    [[nodiscard]] const AutomationRow& rowAt(int row) const;
    [[nodiscard]] QString nameAt(int row) const;
    [[nodiscard]] QString detailAt(int row) const;
    [[nodiscard]] QString toolTipAt(int row) const;
    [[nodiscard]] QString spokenAt(int row) const;

    AutomationRow m_all; ///< the sum
    std::vector<AutomationRow> m_rows;
};

} // namespace runlens
