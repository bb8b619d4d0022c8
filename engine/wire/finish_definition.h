// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with a definition once all of its fields are read. Private to wire.
#pragma once

#include "engine/domain/automation.h"
#include "engine/wire/field_rule.h"

namespace runlens {

/// Reads what the configs of its steps say in words of ours: event name, time-out, delay. Reports keys that are
/// missing, repeated, or that a connection names and no step has.
void finishDefinition(Definition& definition, Decoder& decoder);

} // namespace runlens
