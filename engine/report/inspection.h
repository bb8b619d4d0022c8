// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/analysis/audit.h"
#include "engine/analysis/evidence.h"
#include "engine/analysis/story.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/wire/diagnostic.h"

#include <optional>
#include <vector>

namespace runlens {

/// One run with everything that is concluded from it: what every report of a run is written from.
struct Inspection {
    Run run;
    std::optional<Automation> automation; ///< as far as it is known what the run was to do
    Diagnostics diagnostics;              ///< of the document it was read from
    Instant now;                          ///< when it is looked at
    Evidence evidence;
    Audit audit;
    std::vector<Sentence> story;

    [[nodiscard]] const Definition* definition() const noexcept
    {
        return automation ? &automation->definition : nullptr;
    }
};

[[nodiscard]] Inspection inspect(Run run, std::optional<Automation> automation, Diagnostics diagnostics, Instant now);

} // namespace runlens
