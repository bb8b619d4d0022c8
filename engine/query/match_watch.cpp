// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/match_watch.h"

#include "engine/query/match.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace runlens {
namespace {

bool movesWithTime(const QueryTime& time) { return !time.fixed; }

bool movesWithTime(const QueryTerm& term)
{
    return std::ranges::any_of(term.values, [&term](const QueryValue& value) {
        if (const auto* status = std::get_if<QueryStatus>(&value.meaning))
            return status->overdue;
        if (const auto* times = std::get_if<QueryTimes>(&value.meaning))
            return (times->since && movesWithTime(*times->since)) || (times->until && movesWithTime(*times->until));
        return term.key == QueryKey::lasted;
    });
}

/// The latest time at which a run is known to have started or ended. What lies in the future is a mistake.
std::int64_t newestTime(const RunTable& table, Instant now)
{
    std::int64_t newest = noTime;
    for (std::size_t number = 0; number < table.chunks(); ++number)
        for (const auto* times : {&table.chunk(number).started, &table.chunk(number).ended})
            for (const std::int64_t time : *times)
                newest = std::max(newest, time);
    return std::min(newest, now.time_since_epoch().count());
}

} // namespace

MatchWatch::MatchWatch(Query query)
    : m_query(std::move(query)),
      m_movesWithTime(
          std::ranges::any_of(m_query.terms, [](const QueryTerm& term) { return runlens::movesWithTime(term); }))
{
}

Result<void> MatchWatch::begin(const RunTable& table, const RunSearch* search, Instant now, const std::stop_token& stop)
{
    const auto matches = matchRows(table, m_query, search, now, std::nullopt, stop);
    if (!matches)
        return std::unexpected(matches.error());
    m_newest = newestTime(table, now);
    m_undecided.clear();
    m_matching.assign(table.size(), false);
    m_old.assign(table.size(), false);
    for (const RowNumber row : matches->rows)
        m_matching[row] = true;
    for (const RowNumber row : matches->undecided)
        m_old[row] = true;
    m_hasBegun = true;
    return {};
}

/// A match of this row, of which something was told, did not stand there when all began.
bool MatchWatch::isNew(const RunTable& table, RowNumber row, RowNews::Said said) const
{
    const RunChunk& chunk = table.chunkOf(row);
    const std::size_t at = RunTable::within(row);
    const std::int64_t ended = chunk.has(at, RowFlag::endInferred) ? noTime : chunk.ended[at];
    const std::int64_t latest = std::max(chunk.started[at], chunk.ended[at]);
    const auto isPast = [this](std::int64_t time) {
        return time != noTime && m_newest != noTime && time < m_newest - Duration(clocksDiffer).count();
    };
    switch (said) {
    case RowNews::Said::detail: return !m_old[row];
    case RowNews::Said::older: return latest > m_newest;
    case RowNews::Said::added: return !isPast(latest);
    case RowNews::Said::changed: return !isPast(ended);
    }
    return false;
}

void MatchWatch::leave(RowNumber row)
{
    m_matching[row] = false;
    m_old[row] = false;
    m_undecided.erase(row);
}

Result<std::vector<RowNumber>> MatchWatch::look(const RunTable& table, const RowNews& news, const RunSearch* search,
                                                Instant now, const std::stop_token& stop)
{
    const std::vector<RowNumber> rows = news.numbers();
    const auto matches = matchRows(table, m_query, search, now, rows, stop);
    if (!matches)
        return std::unexpected(matches.error());
    m_matching.resize(table.size());
    m_old.resize(table.size());
    std::vector<RowNumber> begun;
    for (const auto& [row, said] : news.rows()) {
        const bool isNews = isNew(table, row, said);
        if (std::ranges::binary_search(matches->undecided, row)) {
            // One that matched goes on doing so as far as anybody knows.
            m_old[row] = !isNews && !m_matching[row];
            if (isNews && !m_matching[row])
                m_undecided.insert(row);
            else
                m_undecided.erase(row);
            continue;
        }
        const bool matched = m_matching[row];
        leave(row);
        if (!std::ranges::binary_search(matches->rows, row))
            continue;
        m_matching[row] = true;
        if (!matched && isNews)
            begun.push_back(row);
    }
    return begun;
}

Result<std::vector<RowNumber>> MatchWatch::lookAtAll(const RunTable& table, const RunSearch* search, Instant now,
                                                     const std::stop_token& stop)
{
    const auto matches = matchRows(table, m_query, search, now, std::nullopt, stop);
    if (!matches)
        return std::unexpected(matches.error());
    m_matching.resize(table.size());
    m_old.resize(table.size());
    std::vector<bool> before(table.size());
    before.swap(m_matching);
    std::vector<RowNumber> begun;
    for (const RowNumber row : matches->rows) {
        m_matching[row] = true;
        if (!before[row] && !m_old[row])
            begun.push_back(row);
        m_old[row] = false;
        m_undecided.erase(row);
    }
    for (const RowNumber row : matches->undecided)
        m_matching[row] = before[row];
    return begun;
}

std::vector<RowNumber> MatchWatch::wanted() const
{
    const auto from = m_undecided.size() > mostWanted
                          ? std::prev(m_undecided.end(), static_cast<std::ptrdiff_t>(mostWanted))
                          : m_undecided.begin();
    return {from, m_undecided.end()};
}

} // namespace runlens
