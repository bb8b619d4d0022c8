// SPDX-License-Identifier: GPL-3.0-or-later
// Searches runs that are in memory, as ArchiveSearch does an archive: the same text finds the same runs.
#pragma once

#include "engine/domain/run.h"
#include "engine/table/run_search.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace runlens {

/// Row i of the table is run i of the list.
class DocumentSearch : public RunSearch {
public:
    explicit DocumentSearch(std::shared_ptr<const std::vector<Run>> runs);

    [[nodiscard]] Result<std::vector<RowNumber>> containing(std::string_view text,
                                                            const std::stop_token& stop) const override;
    [[nodiscard]] Result<void> values(std::string_view path, std::span<const RowNumber> rows,
                                      const std::function<void(RowNumber, const Value&)>& take,
                                      const std::stop_token& stop) const override;

private:
    std::shared_ptr<const std::vector<Run>> m_runs;
    mutable std::mutex m_mutex;
    mutable std::vector<std::string> m_texts; ///< as far as they were needed; kept from the first search on
};

} // namespace runlens
