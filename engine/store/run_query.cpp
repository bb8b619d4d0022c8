// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/run_query.h"

#include "engine/store/row_codec.h"

#include <algorithm>
#include <string>
#include <utility>

namespace runlens::store {
namespace {

/// The SQL of a query: numbers and times stand in it, texts are bound (?1 the identity, ?2 the step).
class Sql {
public:
    explicit Sql(const RunQuery& query)
    {
        if (query.automation)
            add("runs.automation = ", static_cast<std::int64_t>(*query.automation));
        if (query.contact)
            add("runs.contact = ", static_cast<std::int64_t>(*query.contact));
        if (!query.statuses.empty())
            addStatuses(query.statuses);
        // Both are always there, for whoever binds them.
        m_joinsEvents = !query.identity.empty();
        term(m_joinsEvents ? "instr(lower(events.identity_value), lower(?1)) > 0" : "?1 = ''");
        term(query.step.empty() ? "?2 = ''" : "runs.current_step = ?2");
        addTimes(query);
        if (query.after)
            add("runs.number < ", static_cast<std::int64_t>(*query.after));
        if (query.before)
            add("runs.number > ", static_cast<std::int64_t>(*query.before));
        m_backwards = query.before && !query.after;
        m_limit = std::to_string(query.limit + 1);
    }

    [[nodiscard]] bool backwards() const noexcept { return m_backwards; }
    [[nodiscard]] std::string text() const
    {
        // First the numbers, from indexes as far as they go; whole rows only of those on the page.
        const std::string order = m_backwards ? " ASC" : " DESC";
        const std::string numbers = "SELECT runs.number AS wanted FROM runs" + std::string(m_joinsEvents ? joined : "")
                                    + " WHERE " + m_terms + " ORDER BY runs.number" + order + " LIMIT " + m_limit;
        return "SELECT " + listed("runs", columns::runs) + ", " + listed("events", columns::events) + " FROM ("
               + numbers + ") CROSS JOIN runs ON runs.number = wanted" + joined + " ORDER BY wanted" + order;
    }

private:
    static constexpr const char* joined = " CROSS JOIN events ON events.sequence = runs.trigger";

    /// "a, b" as "table.a, table.b".
    static std::string listed(const std::string& table, const std::string& names)
    {
        std::string result = table + '.';
        for (const char c : names) {
            result += c;
            if (c == ' ')
                result += table + '.';
        }
        return result;
    }
    void term(const std::string& sql) { m_terms += (m_terms.empty() ? "" : " AND ") + sql; }
    void add(const std::string& left, std::int64_t number) { term(left + std::to_string(number)); }
    void addTime(const std::string& left, std::optional<Instant> time)
    {
        if (time)
            add(left, time->time_since_epoch().count());
    }
    void addTimes(const RunQuery& query)
    {
        addTime("runs.started_at >= ", query.startedSince);
        addTime("runs.started_at < ", query.startedUntil);
        if (query.activeSince) {
            const auto since = std::to_string(query.activeSince->time_since_epoch().count());
            term("(runs.finished_at IS NULL OR runs.finished_at >= " + since + ")");
        }
    }
    void addStatuses(const std::vector<RunStatus>& statuses)
    {
        std::string list;
        for (const RunStatus status : statuses)
            list += (list.empty() ? "" : ", ") + std::to_string(static_cast<int>(status));
        term("runs.status IN (" + list + ")");
        // Completed runs have no entry in the index by status; the others are few.
        if (std::ranges::find(statuses, RunStatus::completed) == statuses.end())
            term("runs.status <> 4");
    }

    std::string m_terms;
    std::string m_limit;
    bool m_backwards = false;
    bool m_joinsEvents = false;
};

} // namespace

Result<std::vector<RunPageRow>> queryRuns(const Connection& connection, const RunQuery& query)
{
    const Sql sql(query);
    Statement statement(connection, sql.text());
    std::vector<RunPageRow> rows;
    auto use = statement.with(query.identity, query.step);
    while (use.next()) {
        auto trigger = readEventRow(use, columns::ofRuns);
        if (!trigger)
            return std::unexpected(std::move(trigger.error()));
        rows.push_back({readRunRow(use), std::move(*trigger)});
    }
    if (use.failed())
        return std::unexpected(use.error());
    if (sql.backwards())
        std::ranges::reverse(rows);
    return rows;
}

} // namespace runlens::store
