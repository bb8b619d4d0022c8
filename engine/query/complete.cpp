// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/complete.h"

#include "engine/query/query_keys.h"
#include "engine/query/query_text.h"
#include "engine/query/text_pattern.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace runlens {
namespace {

constexpr std::array<std::string_view, 5> recentTimes{"1h", "24h", "7d", "30d", "90d"};
constexpr std::array<std::string_view, 5> lengths{"1m", "10m", "1h", "1d", "7d"};
/// From so many letters on, values are offered without their key.
constexpr std::size_t lettersOfValue = 2;

/// What stands at the cursor. Bytes.
struct Place {
    std::size_t begin = 0; ///< of the key or value
    std::size_t end = 0;
    std::string written;      ///< of it, before the cursor; without a quote
    std::string_view keyText; ///< of the term
    bool isValue = false;
};

/// Goes through the text as the parser does, but finds nothing wrong.
class PlaceFinder {
public:
    PlaceFinder(std::string_view text, std::size_t cursor) : m_text(text), m_cursor(std::min(cursor, text.size())) {}

    Place find()
    {
        Place place;
        bool quoted = false;
        for (std::size_t at = 0; at < m_cursor; ++at) {
            const char c = m_text[at];
            if (quoted && c == '\\')
                ++at;
            else if (c == '"' && (quoted || at == place.begin))
                quoted = !quoted;
            else if (!quoted)
                advance(place, at, c);
        }
        finish(place, quoted);
        return place;
    }

private:
    static bool isOperator(char c) noexcept { return c == ':' || c == '=' || c == '<' || c == '>'; }

    void advance(Place& place, std::size_t at, char c)
    {
        if (isQueryBlank(c)) {
            place = Place{};
            place.begin = at + 1;
        } else if (c == ',') {
            place.begin = at + 1;
            place.isValue = place.isValue || !place.keyText.empty();
        } else if (c == '-' && at == place.begin && !place.isValue) {
            place.begin = at + 1;
        } else if (isOperator(c) && (!place.isValue || at == place.begin)) {
            if (!place.isValue)
                place.keyText = m_text.substr(place.begin, at - place.begin);
            place.isValue = true;
            place.begin = at + 1;
        }
    }

    void finish(Place& place, bool quoted) const
    {
        place.begin = std::min(place.begin, m_cursor);
        place.end = quoted ? m_text.find('"', m_cursor) : m_text.find_first_of(", \t\r\n", m_cursor);
        if (place.end == std::string_view::npos)
            place.end = m_text.size();
        else if (quoted)
            ++place.end;
        const std::string_view written = m_text.substr(place.begin, m_cursor - place.begin);
        place.written = folded(written.substr(written.starts_with('"') ? 1 : 0));
    }

    std::string_view m_text;
    std::size_t m_cursor;
};

std::string asValue(std::string_view text)
{
    const bool bare = !text.empty() && text.front() != '"' && text.find_first_of(", \t\r\n*") == std::string_view::npos;
    return bare ? std::string(text) : inQuotes(text);
}

/// Takes in what fits, and gives it back in order.
class Ranking {
public:
    explicit Ranking(std::string written) : m_written(std::move(written)) {}

    void add(Completion item, int group = 0)
    {
        const bool begins = folded(std::string_view(item.shown).substr(0, m_written.size())) == m_written;
        if (begins || (group == 0 && containsFolded(item.shown, m_written)))
            m_items.push_back({begins ? group : group + 1, std::move(item)});
    }
    std::vector<Completion> best() &&
    {
        std::ranges::stable_sort(m_items, [](const Ranked& a, const Ranked& b) {
            return std::tuple(a.rank, b.item.runs) < std::tuple(b.rank, a.item.runs);
        });
        std::vector<Completion> items;
        for (std::size_t i = 0; i < std::min(m_items.size(), QueryCompletions::most); ++i)
            items.push_back(std::move(m_items[i].item));
        return items;
    }

private:
    struct Ranked {
        int rank = 0;
        Completion item;
    };
    std::string m_written;
    std::vector<Ranked> m_items;
};

void addKeys(Ranking& ranking)
{
    for (const QueryKeyName& key : queryKeys()) {
        const char end = key.kind == QueryKind::value ? '.' : ':';
        ranking.add({std::string(key.name) + end, std::string(key.name), true, 0});
    }
}

void addValuesOfAnyKey(Ranking& ranking, const QueryVocabulary& vocabulary)
{
    for (const auto& [key, words] : vocabulary.values)
        if (key == QueryKey::status || key == QueryKey::step || key == QueryKey::outcome || key == QueryKey::finding)
            for (const auto& [word, runs] : words)
                ranking.add({std::string(nameOf(key).name) + ':' + asValue(word), word, false, runs}, 2);
}

void addValues(Ranking& ranking, const QueryKeyName& key, const QueryVocabulary& vocabulary)
{
    std::span<const std::string_view> fixed;
    if (key.kind == QueryKind::time)
        fixed = recentTimes;
    else if (key.kind == QueryKind::duration)
        fixed = lengths;
    for (const std::string_view word : fixed)
        ranking.add({std::string(word), std::string(word), false, 0});
    if (const auto words = vocabulary.values.find(key.key); words != vocabulary.values.end())
        for (const auto& [word, runs] : words->second)
            ranking.add({asValue(word), word, false, runs});
}

} // namespace

QueryCompletions completeQuery(std::string_view text, std::size_t cursor, const QueryVocabulary& vocabulary)
{
    const Place place = PlaceFinder(text, byteOf(text, cursor)).find();
    QueryCompletions result;
    result.replaces = {charactersOf(text.substr(0, place.begin)),
                       charactersOf(text.substr(place.begin, place.end - place.begin))};
    Ranking ranking(place.written);
    if (!place.isValue) {
        addKeys(ranking);
        if (place.written.size() >= lettersOfValue)
            addValuesOfAnyKey(ranking, vocabulary);
    } else if (const auto key = queryKeyOf(place.keyText)) {
        result.key = key->key;
        addValues(ranking, *key, vocabulary);
    }
    result.items = std::move(ranking).best();
    return result;
}

} // namespace runlens
