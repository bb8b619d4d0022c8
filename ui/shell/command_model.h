// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/command_ranking.h"

#include <QAbstractListModel>

#include <vector>

namespace runlens::shell {

/// The commands a query means, the best first. The name is the display role; what is read aloud holds key and reason
/// too.
class CommandModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles { idRole = Qt::UserRole + 1, groupRole, keyRole, reasonRole, enabledRole, lettersRole };

    using QAbstractListModel::QAbstractListModel;

    void setCommands(std::vector<Command> commands, const QStringList& recent);
    void setQuery(const QString& query);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void rank();

    std::vector<Command> m_commands;
    QStringList m_recent;
    QString m_query;
    std::vector<RankedCommand> m_ranked;
};

} // namespace runlens::shell
