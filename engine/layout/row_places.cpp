// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/row_places.h"

#include <algorithm>

namespace runlens::layout {
namespace {

double heightOf(const Row& row, Density density, double laneHeight) noexcept
{
    const bool ghost = row.kind == RowKind::notTaken;
    switch (density) {
    case Density::comfortable: return ghost ? 36 : 58;
    case Density::compact: return ghost ? 20 : 26;
    case Density::lanes: break;
    }
    return laneHeight;
}

} // namespace

RowPlaces::RowPlaces(const Timeline& timeline, Density density, double laneHeight)
{
    m_tops.reserve(timeline.rows.size() + 1);
    for (const Row& row : timeline.rows)
        m_tops.push_back(m_tops.back() + heightOf(row, density, laneHeight));
}

RowPlaces::Range RowPlaces::visible(double from, double to) const noexcept
{
    const auto first = std::ranges::upper_bound(m_tops, from);
    const auto last = std::ranges::lower_bound(m_tops, to);
    const auto rows = static_cast<std::ptrdiff_t>(m_tops.size()) - 1;
    const auto begin = std::clamp<std::ptrdiff_t>(first - m_tops.begin() - 1, 0, rows);
    const auto end = std::clamp<std::ptrdiff_t>(last - m_tops.begin(), begin, rows);
    return {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
}

} // namespace runlens::layout
