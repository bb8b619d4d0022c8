// SPDX-License-Identifier: GPL-3.0-or-later
// What was expected of a simulation, held against what it gave.
#pragma once

#include "engine/analysis/audit.h"
#include "engine/base/result.h"
#include "engine/domain/scenario.h"
#include "engine/simulation/facts.h"

#include <cstdint>
#include <vector>

namespace runlens {

/// Why an expectation is not met, with its arguments, in order. "run" is a run's id.
enum class UnmetCode : std::uint8_t {
    noRun,           ///< none: no run matches
    otherRunCount,   ///< count seen
    stepNotReached,  ///< run
    stepReached,     ///< run, step status word
    otherBranch,     ///< run, branch word; empty where the step was not left
    otherCount,      ///< run, count seen
    otherStatus,     ///< run, run status word
    otherStepStatus, ///< run, step status word
    tooEarly,        ///< run, Moment completed
    tooLate,         ///< run, Moment completed
    timeUnknown,     ///< run: it has not completed
    findingAbsent,   ///< run
    findingPresent,  ///< run
};
inline constexpr std::size_t unmetCodeCount = static_cast<std::size_t>(UnmetCode::findingPresent) + 1;

struct Unmet {
    UnmetCode code = UnmetCode::noRun;
    Arguments arguments;

    friend bool operator==(const Unmet&, const Unmet&) = default;
};

/// Met where it is empty: one item per run that does not meet it.
using Judged = std::vector<Unmet>;

/// One for each expectation, in their order. `audits` are those of facts.runs(), in the same order. An expectation is
/// about every run that matches its selection.
[[nodiscard]] std::vector<Judged> judge(const Scenario& scenario, const simulation::Facts& facts,
                                        const std::vector<Audit>& audits);

/// Error: invalidDocument, with the place in the scenario, where an expectation names a finding that does not exist.
[[nodiscard]] Result<void> checkExpectations(const Scenario& scenario);

/// The audit of each of facts.runs(), in their order, as of the end.
[[nodiscard]] std::vector<Audit> auditsOf(const Scenario& scenario, const simulation::Facts& facts);

} // namespace runlens
