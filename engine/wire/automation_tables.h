// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of an automation and its definition, and of an error body. Private to wire.
#pragma once

#include "engine/wire/field_rule.h"

namespace runlens {

extern const ObjectType automationEnvelope; ///< of an Automation: `{"data": automation}`
extern const ObjectType automationType;     ///< of an Automation
extern const ObjectType definitionEnvelope; ///< of a Definition: `{"data": definition}`
extern const ObjectType definitionType;     ///< of a Definition; `closed` reads what the configs of its steps say
extern const ObjectType errorEnvelope;      ///< of a ServerError

} // namespace runlens
