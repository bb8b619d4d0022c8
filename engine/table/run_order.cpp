// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table/run_order.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <utility>

namespace runlens {
namespace {

struct Keyed {
    std::uint64_t key;
    RowNumber row;
};

/// Eight bytes of a text, and a hash of what follows them: texts of which both are alike are taken for the same, so
/// that they need not be looked up again, far from each other in memory.
struct KeyedText {
    std::uint64_t key;
    std::uint64_t rest;
    RowNumber row;
};

constexpr unsigned digitBits = 11;
constexpr std::size_t digits = std::size_t{1} << digitBits;

/// Order of unsigned numbers is that of the signed ones.
constexpr std::uint64_t orderly(std::int64_t number) noexcept
{
    return static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63U);
}

/// Stable, by the lowest digit first; digits that are the same in all keys are passed over. Leaves keys as the distance
/// to the least one.
template <class Item>
bool radixSort(std::vector<Item>& items, const std::stop_token& stop)
{
    std::uint64_t least = ~std::uint64_t{0};
    for (const Item& item : items)
        least = std::min(least, item.key);
    std::uint64_t all = ~std::uint64_t{0};
    std::uint64_t any = 0;
    for (Item& item : items) {
        item.key -= least;
        all &= item.key;
        any |= item.key;
    }
    std::vector<Item> other(items.size());
    for (unsigned shift = 0; shift < 64; shift += digitBits) {
        if ((((all ^ any) >> shift) & (digits - 1)) == 0)
            continue;
        if (stop.stop_requested())
            return false;
        std::array<std::size_t, digits> places{};
        for (const Item& item : items)
            ++places[(item.key >> shift) & (digits - 1)];
        std::exclusive_scan(places.begin(), places.end(), places.begin(), std::size_t{0});
        for (const Item& item : items)
            other[places[(item.key >> shift) & (digits - 1)]++] = item;
        items.swap(other);
    }
    return true;
}

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(), lower);
    return low;
}

bool isLess(std::string_view left, std::string_view right)
{
    return std::ranges::lexicographical_compare(left, right, [](char a, char b) {
        return static_cast<unsigned char>(lower(a)) < static_cast<unsigned char>(lower(b));
    });
}

/// The place of each name among all, in their order.
std::vector<std::uint32_t> ranksOfNames(const RunTable& table)
{
    std::vector<std::uint32_t> order(table.names());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return isLess(table.name(a), table.name(b)); });
    std::vector<std::uint32_t> ranks(order.size());
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && isLess(table.name(order[i - 1]), table.name(order[i])))
            ++rank;
        ranks[order[i]] = rank;
    }
    return ranks;
}

std::optional<std::int64_t> known(std::int64_t time) { return time == noTime ? std::nullopt : std::optional(time); }

std::optional<std::int64_t> urgency(const RunChunk& chunk, std::size_t at, Instant now)
{
    if (chunk.has(at, RowFlag::open) && chunk.limit[at] != noTime && chunk.limit[at] < now.time_since_epoch().count())
        return 1;
    switch (static_cast<RunStatus>(chunk.status[at])) {
    case RunStatus::failed: return 0;
    case RunStatus::running: return 2;
    case RunStatus::waiting: return 3;
    case RunStatus::queued: return 4;
    case RunStatus::completed: return 5;
    case RunStatus::cancelled: return 6;
    case RunStatus::unknown: break;
    }
    return chunk.statusWord[at] != 0 ? std::optional<std::int64_t>(7) : std::nullopt;
}

std::optional<std::int64_t> lasted(const RunChunk& chunk, std::size_t at, Instant now)
{
    const bool open = chunk.has(at, RowFlag::open);
    if (chunk.started[at] == noTime || (!open && chunk.ended[at] == noTime))
        return std::nullopt;
    const std::int64_t length = (open ? now.time_since_epoch().count() : chunk.ended[at]) - chunk.started[at];
    return length < 0 ? std::nullopt : std::optional(length);
}

bool isNamed(RunColumn column) noexcept
{
    return column == RunColumn::atStep || column == RunColumn::automation || column == RunColumn::version
           || column == RunColumn::error;
}

