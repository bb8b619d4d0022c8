// SPDX-License-Identifier: GPL-3.0-or-later
// Brings two readings of one object together, field by field, by its table. Private to wire.
#pragma once

#include "engine/wire/field_rule.h"

#include <functional>
#include <string>

namespace runlens {

/// One field that both have, with different values: its path beneath the object ("resumed_by_event/id"), and both
/// values as text.
using Differs = std::function<void(const std::string& path, std::string kept, std::string given)>;

/// Fills the fields that `into` lacks from `from`, unknown ones included. Where both have one, that of `into` stays.
void mergeFields(const ObjectType& type, void* into, void* from, const Differs& differs);

} // namespace runlens
