// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_list_model.h"

#include "engine/words/safe_text.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t mostSignals = 100; ///< ranges that are told one by one

bool isRightAligned(RunColumn column) noexcept
{
    return column == RunColumn::lasted || column == RunColumn::sent || column == RunColumn::attempts
           || column == RunColumn::waited;
}

QVariant alignment(bool right)
{
    return QVariant::fromValue((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

std::chrono::milliseconds steadyNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

QString pathText(const std::string& path) { return safeText(path); }

} // namespace

RunListModel::RunListModel(QObject* parent)
    : QAbstractTableModel(parent), m_values(new PathValues(this)), m_clock(steadyNow)
{
    m_pieces.reset(m_found->order);
    connect(m_values, &PathValues::ready, this, [this](const std::string& path, const std::vector<RowNumber>& numbers) {
        const auto at = std::ranges::find(m_paths, path);
        int first = rowCount();
        int last = -1;
        for (const RowNumber number : numbers)
            if (const auto row = rowOf(number)) {
                first = std::min(first, *row);
                last = std::max(last, *row);
            }
        const int column = runColumnCount + static_cast<int>(at - m_paths.begin());
        if (last >= 0 && at != m_paths.end())
            Q_EMIT dataChanged(index(first, column), index(last, column));
    });
}

RunListModel::~RunListModel() = default;

void RunListModel::apply(std::shared_ptr<const FoundRuns> found)
{
    const bool follows = found->before == m_found->number;
    const Difference& difference = found->difference;
    m_cachedRow.reset();
    if (difference.kind == Difference::Kind::anew) {
        beginResetModel();
        m_fresh.clear();
        m_found = std::move(found);
        m_pieces.reset(m_found->order);
        endResetModel();
        return;
    }
    m_values->forget(difference.said);
    if (follows && difference.kind == Difference::Kind::ranges) {
        m_found = std::move(found);
        applyRanges(*m_found);
    } else {
        const RowPieces before = m_pieces;
        Q_EMIT aboutToReorder();
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
        m_found = std::move(found);
        applyOrder(before);
        Q_EMIT layoutChanged({}, VerticalSortHint);
        Q_EMIT reordered();
    }
    markFresh();
}

void RunListModel::clear()
{
    setSearch(nullptr);
    apply(std::make_shared<const FoundRuns>());
}

void RunListModel::applyRanges(const FoundRuns& found)
{
    const std::shared_ptr<const RowOrder> order = found.order;
    for (const RowRange& range : std::views::reverse(found.difference.removed)) {
        beginRemoveRows({}, range.first, range.last);
        m_pieces.remove(range);
        endRemoveRows();
    }
    for (const RowRange& range : found.difference.inserted) {
        beginInsertRows({}, range.first, range.last);
        m_pieces.insert(range, order);
        endInsertRows();
    }
    m_pieces.reset(order);
    tellChanged(found.difference.changed);
}

void RunListModel::applyOrder(const RowPieces& before)
{
    m_pieces.reset(m_found->order);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex& old : from) {
        const auto row = rowOf(before[old.row()]);
        to += row ? createIndex(*row, old.column()) : QModelIndex();
    }
    changePersistentIndexList(from, to);
}

void RunListModel::tellChanged(const std::vector<RowRange>& ranges)
{
    const int last = columnCount() - 1;
    if (ranges.size() > mostSignals) {
        Q_EMIT dataChanged(index(ranges.front().first, 0), index(ranges.back().last, last));
        return;
    }
    for (const RowRange& range : ranges)
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, last));
}

void RunListModel::markFresh()
{
    const auto now = m_clock();
    while (!m_fresh.empty() && now - m_fresh.front().since >= freshFor)
        m_fresh.pop_front();
    if (m_found->difference.touched.empty())
        return;
    m_fresh.push_back({m_found->difference.touched, now});
    Q_EMIT freshened();
}

bool RunListModel::hasFresh() const { return !m_fresh.empty() && m_clock() - m_fresh.back().since < freshFor; }

double RunListModel::freshness(RowNumber number) const
{
    for (const Fresh& fresh : std::views::reverse(m_fresh))
        if (std::ranges::binary_search(fresh.rows, number)) {
            const double age = static_cast<double>((m_clock() - fresh.since).count());
            return std::clamp(1 - age / static_cast<double>(freshFor.count()), 0.0, 1.0);
        }
    return 0;
}

void RunListModel::setFreshClock(std::function<std::chrono::milliseconds()> clock) { m_clock = std::move(clock); }

void RunListModel::setTimeStyle(const TimeStyle& style)
{
    m_texts = RunTexts(style, m_texts.now());
    tellColumns(0, runColumnCount - 1);
}

void RunListModel::setNow(Instant now)
{
    if (m_texts.now() == now)
        return;
    m_texts = RunTexts(m_texts.words().timeStyle(), now);
    tellColumns(static_cast<int>(RunColumn::status), static_cast<int>(RunColumn::lasted));
}

void RunListModel::tellColumns(int from, int to)
{
    if (rowCount() > 0 && from <= to)
        Q_EMIT dataChanged(index(0, from), index(rowCount() - 1, to));
}

void RunListModel::setSearch(std::shared_ptr<const RunSearch> search)
{
    m_values->setSearch(std::move(search));
    tellColumns(runColumnCount, columnCount() - 1);
}

const std::shared_ptr<const RunSearch>& RunListModel::search() const noexcept { return m_values->search(); }

