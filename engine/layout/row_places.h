// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"
#include "engine/layout/timeline.h"

#include <cstddef>
#include <vector>

namespace runlens::layout {

/// Which rows stand where, at one density. Finding the rows of a window costs the logarithm of their number.
class RowPlaces {
public:
    struct Range {
        std::size_t first = 0;
        std::size_t last = 0; ///< one past the last
    };

    RowPlaces() = default;
    /// `laneHeight` is the height of every row at Density::lanes, and unused at the others.
    RowPlaces(const Timeline& timeline, Density density, double laneHeight = 0);

    [[nodiscard]] double top(std::size_t row) const noexcept { return m_tops[row]; }
    [[nodiscard]] double height(std::size_t row) const noexcept { return m_tops[row + 1] - m_tops[row]; }
    [[nodiscard]] double total() const noexcept { return m_tops.back(); }
    /// The rows that show anything between `from` and `to`, pixels from the top of the first row.
    [[nodiscard]] Range visible(double from, double to) const noexcept;

private:
    std::vector<double> m_tops{0.0}; ///< one more than there are rows
};

} // namespace runlens::layout
