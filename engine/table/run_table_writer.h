// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a table. One thread writes; those it hands snapshots to read them on theirs.
#pragma once

#include "engine/table/run_table.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace runlens {

/// What the newer one does not tell is taken from the one before. A list's row has less to say than a detail. Facets
/// are those of `run`.
[[nodiscard]] RunSummary merged(RunSummary run, const RunSummary& before);

class RunTableWriter {
public:
    RunTableWriter();

    struct Put {
        RowNumber row = 0;
        bool isNew = false;
        bool changed = false; ///< what is shown of it is not what it was; true of a new one
    };
    /// Adds a run, or changes the one of that id. What `run` does not tell stays as it was. Without facets those at
    /// hand stay, and are stale where the row says something new. A run without an id is always new.
    Put put(const RunSummary& run);
    /// False where it was removed before.
    bool remove(RowNumber row);
    [[nodiscard]] std::optional<RowNumber> find(std::string_view id) const;

    /// The table as it stands.
    [[nodiscard]] const RunTable& table() const noexcept { return m_table; }

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };

    std::uint32_t nameOf(std::string_view name);
    std::uint32_t facetsOf(const RunFacets& facets);
    RowNumber append(const RunSummary& run);
    void write(RowNumber row, const RunSummary& run);
    void writeTexts(RunChunk& chunk, std::size_t at, const RunSummary& run);
    void index(RowNumber row);
    void growIndex();

    RunTable m_table;
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> m_names;
    std::unordered_multimap<std::size_t, std::uint32_t> m_facets; ///< by hash
    std::vector<RowNumber> m_index;                               ///< open addressing by the id's hash
    std::size_t m_indexed = 0;
};

} // namespace runlens
