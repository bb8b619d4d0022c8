// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/table/run_table.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace runlens {

/// What was told of the rows of a table since somebody looked at them last, one snapshot after another.
class RowNews {
public:
    enum class Said : std::uint8_t {
        detail,  ///< nothing new of the run: its detail was fetched
        older,   ///< was added, from where new runs seldom are
        added,   ///< was added
        changed, ///< says something else than it did
    };

    /// `before` and `now` are the tables of two snapshots that follow each other. `added` and `changed` came between
    /// them, `older` are some of `added` and ascend.
    void add(const RunTable& before, const RunTable& now, std::span<const RowNumber> added,
             std::span<const RowNumber> older, std::span<const RowNumber> changed);
    /// What was told later than this.
    void add(const RowNews& later);
    void clear() { m_rows.clear(); }

    [[nodiscard]] bool empty() const noexcept { return m_rows.empty(); }
    [[nodiscard]] const std::map<RowNumber, Said>& rows() const noexcept { return m_rows; }
    [[nodiscard]] std::vector<RowNumber> numbers() const; ///< ascending

private:
    std::map<RowNumber, Said> m_rows;
};

} // namespace runlens
