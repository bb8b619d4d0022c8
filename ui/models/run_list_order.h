// SPDX-License-Identifier: GPL-3.0-or-later
// What the columns of a list of runs are sorted by: values, not their texts.
#pragma once

#include "engine/domain/run.h"

#include <QString>
#include <QVariant>

#include <cstdint>
#include <vector>

namespace runlens {

enum class RunColumn : std::uint8_t { status, started, person, atStep, shape, lasted, sent };
inline constexpr int runColumnCount = static_cast<int>(RunColumn::sent) + 1;

/// What one run is sorted by in one column.
struct SortKey {
    bool known = false;
    std::int64_t number = 0; ///< of a column of numbers; else 0
    QString text;            ///< of a column of texts, without case; else empty

    friend bool operator==(const SortKey&, const SortKey&) = default;
    /// Among known ones.
    friend bool operator<(const SortKey& left, const SortKey& right)
    {
        return left.number != right.number ? left.number < right.number : left.text < right.text;
    }
    /// The number or the text; invalid where it is unknown.
    [[nodiscard]] QVariant toVariant() const;
};

/// Status: what needs a person first (failed, overdue, running, waiting, queued, completed, cancelled, other words).
/// Started: microseconds since 1970. Shape: how many segments. Lasted: microseconds, until `now` for open runs.
[[nodiscard]] SortKey sortKey(const Run& run, RunColumn column, Instant now);

/// Puts `order`, which holds indices into `runs`, in order: stable, what is unknown last in both directions.
void sortRuns(std::vector<std::uint32_t>& order, const std::vector<Run>& runs, RunColumn column, bool descending,
              Instant now);

} // namespace runlens
