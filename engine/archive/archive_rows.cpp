// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archive_rows.h"

#include <algorithm>
#include <mutex>

namespace runlens {

RowNumber ArchiveRows::find(ArchiveNumber number) const
{
    const auto index = static_cast<std::size_t>(number);
    if (number < 1 || index / blockLength >= m_rows.size())
        return none;
    const auto& block = m_rows[index / blockLength];
    return block ? (*block)[index % blockLength] : none;
}

RowNumber& ArchiveRows::at(ArchiveNumber number)
{
    const auto index = static_cast<std::size_t>(number);
    if (index / blockLength >= m_rows.size())
        m_rows.resize(index / blockLength + 1);
    auto& block = m_rows[index / blockLength];
    if (!block) {
        block = std::make_unique<Block>();
        block->fill(none);
    }
    return (*block)[index % blockLength];
}

void ArchiveRows::set(ArchiveNumber number, RowNumber row)
{
    if (number < 1)
        return;
    const std::unique_lock lock(m_mutex);
    if (row >= m_numbers.size())
        m_numbers.resize(row + std::size_t{1});
    if (const ArchiveNumber before = m_numbers[row]; before != 0 && before != number)
        at(before) = none;
    RowNumber& shown = at(number);
    if (shown != none && shown != row)
        m_numbers[shown] = 0;
    shown = row;
    m_numbers[row] = number;
}

void ArchiveRows::remove(ArchiveNumber number)
{
    const std::unique_lock lock(m_mutex);
    const RowNumber row = find(number);
    if (row == none)
        return;
    m_numbers[row] = 0;
    at(number) = none;
}

std::optional<RowNumber> ArchiveRows::rowOf(ArchiveNumber number) const
{
    const std::shared_lock lock(m_mutex);
    const RowNumber row = find(number);
    return row == none ? std::nullopt : std::optional(row);
}

std::optional<ArchiveNumber> ArchiveRows::numberOf(RowNumber row) const
{
    const std::shared_lock lock(m_mutex);
    return row < m_numbers.size() && m_numbers[row] != 0 ? std::optional(m_numbers[row]) : std::nullopt;
}

std::vector<RowNumber> ArchiveRows::rowsOf(const std::vector<ArchiveNumber>& numbers) const
{
    std::vector<RowNumber> rows;
    rows.reserve(numbers.size());
    {
        const std::shared_lock lock(m_mutex);
        for (const ArchiveNumber number : numbers)
            if (const RowNumber row = find(number); row != none)
                rows.push_back(row);
    }
    if (!std::ranges::is_sorted(rows))
        std::ranges::sort(rows);
    return rows;
}

} // namespace runlens
