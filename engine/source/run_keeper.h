// SPDX-License-Identifier: GPL-3.0-or-later
// What was fetched is kept by it. Private to source.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/table/run_search.h"
#include "engine/table/run_summary.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace runlens {

struct KeptRun {
    RowNumber row = 0;
    RunSummary summary;
    std::string bytes; ///< the run's document; of a row alone, the row
    std::string etag;
    Instant fetched{};
    bool detail = false;
};

struct KeptDetail {
    std::shared_ptr<const std::string> bytes;
    std::string etag;
};

/// One thread, but for what search() gives.
class RunKeeper {
public:
    RunKeeper() = default;
    RunKeeper(const RunKeeper&) = delete;
    RunKeeper& operator=(const RunKeeper&) = delete;
    virtual ~RunKeeper() = default;

    /// Hands over all that is kept, which get their rows in this order. `take` gives the row.
    [[nodiscard]] virtual Result<void> load(const std::function<RowNumber(RunSummary, Instant fetched)>& take,
                                            const std::stop_token& stop) = 0;
    [[nodiscard]] virtual std::vector<Automation> automations() const = 0;
    [[nodiscard]] virtual Result<void> putAutomations(
        std::span<const std::shared_ptr<const Automation>> automations) = 0;
    [[nodiscard]] virtual Result<void> put(std::span<const KeptRun> runs) = 0;
    [[nodiscard]] virtual Result<void> remove(std::span<const RowNumber> rows) = 0;
    /// None where there is no detail of it.
    [[nodiscard]] virtual Result<std::optional<KeptDetail>> detail(const RunId& id) const = 0;
    [[nodiscard]] virtual std::shared_ptr<const RunSearch> search() const = 0;
};

} // namespace runlens
