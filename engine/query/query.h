// SPDX-License-Identifier: GPL-3.0-or-later
// The language of `--query` and of the window's query bar: which runs are meant.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/domain/time.h"
#include "engine/domain/words.h"
#include "engine/journey/zone_offsets.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace runlens {

enum class QueryKey : std::uint8_t {
    text, ///< no key: free text
    status,
    step,
    at,
    outcome,
    identity,
    started,
    failed,
    completed,
    active,
    lasted,
    waited,
    attempts,
    error,
    templateVersion, ///< "template"
    version,
    automation,
    run,
    sent,
    finding,
    payload, ///< with a path
    json,    ///< with a path
};

/// `:` and `=` differ where texts are compared: contains or like, against the same.
enum class QueryOperator : std::uint8_t { has, equal, greater, greaterOrEqual, less, lessOrEqual };

/// A place in the query's text, in characters (code points) from 0.
struct QuerySpan {
    std::size_t offset = 0;
    std::size_t length = 0;

    friend bool operator==(const QuerySpan&, const QuerySpan&) = default;
};

/// A fixed time, or one that moves with the clock.
struct QueryTime {
    std::optional<Instant> fixed;
    Duration ago{0}; ///< before now, where it is not fixed

    [[nodiscard]] Instant at(Instant now) const noexcept { return fixed ? *fixed : now - ago; }
    friend bool operator==(const QueryTime&, const QueryTime&) = default;
};
struct QueryTimes {
    std::optional<QueryTime> since;
    std::optional<QueryTime> until; ///< exclusive

    friend bool operator==(const QueryTimes&, const QueryTimes&) = default;
};
/// Counts, or microseconds. Both ends belong to it.
struct QueryNumbers {
    std::int64_t least = 0;
    std::int64_t most = 0;

    friend bool operator==(const QueryNumbers&, const QueryNumbers&) = default;
};
struct QueryStatus {
    RunStatus status = RunStatus::unknown; ///< unknown: overdue, or a word that only a server knows
    bool overdue = false;

    friend bool operator==(const QueryStatus&, const QueryStatus&) = default;
};

/// Automations by their name.
struct QueryIds {
    std::vector<std::string> ids;

    friend bool operator==(const QueryIds&, const QueryIds&) = default;
};

/// One of the values of a term.
struct QueryValue {
    std::string text;    ///< without its quotes
    bool quoted = false; ///< then no `*` in it is a wildcard
    /// What the text says together with the operator, where the key's values are not texts.
    std::variant<std::monostate, QueryStatus, QueryTimes, QueryNumbers, QueryIds> meaning;

    [[nodiscard]] bool hasWildcard() const noexcept { return !quoted && text.find('*') != std::string::npos; }
    friend bool operator==(const QueryValue&, const QueryValue&) = default;
};

/// True of a run where one of the values is, or none if it is negated.
struct QueryTerm {
    bool negated = false;
    QueryKey key = QueryKey::text;
    std::string path; ///< of payload and json: names and indices with dots, without "payload." or "json."
    QueryOperator op = QueryOperator::has;
    std::vector<QueryValue> values; ///< at least one
    QuerySpan span;                 ///< where it was read; of no account when queries are compared

    [[nodiscard]] std::string text() const; ///< normalised
    friend bool operator==(const QueryTerm& a, const QueryTerm& b)
    {
        return a.negated == b.negated && a.key == b.key && a.path == b.path && a.op == b.op && a.values == b.values;
    }
};

/// A run is meant where all terms are true of it; without terms every run is.
struct Query {
    static constexpr std::size_t mostBytes = 4096;
    static constexpr std::size_t mostTerms = 64;

    std::vector<QueryTerm> terms;

    [[nodiscard]] bool empty() const noexcept { return terms.empty(); }
    /// Normalised: one blank between terms, keys in lower case, quotes as they were. Read in the same
    /// context, it gives an equal query.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Query&, const Query&) = default;
};

enum class QueryErrorCode : std::uint8_t {
    unknownKey,    ///< `subject` is followed by an operator and no key; quotes make it free text
    unknownValue,  ///< the key has a list of values, and `subject` is none of them
    missingTerm,   ///< a `-` with nothing behind it
    missingValue,  ///< nothing behind the operator, or behind a comma
    missingPath,   ///< "payload." or "json." without names
    openQuote,     ///< a quote that does not end
    afterQuote,    ///< text that touches the end of a quote
    notComparable, ///< `>` and its like with a key whose values have no order
    notATime,      ///< no date, time, length of time or range of them
    notADuration,  ///< no length of time or range of them
    notANumber,    ///< no whole number from 0 or range of them
    emptyRange,    ///< a range that ends before it begins, or has no end at all
    rangeCompared, ///< `>` and its like with a range
    tooLong,       ///< over Query::mostBytes or Query::mostTerms
};

struct QueryError {
    QueryErrorCode code = QueryErrorCode::unknownKey;
    QuerySpan span;                       ///< what is wrong; may be empty, at the end
    std::string key;                      ///< of the term, as it is written; may be empty
    std::string subject;                  ///< the text at `span`
    std::vector<std::string> suggestions; ///< what may have been meant instead of `subject`, nearest first

    /// For those who know nothing of queries: `usage`, and the column from 1 as the place.
    [[nodiscard]] Error plain() const;
    friend bool operator==(const QueryError&, const QueryError&) = default;
};

struct ParseContext {
    Instant now{};
    journey::ZoneOffsets zone; ///< of dates and times without an offset; UTC if not set
    /// Names of automations, so that they can be asked for by them: name and id. Names need not be unique.
    std::vector<std::pair<std::string, AutomationId>> automations{};
};

/// Reads a query: terms with blanks between them, `-` before one that is negated, values with commas between them.
///
///     failed "free text"             without a key: found anywhere, whatever the case
///     status:failed,overdue          status outcome finding: words, whatever the case
///     step:send_* at:wait            step (one that began) at (the current one) template version automation run: the
///                                    same, or like a pattern; a version's number and an automation's name will do
///     identity:olivia error:503      contained, whatever the case; whole with `=` or a pattern
///     started:24h started:..2026-06  started failed completed active: the last, a date, a time, a range. A range ends
///                                    with the end of what is written: 2026-06-07..2026-06-08 are two days. `>24h` is
///                                    later than that long ago
///     lasted>2h waited:1h..2h        lengths: ms s m h d w, also 1h30m; `:2h` is from 2h to less than 3h
///     attempts>1 sent:0              whole numbers, 1..3 too
///     payload.amount>=1000           payload.PATH of the trigger event, json.PATH of the run as it was told
///
/// Any bytes may be given. Linear in them.
[[nodiscard]] std::expected<Query, QueryError> parseQuery(std::string_view text, const ParseContext& context);

} // namespace runlens
