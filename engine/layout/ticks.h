// SPDX-License-Identifier: GPL-3.0-or-later
// Where a ruler's ticks stand. Free of Qt; any thread.
#pragma once

#include "engine/domain/time.h"

#include <functional>
#include <vector>

namespace runlens::layout {

/// Local time less UTC at an instant.
using ZoneOffset = std::function<Duration(Instant)>;

struct Ticks {
    Duration step{}; ///< between neighbours; of months and years an estimate
    std::vector<Instant> at;
};

/// The instants in [from, to] at which a step that people count in begins in local time: 1, 2, 5, … of a second,
/// minutes, hours, days, weeks, months on their first, years; neighbours are at least `shortest` apart, but for what a
/// change of the clocks and the lengths of months take away. At most (to - from) / shortest + 2 of them.
[[nodiscard]] Ticks ticksOf(Instant from, Instant to, Duration shortest, const ZoneOffset& offset);

} // namespace runlens::layout
