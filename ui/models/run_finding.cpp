// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_finding.h"

#include "ui/models/value_order.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace runlens {
namespace {

constexpr int gapOfChanged = 8; ///< rows: ranges as near as that are told as one

std::unexpected<Error> cancelled() { return std::unexpected(Error{ErrorCode::cancelled, {}, {}}); }

Result<Matches> matchesOf(const FindRequest& request, std::optional<std::span<const RowNumber>> only,
                          const std::stop_token& stop)
{
    const RunTable& table = request.snapshot->table;
    Result<Matches> matches;
    if (request.matches) {
        matches = request.matches(table, only, stop);
    } else if (only) {
        matches->rows.assign(only->begin(), only->end());
    } else {
        matches->rows.resize(table.size());
        for (RowNumber row = 0; row < table.size(); ++row)
            matches->rows[row] = row;
    }
    if (!matches)
        return matches;
    const auto isRemoved = [&table](RowNumber row) { return table.has(row, RowFlag::removed); };
    if (table.living() < table.size()) {
        std::erase_if(matches->rows, isRemoved);
        std::erase_if(matches->undecided, isRemoved);
    }
    return matches;
}

/// The order's column and direction: the default is the newest first.
std::pair<RunColumn, bool> columnOf(const SortSpec& sort)
{
    return sort.column ? std::pair(*sort.column, sort.descending) : std::pair(RunColumn::started, true);
}

Result<void> sortBy(std::vector<RowNumber>& rows, const FindRequest& request, const std::stop_token& stop)
{
    if (!request.sort.path.empty()) {
        auto keys = keysOfPath(rows, request.sort.path, request.search.get(), stop);
        if (!keys)
            return std::unexpected(std::move(keys.error()));
        if (!sortRows(rows, *keys, request.sort.descending, stop))
            return cancelled();
        return {};
    }
    const auto [column, descending] = columnOf(request.sort);
    if (!sortRows(rows, request.snapshot->table, column, descending, request.now, stop))
        return cancelled();
    return {};
}

/// Whether one key, with its row, stands before another in a list that was sorted as a whole.
struct Before {
    bool descending = false;

