// SPDX-License-Identifier: GPL-3.0-or-later
// Files of the system, as stores and archives need them.
#pragma once

#include "engine/base/result.h"

#include <string>

namespace runlens::store {

/// Makes the names in the folder of `path` durable, as far as the system can.
void syncFolder(const std::string& path);

/// Makes an empty file, readable by its owner only, unless there is one. 0, or the system's reason.
[[nodiscard]] int makeFile(const std::string& path);
/// The same for a database: it holds what is known of people, and SQLite gives its log the same rights. Errors:
/// storeFull, storeReadOnly, unreadable.
[[nodiscard]] Result<void> makeDatabaseFile(const std::string& path);

/// One name for one file: what stands beside it must be the same for all who come to it by links.
[[nodiscard]] std::string resolved(const std::string& path);

/// `reason` is the system's.
[[nodiscard]] std::unexpected<Error> systemFailure(ErrorCode code, int reason, const std::string& path);

} // namespace runlens::store
