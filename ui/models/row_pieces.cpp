// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_pieces.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace runlens {

void RowPieces::reset(std::shared_ptr<const RowOrder> order)
{
    constexpr std::size_t most = std::numeric_limits<int>::max();
    m_size = static_cast<int>(std::min(order->rows.size(), most));
    m_pieces.clear();
    m_pieces.push_back({std::move(order), 0, m_size});
}

RowNumber RowPieces::operator[](int row) const
{
    auto piece = m_pieces.begin();
    for (; row >= piece->count; ++piece)
        row -= piece->count;
    return piece->order->rows[static_cast<std::size_t>(piece->from) + static_cast<std::size_t>(row)];
}

std::size_t RowPieces::cutAt(int row)
{
    std::size_t at = 0;
    while (at < m_pieces.size() && row >= m_pieces[at].count)
        row -= m_pieces[at++].count;
    if (row == 0)
        return at;
    Piece second = m_pieces[at];
    second.from += row;
    second.count -= row;
    m_pieces[at].count = row;
    m_pieces.insert(std::next(m_pieces.begin(), static_cast<std::ptrdiff_t>(at) + 1), std::move(second));
    return at + 1;
}

void RowPieces::remove(RowRange range)
{
    const auto first = static_cast<std::ptrdiff_t>(cutAt(range.first));
    const auto end = static_cast<std::ptrdiff_t>(cutAt(range.last + 1));
    m_pieces.erase(std::next(m_pieces.begin(), first), std::next(m_pieces.begin(), end));
    m_size -= range.count();
}

void RowPieces::insert(RowRange range, const std::shared_ptr<const RowOrder>& from)
{
    const auto at = static_cast<std::ptrdiff_t>(cutAt(range.first));
    m_pieces.insert(std::next(m_pieces.begin(), at), Piece{from, range.first, range.count()});
    m_size += range.count();
}

} // namespace runlens
