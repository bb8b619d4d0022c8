// SPDX-License-Identifier: GPL-3.0-or-later
// A store with many runs, written by the engine itself. For tests: what goes wrong ends them.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/domain/time.h"

#include <cstddef>
#include <string>
#include <vector>

namespace runlens::test {

struct FilledStore {
    std::vector<AutomationId> automations; ///< of 60, 30 and 10 of 100 runs
    std::size_t completed = 0;
    std::size_t cancelled = 0;
    std::size_t waiting = 0; ///< for days still
};

/// Makes it at `path`, with so many runs (a multiple of 100), of one person each: "customer-0", "customer-1", …, the
/// first of which started two days before `now`, the last an hour before. Their payload has `order_id` ("order-7") and
/// `plan` ("gold" of each third, else "free").
[[nodiscard]] FilledStore fillStore(const std::string& path, std::size_t runs, Instant now);

/// The event that starts a run of one of its automations, and the one that ends what that has begun.
[[nodiscard]] std::string startEvent(std::size_t automation);
inline constexpr const char* endEvent = "work.go";

} // namespace runlens::test
