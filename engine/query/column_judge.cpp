// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/query_keys.h"
#include "engine/query/read_value.h"
#include "engine/query/text_pattern.h"
#include "engine/query/verdict.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace runlens {
namespace {

using TextTest = std::function<bool(std::string_view)>;

/// What is asked of texts.
TextTest testOf(const QueryTerm& term, const QueryValue& value)
{
    if (const auto* named = std::get_if<QueryIds>(&value.meaning))
        return [ids = named->ids, pattern = TextPattern(value.text, !value.quoted, TextPattern::Case::matters)](
                   std::string_view id) { return std::ranges::find(ids, id) != ids.end() || pattern.matches(id); };
    const QueryKind kind = nameOf(term.key).kind;
    if (kind == QueryKind::finding && !value.hasWildcard())
        return [word = value.text](std::string_view name) { return isFinding(name, word); };
    if (kind == QueryKind::text
        || (kind == QueryKind::contains && term.op == QueryOperator::has && !value.hasWildcard()))
        return [needle = folded(value.text)](std::string_view text) { return containsFolded(text, needle); };
    std::string wanted = value.text;
    if (term.key == QueryKey::outcome && !value.hasWildcard()) {
        const auto branch = branchOf(folded(wanted));
        wanted = branch.known() ? std::string(branch.name()) : wanted;
    }
    const auto letters = kind == QueryKind::id ? TextPattern::Case::matters : TextPattern::Case::folds;
    return [pattern = TextPattern(wanted, !value.quoted, letters)](std::string_view text) {
        return pattern.matches(text);
    };
}

bool isDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A version's id ends with its number, more often than not.
TextTest versionTest(TextTest whole, const std::string& number)
{
    if (!isDigits(number))
        return whole;
    return [whole = std::move(whole), number](std::string_view id) {
        const bool ends = id.ends_with(number) && id.size() > number.size();
        return whole(id) || (ends && !isDigits(id.substr(id.size() - number.size() - 1, 1)));
    };
}

/// An answer for each entry of a list, found when it is first asked for.
class Answers {
public:
    Answers(std::size_t size, std::function<bool(std::uint32_t)> ask) : m_ask(std::move(ask)), m_known(size, unasked) {}

