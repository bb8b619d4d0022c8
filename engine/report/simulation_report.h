// SPDX-License-Identifier: GPL-3.0-or-later
// What came of scenarios: for people, for machines, and for what reads the results of tests.
#pragma once

#include "engine/report/scenario_outcome.h"
#include "engine/words/words.h"

#include <string>
#include <vector>

namespace runlens {

/// Lines for people: each scenario with its runs, expectations and broken promises; inputs where they were kept.
[[nodiscard]] std::string simulationText(const std::vector<ScenarioOutcome>& outcomes, const Words& words);

/// The same as JSON, indented, with a newline at its end.
[[nodiscard]] std::string simulationJson(const std::vector<ScenarioOutcome>& outcomes, const Words& words);

/// JUnit's XML, as Apache Ant and those after it write it: a suite per scenario, a case per expectation, and one for
/// the promises. Times of day are those of the simulation, and no time was measured: the same simulation gives the same
/// bytes. Characters that XML cannot hold become U+FFFD.
[[nodiscard]] std::string junitReport(const std::vector<ScenarioOutcome>& outcomes, const Words& words);

/// The runs as the contract has them: one as a run detail, any other number as a list.
[[nodiscard]] std::string simulatedRuns(const std::vector<ScenarioOutcome>& outcomes);

} // namespace runlens
