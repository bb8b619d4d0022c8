// SPDX-License-Identifier: GPL-3.0-or-later
// What of a query a server can be asked for.
#pragma once

#include "engine/client/run_filter.h"
#include "engine/query/query.h"

#include <vector>

namespace runlens {

struct Pushdown {
    /// Leaves out no run that the query means.
    RunFilter filter;
    /// One for each term: the filter says all that it says, and reaches as far. The others are left to matchRows().
    std::vector<bool> served;

    friend bool operator==(const Pushdown&, const Pushdown&) = default;
};

/// Of terms that the filter cannot say as a whole it says what it can: of "failed:1h" that the run failed, and was not
/// finished an hour before `now`.
[[nodiscard]] Pushdown pushdownOf(const Query& query, Instant now, FilterReach reach = FilterReach::all);

} // namespace runlens
