// SPDX-License-Identifier: GPL-3.0-or-later
// What the text of one value says. Private to query.
#pragma once

#include "engine/query/query.h"
#include "engine/query/query_keys.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

struct ValueFault {
    QueryErrorCode code = QueryErrorCode::unknownValue;
    std::vector<std::string> suggestions;
};
using ReadMeaning = std::expected<decltype(QueryValue::meaning), ValueFault>;

/// By the term's key and operator.
[[nodiscard]] ReadMeaning readMeaning(const QueryTerm& term, const QueryValue& value, const ParseContext& context);

/// Does the finding of that name belong to what was written: its name, or how it begins ("late-event")?
[[nodiscard]] bool isFinding(std::string_view name, std::string_view word);

/// "24h", "1h30m".
struct ReadLength {
    Duration length{0};
    Duration unit{0}; ///< of its last part
};
[[nodiscard]] std::optional<ReadLength> readLength(std::string_view text);

/// A date, a time, or a length of time before now.
struct ReadTime {
    QueryTime from;
    QueryTime to; ///< where it ends: the next day, minute or second; of a length of time the same as `from`
};
[[nodiscard]] std::optional<ReadTime> readTime(std::string_view text, const ParseContext& context);

} // namespace runlens
