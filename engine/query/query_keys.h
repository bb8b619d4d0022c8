// SPDX-License-Identifier: GPL-3.0-or-later
// The keys' names, and what kind of values each has. Private to query.
#pragma once

#include "engine/query/query.h"

#include <optional>
#include <span>
#include <string_view>

namespace runlens {

enum class QueryKind : std::uint8_t {
    text,     ///< contained, whatever the case
    status,   ///< words of RunStatus, and "overdue"
    finding,  ///< names of findings
    word,     ///< a word, whatever the case
    id,       ///< byte by byte, or like a pattern
    contains, ///< contained, whatever the case; whole with `=` or a pattern
    time,
    duration,
    count,
    value, ///< of JSON: the key has a path
};

struct QueryKeyName {
    QueryKey key = QueryKey::text;
    std::string_view name; ///< lower case; of keys with a path without the dot
    QueryKind kind = QueryKind::text;
};

/// All that have a name, in the order in which they are offered.
[[nodiscard]] std::span<const QueryKeyName> queryKeys() noexcept;
[[nodiscard]] const QueryKeyName& nameOf(QueryKey key) noexcept;
/// By its name in any case.
[[nodiscard]] std::optional<QueryKeyName> queryKeyOf(std::string_view name) noexcept;

/// The words that may stand behind "status:".
[[nodiscard]] std::span<const std::string_view> statusWords() noexcept;
inline constexpr std::string_view overdueWord = "overdue";

[[nodiscard]] std::string_view textOf(QueryOperator op) noexcept;
[[nodiscard]] constexpr bool isComparison(QueryOperator op) noexcept
{
    return op != QueryOperator::has && op != QueryOperator::equal;
}

} // namespace runlens
