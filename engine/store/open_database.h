// SPDX-License-Identifier: GPL-3.0-or-later
// Opening the file of a store with due care for what it may be instead. Private to store.
#pragma once

#include "engine/store/connection.h"
#include "engine/store/execution_lock.h"
#include "engine/store/migrations.h"
#include "engine/store/sqlite_store.h"

#include <memory>
#include <string>

namespace runlens::store {

/// A database to be written, up to date, with the lock of execution that it needs. Errors: those of openStore.
struct ExecutedDatabase {
    std::unique_ptr<ExecutionLock> lock;
    std::unique_ptr<Connection> connection;
};
[[nodiscard]] Result<ExecutedDatabase> openToExecute(const std::string& path, const SqliteOptions& options);

/// A database to be read. Errors: those of openReader.
[[nodiscard]] Result<std::unique_ptr<Connection>> openToRead(const std::string& path, const SqliteOptions& options);

} // namespace runlens::store
