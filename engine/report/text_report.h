// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/report/inspection.h"
#include "engine/words/words.h"

#include <string>

namespace runlens {

/// The inspection of one run for a terminal: story, findings, steps, waits and messages, UTF-8 with a newline at its
/// end. No escape codes; control characters of the run's own texts are made visible.
[[nodiscard]] std::string textReport(const Inspection& inspection, const Words& words);

} // namespace runlens