    bool operator()(const std::pair<SortKey, RowNumber>& left, const std::pair<SortKey, RowNumber>& right) const
    {
        const SortKey& first = left.first;
        const SortKey& second = right.first;
        if (first.known != second.known)
            return first.known;
        if (first.known && !(first == second))
            return descending ? second < first : first < second;
        return left.second < right.second;
    }
};

/// Puts `fresh`, sorted, among `kept`: each where a search for it ends.
std::vector<RowNumber> merged(std::vector<RowNumber> kept, const std::vector<RowNumber>& fresh,
                              const FindRequest& request)
{
    if (fresh.empty())
        return kept;
    if (!request.sort.path.empty()) {
        kept.insert(kept.end(), fresh.begin(), fresh.end());
        return kept;
    }
    const auto [column, descending] = columnOf(request.sort);
    const Before before{descending};
    const auto keyed = [&, by = column](RowNumber row) {
        return std::pair(sortKey(request.snapshot->table, row, by, request.now), row);
    };
    std::vector<RowNumber> all;
    all.reserve(kept.size() + fresh.size());
    auto from = kept.cbegin();
    for (const RowNumber row : fresh) {
        const auto key = keyed(row);
        const auto to = std::partition_point(from, kept.cend(), [&](RowNumber one) { return before(keyed(one), key); });
        all.insert(all.end(), from, to);
        all.push_back(row);
        from = to;
    }
    all.insert(all.end(), from, kept.cend());
    return all;
}

/// Rows that ascend as ranges; those no further apart than `gap` as one.
std::vector<RowRange> rangesOf(const std::vector<std::uint32_t>& ascending, int gap)
{
    std::vector<RowRange> ranges;
    for (const std::uint32_t at : ascending) {
        const int row = static_cast<int>(at);
        if (!ranges.empty() && row <= ranges.back().last + gap)
            ranges.back().last = row;
        else
            ranges.push_back({row, row});
    }
    return ranges;
}

std::vector<std::uint32_t> placesOf(const RowOrder& order, const std::vector<RowNumber>& rows)
{
    std::vector<std::uint32_t> places;
    for (const RowNumber row : rows)
        if (row < order.places.size() && order.places[row] != RowOrder::nowhere)
            places.push_back(order.places[row]);
    std::ranges::sort(places);
    return places;
}

bool isIn(const RowOrder& order, RowNumber row)
{
    return row < order.places.size() && order.places[row] != RowOrder::nowhere;
}

/// A row tells something that a list shows; a detail that was fetched is nothing new of a run.
bool tellsAnew(const RunTable& then, const RunTable& now, RowNumber row)
{
    if (row >= then.size())
        return true;
    const RunChunk& a = then.chunkOf(row);
    const RunChunk& b = now.chunkOf(row);
    const std::size_t at = RunTable::within(row);
    return a.status[at] != b.status[at] || a.statusWord[at] != b.statusWord[at] || a.ended[at] != b.ended[at]
           || a.atStep[at] != b.atStep[at] || a.error[at] != b.error[at];
}

std::vector<RowNumber> lookedAt(std::span<const std::shared_ptr<const SourceSnapshot>> snapshots)
{
    std::vector<RowNumber> rows;
    for (const auto& snapshot : snapshots) {
        rows.insert(rows.end(), snapshot->added.begin(), snapshot->added.end());
        rows.insert(rows.end(), snapshot->changed.begin(), snapshot->changed.end());
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

/// `all` without those of `only`, and with `now`; all ascend.
std::vector<RowNumber> exchanged(const std::vector<RowNumber>& all, const std::vector<RowNumber>& only,
                                 const std::vector<RowNumber>& now)
{
    std::vector<RowNumber> left;
    std::ranges::set_difference(all, only, std::back_inserter(left));
    std::vector<RowNumber> whole;
    whole.reserve(left.size() + now.size());
    std::ranges::merge(left, now, std::back_inserter(whole));
    return whole;
}

struct Changes {
    std::vector<RowNumber> stayed; ///< ascending
    std::vector<RowNumber> left;   ///< ascending
    std::vector<RowNumber> came;   ///< ascending; later sorted
};

Changes changesOf(const RowOrder& order, const std::vector<RowNumber>& rows, const std::vector<RowNumber>& matching)
{
    Changes changes;
    for (const RowNumber row : rows) {
        const bool matches = std::ranges::binary_search(matching, row);
        if (isIn(order, row))
            (matches ? changes.stayed : changes.left).push_back(row);
        else if (matches)
            changes.came.push_back(row);
    }
    return changes;
}

std::shared_ptr<const RowOrder> orderAfter(const FindRequest& request, const FoundRuns& before, const Changes& changes)
{
    if (changes.came.empty() && changes.left.empty())
        return before.order;
    std::vector<RowNumber> kept = before.order->rows;
    if (!changes.left.empty())
        std::erase_if(kept, [&](RowNumber row) { return std::ranges::binary_search(changes.left, row); });
    return std::make_shared<const RowOrder>(merged(std::move(kept), changes.came, request),
                                            request.snapshot->table.size());
}

void tellDifference(FoundRuns& found, const FoundRuns& before, const Changes& changes)
{
    Difference& difference = found.difference;
    difference.kind = Difference::Kind::ranges;
    difference.removed = rangesOf(placesOf(*before.order, changes.left), 1);
    difference.inserted = rangesOf(placesOf(*found.order, changes.came), 1);
    difference.changed = rangesOf(placesOf(*found.order, changes.stayed), gapOfChanged);
    if (difference.removed.size() + difference.inserted.size() > Difference::mostRanges) {
        difference.kind = Difference::Kind::order;
        difference.removed.clear();
        difference.inserted.clear();
    }
    for (const RowNumber row : changes.stayed)
        if (tellsAnew(before.snapshot->table, found.snapshot->table, row))
            difference.touched.push_back(row);
    difference.touched.insert(difference.touched.end(), changes.came.begin(), changes.came.end());
    if (difference.touched.size() > Difference::mostTouched)
        difference.touched.clear();
    std::ranges::sort(difference.touched);
}

} // namespace

RowOrder::RowOrder(std::vector<RowNumber> ordered, std::size_t tableSize)
    : rows(std::move(ordered)), places(tableSize, nowhere)
{
    for (std::size_t at = 0; at < rows.size(); ++at)
        places[rows[at]] = static_cast<std::uint32_t>(at);
}

Result<FoundRuns> findAll(const FindRequest& request, const FoundRuns* before, bool sameSource,
                          const std::stop_token& stop)
{
    auto matches = matchesOf(request, std::nullopt, stop);
    if (!matches)
        return std::unexpected(std::move(matches.error()));
    if (auto sorted = sortBy(matches->rows, request, stop); !sorted)
        return std::unexpected(std::move(sorted.error()));
    FoundRuns found;
    found.before = before == nullptr ? 0 : before->number;
    found.snapshot = request.snapshot;
    found.order = std::make_shared<const RowOrder>(std::move(matches->rows), request.snapshot->table.size());
    found.undecided = std::move(matches->undecided);
    found.sort = request.sort;
    found.difference.kind = before != nullptr && sameSource ? Difference::Kind::order : Difference::Kind::anew;
    return found;
}

Result<FoundRuns> findChanges(const FindRequest& request, const FoundRuns& before,
                              std::span<const std::shared_ptr<const SourceSnapshot>> snapshots,
                              const std::stop_token& stop)
{
    std::vector<RowNumber> rows = lookedAt(snapshots);
    auto matches = matchesOf(request, rows, stop);
    if (!matches)
        return std::unexpected(std::move(matches.error()));
    Changes changes = changesOf(*before.order, rows, matches->rows);
    if (auto sorted = sortBy(changes.came, request, stop); !sorted)
        return std::unexpected(std::move(sorted.error()));
    FoundRuns found;
    found.before = before.number;
    found.snapshot = request.snapshot;
    found.order = orderAfter(request, before, changes);
    found.undecided = exchanged(before.undecided, rows, matches->undecided);
    found.sort = request.sort;
    tellDifference(found, before, changes);
    found.difference.said = std::move(rows);
    return found;
}

} // namespace runlens
