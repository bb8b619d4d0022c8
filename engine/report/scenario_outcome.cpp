// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report/scenario_outcome.h"

#include <algorithm>
#include <utility>

namespace runlens {

std::size_t ScenarioOutcome::unmetCount() const noexcept
{
    return static_cast<std::size_t>(std::ranges::count_if(judged, [](const Judged& unmet) { return !unmet.empty(); }));
}

std::vector<std::pair<std::size_t, const Finding*>> ScenarioOutcome::brokenPromises() const
{
    std::vector<std::pair<std::size_t, const Finding*>> broken;
    for (std::size_t i = 0; i < audits.size(); ++i)
        for (const Finding& finding : audits[i].findings)
            if (finding.severity == Severity::error && isPromise(finding.check))
                broken.emplace_back(i, &finding);
    return broken;
}

bool ScenarioOutcome::passed() const
{
    return !facts.cutShort && unmetCount() == 0 && setFindings.empty() && brokenPromises().empty();
}

Result<ScenarioOutcome> playScenario(std::string path, Scenario scenario, const simulation::PlayOptions& options)
{
    if (auto checked = checkExpectations(scenario); !checked)
        return std::unexpected(std::move(checked.error()));
    auto stage = simulation::prepare(std::move(scenario));
    if (!stage)
        return std::unexpected(std::move(stage.error()));
    ScenarioOutcome outcome;
    outcome.path = std::move(path);
    outcome.stage = std::make_shared<const simulation::Stage>(std::move(*stage));
    outcome.seed = options.seed.value_or(outcome.scenario().seed);
    outcome.facts = simulation::play(outcome.stage, options).facts;
    outcome.audits = auditsOf(outcome.scenario(), outcome.facts);
    outcome.setFindings = auditSimulation(*outcome.stage, outcome.facts, outcome.facts.atRest);
    outcome.judged = judge(outcome.scenario(), outcome.facts, outcome.audits);
    return outcome;
}

} // namespace runlens
