// SPDX-License-Identifier: GPL-3.0-or-later
// Which run's detail is fetched next. Private to source.
#pragma once

#include "engine/table/run_table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace runlens {

/// In order: rows that are seen, the newest failures, those of the query, and, if all are wanted, the rest from the
/// newest on. A row whose detail is at hand and fresh is passed over.
class HydrationOrder {
public:
    static constexpr std::size_t mostFailures = 500; ///< fetched without anybody asking
    static constexpr std::size_t mostMatching = 5'000;

    void setWanted(std::vector<RowNumber> seen, std::vector<RowNumber> matching);
    void setAll(bool all) noexcept { m_all = all; }
    /// The rows of the table changed: what was passed over may be wanted now.
    void tableChanged();

    /// The next one, which counts as under way until finished(). Amortised constant but for tables with few failures.
    [[nodiscard]] std::optional<RowNumber> next(const RunTable& table);
    /// `failed`: it is asked for again once the table changes; `gone`: the server has no detail of it, never again.
    enum class End : std::uint8_t { fetched, failed, gone };
    void finished(RowNumber row, End end);

    [[nodiscard]] std::size_t underWay() const noexcept { return m_underWay.size(); }
    /// Fresh details have priority over this: is something left that is seen?
    [[nodiscard]] const std::vector<RowNumber>& seen() const noexcept { return m_seen; }

private:
    [[nodiscard]] bool isWanted(const RunTable& table, RowNumber row) const;
    [[nodiscard]] std::optional<RowNumber> nextOf(const RunTable& table, const std::vector<RowNumber>& rows,
                                                  std::size_t& from, std::size_t most) const;
    void collectFailures(const RunTable& table);

    std::vector<RowNumber> m_seen;
    std::vector<RowNumber> m_matching;
    std::vector<RowNumber> m_failures;
    std::vector<RowNumber> m_rest;
    std::size_t m_seenFrom = 0;
    std::size_t m_matchingFrom = 0;
    std::size_t m_failuresFrom = 0;
    std::size_t m_restFrom = 0;
    bool m_failuresKnown = false;
    bool m_restKnown = false;
    bool m_all = false;
    std::unordered_set<RowNumber> m_underWay;
    std::unordered_set<RowNumber> m_failed; ///< not asked for again until the table changes
    std::unordered_set<RowNumber> m_gone;
};

} // namespace runlens
