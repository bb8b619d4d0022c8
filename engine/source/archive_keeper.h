// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what was fetched in an archive. Private to source.
#pragma once

#include "engine/archive/archive.h"
#include "engine/archive/archive_rows.h"
#include "engine/source/run_keeper.h"

#include <memory>
#include <string>
#include <vector>

namespace runlens {

class ArchiveKeeper final : public RunKeeper {
public:
    /// To be written to: made where there is none, and rid of what was fetched before `keepSince`.
    [[nodiscard]] static Result<std::unique_ptr<RunKeeper>> open(const std::string& path, const ArchiveFacts& facts,
                                                                 std::optional<Instant> keepSince);
    /// To be read alone: what somebody saved.
    [[nodiscard]] static Result<std::unique_ptr<RunKeeper>> openSaved(const std::string& path);

    [[nodiscard]] Result<void> load(const std::function<RowNumber(RunSummary, Instant)>& take,
                                    const std::stop_token& stop) override;
    [[nodiscard]] std::vector<Automation> automations() const override;
    [[nodiscard]] Result<void> putAutomations(std::span<const std::shared_ptr<const Automation>> automations) override;
    [[nodiscard]] Result<void> put(std::span<const KeptRun> runs) override;
    [[nodiscard]] Result<void> remove(std::span<const RowNumber> rows) override;
    [[nodiscard]] Result<std::optional<KeptDetail>> detail(const RunId& id) const override;
    [[nodiscard]] std::shared_ptr<const RunSearch> search() const override { return m_search; }

private:
    explicit ArchiveKeeper(const std::string& path);
    [[nodiscard]] ArchiveReader& reader() const;

    std::unique_ptr<Archive> m_archive; ///< null: it is only read
    std::unique_ptr<ArchiveReader> m_saved;
    std::shared_ptr<ArchiveRows> m_rows;
    std::shared_ptr<const RunSearch> m_search;
};

} // namespace runlens
