// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of a run detail, of its parts, and of a list row. Private to wire.
#pragma once

#include "engine/wire/field_rule.h"

namespace runlens {

extern const ObjectType runType;     ///< of a Run; `closed` brings both listings together (finish_run.h)
extern const ObjectType waitType;    ///< of a Wait
extern const ObjectType emailType;   ///< of a Message
extern const ObjectType pushType;    ///< of a Message
extern const ObjectType runEnvelope; ///< of a Run: `{"data": run}`

} // namespace runlens
