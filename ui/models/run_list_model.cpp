// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_list_model.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace runlens {
namespace {

bool isRightAligned(RunColumn column) noexcept { return column == RunColumn::lasted || column == RunColumn::sent; }

std::size_t rowsOf(const RunDocument* document)
{
    constexpr std::size_t most = std::numeric_limits<int>::max();
    return document == nullptr ? 0 : std::min(document->runs.size(), most);
}

} // namespace

RunListModel::RunListModel(QObject* parent) : QAbstractTableModel(parent) {}

void RunListModel::setDocument(std::shared_ptr<const RunDocument> document)
{
    beginResetModel();
    m_document = std::move(document);
    m_order.resize(rowsOf(m_document.get()));
    std::iota(m_order.begin(), m_order.end(), 0U);
    m_rows.clear();
    m_facts.clear();
    m_concluded = 0;
    m_facts.resize(m_order.size());
    endResetModel();
}

void RunListModel::setTimeStyle(const TimeStyle& style)
{
    m_words = Words(style);
    changed(RunColumn::started, RunColumn::started);
}

void RunListModel::setNow(Instant now)
{
    if (m_now == now)
        return;
    m_now = now;
    changed(RunColumn::status, RunColumn::lasted);
}

void RunListModel::changed(RunColumn from, RunColumn to)
{
    if (!m_order.empty())
        Q_EMIT dataChanged(index(0, static_cast<int>(from)), index(rowCount() - 1, static_cast<int>(to)));
}

std::optional<std::size_t> RunListModel::runOfRow(int row) const
{
    if (row < 0 || row >= rowCount())
        return std::nullopt;
    return m_order[static_cast<std::size_t>(row)];
}

std::optional<int> RunListModel::rowOfRun(std::size_t run) const
{
    if (run >= m_order.size())
        return std::nullopt;
    if (m_rows.empty()) {
        m_rows.resize(m_order.size());
        for (std::size_t row = 0; row < m_order.size(); ++row)
            m_rows[m_order[row]] = static_cast<std::uint32_t>(row);
    }
    return static_cast<int>(m_rows[run]);
}

std::optional<int> RunListModel::rowOfId(const RunId& id) const
{
    if (m_document == nullptr || id.empty())
        return std::nullopt;
    const auto found = std::ranges::find(m_document->runs, id, &Run::id);
    return rowOfRun(static_cast<std::size_t>(found - m_document->runs.begin()));
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int RunListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : runColumnCount; }

const Run& RunListModel::runAt(int row) const { return m_document->runs[m_order[static_cast<std::size_t>(row)]]; }

const RunFacts& RunListModel::factsAt(int row) const
{
    auto& facts = m_facts[m_order[static_cast<std::size_t>(row)]];
    if (facts == nullptr) {
        facts = std::make_unique<const RunFacts>(factsOf(runAt(row)));
        ++m_concluded;
    }
    return *facts;
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const auto column = static_cast<RunColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole: return column == RunColumn::shape ? QVariant() : text(row, column);
    case Qt::ToolTipRole: return toolTip(row, column);
    case Qt::AccessibleTextRole: return accessibleText(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case runIndexRole: return QVariant::fromValue<qulonglong>(m_order[static_cast<std::size_t>(row)]);
    case statusRole: return QVariant::fromValue(runAt(row).status.value);
    case overdueRole: return factsAt(row).overdue(m_now);
    case timedOutRole: return factsAt(row).timedOut;
    case sortRole: return sortKey(runAt(row), column, m_now).toVariant();
    case shapeRole: return QVariant::fromValue(shapeOf(runAt(row), m_now));
    default: return {};
    }
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= runColumnCount)
        return {};
    const auto column = static_cast<RunColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case RunColumn::status: return tr("Status");
    case RunColumn::started: return tr("Started");
    case RunColumn::person: return tr("Person");
    case RunColumn::atStep: return tr("At step");
    case RunColumn::shape: return tr("Shape of the run");
    case RunColumn::lasted: return tr("Lasted");
    case RunColumn::sent: return tr("Sent");
    }
    return {};
}

void RunListModel::sort(int column, Qt::SortOrder order)
{
    if (column >= runColumnCount || m_document == nullptr)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::size_t> runs;
    for (const QModelIndex& index : before)
        runs.push_back(m_order[static_cast<std::size_t>(index.row())]);
    if (column < 0)
        std::ranges::sort(m_order);
    else
        sortRuns(m_order, m_document->runs, static_cast<RunColumn>(column), order == Qt::DescendingOrder, m_now);
    m_rows.clear();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after += createIndex(rowOfRun(runs[static_cast<std::size_t>(i)]).value_or(-1), before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

} // namespace runlens
