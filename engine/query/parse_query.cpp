// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/nearest_words.h"
#include "engine/query/query.h"
#include "engine/query/query_keys.h"
#include "engine/query/query_text.h"
#include "engine/query/read_value.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

constexpr std::string_view operatorBegins = ":=<>";
/// What a key cannot have in it.
constexpr std::string_view endsKey = ":=<>,\" \t\r\n";

bool isLetter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class QueryReader {
public:
    QueryReader(std::string_view text, const ParseContext& context) : m_text(text), m_context(context) {}

    std::expected<Query, QueryError> read()
    {
        if (m_text.size() > Query::mostBytes)
            return std::unexpected(error(QueryErrorCode::tooLong, Query::mostBytes, m_text.size()));
        Query query;
        for (skipBlanks(); !atEnd(); skipBlanks()) {
            const std::size_t begin = m_at;
            m_key = {};
            auto term = readTerm();
            if (!term)
                return std::unexpected(std::move(term.error()));
            if (query.terms.size() == Query::mostTerms)
                return std::unexpected(error(QueryErrorCode::tooLong, begin, m_text.size()));
            term->span = spanOf(begin, m_at);
            query.terms.push_back(*std::move(term));
        }
        return query;
    }

private:
    template <class T>
    using Read = std::expected<T, QueryError>;

    [[nodiscard]] bool atEnd() const noexcept { return m_at == m_text.size(); }
    [[nodiscard]] char next() const noexcept { return atEnd() ? '\0' : m_text[m_at]; }
    [[nodiscard]] bool atBlank() const noexcept { return atEnd() || isQueryBlank(m_text[m_at]); }
    void skipBlanks()
    {
        while (!atEnd() && atBlank())
            ++m_at;
    }
    bool take(char c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] QuerySpan spanOf(std::size_t begin, std::size_t end) const
    {
        return {charactersOf(m_text.substr(0, begin)), charactersOf(m_text.substr(begin, end - begin))};
    }
    [[nodiscard]] QueryError error(QueryErrorCode code, std::size_t begin, std::size_t end,
                                   std::vector<std::string> suggestions = {}) const
    {
        return {code, spanOf(begin, end), std::string(m_key), std::string(m_text.substr(begin, end - begin)),
                std::move(suggestions)};
    }

    Read<QueryTerm> readTerm()
    {
        const std::size_t begin = m_at;
        QueryTerm term;
        term.negated = take('-');
        if (atBlank())
            return std::unexpected(error(QueryErrorCode::missingTerm, begin, m_at));
        const std::size_t keyEnd = std::min(m_text.find_first_of(endsKey, m_at), m_text.size());
        const bool hasKey =
            isLetter(next()) && keyEnd < m_text.size() && operatorBegins.find(m_text[keyEnd]) != std::string_view::npos;
        if (hasKey) {
            if (auto good = readKey(keyEnd, term); !good)
                return std::unexpected(std::move(good.error()));
            term.op = readOperator();
        }
        if (isComparison(term.op) && !hasOrder(nameOf(term.key).kind))
            return std::unexpected(error(QueryErrorCode::notComparable, keyEnd, keyEnd + textOf(term.op).size()));
        return readValues(std::move(term));
    }

    static bool hasOrder(QueryKind kind) noexcept
    {
        return kind == QueryKind::time || kind == QueryKind::duration || kind == QueryKind::count
               || kind == QueryKind::value;
    }

    Read<void> readKey(std::size_t end, QueryTerm& term)
    {
        const std::size_t begin = std::exchange(m_at, end);
        m_key = m_text.substr(begin, end - begin);
        const std::size_t dot = m_key.find('.');
        const auto key = queryKeyOf(m_key.substr(0, dot));
        if (!key || (dot != std::string_view::npos && key->kind != QueryKind::value))
            return std::unexpected(error(QueryErrorCode::unknownKey, begin, end, nearestKeys(m_key)));
        term.key = key->key;
        if (key->kind != QueryKind::value)
            return {};
        if (dot == std::string_view::npos || dot + 1 == m_key.size())
            return std::unexpected(error(QueryErrorCode::missingPath, begin, end));
        term.path = m_key.substr(dot + 1);
        return {};
    }

    static std::vector<std::string> nearestKeys(std::string_view key)
    {
        std::vector<std::string_view> names;
        for (const QueryKeyName& name : queryKeys())
            names.push_back(name.name);
        return nearestWords(key, names);
    }

    /// "lasted:>2h" is the same as "lasted>2h".
    QueryOperator readOperator()
    {
        const bool colon = take(':');
        if (take('='))
            return QueryOperator::equal;
        if (take('>'))
            return take('=') ? QueryOperator::greaterOrEqual : QueryOperator::greater;
        if (take('<'))
            return take('=') ? QueryOperator::lessOrEqual : QueryOperator::less;
        return colon ? QueryOperator::has : QueryOperator::equal;
    }

    Read<QueryTerm> readValues(QueryTerm term)
    {
        do {
            const std::size_t begin = m_at;
            auto value = take('"') ? readQuoted(begin) : readBare();
            if (!value)
                return std::unexpected(std::move(value.error()));
            if (value->text.empty() && (!value->quoted || term.key == QueryKey::text))
                return std::unexpected(error(QueryErrorCode::missingValue, begin, m_at));
            auto meaning = readMeaning(term, *value, m_context);
            if (!meaning)
                return std::unexpected(
                    error(meaning.error().code, begin, m_at, std::move(meaning.error().suggestions)));
            value->meaning = *std::move(meaning);
            term.values.push_back(*std::move(value));
        } while (take(','));
        return term;
    }

    QueryValue bareValue(std::size_t end)
    {
        const std::size_t begin = std::exchange(m_at, end);
        return {std::string(m_text.substr(begin, end - begin)), false, {}};
    }
    Read<QueryValue> readBare() { return bareValue(std::min(m_text.find_first_of(", \t\r\n", m_at), m_text.size())); }

    /// Behind the quote at `begin`. In quotes `\"` is a quote and `\\` a backslash.
    Read<QueryValue> readQuoted(std::size_t begin)
    {
        QueryValue value{{}, true, {}};
        while (!take('"')) {
            if (atEnd())
                return std::unexpected(error(QueryErrorCode::openQuote, begin, m_at));
            const bool escapes =
                next() == '\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\');
            m_at += escapes ? 1 : 0;
            value.text += m_text[m_at++];
        }
        if (atBlank() || next() == ',')
            return value;
        const std::size_t after = m_at;
        bareValue(std::min(m_text.find_first_of(", \t\r\n", m_at), m_text.size()));
        return std::unexpected(error(QueryErrorCode::afterQuote, after, m_at));
    }

    std::string_view m_text;
    const ParseContext& m_context;
    std::size_t m_at = 0;
    std::string_view m_key; ///< of the term that is read
};

} // namespace

std::expected<Query, QueryError> parseQuery(std::string_view text, const ParseContext& context)
{
    return QueryReader(text, context).read();
}

} // namespace runlens
