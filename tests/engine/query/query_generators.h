// SPDX-License-Identifier: GPL-3.0-or-later
// Random queries and tables, and what a query means said once more, slowly.
#pragma once

#include "engine/base/result.h"
#include "engine/query/query.h"
#include "engine/table/run_search.h"
#include "engine/table/run_table_writer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlens::test {

inline const Instant queryNow = *parseInstant("2026-06-08T12:00:00Z");

/// Documents in memory.
class MemorySearch final : public RunSearch {
public:
    struct Document {
        std::string text;
        std::map<std::string, Value> values; ///< by path
    };
    std::map<RowNumber, Document> documents;
    mutable std::size_t rowsAsked = 0;
    mutable std::vector<std::string> paths;

    Result<std::vector<RowNumber>> containing(std::string_view text, const std::stop_token& stop) const override;
    Result<void> values(std::string_view path, std::span<const RowNumber> rows,
                        const std::function<void(RowNumber, const Value&)>& take,
                        const std::stop_token& stop) const override;
};

struct World {
    RunTableWriter writer;
    MemorySearch search;

    [[nodiscard]] const RunTable& table() const { return writer.table(); }
};

/// Runs with everything that may be known or not: with details, without, stale, removed.
std::unique_ptr<World> randomWorld();
/// One term that can be read.
std::string randomTerm();
std::string randomQuery();

/// Is the run of that row meant? Nothing where that is not known. Shares nothing with what is tested but the query.
std::optional<bool> isMeant(const World& world, RowNumber row, const QueryTerm& term);
std::optional<bool> isMeant(const World& world, RowNumber row, const Query& query);

} // namespace runlens::test
