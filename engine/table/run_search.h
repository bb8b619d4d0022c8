// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the documents of runs beyond the columns of their table.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/value.h"
#include "engine/table/run_table.h"

#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// Whoever keeps the documents implements it. Any thread, several at once; blocks, so not for the window's thread.
/// Every function ends with the error `cancelled` soon after `stop` was stopped.
class RunSearch {
public:
    RunSearch() = default;
    RunSearch(const RunSearch&) = delete;
    RunSearch& operator=(const RunSearch&) = delete;
    virtual ~RunSearch() = default;

    /// Rows in whose ids, identities, payloads, subjects, step keys, event names or errors `text` occurs, whatever its
    /// case; ascending. Only what is kept is looked at: the row of a run, and its detail where that was fetched.
    [[nodiscard]] virtual Result<std::vector<RowNumber>> containing(std::string_view text,
                                                                    const std::stop_token& stop) const = 0;

    /// Hands over the value at `path` of each of `rows` that has one, in their order. A path is names and indices with
    /// dots, from the run's object as the server told it ("trigger_event.payload.order.items.0.sku"); a path that
    /// begins with "payload." is of the trigger event's payload.
    [[nodiscard]] virtual Result<void> values(std::string_view path, std::span<const RowNumber> rows,
                                              const std::function<void(RowNumber, const Value&)>& take,
                                              const std::stop_token& stop) const = 0;
};

} // namespace runlens
