// SPDX-License-Identifier: GPL-3.0-or-later
// The shape of a run: what it did, in a list's cell.
#pragma once

#include "engine/domain/run.h"
#include "engine/layout/timeline.h"

#include <cstddef>
#include <vector>

namespace runlens {

struct ShapeSegment {
    layout::State state = layout::State::neutral;
    double weight = 1;  ///< its part of the width; 1 is a moment, from 0.1 to 100
    bool waits = false; ///< it spends time rather than works: a wait, a delay

    friend bool operator==(const ShapeSegment&, const ShapeSegment&) = default;
};

struct RunShape {
    static constexpr std::size_t mostSegments = 200;

    std::vector<ShapeSegment> segments; ///< in order of execution, at most mostSegments; empty where nothing is told

    friend bool operator==(const RunShape&, const RunShape&) = default;
};

/// The weight of a span of time: it grows with its logarithm, so that a minute and a day fit into one cell.
[[nodiscard]] double weightOf(Duration length) noexcept;

/// From the run's steps, if it has any: an attempt of several is a segment each, what never began is none. Else from
/// Run::shape, else empty. Of an open step the time until `now` counts.
[[nodiscard]] RunShape shapeOf(const Run& run, Instant now);

/// From what our server tells: a list whose items are `["completed", 3]`, `["waiting", 9, true]` (weight, waits),
/// `{"state" or "status": "timed_out", "weight": 9 or "seconds": 86400, "waits": true}` or `"completed"`. What is
/// missing is concluded; words we do not know are neutral; items of any other kind are left out.
[[nodiscard]] RunShape shapeOf(const Value& told);

} // namespace runlens
