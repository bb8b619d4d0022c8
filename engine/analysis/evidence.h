// SPDX-License-Identifier: GPL-3.0-or-later
// Times from evidence: when each step and wait of a run started and ended, and how we know.
#pragma once

#include "engine/analysis/moment.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace runlens {

struct Span {
    Moment start;
    Moment end;        ///< unknown while `open`, and where nothing tells it
    bool open = false; ///< has started and not ended

    friend bool operator==(const Span&, const Span&) = default;
};

/// When the parts of a run happened. A reported time is given back as it was reported, whatever it contradicts; an
/// inferred time lies between the reported times around it in the order of execution, and never before an inferred
/// one that precedes it. Where no such time exists, it is unknown. The trigger's `occurred_at` is the sender's clock:
/// it is shown, and a start may be concluded from it, but what contradicts it stays.
struct Evidence {
    std::vector<std::size_t> order; ///< indices into Run::steps in order of execution
    bool reordered = false;         ///< the times say another order than the list
    Moment trigger;                 ///< the trigger event
    Span run;
    std::vector<Span> steps; ///< by index into Run::steps. A step that never started (pending, skipped) is all unknown
    std::vector<Span> waits; ///< by index into Run::waits
    std::optional<Instant> first; ///< the earliest and the latest time known, limits and late events included
    std::optional<Instant> last;
};

/// `definition` may be null: with one, a wait starts at the later of the evidence before it and its limit less its
/// time-out, and a delay's end is concluded from its start. Cost is linear in the run but for a sort.
[[nodiscard]] Evidence collectEvidence(const Run& run, const Definition* definition);

/// When an open delay will end, or an open wait's limit falls: the wait's `timeout_at`, or a start plus the
/// definition's length. Unknown for any other step.
[[nodiscard]] Moment dueTime(const Run& run, const Evidence& evidence, std::size_t step, const Definition* definition);
/// The same for a caller that knows the step's definition, or that there is none (null).
[[nodiscard]] Moment dueTimeOfStep(const Run& run, const Evidence& evidence, std::size_t step,
                                   const StepDefinition* definition);

} // namespace runlens
