// SPDX-License-Identifier: GPL-3.0-or-later
// What of a run's data belongs to what is selected on its timeline. Without a selection: the run itself.
#pragma once

#include "engine/domain/value.h"
#include "engine/layout/subject.h"
#include "engine/words/words.h"
#include "ui/models/step_details.h"
#include "ui/timeline/shown_run.h"
#include "ui/workspaces/runs/run_preparer.h"

#include <optional>
#include <vector>

namespace runlens {

using Selection = std::optional<layout::Subject>;
using DetailGroups = std::vector<DetailRows>;

[[nodiscard]] DetailGroups detailsOf(const ShownRun& run, const Selection& selection, const Words& words);
/// One group a message; of a run all of them.
[[nodiscard]] DetailGroups messagesOf(const ShownRun& run, const Selection& selection, const Words& words);
/// The trigger's payload; of a step what its condition saw, what resumed its waits and what came too late; null where
/// there is nothing.
[[nodiscard]] Value payloadOf(const ShownRun& run, const Selection& selection);

struct RawPlace {
    RunPreparer::Place place = RunPreparer::Place::run;
    std::size_t index = 0;
};
[[nodiscard]] RawPlace rawPlaceOf(const ShownRun& run, const Selection& selection);

} // namespace runlens
