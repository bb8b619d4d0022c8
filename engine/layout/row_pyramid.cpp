// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/row_pyramid.h"

#include <algorithm>
#include <utility>

namespace runlens::layout {
namespace {

RowSummary merged(const RowSummary& a, const RowSummary& b)
{
    if (!a.placed)
        return b;
    if (!b.placed)
        return a;
    return {std::min(a.from, b.from), std::max(a.to, b.to), std::max(a.state, b.state), true};
}

} // namespace

RowPyramid::RowPyramid(std::span<const Row> rows)
{
    std::vector<RowSummary> level;
    level.reserve(rows.size());
    for (const Row& row : rows)
        level.push_back({row.span.from, row.span.to, row.state, row.placed && row.kind != RowKind::notTaken});
    while (level.size() > 1) {
        std::vector<RowSummary> next;
        next.reserve((level.size() + 1) / 2);
        for (std::size_t i = 0; i < level.size(); i += 2)
            next.push_back(i + 1 < level.size() ? merged(level[i], level[i + 1]) : level[i]);
        m_levels.push_back(std::exchange(level, std::move(next)));
    }
    m_levels.push_back(std::move(level));
}

std::size_t RowPyramid::levelFor(double rowHeight, double pixels) const noexcept
{
    std::size_t level = 0;
    for (double height = rowHeight; height < pixels && level + 1 < m_levels.size(); height *= 2)
        ++level;
    return level;
}

} // namespace runlens::layout
