// SPDX-License-Identifier: GPL-3.0-or-later
// A source of runs for tests of lists: what is put is in its next snapshot.
#pragma once

#include "engine/base/result.h"
#include "engine/table/run_table_writer.h"
#include "ui/models/run_finding.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace runlens::testing {

inline RunSummary summary(const std::string& id, int started = 0, RunStatus status = RunStatus::completed)
{
    RunSummary run;
    run.id = RunId(id);
    run.status = status;
    run.started = Instant(std::chrono::seconds(started));
    return run;
}

class RunsToShow {
public:
    RowNumber put(const RunSummary& run)
    {
        const auto put = m_writer.put(run);
        if (put.changed)
            (put.isNew ? m_next.added : m_next.changed).push_back(put.row);
        return put.row;
    }
    void remove(RowNumber row)
    {
        if (m_writer.remove(row))
            m_next.changed.push_back(row);
    }
    SourceState& state() { return m_state; }
    std::vector<AutomationRow>& automations() { return m_automations; }

    std::shared_ptr<const SourceSnapshot> snapshot()
    {
        auto snapshot = std::make_shared<SourceSnapshot>(std::exchange(m_next, {}));
        snapshot->table = m_writer.table();
        snapshot->state = m_state;
        snapshot->automations = m_automations;
        return snapshot;
    }

private:
    RunTableWriter m_writer;
    SourceSnapshot m_next;
    SourceState m_state;
    std::vector<AutomationRow> m_automations;
};

/// Runs of that status alone; those without a status are undecided.
inline MatchFunction ofStatus(RunStatus wanted)
{
    return [wanted](const RunTable& table, std::optional<std::span<const RowNumber>> only,
                    const std::stop_token&) -> Result<Matches> {
        Matches matches;
        const auto look = [&](RowNumber row) {
            const auto status = static_cast<RunStatus>(table.chunkOf(row).status[RunTable::within(row)]);
            if (status == wanted)
                matches.rows.push_back(row);
            else if (status == RunStatus::unknown)
                matches.undecided.push_back(row);
        };
        if (only)
            for (const RowNumber row : *only)
                look(row);
        else
            for (RowNumber row = 0; row < table.size(); ++row)
                look(row);
        return matches;
    };
}

/// Values by row and path, as a source would look them up.
class ValuesToShow final : public RunSearch {
public:
    std::vector<std::pair<RowNumber, Value>> told;

    Result<std::vector<RowNumber>> containing(std::string_view, const std::stop_token&) const override
    {
        return std::vector<RowNumber>();
    }
    Result<void> values(std::string_view path, std::span<const RowNumber> rows,
                        const std::function<void(RowNumber, const Value&)>& take, const std::stop_token&) const override
    {
        if (path != "payload.amount")
            return std::unexpected(Error{ErrorCode::unreadable, {}, {}});
        for (const RowNumber row : rows)
            for (const auto& [of, value] : told)
                if (of == row)
                    take(row, value);
        return {};
    }
};

/// Finds one after another, as RunFinder does, but at once.
class Finder {
public:
    FindRequest request;

    std::shared_ptr<const FoundRuns> all(RunsToShow& source)
    {
        request.snapshot = source.snapshot();
        return keep(findAll(request, m_last.get(), m_last != nullptr, {}));
    }
    std::shared_ptr<const FoundRuns> again() { return keep(findAll(request, m_last.get(), true, {})); }
    std::shared_ptr<const FoundRuns> changes(RunsToShow& source)
    {
        request.snapshot = source.snapshot();
        return keep(findChanges(request, *m_last, std::span(&request.snapshot, 1), {}));
    }

private:
    std::shared_ptr<const FoundRuns> keep(Result<FoundRuns> found)
    {
        found->number = ++m_count;
        m_last = std::make_shared<const FoundRuns>(std::move(*found));
        return m_last;
    }

    std::shared_ptr<const FoundRuns> m_last;
    std::uint64_t m_count = 0;
};

} // namespace runlens::testing
