// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/match.h"

#include "engine/query/json_condition.h"
#include "engine/query/query_keys.h"
#include "engine/query/text_pattern.h"
#include "engine/query/verdict.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace runlens {
namespace {

using Verdicts = std::vector<Verdict>;

std::unexpected<Error> cancelled() { return std::unexpected(Error{ErrorCode::cancelled, {}, {}}); }

/// What free text is looked for: a `*` at an end says nothing, as it may stand anywhere.
std::string_view soughtText(const QueryValue& value)
{
    std::string_view text = value.text;
    while (!value.quoted && text.starts_with('*'))
        text.remove_prefix(1);
    while (!value.quoted && text.ends_with('*'))
        text.remove_suffix(1);
    return text;
}

bool needsSearch(const QueryTerm& term)
{
    const QueryKind kind = nameOf(term.key).kind;
    return kind == QueryKind::text || kind == QueryKind::value;
}

/// Judges terms, one at a time.
class Judge {
public:
    Judge(const RunTable& table, const RunSearch* search, Instant now, const std::stop_token& stop)
        : m_table(table), m_search(search), m_now(now), m_stop(stop)
    {
    }

    /// Calls `take` with the verdicts on each chunk that is wanted, the term's negation in them.
    template <class Wanted, class Take>
    Result<void> judgeColumns(const QueryTerm& term, const Wanted& wanted, const Take& take) const
    {
        std::vector<ChunkJudge> judges;
        judges.reserve(term.values.size());
        for (const QueryValue& value : term.values)
            judges.push_back(judgeOf(m_table, term, value, m_now));
        Verdicts verdicts(RunChunk::rows);
        Verdicts others(RunChunk::rows);
        for (std::size_t number = 0; number < m_table.chunks(); ++number) {
            if (m_stop.stop_requested())
                return cancelled();
            if (!wanted(number))
                continue;
            const RunChunk& chunk = m_table.chunk(number);
            const std::span<Verdict> here = std::span(verdicts).first(chunk.size());
            judges.front()(chunk, here);
            for (std::size_t other = 1; other < judges.size(); ++other) {
                judges[other](chunk, std::span(others).first(chunk.size()));
                for (std::size_t row = 0; row < here.size(); ++row)
                    here[row] = std::max(here[row], others[row]);
            }
            if (term.negated)
                std::ranges::transform(here, here.begin(), opposite);
            take(number, std::span<const Verdict>(here));
        }
        return {};
    }

    /// The verdict on each of `rows`.
    Result<Verdicts> judgeDocuments(const QueryTerm& term, std::span<const RowNumber> rows) const
    {
        auto found = term.key == QueryKey::text ? rowsWithText(term, rows) : rowsWithValue(term, rows);
        if (!found)
            return std::unexpected(std::move(found.error()));
        Verdicts verdicts;
        verdicts.reserve(rows.size());
        auto next = found->begin();
        for (const RowNumber row : rows) {
            next = std::lower_bound(next, found->end(), row);
            const bool is = next != found->end() && *next == row;
            const Verdict verdict = is ? Verdict::yes : verdictWithout(row);
            verdicts.push_back(term.negated ? opposite(verdict) : verdict);
        }
        return verdicts;
    }

private:
    /// Where nothing was found: of a detail that is at hand, that is an answer.
    [[nodiscard]] Verdict verdictWithout(RowNumber row) const
    {
        const std::uint8_t flags = m_table.chunkOf(row).flags[RunTable::within(row)];
        return m_search != nullptr && unknownWith(flags) == Verdict::untold ? Verdict::no : Verdict::undecided;
    }

    Result<std::vector<RowNumber>> rowsWithText(const QueryTerm& term, std::span<const RowNumber> rows) const
    {
        std::vector<RowNumber> all;
        for (const QueryValue& value : term.values) {
            const std::string_view text = soughtText(value);
            if (text.empty())
                return std::vector<RowNumber>(rows.begin(), rows.end());
            auto found = m_search != nullptr ? m_search->containing(text, m_stop) : rowsOfTable(text, rows);
            if (!found)
                return found;
            std::vector<RowNumber> both;
            std::ranges::set_union(all, *found, std::back_inserter(both));
            all = std::move(both);
        }
        return all;
    }

