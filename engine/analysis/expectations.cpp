// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/expectations.h"

#include "engine/analysis/field_ref.h"
#include "engine/analysis/finding_names.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace runlens {
namespace {

using simulation::SimulatedRun;

std::size_t stepOf(const Run& run, const StepKey& key)
{
    const auto found = std::ranges::find(run.steps, key, &Step::key);
    return static_cast<std::size_t>(found - run.steps.begin());
}

/// Judges one expectation of one run after another.
class Judge {
public:
    Judge(const Scenario& scenario, Judged& unmet) : m_scenario(scenario), m_unmet(unmet) {}

    void look(const SimulatedRun& run, const Audit&, const scenario::ExpectBranch& expected)
    {
        const auto step = findStep(run, expected.step);
        if (step && run.run.steps[*step].branchTaken != expected.branch)
            add(UnmetCode::otherBranch, run, std::string(run.run.steps[*step].branchTaken.name()));
    }
    void look(const SimulatedRun& run, const Audit&, const scenario::ExpectMessages& expected)
    {
        const auto count = std::ranges::count(run.run.messages, expected.step, &Message::stepKey);
        if (count != expected.count)
            add(UnmetCode::otherCount, run, static_cast<std::int64_t>(count));
    }
    void look(const SimulatedRun& run, const Audit&, const scenario::ExpectStatus& expected)
    {
        RunStatus status = RunStatus::unknown;
        for (const auto& change : run.statuses)
            if (!expected.by || change.at <= m_scenario.start + *expected.by)
                status = change.status;
        if (status != expected.status)
            add(UnmetCode::otherStatus, run, std::string(wireName(status)));
    }
    void look(const SimulatedRun& run, const Audit&, const scenario::ExpectStep& expected)
    {
        const std::size_t at = stepOf(run.run, expected.step);
        const bool reached = at < run.run.steps.size();
        if (expected.status == StepStatus::unknown) {
            if (reached)
                add(UnmetCode::stepReached, run, std::string(run.run.steps[at].status.name()));
            return;
        }
        if (!reached) {
            add(UnmetCode::stepNotReached, run);
            return;
        }
        const Step& step = run.run.steps[at];
        if (step.status != expected.status) {
            add(UnmetCode::otherStepStatus, run, std::string(step.status.name()));
            return;
        }
        if (!expected.notBefore && !expected.notAfter)
            return;
        if (!step.completedAt) {
            add(UnmetCode::timeUnknown, run);
            return;
        }
        const Moment completed{Origin::reported, *step.completedAt, refToStep(run.run, at, "completed_at")};
        if (expected.notBefore && *step.completedAt < *expected.notBefore)
            add(UnmetCode::tooEarly, run, completed);
        else if (expected.notAfter && *step.completedAt > *expected.notAfter)
            add(UnmetCode::tooLate, run, completed);
    }
    void look(const SimulatedRun& run, const Audit& audit, const scenario::ExpectFinding& expected)
    {
        const auto code = findingCodeOf(expected.code);
        const bool present = code && std::ranges::find(audit.findings, *code, &Finding::code) != audit.findings.end();
        if (present != expected.present)
            add(present ? UnmetCode::findingPresent : UnmetCode::findingAbsent, run);
    }
    void look(const SimulatedRun&, const Audit&, const scenario::ExpectRuns&) {}

private:
    std::optional<std::size_t> findStep(const SimulatedRun& run, const StepKey& key)
    {
        const std::size_t at = stepOf(run.run, key);
        if (at < run.run.steps.size())
            return at;
        add(UnmetCode::stepNotReached, run);
        return std::nullopt;
    }
    void add(UnmetCode code, const SimulatedRun& run) { m_unmet.push_back({code, {run.run.id.text()}}); }
    void add(UnmetCode code, const SimulatedRun& run, Argument seen)
    {
        m_unmet.push_back({code, {run.run.id.text(), std::move(seen)}});
    }

    const Scenario& m_scenario;
    Judged& m_unmet;
};

bool isSelected(const Scenario& scenario, const scenario::RunSelection& selection, const SimulatedRun& run)
{
    return (selection.automation.empty() || scenario.automations[run.automation].id == selection.automation)
           && (!selection.contact || *selection.contact == run.contact);
}

} // namespace

std::vector<Judged> judge(const Scenario& scenario, const simulation::Facts& facts, const std::vector<Audit>& audits)
{
    const auto runs = facts.runs();
    std::vector<Judged> all;
    for (const auto& expectation : scenario.expectations) {
        Judged& unmet = all.emplace_back();
        Judge judge(scenario, unmet);
        std::int64_t count = 0;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            if (!isSelected(scenario, expectation.runs, *runs[i]))
                continue;
            ++count;
            std::visit([&](const auto& what) { judge.look(*runs[i], audits[i], what); }, expectation.what);
        }
        if (const auto* wanted = std::get_if<scenario::ExpectRuns>(&expectation.what)) {
            if (wanted->count != count)
                unmet.push_back({UnmetCode::otherRunCount, {count}});
        } else if (count == 0) {
            unmet.push_back({UnmetCode::noRun, {}});
        }
    }
    return all;
}

Result<void> checkExpectations(const Scenario& scenario)
{
    for (std::size_t i = 0; i < scenario.expectations.size(); ++i) {
        const auto* finding = std::get_if<scenario::ExpectFinding>(&scenario.expectations[i].what);
        if (finding != nullptr && !findingCodeOf(finding->code))
            return std::unexpected(Error{ErrorCode::invalidDocument, "there is no finding “" + finding->code + "”",
                                         "/expectations/" + std::to_string(i) + "/code"});
    }
    return {};
}

std::vector<Audit> auditsOf(const Scenario& scenario, const simulation::Facts& facts)
{
    std::vector<Audit> audits;
    for (const SimulatedRun* run : facts.runs()) {
        const Definition* definition = &scenario.automations[run->automation].definition;
        audits.push_back(audit(run->run, collectEvidence(run->run, definition), definition, facts.endedAt));
    }
    return audits;
}

} // namespace runlens
