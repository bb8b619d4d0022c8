// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with a run once all of its fields are read: the nested and the run's own listing of waits and messages
// are brought together, and everything is linked to its step. Private to wire.
#pragma once

#include "engine/domain/run.h"
#include "engine/wire/field_rule.h"

namespace runlens {

/// Uses the decoder's draft of this run, and reports to its diagnostics.
void finishRun(Run& run, Decoder& decoder);

/// Fills what `into` lacks from `from`, another row of the same run; what both have stays that of `into`. For source
/// too.
void fillGaps(Run& into, Run& from);

} // namespace runlens
