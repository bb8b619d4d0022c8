// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/audit_of_set.h"

#include "engine/journey/action.h"
#include "engine/journey/condition.h"
#include "engine/journey/transitions.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace runlens {
namespace {

using simulation::ContactFacts;
using simulation::SimulatedRun;
using simulation::Stage;

using Findings = std::vector<SetFinding>;

/// Runs by something they should not share.
class Sharing {
public:
    void add(std::string what, const RunId& run) { m_runs[std::move(what)].push_back(run); }
    void report(SetFindingCode code, Findings& findings) const
    {
        for (const auto& [what, runs] : m_runs)
            if (runs.size() > 1)
                findings.push_back({code, {what, static_cast<std::int64_t>(runs.size())}, runs});
    }

private:
    std::map<std::string, std::vector<RunId>> m_runs; // in an order that does not hang on hashing
};

/// Everything of one contact: its events, its runs, its deliveries.
class ContactAudit {
public:
    ContactAudit(const Stage& stage, const ContactFacts& facts, Findings& findings)
        : m_stage(stage), m_facts(facts), m_findings(findings)
    {
    }

    void run(bool atRest)
    {
        for (const auto& event : m_facts.events)
            checkAnswers(event);
        for (const auto& run : m_facts.runs) {
            checkStart(run);
            checkStatuses(run);
            checkDelivered(run);
            if (atRest)
                checkRest(run);
        }
        checkReentry();
        checkDeliveries();
    }

private:
    void report(SetFindingCode code, Arguments arguments, std::vector<RunId> runs = {})
    {
        m_findings.push_back({code, std::move(arguments), std::move(runs)});
    }
    [[nodiscard]] const std::string& automationId(std::size_t automation) const
    {
        return m_stage.scenario.automations[automation].id.text();
    }

    /// Of each automation that the event's name triggers, exactly one record; and what it says is so.
    void checkAnswers(const simulation::IngestedEvent& ingested)
    {
        const journey::EventRecord& event = *ingested.event;
        for (std::size_t i = 0; i < m_stage.plans.size(); ++i) {
            if (m_stage.plans[i].triggerEventName != event.name)
                continue;
            const auto record = std::ranges::find(ingested.admissions, i, &simulation::Admitted::automation);
            if (record == ingested.admissions.end())
                report(SetFindingCode::eventUnanswered, {event.id.text(), automationId(i)});
            else if (record->admission == journey::Admission::start)
                checkStarted(event, *record);
            else
                checkRefusal(event, *record);
        }
    }
    void checkStarted(const journey::EventRecord& event, const simulation::Admitted& record)
    {
        const auto count = std::ranges::count_if(m_facts.runs, [&](const SimulatedRun& run) {
            return run.automation == record.automation && run.run.triggerEvent && run.run.triggerEvent->id == event.id;
        });
        if (count == 0)
            report(SetFindingCode::startMissing, {event.id.text(), automationId(record.automation)});
        if (!matches(m_stage.plans[record.automation].triggerFilters, event.payload) || event.depth > journey::maxDepth)
            report(SetFindingCode::startUnrecorded, {record.run.text(), event.id.text()}, {record.run});
    }
    void checkRefusal(const journey::EventRecord& event, const simulation::Admitted& record)
    {
        const auto& caps = m_stage.policy.caps;
        const auto reentry = m_stage.scenario.automations[record.automation].reentry;
        bool founded = true;
        switch (record.admission) {
        case journey::Admission::filtered:
            founded = !matches(m_stage.plans[record.automation].triggerFilters, event.payload);
            break;
        case journey::Admission::alreadyBeen: founded = reentry == scenario::Reentry::once; break;
        case journey::Admission::alreadyInside: founded = reentry == scenario::Reentry::oneAtATime; break;
        case journey::Admission::causationTooDeep: founded = event.depth > journey::maxDepth; break;
        case journey::Admission::startsCap: founded = caps.starts.has_value(); break;
        case journey::Admission::start:
        case journey::Admission::otherEvent: founded = false; break;
        }
        if (!founded)
            report(SetFindingCode::refusalUnfounded,
                   {event.id.text(), automationId(record.automation), std::string(nameOf(record.admission))});
    }

