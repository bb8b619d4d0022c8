// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/hydration.h"

#include "engine/table/run_order.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace runlens {
namespace {

void newestFirst(const RunTable& table, std::vector<RowNumber>& rows)
{
    sortRows(rows, table, RunColumn::started, true, {});
}

} // namespace

void HydrationOrder::setWanted(std::vector<RowNumber> seen, std::vector<RowNumber> matching)
{
    m_seen = std::move(seen);
    m_matching = std::move(matching);
    m_seenFrom = 0;
    m_matchingFrom = 0;
}

void HydrationOrder::tableChanged()
{
    m_failed.clear();
    m_seenFrom = 0;
    m_matchingFrom = 0;
    m_failuresKnown = false;
    m_restKnown = false;
}

bool HydrationOrder::isWanted(const RunTable& table, RowNumber row) const
{
    if (row >= table.size() || table.has(row, RowFlag::removed) || m_underWay.contains(row) || m_failed.contains(row)
        || m_gone.contains(row))
        return false;
    return !table.has(row, RowFlag::detail) || table.has(row, RowFlag::stale);
}

std::optional<RowNumber> HydrationOrder::nextOf(const RunTable& table, const std::vector<RowNumber>& rows,
                                                std::size_t& from, std::size_t most) const
{
    const std::size_t end = std::min(rows.size(), most);
    while (from < end && !isWanted(table, rows[from]))
        ++from;
    return from < end ? std::optional(rows[from]) : std::nullopt;
}

void HydrationOrder::collectFailures(const RunTable& table)
{
    m_failures.clear();
    m_failuresFrom = 0;
    for (std::size_t number = 0; number < table.chunks(); ++number) {
        const RunChunk& chunk = table.chunk(number);
        for (std::size_t at = 0; at < chunk.size(); ++at)
            if (chunk.status[at] == static_cast<std::uint8_t>(RunStatus::failed))
                m_failures.push_back(static_cast<RowNumber>(number * RunChunk::rows + at));
    }
    newestFirst(table, m_failures);
    if (m_failures.size() > mostFailures)
        m_failures.resize(mostFailures);
    m_failuresKnown = true;
}

std::optional<RowNumber> HydrationOrder::next(const RunTable& table)
{
    auto row = nextOf(table, m_seen, m_seenFrom, m_seen.size());
    if (!row) {
        if (!m_failuresKnown)
            collectFailures(table);
        row = nextOf(table, m_failures, m_failuresFrom, mostFailures);
    }
    if (!row)
        row = nextOf(table, m_matching, m_matchingFrom, mostMatching);
    if (!row && m_all) {
        if (!m_restKnown) {
            m_rest.resize(table.size());
            std::iota(m_rest.begin(), m_rest.end(), 0U);
            newestFirst(table, m_rest);
            m_restFrom = 0;
            m_restKnown = true;
        }
        row = nextOf(table, m_rest, m_restFrom, m_rest.size());
    }
    if (row)
        m_underWay.insert(*row);
    return row;
}

void HydrationOrder::finished(RowNumber row, End end)
{
    m_underWay.erase(row);
    if (end == End::failed)
        m_failed.insert(row);
    else if (end == End::gone)
        m_gone.insert(row);
}

} // namespace runlens
