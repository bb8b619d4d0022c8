// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/own_times.h"

#include <cstddef>
#include <span>
#include <vector>

namespace runlens {

struct ExecutionOrder {
    std::vector<std::size_t> steps; ///< indices in order of execution
    bool reordered = false;
};

/// The order of the list, unless the steps' own times contradict it: then by those times, equal ones as listed, and a
/// step without times directly behind the one it was listed after.
[[nodiscard]] ExecutionOrder executionOrder(std::span<const OwnTimes> steps);

} // namespace runlens