    void checkStart(const SimulatedRun& run)
    {
        const EventId id = run.run.triggerEvent ? run.run.triggerEvent->id : EventId();
        const bool recorded = std::ranges::any_of(m_facts.events, [&](const simulation::IngestedEvent& ingested) {
            return ingested.event->id == id
                   && std::ranges::any_of(ingested.admissions, [&](const simulation::Admitted& record) {
                          return record.admission == journey::Admission::start && record.run == run.run.id
                                 && record.automation == run.automation;
                      });
        });
        if (!recorded)
            report(SetFindingCode::startUnrecorded, {run.run.id.text(), id.text()}, {run.run.id});
    }

    void checkStatuses(const SimulatedRun& run)
    {
        for (std::size_t i = 1; i < run.statuses.size(); ++i) {
            const RunStatus from = run.statuses[i - 1].status;
            const RunStatus to = run.statuses[i].status;
            if (!journey::isLegal(from, to))
                report(SetFindingCode::statusIllegal,
                       {run.run.id.text(), std::string(wireName(from)), std::string(wireName(to))}, {run.run.id});
        }
    }

    /// A send that is said to have completed was in the sender's hands.
    void checkDelivered(const SimulatedRun& run)
    {
        const auto& plan = m_stage.plans[run.automation];
        for (const Step& step : run.run.steps) {
            if (!isSend(step.type.value) || step.status != StepStatus::completed)
                continue;
            const auto planned = std::ranges::find(plan.steps, step.key, &journey::PlanStep::key);
            if (planned == plan.steps.end()
                || std::ranges::find(m_facts.deliveries, idempotencyKey(run.run.id, *planned),
                                     &simulation::Delivery::key)
                       == m_facts.deliveries.end())
                report(SetFindingCode::neverDelivered, {run.run.id.text(), step.key.text()}, {run.run.id});
        }
    }

    /// With nothing left to happen, no run may still be running, queued, or waiting.
    void checkRest(const SimulatedRun& run)
    {
        if (!isOver(run.state.phase))
            report(SetFindingCode::runStuck, {run.run.id.text(), std::string(run.run.status.name())}, {run.run.id});
    }

    void checkReentry()
    {
        for (std::size_t i = 0; i < m_stage.plans.size(); ++i) {
            const auto policy = m_stage.scenario.automations[i].reentry;
            if (policy == scenario::Reentry::everyTime)
                continue;
            const SimulatedRun* before = nullptr;
            for (const auto& run : m_facts.runs) {
                if (run.automation != i)
                    continue;
                const bool beside = before != nullptr && overlaps(*before, run);
                if (before != nullptr && (policy == scenario::Reentry::once || beside))
                    report(SetFindingCode::reentryBroken, {automationId(i), run.run.id.text()},
                           {before->run.id, run.run.id});
                before = &run;
            }
        }
    }
    static bool overlaps(const SimulatedRun& before, const SimulatedRun& run)
    {
        const Instant started = run.statuses.front().at;
        // What the one before it was then: the last of its changes up to that time.
        RunStatus then = RunStatus::queued;
        for (const auto& change : before.statuses)
            if (change.at <= started)
                then = change.status;
        return then == RunStatus::queued || then == RunStatus::running || then == RunStatus::waiting;
    }

    /// A sender that drops nothing delivers again what somebody has had retried, who was told that it may.
    [[nodiscard]] std::int64_t retriesOf(std::string_view key) const
    {
        if (m_stage.policy.senderDeduplicates)
            return 0;
        const auto run = std::ranges::find_if(m_facts.runs, [key](const SimulatedRun& candidate) {
            return key.starts_with(candidate.run.id.text() + "/");
        });
        if (run == m_facts.runs.end())
            return 0;
        std::int64_t retries = 0;
        for (std::size_t i = 1; i < run->statuses.size(); ++i)
            retries += run->statuses[i - 1].status == RunStatus::failed ? 1 : 0;
        return retries;
    }

