// SPDX-License-Identifier: GPL-3.0-or-later
// Where there is no archive to keep runs in: they are seen for as long as their source is open. Private to source.
#pragma once

#include "engine/source/run_keeper.h"

#include <utility>

namespace runlens {

class NoKeeper final : public RunKeeper {
public:
    /// Why; told by load().
    explicit NoKeeper(Error why) : m_why(std::move(why)) {}

    Result<void> load(const std::function<RowNumber(RunSummary, Instant fetched)>& /*take*/,
                      const std::stop_token& /*stop*/) override
    {
        return std::unexpected(m_why);
    }
    [[nodiscard]] std::vector<Automation> automations() const override { return {}; }
    Result<void> putAutomations(std::span<const std::shared_ptr<const Automation>> /*automations*/) override
    {
        return {};
    }
    Result<void> put(std::span<const KeptRun> /*runs*/) override { return {}; }
    Result<void> remove(std::span<const RowNumber> /*rows*/) override { return {}; }
    [[nodiscard]] Result<std::optional<KeptDetail>> detail(const RunId& /*id*/) const override { return std::nullopt; }
    [[nodiscard]] std::shared_ptr<const RunSearch> search() const override { return nullptr; }

private:
    Error m_why;
};

} // namespace runlens
