// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/audit.h"
#include "engine/analysis/audit_of_set.h"
#include "engine/analysis/expectations.h"
#include "engine/simulation/simulation.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace runlens {

/// One scenario with all that came of playing it: what every report of it is written from.
struct ScenarioOutcome {
    std::string path;
    std::shared_ptr<const simulation::Stage> stage;
    std::uint64_t seed = 1; ///< it was played with
    simulation::Facts facts;
    std::vector<Audit> audits;           ///< of facts.runs(), in their order
    std::vector<SetFinding> setFindings; ///< promises that only all runs together can break
    std::vector<Judged> judged;          ///< by expectation

    [[nodiscard]] const Scenario& scenario() const noexcept { return stage->scenario; }
    [[nodiscard]] std::size_t unmetCount() const noexcept;
    /// Promises of the engine that a run broke: index into facts.runs(), and the finding.
    [[nodiscard]] std::vector<std::pair<std::size_t, const Finding*>> brokenPromises() const;
    /// Was it played to its end, is everything as expected, and every promise kept?
    [[nodiscard]] bool passed() const;
};

/// Prepares, plays and judges. Errors: those of prepare and checkExpectations.
[[nodiscard]] Result<ScenarioOutcome> playScenario(std::string path, Scenario scenario,
                                                   const simulation::PlayOptions& options);

} // namespace runlens