    Result<std::vector<RowNumber>> rowsOfTable(std::string_view text, std::span<const RowNumber> rows) const
    {
        const std::string needle = folded(text);
        std::vector<char> names(m_table.names());
        for (std::uint32_t name = 0; name < names.size(); ++name)
            names[name] = containsFolded(m_table.name(name), needle) ? 1 : 0;
        std::vector<RowNumber> found;
        for (const RowNumber row : rows) {
            if (row % RunChunk::rows == 0 && m_stop.stop_requested())
                return cancelled();
            const RunChunk& chunk = m_table.chunkOf(row);
            const std::size_t at = RunTable::within(row);
            if (names[chunk.atStep[at]] != 0 || names[chunk.error[at]] != 0 || names[chunk.automation[at]] != 0
                || names[chunk.version[at]] != 0 || containsFolded(chunk.identity(at), needle)
                || containsFolded(chunk.id(at), needle) || isInFacets(chunk.facets[at], needle))
                found.push_back(row);
        }
        return found;
    }

    [[nodiscard]] bool isInFacets(std::uint32_t facets, std::string_view needle) const
    {
        if (facets == 0)
            return false;
        const auto contains = [needle](const std::string& text) { return containsFolded(text, needle); };
        return std::ranges::any_of(m_table.facets(facets).steps, contains)
               || std::ranges::any_of(m_table.facets(facets).errors, contains);
    }

    Result<std::vector<RowNumber>> rowsWithValue(const QueryTerm& term, std::span<const RowNumber> rows) const
    {
        std::vector<RowNumber> found;
        if (m_search == nullptr || rows.empty())
            return found;
        const std::string path = (term.key == QueryKey::payload ? "payload." : "") + term.path;
        auto asked = m_search->values(
            path, rows,
            [&](RowNumber row, const Value& value) {
                if (isTrueOf(term, value))
                    found.push_back(row);
            },
            m_stop);
        if (!asked)
            return std::unexpected(std::move(asked.error()));
        return found;
    }

    const RunTable& m_table;
    const RunSearch* m_search;
    Instant m_now;
    const std::stop_token& m_stop;
};

/// Yes of the rows that are asked for and there.
Verdicts firstVerdicts(const RunTable& table, std::optional<std::span<const RowNumber>> rows)
{
    Verdicts verdicts(table.size(), rows ? Verdict::no : Verdict::yes);
    if (rows) {
        for (const RowNumber row : *rows)
            verdicts[row] = verdictOf(!table.has(row, RowFlag::removed));
        return verdicts;
    }
    for (std::size_t number = 0; number < table.chunks(); ++number) {
        const RunChunk& chunk = table.chunk(number);
        for (std::size_t row = 0; row < chunk.size(); ++row)
            if (chunk.has(row, RowFlag::removed))
                verdicts[number * RunChunk::rows + row] = Verdict::no;
    }
    return verdicts;
}

/// The rows that are asked about, some or all: nothing that is done for each row looks at others.
class Asked {
public:
    Asked(const RunTable& table, std::optional<std::span<const RowNumber>> rows) : m_size(table.size()), m_rows(rows)
    {
        m_chunks.resize(table.chunks(), rows ? 0 : 1);
        for (const RowNumber row : rows.value_or(std::span<const RowNumber>()))
            m_chunks[row / RunChunk::rows] = 1;
    }

