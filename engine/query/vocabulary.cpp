// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/finding_names.h"
#include "engine/query/complete.h"
#include "engine/query/query_keys.h"

namespace runlens {
namespace {

/// How often each index occurs.
using Counts = std::vector<std::size_t>;

struct ColumnCounts {
    explicit ColumnCounts(const RunTable& table)
        : current(table.names()),
          steps(table.names()),
          automations(table.names()),
          versions(table.names()),
          errors(table.names()),
          statusWords(table.names()),
          statuses(256),
          facets(table.facetSets())
    {
    }

    void add(const RunChunk& chunk, std::size_t row)
    {
        if (!chunk.has(row, RowFlag::removed)) {
            ++statuses[chunk.status[row]];
            ++statusWords[chunk.statusWord[row]];
            ++current[chunk.atStep[row]];
            ++automations[chunk.automation[row]];
            ++versions[chunk.version[row]];
            ++errors[chunk.error[row]];
            ++(chunk.facets[row] != 0 ? facets[chunk.facets[row]] : steps[chunk.atStep[row]]);
        }
    }

    Counts current;
    Counts steps; ///< of rows without facets
    Counts automations;
    Counts versions;
    Counts errors;
    Counts statusWords;
    Counts statuses;
    Counts facets;
};

/// The code, where a message follows it.
std::string_view codeOf(std::string_view error) { return error.substr(0, error.find(": ")); }

void addNames(QueryVocabulary::Words& words, const RunTable& table, const Counts& counts, bool codes = false)
{
    for (std::uint32_t name = 1; name < counts.size(); ++name)
        if (counts[name] > 0)
            words[std::string(codes ? codeOf(table.name(name)) : table.name(name))] += counts[name];
}

void addFacets(QueryVocabulary& vocabulary, const RunTable& table, const Counts& counts)
{
    const auto add = [&vocabulary](QueryKey key, const std::vector<std::string>& texts, std::size_t count) {
        for (const std::string& text : texts)
            vocabulary.values[key][text] += count;
    };
    for (std::uint32_t index = 1; index < counts.size(); ++index) {
        if (counts[index] == 0)
            continue;
        const RunFacets& facets = table.facets(index);
        add(QueryKey::step, facets.steps, counts[index]);
        add(QueryKey::outcome, facets.outcomes, counts[index]);
        add(QueryKey::templateVersion, facets.templates, counts[index]);
        add(QueryKey::finding, facets.findings, counts[index]);
    }
}

} // namespace

QueryVocabulary vocabularyOf(const RunTable& table, const std::stop_token& stop)
{
    QueryVocabulary vocabulary;
    auto& values = vocabulary.values;
    for (const std::string_view word : statusWords())
        values[QueryKey::status].emplace(word, 0);
    for (std::size_t code = 0; code < findingCodeCount; ++code)
        values[QueryKey::finding].emplace(codeName(static_cast<FindingCode>(code)), 0);
    ColumnCounts counts(table);
    for (std::size_t number = 0; number < table.chunks() && !stop.stop_requested(); ++number)
        for (std::size_t row = 0; row < table.chunk(number).size(); ++row)
            counts.add(table.chunk(number), row);
    for (std::size_t status = 1; status <= static_cast<std::size_t>(RunStatus::cancelled); ++status)
        values[QueryKey::status][std::string(wireName(static_cast<RunStatus>(status)))] += counts.statuses[status];
    addNames(values[QueryKey::status], table, counts.statusWords);
    addNames(values[QueryKey::at], table, counts.current);
    addNames(values[QueryKey::step], table, counts.steps);
    addNames(values[QueryKey::automation], table, counts.automations);
    addNames(values[QueryKey::version], table, counts.versions);
    addNames(values[QueryKey::error], table, counts.errors, true);
    addFacets(vocabulary, table, counts.facets);
    return vocabulary;
}

} // namespace runlens
