// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/id.h"

namespace runlens {

using AutomationId = Id<struct AutomationTag>;
using ContactId = Id<struct ContactTag>;
using EventId = Id<struct EventTag>;
using MessageId = Id<struct MessageTag>;
using RunId = Id<struct RunTag>;
using StepId = Id<struct StepTag>;
/// The author's name of a step within a definition ("wait_for_open"); unique in a definition.
using StepKey = Id<struct StepKeyTag>;
using TemplateVersionId = Id<struct TemplateVersionTag>;
using VersionId = Id<struct VersionTag>;
using WaitId = Id<struct WaitTag>;

} // namespace runlens
