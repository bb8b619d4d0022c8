// SPDX-License-Identifier: GPL-3.0-or-later
// Samples, ready to be shown in tests.
#pragma once

#include "engine/report/inspection.h"
#include "engine/source/file_source.h"
#include "ui/timeline/shown_run.h"

#include <memory>
#include <optional>
#include <string>

namespace runlens {

/// `sample` without its ending; seen at `now`. Ends the test program where the sample cannot be read.
inline std::shared_ptr<const ShownRun> shownSample(const std::string& sample, const char* now = "2026-06-08T16:15:00Z")
{
    const std::string folder = RUNLENS_SOURCE_DIR "/resources/samples/";
    auto run = openRun(folder + sample + ".json");
    auto automation = openAutomation(folder + sample + ".automation.json");
    return showRun(inspect(std::move(run.value().value),
                           automation ? std::optional(std::move(automation->value)) : std::nullopt, {},
                           parseInstant(now).value()));
}

} // namespace runlens