    bool operator()(std::uint32_t index)
    {
        if (m_known[index] == unasked)
            m_known[index] = m_ask(index) ? 1 : 0;
        return m_known[index] == 1;
    }

private:
    static constexpr std::uint8_t unasked = 2;
    std::function<bool(std::uint32_t)> m_ask;
    std::vector<std::uint8_t> m_known;
};

Answers overNames(const RunTable& table, TextTest test)
{
    return {table.names(), [&table, test = std::move(test)](std::uint32_t name) { return test(table.name(name)); }};
}

using FacetTexts = std::vector<std::string> RunFacets::*;

Answers overFacets(const RunTable& table, FacetTexts texts, TextTest test)
{
    return {table.facetSets(), [&table, texts, test = std::move(test)](std::uint32_t facets) {
                return std::ranges::any_of(table.facets(facets).*texts, test);
            }};
}

/// One verdict for each row, by a function of the row.
template <class Judge>
ChunkJudge rowByRow(Judge judge)
{
    return [judge = std::move(judge)](const RunChunk& chunk, std::span<Verdict> verdicts) mutable {
        for (std::size_t row = 0; row < verdicts.size(); ++row)
            verdicts[row] = judge(chunk, row);
    };
}

Verdict unknown(const RunChunk& chunk, std::size_t row) { return unknownWith(chunk.flags[row]); }
bool isStatus(const RunChunk& chunk, std::size_t row, RunStatus status)
{
    return chunk.status[row] == static_cast<std::uint8_t>(status);
}

ChunkJudge judgeOverdue(std::int64_t now)
{
    return rowByRow([now](const RunChunk& chunk, std::size_t row) {
        if (!chunk.has(row, RowFlag::open))
            return Verdict::no;
        if (chunk.limit[row] != noTime)
            return verdictOf(chunk.limit[row] < now);
        return unknown(chunk, row) == Verdict::untold ? Verdict::no : Verdict::undecided;
    });
}

ChunkJudge judgeStatus(const RunTable& table, const QueryTerm& term, const QueryValue& value, std::int64_t now)
{
    const auto* wanted = std::get_if<QueryStatus>(&value.meaning);
    if (wanted != nullptr && wanted->overdue)
        return judgeOverdue(now);
    // A known status is that status; a word of somebody else's is not, however alike.
    const bool known = wanted != nullptr && wanted->status != RunStatus::unknown;
    const TextTest test = known ? TextTest([](std::string_view) { return false; }) : testOf(term, value);
    std::array<Verdict, 256> byStatus{};
    for (std::uint8_t status = 1; status <= static_cast<std::uint8_t>(RunStatus::cancelled); ++status) {
        const auto is = static_cast<RunStatus>(status);
        byStatus[status] = verdictOf(known ? wanted->status == is : test(wireName(is)));
    }
    return rowByRow([byStatus, words = overNames(table, test)](const RunChunk& chunk, std::size_t row) mutable {
        if (chunk.status[row] != 0)
            return byStatus[chunk.status[row]];
        return chunk.statusWord[row] == 0 ? unknown(chunk, row) : verdictOf(words(chunk.statusWord[row]));
    });
}

using NameColumn = std::vector<std::uint32_t> RunChunk::*;

ChunkJudge judgeName(const RunTable& table, NameColumn column, TextTest test)
{
    return rowByRow(
        [column, names = overNames(table, std::move(test))](const RunChunk& chunk, std::size_t row) mutable {
            const std::uint32_t name = (chunk.*column)[row];
            return name == 0 ? unknown(chunk, row) : verdictOf(names(name));
        });
}

/// What runs have come to, and leave when they are completed.
ChunkJudge judgeCurrentStep(const RunTable& table, TextTest test)
{
    return rowByRow([names = overNames(table, std::move(test))](const RunChunk& chunk, std::size_t row) mutable {
        if (isStatus(chunk, row, RunStatus::completed))
            return Verdict::no;
        if (chunk.atStep[row] == 0)
            return isStatus(chunk, row, RunStatus::queued) ? Verdict::no : unknown(chunk, row);
        return verdictOf(names(chunk.atStep[row]));
    });
}

/// Of sets that grow: what a stale one has, the run still has.
ChunkJudge judgeFacets(const RunTable& table, FacetTexts texts, TextTest test)
{
    return rowByRow(
        [facets = overFacets(table, texts, std::move(test))](const RunChunk& chunk, std::size_t row) mutable {
            if (chunk.facets[row] != 0 && facets(chunk.facets[row]))
                return Verdict::yes;
            return unknown(chunk, row) == Verdict::untold ? Verdict::no : Verdict::undecided;
        });
}

/// In the row's own column, or in those texts of its facets.
ChunkJudge judgeNameOrFacets(const RunTable& table, NameColumn column, FacetTexts texts, const TextTest& test)
{
    return [names = overNames(table, test), column,
            facets = judgeFacets(table, texts, test)](const RunChunk& chunk, std::span<Verdict> verdicts) mutable {
        facets(chunk, verdicts);
        for (std::size_t row = 0; row < verdicts.size(); ++row)
            if (const std::uint32_t name = (chunk.*column)[row]; name != 0 && names(name))
                verdicts[row] = Verdict::yes;
    };
}

ChunkJudge judgeIdentity(TextTest test)
{
    return rowByRow([test = std::move(test)](const RunChunk& chunk, std::size_t row) {
        const std::string_view identity = chunk.identity(row);
        return test(identity) ? Verdict::yes : identity.empty() ? unknown(chunk, row) : Verdict::no;
    });
}

ChunkJudge judgeId(TextTest test)
{
    return rowByRow(
        [test = std::move(test)](const RunChunk& chunk, std::size_t row) { return verdictOf(test(chunk.id(row))); });
}

/// From `since` to before `until`.
struct Times {
    std::int64_t since = std::numeric_limits<std::int64_t>::min();
    std::int64_t until = std::numeric_limits<std::int64_t>::max();

