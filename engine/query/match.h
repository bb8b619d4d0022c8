// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of a table a query means.
#pragma once

#include "engine/base/result.h"
#include "engine/query/query.h"
#include "engine/table/run_search.h"
#include "engine/table/run_table.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace runlens {

struct Matches {
    std::vector<RowNumber> rows; ///< ascending
    /// Rows that may belong to them, ascending: what decides it was not fetched (no detail, or one that is stale).
    std::vector<RowNumber> undecided;
    /// Rows that may belong to them, and their details do not say: no more will be known by fetching.
    std::size_t untold = 0;

    friend bool operator==(const Matches&, const Matches&) = default;
};

/// The rows that `query` means, of `rows` (ascending) or of all. Removed rows never match. Terms of columns are
/// answered from the table; `search` is asked for free text and for values of documents, and of these only about rows
/// that the other terms leave. Without it free text is looked for in the table, where it may be missed: such rows are
/// undecided. Any thread; with `search` it blocks. Errors: those of `search`, and `cancelled`.
[[nodiscard]] Result<Matches> matchRows(const RunTable& table, const Query& query, const RunSearch* search, Instant now,
                                        std::optional<std::span<const RowNumber>> rows = std::nullopt,
                                        const std::stop_token& stop = {});

/// What a query would find without one of its terms.
struct WithoutTerm {
    std::size_t term = 0;   ///< index into Query::terms
    std::size_t brings = 0; ///< rows, at least 1

    friend bool operator==(const WithoutTerm&, const WithoutTerm&) = default;
};

/// For a query that matches nothing: the terms that alone stand in the way, the one that brings most first. Empty where
/// two or more would have to go. Errors as above.
[[nodiscard]] Result<std::vector<WithoutTerm>> whyNone(const RunTable& table, const Query& query,
                                                       const RunSearch* search, Instant now,
                                                       const std::stop_token& stop = {});

} // namespace runlens