    void checkDeliveries()
    {
        std::map<std::string, std::int64_t> counts;
        for (const auto& delivery : m_facts.deliveries)
            ++counts[delivery.key];
        for (const auto& [key, count] : counts)
            if (count > 1 + retriesOf(key))
                report(SetFindingCode::deliveredTwice, {key, count});
    }

    const Stage& m_stage;
    const ContactFacts& m_facts;
    Findings& m_findings;
};

void compareWaits(const Wait& earlier, const Wait& later, const Run& run, Findings& findings)
{
    const auto changed = [&](const char* field) {
        findings.push_back(
            {SetFindingCode::resolvedWaitChanged, {run.id.text(), earlier.id.text(), std::string(field)}, {run.id}});
    };
    if (later.status != earlier.status)
        changed("status");
    if (later.resumedAt != earlier.resumedAt)
        changed("resumed_at");
    if (later.timedOutAt != earlier.timedOutAt)
        changed("timed_out_at");
    if (later.outcomeBranch != earlier.outcomeBranch)
        changed("outcome_branch");
    if (later.resumedBy != earlier.resumedBy)
        changed("resumed_by_event");
}

bool isResolved(const Wait& wait)
{
    return wait.status == WaitStatus::received || wait.status == WaitStatus::timedOut
           || wait.status == WaitStatus::cancelled;
}

} // namespace

std::vector<SetFinding> auditRuns(const std::vector<const Run*>& runs)
{
    Findings findings;
    Sharing ids;
    Sharing messages;
    std::map<std::pair<std::string, std::string>, std::vector<RunId>> starts;
    for (const Run* run : runs) {
        if (!run->id.empty())
            ids.add(run->id.text(), run->id);
        for (const Message& message : run->messages)
            if (!message.id.empty())
                messages.add(message.id.text(), run->id);
        if (run->triggerEvent && !run->triggerEvent->id.empty() && !run->automationId.empty())
            starts[{run->triggerEvent->id.text(), run->automationId.text()}].push_back(run->id);
    }
    ids.report(SetFindingCode::runIdRepeated, findings);
    messages.report(SetFindingCode::messageShared, findings);
    for (const auto& [start, started] : starts)
        if (started.size() > 1)
            findings.push_back({SetFindingCode::eventStartedSeveral,
                                {start.first, start.second, static_cast<std::int64_t>(started.size())},
                                started});
    return findings;
}

std::vector<SetFinding> auditSimulation(const simulation::Stage& stage, const simulation::Facts& facts, bool atRest)
{
    std::vector<const Run*> runs;
    for (const SimulatedRun* run : facts.runs())
        runs.push_back(&run->run);
    Findings findings = auditRuns(runs);
    for (const ContactFacts& contact : facts.contacts)
        ContactAudit(stage, contact, findings).run(atRest);
    return findings;
}

std::vector<SetFinding> auditChange(const Run& earlier, const Run& later)
{
    Findings findings;
    for (const Wait& wait : earlier.waits) {
        const auto now = std::ranges::find(later.waits, wait.id, &Wait::id);
        if (!isResolved(wait))
            continue;
        if (now == later.waits.end())
            findings.push_back({SetFindingCode::resolvedWaitChanged,
                                {later.id.text(), wait.id.text(), std::string("id")},
                                {later.id}});
        else
            compareWaits(wait, *now, later, findings);
    }
    for (const Step& step : earlier.steps) {
        if (step.status != StepStatus::completed)
            continue;
        const auto now = std::ranges::find(later.steps, step.id, &Step::id);
        if (now == later.steps.end() || now->status != StepStatus::completed || now->completedAt != step.completedAt)
            findings.push_back({SetFindingCode::stepUncompleted, {later.id.text(), step.key.text()}, {later.id}});
    }
    return findings;
}

} // namespace runlens
