// SPDX-License-Identifier: GPL-3.0-or-later
// Summaries as bytes of an archive, about 90 each. Weights of a shape are kept to the hundredth. Private to archive.
#pragma once

#include "engine/archive/name_book.h"
#include "engine/table/run_summary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

struct PackedSummary {
    RunSummary summary;
    bool stale = false;
};

/// Names that are new are added to `names`.
[[nodiscard]] std::string packSummary(const RunSummary& run, bool stale, NameBook& names);
/// Nothing where the bytes are none of packSummary's.
[[nodiscard]] std::optional<PackedSummary> unpackSummary(std::string_view packed, const NameBook& names);
/// The numbers of the names in it, in any order; false where the bytes are none of packSummary's.
[[nodiscard]] bool namesOf(std::string_view packed, std::vector<std::uint64_t>& numbers);
/// The id and the identity alone; nothing where the bytes are none of packSummary's.
struct PackedIds {
    std::string_view id;
    std::string_view identity;
};
[[nodiscard]] std::optional<PackedIds> idsOf(std::string_view packed);

/// The key by which a run is found; the same on every machine.
[[nodiscard]] std::int64_t keyOf(std::string_view id) noexcept;

} // namespace runlens
