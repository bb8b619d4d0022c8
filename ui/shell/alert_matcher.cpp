// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alert_matcher.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace runlens::shell {
namespace {

std::string stateOf(const RunTable& table, RowNumber row)
{
    const RunChunk& chunk = table.chunkOf(row);
    const std::size_t at = RunTable::within(row);
    return std::to_string(chunk.status[at]) + ' ' + table.name(chunk.statusWord[at]) + ' '
           + std::to_string(chunk.ended[at]);
}

} // namespace

void AlertMatcher::takeRules(const std::vector<AlertRule>& rules, Instant now)
{
    std::erase_if(m_watched, [&rules](const auto& entry) {
        const auto rule = std::ranges::find(rules, entry.first, &AlertRule::id);
        return rule == rules.end() || !rule->on || rule->query != entry.second.text;
    });
    for (const AlertRule& rule : rules) {
        if (!rule.on || m_watched.contains(rule.id))
            continue;
        auto query = parseQuery(rule.query.toStdString(), {now, {}});
        if (query && !query->empty())
            m_watched.emplace(rule.id, Watched{rule.query, MatchWatch(std::move(*query)), {}});
    }
}

Result<std::vector<RowNumber>> AlertMatcher::lookAt(Watched& watched, const Work& work,
                                                    const std::stop_token& stop) const
{
    const RunTable& table = m_last->table;
    MatchWatch& watch = watched.watch;
    std::vector<RowNumber> rows;
    if (!watch.hasBegun()) {
        watched.news.clear();
        if (auto begun = watch.begin(table, work.search.get(), work.now, stop); !begun)
            return std::unexpected(std::move(begun.error()));
        return rows;
    }
    if (!watched.news.empty()) {
        auto begun = watch.look(table, watched.news, work.search.get(), work.now, stop);
        if (!begun)
            return begun;
        watched.news.clear();
        rows = std::move(*begun);
    }
    if (work.timePassed && watch.movesWithTime()) {
        const auto begun = watch.lookAtAll(table, work.search.get(), work.now, stop);
        if (begun) // else they are found the next time
            rows.insert(rows.end(), begun->begin(), begun->end());
    }
    return rows;
}

AlertMatcher::Outcome AlertMatcher::look(const Work& work, const std::stop_token& stop)
{
    RowNews news;
    for (const auto& snapshot : work.snapshots) {
        if (m_last)
            news.add(m_last->table, snapshot->table, snapshot->added, snapshot->older, snapshot->changed);
        m_last = snapshot;
    }
    takeRules(work.rules, work.now);
    Outcome outcome;
    for (auto& [id, watched] : m_watched) {
        watched.news.add(news);
        const auto rows = lookAt(watched, work, stop);
        if (stop.stop_requested())
            return {};
        if (!rows) {
            if (!outcome.error)
                outcome.error = rows.error();
            continue;
        }
        Found found{id, {}};
        for (const RowNumber row : *rows)
            found.matches.push_back({RunId(std::string(m_last->table.id(row))), stateOf(m_last->table, row)});
        if (!found.matches.empty())
            outcome.found.push_back(std::move(found));
        std::ranges::copy(watched.watch.wanted(), std::back_inserter(outcome.wanted));
    }
    std::ranges::sort(outcome.wanted);
    outcome.wanted.erase(std::ranges::unique(outcome.wanted).begin(), outcome.wanted.end());
    if (outcome.wanted.size() > MatchWatch::mostWanted)
        outcome.wanted.erase(outcome.wanted.begin(),
                             outcome.wanted.end() - static_cast<std::ptrdiff_t>(MatchWatch::mostWanted));
    return outcome;
}

} // namespace runlens::shell
