// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as JSON of the Sendrealm contract, as a server sends them: what readRun and readRunList read back is equal to
// what was written. Two listings that contradict each other are the exception: both say what is shown.
#pragma once

#include "engine/domain/run.h"

#include <string>
#include <vector>

namespace runlens {

class JsonStream;

/// The run detail: `{"data": {…}}`, indented, with a newline at the end.
[[nodiscard]] std::string writeRun(const Run& run);

/// A page that is the last one, of rows that are whole runs: `{"data": […], "has_more": false}`.
[[nodiscard]] std::string writeRunList(const std::vector<const Run*>& runs);

/// The run alone.
void appendRun(JsonStream& out, const Run& run);

} // namespace runlens
