// SPDX-License-Identifier: GPL-3.0-or-later
// The work of RunFinder, as functions. They block: not for the window's thread. Errors: those of the MatchFunction and
// of RunSearch::values(), cancelled among them.
#pragma once

#include "engine/base/result.h"
#include "engine/table/run_search.h"
#include "ui/models/found_runs.h"

#include <memory>
#include <span>
#include <stop_token>

namespace runlens {

struct FindRequest {
    std::shared_ptr<const SourceSnapshot> snapshot; ///< not null
    std::shared_ptr<const RunSearch> search;        ///< may be null: a column of a path is then unknown everywhere
    MatchFunction matches;                          ///< empty: all rows match
    SortSpec sort;
    Instant now{}; ///< for how long open runs have lasted, and which are overdue
};

/// All that match, sorted. Rows that were removed from the table are not found. `before` may be null; its difference is
/// an `order` where `sameSource`.
[[nodiscard]] Result<FoundRuns> findAll(const FindRequest& request, const FoundRuns* before, bool sameSource,
                                        const std::stop_token& stop);

/// What `before` becomes by `snapshots`, the later ones of its source in their order, all of them; the last is that of
/// `request`, of which the query is that of `before`. Only rows they added or changed are looked at. Those that match
/// now are put where the order wants them; those that changed stay where they are; those that do not match any more
/// leave. By a path, new rows come last.
[[nodiscard]] Result<FoundRuns> findChanges(const FindRequest& request, const FoundRuns& before,
                                            std::span<const std::shared_ptr<const SourceSnapshot>> snapshots,
                                            const std::stop_token& stop);

} // namespace runlens