/// Of a column of names.
std::uint32_t nameAt(const RunChunk& chunk, std::size_t at, RunColumn column)
{
    switch (column) {
    case RunColumn::automation: return chunk.automation[at];
    case RunColumn::version: return chunk.version[at];
    case RunColumn::error: return chunk.error[at];
    default: return chunk.atStep[at];
    }
}

std::optional<std::int64_t> numberOf(const RunTable& table, RowNumber row, RunColumn column, Instant now)
{
    const RunChunk& chunk = table.chunkOf(row);
    const std::size_t at = RunTable::within(row);
    switch (column) {
    case RunColumn::status: return urgency(chunk, at, now);
    case RunColumn::started: return known(chunk.started[at]);
    case RunColumn::ended: return known(chunk.ended[at]);
    case RunColumn::lasted: return lasted(chunk, at, now);
    case RunColumn::sent: return chunk.sent[at] == noCount ? std::nullopt : std::optional<std::int64_t>(chunk.sent[at]);
    case RunColumn::shape:
        return chunk.shapeLength[at] == 0 ? std::nullopt : std::optional<std::int64_t>(chunk.shapeLength[at] / 3);
    case RunColumn::attempts:
        return chunk.facets[at] == 0 ? std::nullopt : std::optional(table.facets(chunk.facets[at]).attempts);
    case RunColumn::waited:
        return chunk.facets[at] == 0 ? std::nullopt : std::optional(table.facets(chunk.facets[at]).waited.count());
    default: return std::nullopt;
    }
}

bool isText(RunColumn column) noexcept { return column == RunColumn::person || column == RunColumn::run; }

std::string_view textOf(const RunTable& table, RowNumber row, RunColumn column)
{
    const RunChunk& chunk = table.chunkOf(row);
    const std::size_t at = RunTable::within(row);
    return column == RunColumn::person ? chunk.identity(at) : chunk.id(at);
}

/// Eight bytes from `offset` on.
std::uint64_t headOf(std::string_view text, std::size_t offset)
{
    std::uint64_t head = 0;
    for (std::size_t i = offset; i < offset + 8; ++i)
        head = head << 8U | (i < text.size() ? static_cast<unsigned char>(lower(text[i])) : 0U);
    return head;
}

/// Of what a text has from `offset` on, without the case (FNV-1a).
std::uint64_t hashFrom(std::string_view text, std::size_t offset)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (std::size_t i = offset; i < text.size(); ++i)
        hash = (hash ^ static_cast<unsigned char>(lower(text[i]))) * 0x100000001b3U;
    return hash;
}

/// Sorts texts by eight bytes after the other: those that are alike so far stand together, and are sorted by the next.
/// What all of them begin with ("run_", "customer") is passed over.
class TextSort {
public:
    TextSort(const RunTable& table, RunColumn column, bool descending, const std::stop_token& stop)
        : m_table(table), m_column(column), m_descending(descending), m_stop(stop)
    {
    }

    bool sort(std::vector<KeyedText>& items, std::size_t offset = 0)
    {
        constexpr std::size_t few = 32;
        if (items.size() <= few) {
            std::ranges::stable_sort(items, [&](const KeyedText& a, const KeyedText& b) {
                return m_descending ? isLess(text(b), text(a)) : isLess(text(a), text(b));
            });
            return true;
        }
        offset = commonLength(items, offset);
        for (KeyedText& item : items) {
            const std::string_view whole = text(item);
            item.key = m_descending ? ~headOf(whole, offset) : headOf(whole, offset);
            item.rest = hashFrom(whole, offset + 8);
        }
        if (!radixSort(items, m_stop))
            return false;
        std::vector<KeyedText> alike;
        for (std::size_t from = 0; from < items.size();) {
            std::size_t to = from + 1;
            bool same = true;
            for (; to < items.size() && items[to].key == items[from].key; ++to)
                same = same && items[to].rest == items[from].rest;
            if (!same) {
                const auto first = items.begin() + static_cast<std::ptrdiff_t>(from);
                alike.assign(first, items.begin() + static_cast<std::ptrdiff_t>(to));
                if (!sort(alike, offset + 8))
                    return false;
                std::ranges::copy(alike, first);
            }
            from = to;
        }
        return true;
    }

private:
    [[nodiscard]] std::string_view text(const KeyedText& item) const { return textOf(m_table, item.row, m_column); }
    /// Of texts of which so much is alike.
    [[nodiscard]] std::size_t commonLength(std::span<const KeyedText> items, std::size_t length) const
    {
        std::size_t common = text(items.front()).size();
        for (std::size_t i = 1; i < items.size() && common > length; ++i) {
            const std::string_view one = text(items[i - 1]).substr(length);
            const std::string_view other = text(items[i]).substr(length);
            const auto differ = std::ranges::mismatch(one, other, {}, lower, lower);
            common = std::min(common, length + static_cast<std::size_t>(differ.in1 - one.begin()));
        }
        return std::max(common, length);
    }

