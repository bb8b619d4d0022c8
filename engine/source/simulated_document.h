// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/source/run_document.h"

#include <string>

namespace runlens {

/// Plays the scenario at `path` in virtual time: its runs as a list, with the text that a server would have sent.
/// Blocks as long as playing takes. Errors: those of openScenario and of simulation::prepare, with the path;
/// invalidDocument, with its first place, for a scenario that is not to be played.
[[nodiscard]] Result<RunDocument> playDocument(const std::string& path);

} // namespace runlens
