// SPDX-License-Identifier: GPL-3.0-or-later
// What may be typed next.
#pragma once

#include "engine/query/query.h"
#include "engine/table/run_table.h"

#include <cstddef>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// The values that occur in runs, and in how many.
struct QueryVocabulary {
    using Words = std::map<std::string, std::size_t, std::less<>>;

    /// Of keys with values that are words; status words and findings that do not occur are added with 0.
    std::map<QueryKey, Words> values;
};

/// What stands in the names and facets of the table's living rows. Linear in its rows; not for the window's thread.
[[nodiscard]] QueryVocabulary vocabularyOf(const RunTable& table, const std::stop_token& stop = {});

struct Completion {
    std::string text;     ///< replaces `QueryCompletions::replaces`
    std::string shown;    ///< the key or the value alone
    bool isKey = false;   ///< more has to follow: a value
    std::size_t runs = 0; ///< that have it; 0 of keys
    friend bool operator==(const Completion&, const Completion&) = default;
};
struct QueryCompletions {
    static constexpr std::size_t most = 20;

    QuerySpan replaces;
    QueryKey key = QueryKey::text; ///< whose values are offered; text: keys are
    std::vector<Completion> items; ///< the best first
};

/// For the cursor at that character of `text`: keys, or values of the key before it. Those that begin with what stands
/// there come first, then those that contain it; of these the more frequent.
[[nodiscard]] QueryCompletions completeQuery(std::string_view text, std::size_t cursor,
                                             const QueryVocabulary& vocabulary);

} // namespace runlens
