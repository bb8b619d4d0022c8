// SPDX-License-Identifier: GPL-3.0-or-later
// Runs held against the promises that no run can break or keep by itself: those about events and the runs they start,
// about messages across runs, and about what may change from one telling of a run to the next.
#pragma once

#include "engine/analysis/audit.h"
#include "engine/domain/run.h"
#include "engine/simulation/facts.h"
#include "engine/simulation/stage.h"

#include <cstdint>
#include <vector>

namespace runlens {

/// With the arguments of the finding, in order. All of them are errors.
enum class SetFindingCode : std::uint8_t {
    runIdRepeated,       ///< run id, count
    eventStartedSeveral, ///< event id, automation id, count of runs
    messageShared,       ///< message id, count of runs
    eventUnanswered,     ///< event id, automation id: it started nothing, and no refusal is recorded
    startMissing,        ///< event id, automation id: it is said to have started a run, and there is none
    startUnrecorded,     ///< run id, event id: no record says that this event started it
    refusalUnfounded,    ///< event id, automation id, reason: what the reason says is not so
    reentryBroken,       ///< automation id, run id: started although the policy forbids it
    deliveredTwice,      ///< idempotency key, count
    neverDelivered,      ///< run id, step key: completed, and the sender knows nothing of it
    runStuck,            ///< run id, status word: at rest, and nothing will ever go on with it
    resolvedWaitChanged, ///< run id, wait id, field
    stepUncompleted,     ///< run id, step key: had completed, and is told otherwise now
    statusIllegal,       ///< run id, status word, status word: no run may go from the one to the other
};
inline constexpr std::size_t setFindingCodeCount = static_cast<std::size_t>(SetFindingCode::statusIllegal) + 1;

struct SetFinding {
    SetFindingCode code = SetFindingCode::runIdRepeated;
    Arguments arguments;
    std::vector<RunId> runs; ///< those it is about

    friend bool operator==(const SetFinding&, const SetFinding&) = default;
};

/// What any set of runs can show, wherever it comes from.
[[nodiscard]] std::vector<SetFinding> auditRuns(const std::vector<const Run*>& runs);

/// The same, and what only those can judge who know every event and every refusal: of a whole simulation.
/// `atRest`: nothing was left to happen when it ended.
[[nodiscard]] std::vector<SetFinding> auditSimulation(const simulation::Stage& stage, const simulation::Facts& facts,
                                                      bool atRest);

/// Two tellings of one run: what was final in the earlier one must stand in the later one.
[[nodiscard]] std::vector<SetFinding> auditChange(const Run& earlier, const Run& later);

} // namespace runlens
