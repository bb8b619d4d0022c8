// SPDX-License-Identifier: GPL-3.0-or-later
// What rows of a table are sorted by: values, not their texts.
#pragma once

#include "engine/table/run_table.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace runlens {

/// The columns a list of runs can have, the first seven by default.
enum class RunColumn : std::uint8_t {
    status,
    started,
    person,
    atStep,
    shape,
    lasted,
    sent,
    ended,
    automation,
    version,
    error,
    attempts, ///< from here on only runs with their detail tell it
    waited,
    run, ///< the id
};
inline constexpr int runColumnCount = static_cast<int>(RunColumn::run) + 1;

/// What one row is sorted by in one column. Status: what needs a person first (failed, overdue, running, waiting,
/// queued, completed, cancelled, other words). Times and lengths: microseconds. Shape: how many segments. Texts:
/// without the case of ASCII.
struct SortKey {
    bool known = false;
    std::int64_t number = 0; ///< of a column of numbers; else 0
    std::string text;        ///< of a column of texts; else empty

    friend bool operator==(const SortKey&, const SortKey&) = default;
    /// Among known ones.
    friend bool operator<(const SortKey& left, const SortKey& right)
    {
        return left.number != right.number ? left.number < right.number : left.text < right.text;
    }
};
[[nodiscard]] SortKey sortKey(const RunTable& table, RowNumber row, RunColumn column, Instant now);

/// Puts `rows` in order: stable, what is unknown last in both directions. Linear in the rows for columns of numbers and
/// of names. Stopped: false, and `rows` are in any order.
bool sortRows(std::vector<RowNumber>& rows, const RunTable& table, RunColumn column, bool descending, Instant now,
              const std::stop_token& stop = {});
/// The same by keys that the caller made: one for each of `rows`, nothing where unknown.
bool sortRows(std::vector<RowNumber>& rows, const std::vector<std::optional<std::int64_t>>& keys, bool descending,
              const std::stop_token& stop = {});

} // namespace runlens
