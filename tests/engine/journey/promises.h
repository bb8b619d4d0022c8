// SPDX-License-Identifier: GPL-3.0-or-later
// The promises of the engine that need no store, as checks of what a run's inputs led to. They judge by the trace
// alone: what was handed out, opened, closed and recorded; of the run's state only whether it rests as it should.
#pragma once

#include "world.h"

#include <string>
#include <vector>

/// Empty where every promise was kept; else a line for each break: which promise, and at which input.
std::vector<std::string> brokenPromises(const Trace& trace);
