// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/timeline.h"

#include <cstddef>
#include <span>
#include <vector>

namespace runlens::layout {

/// What a group of neighbouring rows comes to where they share a pixel.
struct RowSummary {
    Instant from;                 ///< of the earliest of them
    Instant to;                   ///< of the latest
    State state = State::neutral; ///< the worst
    bool placed = false;          ///< any of them has a place in time
};

/// Summaries of 1, 2, 4, … rows: however many rows there are, a picture reads no more of them than it has pixels.
class RowPyramid {
public:
    RowPyramid() = default;
    explicit RowPyramid(std::span<const Row> rows);

    /// The finest level at which a group takes at least `pixels` pixels, each row taking `rowHeight`; groups of 2^level
    /// rows.
    [[nodiscard]] std::size_t levelFor(double rowHeight, double pixels) const noexcept;
    [[nodiscard]] std::span<const RowSummary> level(std::size_t level) const noexcept { return m_levels[level]; }

private:
    std::vector<std::vector<RowSummary>> m_levels;
};

} // namespace runlens::layout
