// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of a run say of their own times, before anything is concluded from their neighbours.
#pragma once

#include "engine/analysis/moment.h"
#include "engine/domain/run.h"

#include <cstddef>
#include <optional>

namespace runlens {

/// What a step's own parts tell. Reported: the step's fields, its attempts, its waits. Traces are times of other
/// objects that the step's end made: a message handed over, an event that resumed a wait, an error. Unknown where
/// nothing is told.
struct OwnTimes {
    Moment reportedStart;
    Moment reportedEnd;
    Moment traceOfEnd; ///< inferred

    /// The time by which the step takes its place in the order of execution.
    [[nodiscard]] std::optional<Instant> anchor() const noexcept;
};

[[nodiscard]] OwnTimes ownTimes(const Run& run, std::size_t step);

/// Resolution of a wait, as the wait itself reports it. Of a wait that claims both ways to end, the one its status
/// names.
[[nodiscard]] Moment reportedResolution(const Run& run, std::size_t wait);

/// The trigger event's `received_at`, else its `occurred_at`, which is the sender's clock.
[[nodiscard]] Moment reportedTrigger(const Run& run);

/// Has the run come to an end? Its status says so; where it has none that we know, a `completed_at` does. Public to all
/// that must tell an ended run from one that goes on, so that they agree: whatever is open in an ended run was left so.
[[nodiscard]] bool hasEnded(const Run& run) noexcept;

/// When the event came: `received_at`, else `occurred_at`.
[[nodiscard]] std::optional<Instant> arrivalOf(const Event& event) noexcept;

} // namespace runlens