void RunListModel::setPaths(const std::vector<std::string>& paths)
{
    for (int at = static_cast<int>(m_paths.size()) - 1; at >= 0; --at) {
        const auto path = m_paths.begin() + at;
        if (std::ranges::find(paths, *path) != paths.end())
            continue;
        beginRemoveColumns({}, runColumnCount + at, runColumnCount + at);
        m_paths.erase(path);
        endRemoveColumns();
    }
    const bool appends = m_paths.size() <= paths.size() && std::equal(m_paths.begin(), m_paths.end(), paths.begin());
    if (!appends) {
        beginRemoveColumns({}, runColumnCount, columnCount() - 1);
        m_paths.clear();
        endRemoveColumns();
    }
    if (paths.size() > m_paths.size()) {
        beginInsertColumns({}, columnCount(), runColumnCount + static_cast<int>(paths.size()) - 1);
        m_paths = paths;
        endInsertColumns();
    }
}

SortSpec RunListModel::sortOf(int column, Qt::SortOrder order) const
{
    const bool descending = order == Qt::DescendingOrder;
    if (column < 0 || column >= columnCount())
        return {};
    if (column < runColumnCount)
        return {static_cast<RunColumn>(column), {}, descending};
    return {std::nullopt, m_paths[static_cast<std::size_t>(column - runColumnCount)], descending};
}

int RunListModel::columnOf(const SortSpec& sort) const
{
    if (sort.path.empty())
        return sort.column ? static_cast<int>(*sort.column) : -1;
    const auto at = std::ranges::find(m_paths, sort.path);
    return at == m_paths.end() ? -1 : runColumnCount + static_cast<int>(at - m_paths.begin());
}

void RunListModel::sort(int column, Qt::SortOrder order) { Q_EMIT sortRequested(sortOf(column, order)); }

std::optional<RowNumber> RunListModel::numberOf(int row) const
{
    return row < 0 || row >= rowCount() ? std::nullopt : std::optional(m_pieces[row]);
}

std::optional<int> RunListModel::rowOf(RowNumber number) const
{
    const std::vector<std::uint32_t>& places = m_found->order->places;
    if (number >= places.size() || places[number] == RowOrder::nowhere)
        return std::nullopt;
    return static_cast<int>(places[number]);
}

int RunListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_pieces.size(); }

int RunListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : runColumnCount + static_cast<int>(m_paths.size());
}

const RunSummary& RunListModel::summaryAt(int row) const
{
    const RowNumber number = m_pieces[row];
    if (m_cachedRow != number) {
        m_cached = snapshot().table.summary(number);
        m_cachedRow = number;
    }
    return m_cached;
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    switch (role) {
    case numberRole: return QVariant::fromValue<uint>(m_pieces[row]);
    case statusRole: return QVariant::fromValue(summaryAt(row).status.value);
    case overdueRole: return isOverdue(summaryAt(row), m_texts.now());
    case timedOutRole: return summaryAt(row).timedOut;
    case shapeRole: return QVariant::fromValue(summaryAt(row).shape);
    case staleRole: return snapshot().table.has(m_pieces[row], RowFlag::stale);
    case freshRole: return freshness(m_pieces[row]);
    default: break;
    }
    if (index.column() >= runColumnCount)
        return pathData(row, static_cast<std::size_t>(index.column() - runColumnCount), role);
    return cellData(row, static_cast<RunColumn>(index.column()), role);
}

QString RunListModel::display(int row, RunColumn column) const
{
    const RunSummary& run = summaryAt(row);
    if (RunTexts::unknown(snapshot(), run, column) == Unknown::notFetched)
        return RunTexts::unknownText(Unknown::notFetched);
    return column == RunColumn::shape ? QString() : m_texts.text(snapshot(), run, column);
}

QVariant RunListModel::cellData(int row, RunColumn column, int role) const
{
    const RunSummary& run = summaryAt(row);
    switch (role) {
    case Qt::DisplayRole: return display(row, column);
    case briefsRole: return m_texts.briefs(run, column);
    case Qt::ToolTipRole: return m_texts.toolTip(snapshot(), run, column);
    case Qt::AccessibleTextRole: {
        const QString told = m_texts.text(snapshot(), run, column);
        const QString unknown = RunTexts::unknownText(RunTexts::unknown(snapshot(), run, column));
        return filled(tr("%1: %2"), {RunTexts::title(column), told.isEmpty() ? unknown : told});
    }
    case Qt::TextAlignmentRole: return alignment(isRightAligned(column));
    case unknownRole: return QVariant::fromValue(RunTexts::unknown(snapshot(), run, column));
    default: return {};
    }
}

QVariant RunListModel::pathData(int row, std::size_t path, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return alignment(false);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole && role != unknownRole)
        return {};
    const auto text = m_values->text(m_paths[path], m_pieces[row]);
    const bool fetchable = snapshot().state.link != Link::none && !snapshot().table.has(m_pieces[row], RowFlag::detail);
    const Unknown unknown = !text || !text->isEmpty() ? Unknown::no
                            : fetchable               ? Unknown::notFetched
                                                      : Unknown::notTold;
    if (role == unknownRole)
        return QVariant::fromValue(unknown);
    const QString shown = text ? *text : tr("…");
    if (role == Qt::AccessibleTextRole)
        return filled(tr("%1: %2"),
                      {pathText(m_paths[path]), shown.isEmpty() ? RunTexts::unknownText(unknown) : shown});
    if (!shown.isEmpty())
        return shown;
    return role == Qt::ToolTipRole || unknown == Unknown::notFetched ? RunTexts::unknownText(unknown) : QString();
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const bool ofPath = section >= runColumnCount;
    if (role == Qt::TextAlignmentRole)
        return alignment(!ofPath && isRightAligned(static_cast<RunColumn>(section)));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    return ofPath ? pathText(m_paths[static_cast<std::size_t>(section - runColumnCount)])
                  : RunTexts::title(static_cast<RunColumn>(section));
}

} // namespace runlens
