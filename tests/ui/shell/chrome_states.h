// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets around the runs, each in the states that people meet: the tests judge them; with RUNLENS_PICTURES=FOLDER
// they are drawn.
#pragma once

#include "engine/source/run_source.h"
#include "engine/words/time_text.h"

#include <functional>
#include <vector>

class QWidget;

namespace runlens::test {

struct ChromeState {
    const char* name;
    std::function<QWidget*()> make; ///< sized, not yet shown
};

[[nodiscard]] const std::vector<ChromeState>& chromeStates();

/// 8 June 2026, 16:15 UTC, and that day as today.
[[nodiscard]] Instant chromeNow();
[[nodiscard]] TimeStyle chromeStyle();
/// Those of the design's sheet, with one of which not all runs are known.
[[nodiscard]] std::vector<AutomationRow> chromeAutomations();

} // namespace runlens::test
