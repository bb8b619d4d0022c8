// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/pushdown.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

/// The statuses that a term names, or none where one of its values is no status of servers.
std::vector<RunStatus> statusesOf(const QueryTerm& term)
{
    std::vector<RunStatus> statuses;
    for (const QueryValue& value : term.values) {
        const auto* status = std::get_if<QueryStatus>(&value.meaning);
        if (status == nullptr || status->status == RunStatus::unknown)
            return {};
        if (std::ranges::find(statuses, status->status) == statuses.end())
            statuses.push_back(status->status);
    }
    return statuses;
}

/// Of a term that a filter says as a whole: it is filtered by whoever has the runs.
bool reaches(FilterReach reach, const QueryTerm& term)
{
    if (reach != FilterReach::statuses)
        return reach == FilterReach::all;
    return term.key == QueryKey::status && std::ranges::none_of(statusesOf(term), isUnderWay);
}

class Filling {
public:
    explicit Filling(Instant now) : m_now(now) {}
    [[nodiscard]] RunFilter filter() && { return std::move(m_filter); }

    /// True where the filter now says all that the term says.
    bool add(const QueryTerm& term)
    {
        if (term.negated)
            return false;
        switch (term.key) {
        case QueryKey::status: return addStatuses(statusesOf(term));
        case QueryKey::at: return addText(term, m_filter.step);
        case QueryKey::identity: return addText(term, m_filter.identity) && term.op == QueryOperator::has;
        case QueryKey::started: return addStarted(term);
        case QueryKey::active: return addActive(term);
        case QueryKey::failed: return addEnded(term, RunStatus::failed);
        case QueryKey::completed: return addEnded(term, RunStatus::completed);
        default: return false;
        }
    }

private:
    bool addStatuses(const std::vector<RunStatus>& statuses)
    {
        if (statuses.empty())
            return false;
        std::vector<RunStatus> both;
        for (const RunStatus status : statuses)
            if (m_filter.statuses.empty() || std::ranges::find(m_filter.statuses, status) != m_filter.statuses.end())
                both.push_back(status);
        if (both.empty()) // no run is; and a filter cannot say that
            return false;
        m_filter.statuses = std::move(both);
        return true;
    }

    static bool addText(const QueryTerm& term, std::string& text)
    {
        if (term.values.size() != 1 || term.values.front().hasWildcard() || term.values.front().text.empty())
            return false;
        const std::string& wanted = term.values.front().text;
        if (!text.empty() && text != wanted)
            return false;
        text = wanted;
        return true;
    }

    static void addSince(std::optional<Instant>& since, Instant time) { since = since ? std::max(*since, time) : time; }

    const QueryTimes* timesOf(const QueryTerm& term) const
    {
        return term.values.size() == 1 ? std::get_if<QueryTimes>(&term.values.front().meaning) : nullptr;
    }
    void addUntil(const QueryTimes& times)
    {
        if (!times.until)
            return;
        const Instant until = times.until->at(m_now);
        m_filter.startedUntil = m_filter.startedUntil ? std::min(*m_filter.startedUntil, until) : until;
    }

    bool addStarted(const QueryTerm& term)
    {
        const QueryTimes* times = timesOf(term);
        if (times == nullptr)
            return false;
        if (times->since)
            addSince(m_filter.startedSince, times->since->at(m_now));
        addUntil(*times);
        return true;
    }
    bool addActive(const QueryTerm& term)
    {
        const QueryTimes* times = timesOf(term);
        if (times == nullptr)
            return false;
        if (times->since)
            addSince(m_filter.activeSince, times->since->at(m_now));
        addUntil(*times);
        return true;
    }
    bool addEnded(const QueryTerm& term, RunStatus status)
    {
        addStatuses({status});
        if (const QueryTimes* times = timesOf(term); times != nullptr && times->since)
            addSince(m_filter.activeSince, times->since->at(m_now));
        return false;
    }

    Instant m_now;
    RunFilter m_filter;
};

} // namespace

Pushdown pushdownOf(const Query& query, Instant now, FilterReach reach)
{
    Filling filling(now);
    Pushdown result;
    for (const QueryTerm& term : query.terms)
        result.served.push_back(filling.add(term) && reaches(reach, term));
    result.filter = std::move(filling).filter();
    return result;
}

} // namespace runlens
