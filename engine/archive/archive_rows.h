// SPDX-License-Identifier: GPL-3.0-or-later
// Which row of a table shows which run of an archive. Whoever fills the table tells it; searches ask. Any thread.
#pragma once

#include "engine/archive/archive_types.h"
#include "engine/table/run_table.h"

#include <array>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <vector>

namespace runlens {

class ArchiveRows {
public:
    /// The run is shown in that row from now on; a row that showed another shows it no more.
    void set(ArchiveNumber number, RowNumber row);
    /// The run is shown no more.
    void remove(ArchiveNumber number);

    [[nodiscard]] std::optional<RowNumber> rowOf(ArchiveNumber number) const;
    [[nodiscard]] std::optional<ArchiveNumber> numberOf(RowNumber row) const;
    /// The rows of these, ascending; those that are not shown are left out.
    [[nodiscard]] std::vector<RowNumber> rowsOf(const std::vector<ArchiveNumber>& numbers) const;

private:
    static constexpr RowNumber none = std::numeric_limits<RowNumber>::max();
    static constexpr std::size_t blockLength = 4096;
    using Block = std::array<RowNumber, blockLength>;

    [[nodiscard]] RowNumber find(ArchiveNumber number) const;
    [[nodiscard]] RowNumber& at(ArchiveNumber number);

    mutable std::shared_mutex m_mutex;
    std::vector<std::unique_ptr<Block>> m_rows; ///< by number; old numbers expire, and whole blocks with them
    std::vector<ArchiveNumber> m_numbers;       ///< by row; 0: none
};

} // namespace runlens
