// SPDX-License-Identifier: GPL-3.0-or-later
// The lock of execution: at most one process, and within it one store, executes a database. Private to store.
#pragma once

#include "engine/base/result.h"

#include <memory>
#include <string>

namespace runlens::store {

/// Held as long as this lives; the system lets go of it when the process ends, however it ends.
class ExecutionLock {
public:
    ExecutionLock() = default;
    ExecutionLock(const ExecutionLock&) = delete;
    ExecutionLock& operator=(const ExecutionLock&) = delete;
    virtual ~ExecutionLock() = default;
};

/// Of a file of the system, a lock on PATH-lock, which says who holds it and stays; of a file of another VFS, one
/// within this process. Errors: storeLocked (with the holder's process id), storeReadOnly, storeFull, unreadable.
[[nodiscard]] Result<std::unique_ptr<ExecutionLock>> lockForExecution(const std::string& path, const std::string& vfs);

} // namespace runlens::store
