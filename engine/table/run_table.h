// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in columns, to be searched and sorted by the million. About 130 bytes a run.
#pragma once

#include "engine/table/pieces.h"
#include "engine/table/run_summary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

namespace runlens {

/// A row of a table. A run keeps its row as long as the table lives; a row that was removed is not used again.
using RowNumber = std::uint32_t;

/// Stands in columns of times for one that is not known. Times are microseconds since 1970.
inline constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();
/// Stands in columns of counts.
inline constexpr std::uint16_t noCount = std::numeric_limits<std::uint16_t>::max();

struct RowFlag {
    static constexpr std::uint8_t open = 1;
    static constexpr std::uint8_t timedOut = 2;
    static constexpr std::uint8_t startInferred = 4;
    static constexpr std::uint8_t endInferred = 8;
    static constexpr std::uint8_t detail = 16;  ///< has facets
    static constexpr std::uint8_t stale = 32;   ///< its row has changed since its detail was fetched
    static constexpr std::uint8_t removed = 64; ///< not there any more: forgotten, expired
};

/// The columns of up to `rows` runs. Names are indices into RunTable::name(), 0 the empty one.
struct RunChunk {
    static constexpr std::size_t rows = 4096;

    std::vector<std::uint8_t> status; ///< RunStatus
    std::vector<std::uint8_t> flags;  ///< RowFlag
    std::vector<std::uint8_t> identityType;
    std::vector<std::uint16_t> sent;
    std::vector<std::int64_t> started;
    std::vector<std::int64_t> ended;
    std::vector<std::int64_t> limit;
    std::vector<std::uint32_t> atStep;
    std::vector<std::uint32_t> automation;
    std::vector<std::uint32_t> version;
    std::vector<std::uint32_t> error;
    std::vector<std::uint32_t> statusWord; ///< one that we do not know
    std::vector<std::uint32_t> facets;     ///< index into RunTable::facets(), 0 without
    std::vector<std::uint32_t> textAt;     ///< in `texts`: the id, the identity, the shape
    std::vector<std::uint32_t> idLength;
    std::vector<std::uint32_t> identityLength;
    std::vector<std::uint16_t> shapeLength;
    std::string texts;
    std::size_t waste = 0; ///< bytes of `texts` that no row uses

    [[nodiscard]] std::size_t size() const noexcept { return status.size(); }
    [[nodiscard]] std::string_view id(std::size_t row) const { return text(textAt[row], idLength[row]); }
    [[nodiscard]] std::string_view identity(std::size_t row) const
    {
        return text(textAt[row] + idLength[row], identityLength[row]);
    }
    [[nodiscard]] std::string_view shape(std::size_t row) const
    {
        return text(textAt[row] + idLength[row] + identityLength[row], shapeLength[row]);
    }
    [[nodiscard]] bool has(std::size_t row, std::uint8_t flag) const { return (flags[row] & flag) != 0; }

private:
    [[nodiscard]] std::string_view text(std::size_t from, std::size_t length) const
    {
        return std::string_view(texts).substr(from, length);
    }
};

/// The table at one moment: never changes, cheap to copy, for any thread.
class RunTable {
public:
    [[nodiscard]] std::size_t size() const noexcept { return m_size; } ///< rows, removed ones too
    [[nodiscard]] std::size_t living() const noexcept { return m_living; }
    [[nodiscard]] std::size_t detailed() const noexcept { return m_detailed; } ///< living ones with facets

    [[nodiscard]] const RunChunk& chunkOf(RowNumber row) const { return m_chunks[row / RunChunk::rows]; }
    [[nodiscard]] static constexpr std::size_t within(RowNumber row) noexcept { return row % RunChunk::rows; }
    /// For loops over all rows: the chunk's first row is its number times RunChunk::rows.
    [[nodiscard]] const RunChunk& chunk(std::size_t number) const { return m_chunks[number]; }
    [[nodiscard]] std::size_t chunks() const noexcept { return m_chunks.size(); }

    [[nodiscard]] const std::string& name(std::uint32_t index) const { return m_names[index]; }
    [[nodiscard]] std::size_t names() const noexcept { return m_names.size(); }
    [[nodiscard]] const RunFacets& facets(std::uint32_t index) const { return m_facets[index]; }
    [[nodiscard]] std::size_t facetSets() const noexcept { return m_facets.size(); }

    [[nodiscard]] std::string_view id(RowNumber row) const { return chunkOf(row).id(within(row)); }
    [[nodiscard]] bool has(RowNumber row, std::uint8_t flag) const { return chunkOf(row).has(within(row), flag); }
    [[nodiscard]] RunSummary summary(RowNumber row) const;
    [[nodiscard]] RunShape shape(RowNumber row) const;

private:
    friend class RunTableWriter;

    Pieces<RunChunk, 1> m_chunks;
    Pieces<std::string, 1024> m_names;
    Pieces<RunFacets, 1024> m_facets;
    std::size_t m_size = 0;
    std::size_t m_living = 0;
    std::size_t m_detailed = 0;
};

} // namespace runlens
