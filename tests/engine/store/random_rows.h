// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of any content, for properties: to be called within rc::check. Numbers are the caller's.
#pragma once

#include "engine/store/rows.h"

namespace runlens::store {

/// Of every kind of character, those that JSON escapes included; empty too.
[[nodiscard]] std::string anyText();
/// Any bytes, zeros included.
[[nodiscard]] std::string anyBytes();
[[nodiscard]] Instant anyInstant();
/// JSON with up to `depth` levels.
[[nodiscard]] Value anyJson(int depth = 3);

[[nodiscard]] AutomationRow anyAutomation(AutomationNumber number);
[[nodiscard]] VersionRow anyVersion(VersionNumber number);
[[nodiscard]] AssetRow anyAsset();
/// Without identities, which must be unique.
[[nodiscard]] ContactRow anyContact(ContactNumber number);
/// Without a key, which must be unique.
[[nodiscard]] EventRow anyEvent(Sequence sequence);
[[nodiscard]] RefusalRow anyRefusal(Sequence event, AutomationNumber automation);
[[nodiscard]] RunRow anyRun(RunNumber number);
[[nodiscard]] OutboxRow anyOutbox(RunNumber run);
[[nodiscard]] SlotRow anySlot(RunNumber run);
[[nodiscard]] DeadLetterRow anyDeadLetter(DeadLetterNumber number);
[[nodiscard]] AuditRow anyAudit();

} // namespace runlens::store
