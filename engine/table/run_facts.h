// SPDX-License-Identifier: GPL-3.0-or-later
// What a list shows of a run, concluded where the run itself does not say it.
#pragma once

#include "engine/analysis/moment.h"
#include "engine/domain/run.h"

#include <cstdint>
#include <optional>

namespace runlens {

struct RunFacts {
    Moment start;
    Moment end;                       ///< unknown while open
    bool open = false;                ///< it goes on as far as anyone tells
    StepKey atStep;                   ///< the current one, else the last that began; may be empty
    std::optional<std::int64_t> sent; ///< messages handed over; none where nothing tells it
    std::optional<Instant> limit;     ///< the earliest of its open waits
    bool timedOut = false;            ///< one of its waits did

    /// Open past the limit of a wait.
    [[nodiscard]] bool overdue(Instant now) const noexcept { return open && limit && *limit < now; }
    /// From start to end, or to `now`; none where either is not known, and where the end comes before the start.
    [[nodiscard]] std::optional<Duration> lasted(Instant now) const noexcept;
    [[nodiscard]] bool lastedExactly() const noexcept;
};

/// Linear in the run's steps.
[[nodiscard]] RunFacts factsOf(const Run& run);

} // namespace runlens
