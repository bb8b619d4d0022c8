// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/automation_list_model.h"

#include "engine/words/safe_text.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

QString tr(const char* text) { return AutomationListModel::tr(text); }

QString numberText(std::size_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

QString runsText(const AutomationRow& row)
{
    if (!row.runs)
        return {};
    const QString number = numberText(*row.runs);
    if (row.atLeast && *row.runs == 0)
        return tr("no runs here");
    if (row.atLeast)
        return *row.runs == 1 ? tr("at least 1 run") : tr("at least %1 runs").arg(number);
    return *row.runs == 1 ? tr("1 run") : tr("%1 runs").arg(number);
}

/// Both dialects' words for what does not run; nothing for what does.
QString stateText(const std::string& status)
{
    if (status.empty() || status == "active" || status == "enabled" || status == "published")
        return {};
    if (status == "paused")
        return tr("paused");
    if (status == "disabled")
        return tr("disabled");
    if (status == "draft")
        return tr("draft");
    if (status == "archived")
        return tr("archived");
    return safeText(status);
}

bool sameIds(const std::vector<AutomationRow>& one, const std::vector<AutomationRow>& other)
{
    return std::ranges::equal(
        one, other, {}, [](const AutomationRow& row) -> const AutomationId& { return row.automation.id; },
        [](const AutomationRow& row) -> const AutomationId& { return row.automation.id; });
}

} // namespace

void AutomationListModel::setRows(std::vector<AutomationRow> rows)
{
    const bool same = sameIds(m_rows, rows);
    if (!same)
        beginResetModel();
    m_rows = std::move(rows);
    sumUp();
    if (!same)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void AutomationListModel::sumUp()
{
    m_all = {};
    bool known = false;
    std::size_t runs = 0;
    for (const AutomationRow& row : m_rows) {
        known |= row.runs.has_value();
        runs += row.runs.value_or(0);
        m_all.atLeast |= row.atLeast || !row.runs;
        m_all.failed += row.failed;
    }
    if (known)
        m_all.runs = runs;
}

AutomationId AutomationListModel::idOf(int row) const
{
    return row < 1 || row >= rowCount() ? AutomationId() : rowAt(row).automation.id;
}

std::optional<int> AutomationListModel::rowOf(const AutomationId& id) const
{
    if (id.empty())
        return 0;
    const auto found =
        std::ranges::find_if(m_rows, [&id](const AutomationRow& row) { return row.automation.id == id; });
    if (found == m_rows.end())
        return std::nullopt;
    return static_cast<int>(found - m_rows.begin()) + 1;
}

int AutomationListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size()) + 1;
}

const AutomationRow& AutomationListModel::rowAt(int row) const
{
    return row == 0 ? m_all : m_rows[static_cast<std::size_t>(row) - 1];
}

QString AutomationListModel::nameAt(int row) const
{
    if (row == 0)
        return tr("All automations");
    const Automation& automation = rowAt(row).automation;
    if (!automation.name.empty())
        return safeText(automation.name);
    return automation.id.empty() ? tr("without a name") : safeText(automation.id.text());
}

QString AutomationListModel::detailAt(int row) const
{
    const QString runs = runsText(rowAt(row));
    const QString state = stateText(rowAt(row).automation.status);
    if (!runs.isEmpty() && !state.isEmpty())
        return tr("%1 · %2").arg(runs, state);
    if (runs.isEmpty() && state.isEmpty())
        return m_rows.empty() ? QString() : tr("runs not counted");
    return runs + state;
}

QString AutomationListModel::toolTipAt(int row) const
{
    QStringList lines{nameAt(row)};
    if (const std::string& id = rowAt(row).automation.id.text(); !id.empty() && safeText(id) != lines.front())
        lines += safeText(id);
    lines += detailAt(row);
    if (const std::size_t failed = rowAt(row).failed; failed > 0)
        lines += tr("%1 failed, of the runs that are known").arg(numberText(failed));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString AutomationListModel::spokenAt(int row) const
{
    QStringList parts{nameAt(row), detailAt(row)};
    if (const std::size_t failed = rowAt(row).failed; failed > 0)
        parts += tr("%1 failed").arg(numberText(failed));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QVariant AutomationListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole: return nameAt(row);
    case Qt::ToolTipRole: return toolTipAt(row);
    case Qt::AccessibleTextRole: return spokenAt(row);
    case idRole: return QString::fromStdString(rowAt(row).automation.id.text());
    case detailRole: return detailAt(row);
    case failedRole: return QVariant::fromValue<qulonglong>(rowAt(row).failed);
    default: return {};
    }
}

} // namespace runlens
