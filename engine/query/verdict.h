// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of whether a run is meant. Private to query.
#pragma once

#include "engine/query/query.h"
#include "engine/table/run_table.h"

#include <cstdint>
#include <functional>
#include <span>

namespace runlens {

/// In this order: of several that must all be true the least holds, of several that need one the greatest.
enum class Verdict : std::uint8_t {
    no,
    untold,    ///< its detail does not say
    undecided, ///< its detail, or a newer one, would say
    yes,
};

[[nodiscard]] constexpr Verdict opposite(Verdict verdict) noexcept
{
    return verdict == Verdict::no ? Verdict::yes : verdict == Verdict::yes ? Verdict::no : verdict;
}
/// Where something is not known of a row with these flags.
[[nodiscard]] constexpr Verdict unknownWith(std::uint8_t flags) noexcept
{
    const bool fresh = (flags & (RowFlag::detail | RowFlag::stale)) == RowFlag::detail;
    return fresh ? Verdict::untold : Verdict::undecided;
}
[[nodiscard]] constexpr Verdict verdictOf(bool is) noexcept { return is ? Verdict::yes : Verdict::no; }

/// Judges all rows of a chunk: `verdicts` has one place for each.
using ChunkJudge = std::function<void(const RunChunk& chunk, std::span<Verdict> verdicts)>;

/// For one value of a term that stands in columns, not negated; none where documents have to be asked. Not for several
/// threads. The table and the term have to live as long.
[[nodiscard]] ChunkJudge judgeOf(const RunTable& table, const QueryTerm& term, const QueryValue& value, Instant now);

} // namespace runlens