    const RunTable& m_table;
    RunColumn m_column;
    bool m_descending;
    const std::stop_token& m_stop;
};

template <class Item>
bool finish(std::vector<RowNumber>& rows, const std::vector<Item>& items, const std::vector<RowNumber>& unknown)
{
    rows.clear();
    for (const Item& item : items)
        rows.push_back(item.row);
    rows.insert(rows.end(), unknown.begin(), unknown.end());
    return true;
}

/// By the number of each, by its place in `rows`; those without one are last.
template <class NumberAt>
bool sortByNumbers(std::vector<RowNumber>& rows, const NumberAt& numberAt, bool descending, const std::stop_token& stop)
{
    std::vector<Keyed> items;
    std::vector<RowNumber> unknown;
    items.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (const std::optional<std::int64_t> number = numberAt(i))
            items.push_back({descending ? ~orderly(*number) : orderly(*number), rows[i]});
        else
            unknown.push_back(rows[i]);
    }
    return radixSort(items, stop) && finish(rows, items, unknown);
}

bool sortByTexts(std::vector<RowNumber>& rows, const RunTable& table, RunColumn column, bool descending,
                 const std::stop_token& stop)
{
    std::vector<KeyedText> items;
    std::vector<RowNumber> unknown;
    items.reserve(rows.size());
    for (const RowNumber row : rows) {
        const std::string_view text = textOf(table, row, column);
        if (text.empty())
            unknown.push_back(row);
        else
            items.push_back({0, 0, row});
    }
    if (!TextSort(table, column, descending, stop).sort(items))
        return false;
    return finish(rows, items, unknown);
}

} // namespace

SortKey sortKey(const RunTable& table, RowNumber row, RunColumn column, Instant now)
{
    const RunChunk& chunk = table.chunkOf(row);
    if (isText(column)) {
        const std::string_view text = textOf(table, row, column);
        return {!text.empty(), 0, lowered(text)};
    }
    if (isNamed(column)) {
        const std::string& name = table.name(nameAt(chunk, RunTable::within(row), column));
        return {!name.empty(), 0, lowered(name)};
    }
    const auto number = numberOf(table, row, column, now);
    return {number.has_value(), number.value_or(0), {}};
}

bool sortRows(std::vector<RowNumber>& rows, const std::vector<std::optional<std::int64_t>>& keys, bool descending,
              const std::stop_token& stop)
{
    return sortByNumbers(rows, [&](std::size_t i) { return keys[i]; }, descending, stop);
}

bool sortRows(std::vector<RowNumber>& rows, const RunTable& table, RunColumn column, bool descending, Instant now,
              const std::stop_token& stop)
{
    if (isText(column))
        return sortByTexts(rows, table, column, descending, stop);
    if (!isNamed(column))
        return sortByNumbers(
            rows, [&](std::size_t i) { return numberOf(table, rows[i], column, now); }, descending, stop);
    const std::vector<std::uint32_t> ranks = ranksOfNames(table);
    const auto rankAt = [&](std::size_t i) {
        const std::uint32_t name = nameAt(table.chunkOf(rows[i]), RunTable::within(rows[i]), column);
        return name == 0 ? std::nullopt : std::optional<std::int64_t>(ranks[name]);
    };
    return sortByNumbers(rows, rankAt, descending, stop);
}

} // namespace runlens
