// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/query/query.h"
#include "engine/query/row_news.h"
#include "engine/table/run_search.h"
#include "engine/table/run_table.h"

#include <cstddef>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

namespace runlens {

/// Tells which runs begin to match a query while their table grows and changes. What is there when it begins is not
/// told, and neither is what turns out later to have been so then: rows from further back, details that were fetched
/// since. A run whose detail must be fetched to decide is told once it is decided. A run that matches, then does not,
/// then does again, is told again.
///
/// Two bits a row, and no look but those at all rows asks for more than the rows that something was told of. Any
/// thread, one at a time; blocks as matchRows() does. Errors are those of matchRows(); after one it is as before, and
/// the same news are to be brought again.
class MatchWatch {
public:
    /// Clocks of a server's machines differ a little: what started or ended so long before the newest that was known
    /// at the beginning had done so by then.
    static constexpr std::chrono::minutes clocksDiffer{1};
    static constexpr std::size_t mostWanted = 500;

    explicit MatchWatch(Query query);

    [[nodiscard]] const Query& query() const noexcept { return m_query; }
    [[nodiscard]] bool hasBegun() const noexcept { return m_hasBegun; }
    /// A run may begin to match without anything being told of it: it lasts, it is overdue.
    [[nodiscard]] bool movesWithTime() const noexcept { return m_movesWithTime; }

    /// `table` is where everything begins; `now` is the time of who looks.
    [[nodiscard]] Result<void> begin(const RunTable& table, const RunSearch* search, Instant now,
                                     const std::stop_token& stop = {});
    /// `table` as it is after `news`, of which none may be left out. Those that begin to match, ascending.
    [[nodiscard]] Result<std::vector<RowNumber>> look(const RunTable& table, const RowNews& news,
                                                      const RunSearch* search, Instant now,
                                                      const std::stop_token& stop = {});
    /// For queries that move with time: all rows of the table that was looked at last.
    [[nodiscard]] Result<std::vector<RowNumber>> lookAtAll(const RunTable& table, const RunSearch* search, Instant now,
                                                           const std::stop_token& stop = {});

    /// Rows that would be told if their details were known and say so: the last `mostWanted`, ascending.
    [[nodiscard]] std::vector<RowNumber> wanted() const;

private:
    [[nodiscard]] bool isNew(const RunTable& table, RowNumber row, RowNews::Said said) const;
    void leave(RowNumber row);

    Query m_query;
    bool m_movesWithTime;
    bool m_hasBegun = false;
    std::int64_t m_newest = noTime;  ///< of what was known when it began, by the server's clock
    std::vector<bool> m_matching;    ///< by row
    std::vector<bool> m_old;         ///< by row: undecided, and a match would be an old one
    std::set<RowNumber> m_undecided; ///< and a match would be a new one
};

} // namespace runlens
