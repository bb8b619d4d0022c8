// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_model.h"

#include <cstddef>
#include <utility>

namespace runlens::shell {
namespace {

QString readAloud(const Command& command)
{
    QStringList parts{command.name};
    for (const QString& part : {command.group, command.key, command.reason})
        if (!part.isEmpty())
            parts << part;
    return parts.join(QStringLiteral(", "));
}

} // namespace

void CommandModel::setCommands(std::vector<Command> commands, const QStringList& recent)
{
    m_commands = std::move(commands);
    m_recent = recent;
    m_query.clear();
    rank();
}

void CommandModel::setQuery(const QString& query)
{
    m_query = query;
    rank();
}

void CommandModel::rank()
{
    beginResetModel();
    m_ranked = rankCommands(m_commands, m_query, m_recent);
    endResetModel();
}

int CommandModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ranked.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const RankedCommand& ranked = m_ranked[static_cast<std::size_t>(index.row())];
    const Command& command = m_commands[ranked.index];
    switch (role) {
    case Qt::DisplayRole: return command.name;
    case Qt::AccessibleTextRole: return readAloud(command);
    case idRole: return command.id;
    case groupRole: return command.group;
    case keyRole: return command.key;
    case reasonRole: return command.reason;
    case enabledRole: return command.enabled;
    case lettersRole: return QVariant::fromValue(ranked.letters);
    default: return {};
    }
}

} // namespace runlens::shell
