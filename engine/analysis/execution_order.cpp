// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/execution_order.h"

#include <algorithm>
#include <numeric>

namespace runlens {

ExecutionOrder executionOrder(std::span<const OwnTimes> steps)
{
    ExecutionOrder order;
    order.steps.resize(steps.size());
    std::iota(order.steps.begin(), order.steps.end(), std::size_t{0});

    // What has no time of its own goes by the time of the step it was listed after.
    std::vector<Instant> placeInTime(steps.size(), Instant::min());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (const auto anchor = steps[i].anchor())
            placeInTime[i] = *anchor;
        else if (i > 0)
            placeInTime[i] = placeInTime[i - 1];
    }
    if (!std::ranges::is_sorted(placeInTime)) {
        order.reordered = true;
        std::ranges::stable_sort(order.steps, {}, [&](std::size_t step) { return placeInTime[step]; });
    }
    return order;
}

} // namespace runlens
