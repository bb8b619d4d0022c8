// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs of a source a list shows, in their order, and how that differs from what it showed before. Immutable; for
// any thread.
#pragma once

#include "engine/base/result.h"
#include "engine/query/match.h"
#include "engine/source/run_source.h"
#include "engine/table/run_order.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace runlens {

/// Looks at `only`, which ascend, or at all rows. Any thread; blocks. Errors are for whoever asked for the query;
/// `cancelled` soon after the token was stopped.
using MatchFunction = std::function<Result<Matches>(
    const RunTable& table, std::optional<std::span<const RowNumber>> only, const std::stop_token& stop)>;

/// By default the newest come first, runs without a start last.
struct SortSpec {
    std::optional<RunColumn> column;
    std::string path; ///< of a column of the user's own; not empty: `column` does not count
    bool descending = false;

    [[nodiscard]] bool isDefault() const noexcept { return !column && path.empty(); }
    friend bool operator==(const SortSpec&, const SortSpec&) = default;
};

/// Rows of a list, both included.
struct RowRange {
    int first = 0;
    int last = 0;

    [[nodiscard]] int count() const noexcept { return last - first + 1; }
    friend bool operator==(const RowRange&, const RowRange&) = default;
};

struct RowOrder {
    static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

    std::vector<RowNumber> rows;
    std::vector<std::uint32_t> places; ///< the inverse, by RowNumber; `nowhere` for those that are not in `rows`

    RowOrder() = default;
    /// `tableSize`: all of `ordered` are below it.
    RowOrder(std::vector<RowNumber> ordered, std::size_t tableSize);
};

struct Difference {
    enum class Kind : std::uint8_t {
        anew,   ///< another source, or the first finding: nothing is kept
        order,  ///< another order, other rows, or both
        ranges, ///< rows left and came, by the ranges below; those that stayed kept their order
    };
    static constexpr std::size_t mostRanges = 64;     ///< of those left and come together; beyond, it is an `order`
    static constexpr std::size_t mostTouched = 2'000; ///< beyond, none is marked as new

    Kind kind = Kind::anew;
    std::vector<RowRange> removed;  ///< of the order before, ascending
    std::vector<RowRange> inserted; ///< of the order now, ascending
    std::vector<RowRange> changed;  ///< of the order now, ascending: say something new. Of a few rows between, too
    std::vector<RowNumber> said;    ///< ascending: added or changed by the source since, found or not
    std::vector<RowNumber> touched; ///< ascending: came, or tell something that a list shows
};

struct FoundRuns {
    std::uint64_t number = 0; ///< of the finding; 0 is none
    std::uint64_t before = 0; ///< of the one `difference` is from
    std::shared_ptr<const SourceSnapshot> snapshot = std::make_shared<const SourceSnapshot>();
    std::shared_ptr<const RowOrder> order = std::make_shared<const RowOrder>();
    std::vector<RowNumber> undecided; ///< ascending, none of `order`
    SortSpec sort;
    Difference difference;
};

} // namespace runlens