    [[nodiscard]] bool hasOf(std::size_t chunk) const { return m_chunks[chunk] != 0; }
    template <class Use>
    void each(const Use& use) const
    {
        if (m_rows)
            std::ranges::for_each(*m_rows, use);
        else
            for (RowNumber row = 0; row < m_size; ++row)
                use(row);
    }

private:
    std::size_t m_size;
    std::optional<std::span<const RowNumber>> m_rows;
    std::vector<char> m_chunks;
};

std::span<Verdict> chunkIn(Verdicts& verdicts, std::size_t number)
{
    const std::size_t from = number * RunChunk::rows;
    return std::span(verdicts).subspan(from, std::min(RunChunk::rows, verdicts.size() - from));
}

std::vector<RowNumber> rowsOtherThan(const Verdicts& verdicts, Verdict verdict)
{
    std::vector<RowNumber> rows;
    for (RowNumber row = 0; row < verdicts.size(); ++row)
        if (verdicts[row] != verdict)
            rows.push_back(row);
    return rows;
}

Result<void> narrowByColumns(const Judge& judge, const QueryTerm& term, const Asked& asked, Verdicts& all)
{
    const auto wanted = [&asked, &all](std::size_t number) {
        return asked.hasOf(number)
               && std::ranges::any_of(chunkIn(all, number), [](Verdict verdict) { return verdict != Verdict::no; });
    };
    return judge.judgeColumns(term, wanted, [&all](std::size_t number, std::span<const Verdict> verdicts) {
        const std::span<Verdict> here = chunkIn(all, number);
        for (std::size_t row = 0; row < here.size(); ++row)
            here[row] = std::min(here[row], verdicts[row]);
    });
}

Result<void> narrowByDocuments(const Judge& judge, const QueryTerm& term, const Asked& asked, Verdicts& all)
{
    std::vector<RowNumber> rows;
    asked.each([&](RowNumber row) {
        if (all[row] != Verdict::no)
            rows.push_back(row);
    });
    const auto verdicts = judge.judgeDocuments(term, rows);
    if (!verdicts)
        return std::unexpected(verdicts.error());
    for (std::size_t i = 0; i < rows.size(); ++i)
        all[rows[i]] = std::min(all[rows[i]], (*verdicts)[i]);
    return {};
}

/// Of each row how many terms are not known to be true, and the last of them.
struct Missing {
    std::uint8_t count = 0;
    std::uint8_t term = 0;
};

Result<void> countMissing(const Judge& judge, const QueryTerm& term, std::uint8_t index, std::vector<Missing>& missing)
{
    const auto note = [&missing, index](std::size_t row, Verdict verdict) {
        if (verdict != Verdict::yes)
            missing[row] = {static_cast<std::uint8_t>(missing[row].count + 1), index};
    };
    if (!needsSearch(term))
        return judge.judgeColumns(
            term, [](std::size_t) { return true; },
            [&note](std::size_t number, std::span<const Verdict> verdicts) {
                for (std::size_t row = 0; row < verdicts.size(); ++row)
                    note(number * RunChunk::rows + row, verdicts[row]);
            });
    std::vector<RowNumber> rows;
    for (RowNumber row = 0; row < missing.size(); ++row)
        if (missing[row].count <= 1)
            rows.push_back(row);
    const auto verdicts = judge.judgeDocuments(term, rows);
    if (!verdicts)
        return std::unexpected(verdicts.error());
    for (std::size_t i = 0; i < rows.size(); ++i)
        note(rows[i], (*verdicts)[i]);
    return {};
}

/// Terms of columns come first: the others are asked about fewer rows.
template <class Use>
Result<void> inOrder(const Query& query, const Use& use)
{
    for (const bool documents : {false, true})
        for (std::size_t index = 0; index < query.terms.size(); ++index)
            if (needsSearch(query.terms[index]) == documents)
                if (auto good = use(query.terms[index], index); !good)
                    return good;
    return {};
}

} // namespace

Result<Matches> matchRows(const RunTable& table, const Query& query, const RunSearch* search, Instant now,
                          std::optional<std::span<const RowNumber>> rows, const std::stop_token& stop)
{
    const Judge judge(table, search, now, stop);
    const Asked asked(table, rows);
    Verdicts verdicts = firstVerdicts(table, rows);
    const auto good = inOrder(query, [&](const QueryTerm& term, std::size_t) {
        return needsSearch(term) ? narrowByDocuments(judge, term, asked, verdicts)
                                 : narrowByColumns(judge, term, asked, verdicts);
    });
    if (!good)
        return std::unexpected(good.error());
    Matches matches;
    asked.each([&](RowNumber row) {
        if (verdicts[row] == Verdict::yes)
            matches.rows.push_back(row);
        else if (verdicts[row] == Verdict::undecided)
            matches.undecided.push_back(row);
        matches.untold += verdicts[row] == Verdict::untold ? 1U : 0U;
    });
    return matches;
}

Result<std::vector<WithoutTerm>> whyNone(const RunTable& table, const Query& query, const RunSearch* search,
                                         Instant now, const std::stop_token& stop)
{
    const Judge judge(table, search, now, stop);
    std::vector<Missing> missing(table.size());
    for (const RowNumber row : rowsOtherThan(firstVerdicts(table, std::nullopt), Verdict::yes))
        missing[row].count = 2; // removed ones: no term brings them
    const auto good = inOrder(query, [&](const QueryTerm& term, std::size_t index) {
        return countMissing(judge, term, static_cast<std::uint8_t>(index), missing);
    });
    if (!good)
        return std::unexpected(good.error());
    std::vector<WithoutTerm> all(query.terms.size());
    for (std::size_t index = 0; index < all.size(); ++index)
        all[index].term = index;
    for (const Missing& row : missing)
        if (row.count == 1)
            ++all[row.term].brings;
    std::erase_if(all, [](const WithoutTerm& without) { return without.brings == 0; });
    std::ranges::stable_sort(all, std::ranges::greater(), &WithoutTerm::brings);
    return all;
}

} // namespace runlens