    [[nodiscard]] bool has(std::int64_t time) const noexcept { return since <= time && time < until; }
};

Times timesOf(const QueryValue& value, Instant now)
{
    Times times;
    const auto* asked = std::get_if<QueryTimes>(&value.meaning);
    if (asked != nullptr && asked->since)
        times.since = asked->since->at(now).time_since_epoch().count();
    if (asked != nullptr && asked->until)
        times.until = asked->until->at(now).time_since_epoch().count();
    return times;
}

ChunkJudge judgeStarted(Times times)
{
    return rowByRow([times](const RunChunk& chunk, std::size_t row) {
        if (isStatus(chunk, row, RunStatus::queued))
            return Verdict::no;
        return chunk.started[row] == noTime ? unknown(chunk, row) : verdictOf(times.has(chunk.started[row]));
    });
}

ChunkJudge judgeEnded(RunStatus status, Times times)
{
    return rowByRow([status, times](const RunChunk& chunk, std::size_t row) {
        if (!isStatus(chunk, row, status)) {
            const bool told = chunk.status[row] != 0 || chunk.statusWord[row] != 0;
            return told ? Verdict::no : unknown(chunk, row);
        }
        return chunk.ended[row] == noTime ? unknown(chunk, row) : verdictOf(times.has(chunk.ended[row]));
    });
}

/// Started before the end of the range, if it has one, and not finished before its start, if it has that.
ChunkJudge judgeActive(Times times)
{
    const bool hasEnd = times.until != Times().until;
    const bool hasStart = times.since != Times().since;
    return rowByRow([times, hasEnd, hasStart](const RunChunk& chunk, std::size_t row) {
        Verdict begun = Verdict::yes;
        if (hasEnd)
            begun = isStatus(chunk, row, RunStatus::queued) ? Verdict::no
                    : chunk.started[row] == noTime          ? unknown(chunk, row)
                                                            : verdictOf(chunk.started[row] < times.until);
        Verdict lasts = Verdict::yes;
        if (hasStart && !chunk.has(row, RowFlag::open))
            lasts = chunk.ended[row] == noTime ? unknown(chunk, row) : verdictOf(chunk.ended[row] >= times.since);
        return std::min(begun, lasts);
    });
}

QueryNumbers numbersOf(const QueryValue& value)
{
    const auto* numbers = std::get_if<QueryNumbers>(&value.meaning);
    return numbers != nullptr ? *numbers : QueryNumbers{0, std::numeric_limits<std::int64_t>::max()};
}

bool isWithin(std::int64_t number, const QueryNumbers& range) { return range.least <= number && number <= range.most; }

ChunkJudge judgeLasted(QueryNumbers range, std::int64_t now)
{
    return rowByRow([range, now](const RunChunk& chunk, std::size_t row) {
        const bool open = chunk.has(row, RowFlag::open);
        if (chunk.started[row] == noTime || (!open && chunk.ended[row] == noTime))
            return unknown(chunk, row);
        const std::int64_t length = (open ? now : chunk.ended[row]) - chunk.started[row];
        return length < 0 ? unknown(chunk, row) : verdictOf(isWithin(length, range));
    });
}

ChunkJudge judgeSent(QueryNumbers range)
{
    return rowByRow([range](const RunChunk& chunk, std::size_t row) {
        return chunk.sent[row] == noCount ? unknown(chunk, row) : verdictOf(isWithin(chunk.sent[row], range));
    });
}

/// A number that grows with the run: of a stale detail it is the least.
template <class NumberOf>
ChunkJudge judgeGrowing(const RunTable& table, QueryNumbers range, NumberOf numberOf)
{
    return rowByRow([&table, range, numberOf](const RunChunk& chunk, std::size_t row) {
        if (chunk.facets[row] == 0)
            return unknown(chunk, row);
        const std::int64_t number = numberOf(table.facets(chunk.facets[row]));
        const bool unbounded = range.most == std::numeric_limits<std::int64_t>::max();
        if (!chunk.has(row, RowFlag::stale) || number > range.most || (unbounded && number >= range.least))
            return verdictOf(isWithin(number, range));
        return Verdict::undecided;
    });
}

ChunkJudge judgeTimes(const QueryTerm& term, const QueryValue& value, Instant now)
{
    const Times times = timesOf(value, now);
    switch (term.key) {
    case QueryKey::failed: return judgeEnded(RunStatus::failed, times);
    case QueryKey::completed: return judgeEnded(RunStatus::completed, times);
    case QueryKey::active: return judgeActive(times);
    default: return judgeStarted(times);
    }
}

ChunkJudge judgeNumbers(const RunTable& table, const QueryTerm& term, const QueryValue& value, Instant now)
{
    const QueryNumbers range = numbersOf(value);
    switch (term.key) {
    case QueryKey::lasted: return judgeLasted(range, now.time_since_epoch().count());
    case QueryKey::sent: return judgeSent(range);
    case QueryKey::waited:
        return judgeGrowing(table, range, [](const RunFacets& facets) { return facets.waited.count(); });
    default: return judgeGrowing(table, range, [](const RunFacets& facets) { return facets.attempts; });
    }
}

} // namespace

ChunkJudge judgeOf(const RunTable& table, const QueryTerm& term, const QueryValue& value, Instant now)
{
    const QueryKind kind = nameOf(term.key).kind;
    if (kind == QueryKind::time)
        return judgeTimes(term, value, now);
    if (kind == QueryKind::duration || kind == QueryKind::count)
        return judgeNumbers(table, term, value, now);
    if (term.key == QueryKey::status)
        return judgeStatus(table, term, value, now.time_since_epoch().count());
    TextTest test = testOf(term, value);
    switch (term.key) {
    case QueryKey::step: return judgeNameOrFacets(table, &RunChunk::atStep, &RunFacets::steps, test);
    case QueryKey::error: return judgeNameOrFacets(table, &RunChunk::error, &RunFacets::errors, test);
    case QueryKey::at: return judgeCurrentStep(table, std::move(test));
    case QueryKey::outcome: return judgeFacets(table, &RunFacets::outcomes, std::move(test));
    case QueryKey::templateVersion: return judgeFacets(table, &RunFacets::templates, std::move(test));
    case QueryKey::finding: return judgeFacets(table, &RunFacets::findings, std::move(test));
    case QueryKey::identity: return judgeIdentity(std::move(test));
    case QueryKey::run: return judgeId(std::move(test));
    case QueryKey::automation: return judgeName(table, &RunChunk::automation, std::move(test));
    case QueryKey::version:
        return judgeName(table, &RunChunk::version, versionTest(std::move(test), value.quoted ? "" : value.text));
    default: return {};
    }
}

} // namespace runlens
