// SPDX-License-Identifier: GPL-3.0-or-later
// The store on SQLite: WAL, synchronous=FULL, one writer. A lock file beside the database (PATH-lock) holds the lock of
// execution; readers need none.
#pragma once

#include "engine/base/result.h"
#include "engine/store/reader.h"
#include "engine/store/store.h"

#include <memory>
#include <string>

namespace runlens::store {

struct SqliteOptions {
    std::string vfs;                      ///< name of an SQLite VFS; empty: the system's
    bool create = true;                   ///< where there is no file yet
    bool syncEveryCommit = true;          ///< off only to show that a test of power loss can fail
    std::size_t cacheBytes = 256U << 20U; ///< of pages, at most
    std::size_t logPages = 4000;          ///< of 4 KiB: a log so long is written back to the database by a commit
};

/// Opens, creates or migrates, takes the lock of execution, and counts the epoch up. Errors, the file in `where`:
/// storeLocked (another process executes it), storeNewer (made by a newer program; nothing was touched), storeCorrupt
/// (also: no database, or another program's), storeReadOnly, storeFull, unreadable (no such file or folder),
/// storeFailed.
[[nodiscard]] Result<std::unique_ptr<Store>> openStore(const std::string& path, const SqliteOptions& options = {});

/// Opens for reading only; never creates or migrates. Leaves an empty log beside a store that nobody executes.
/// storeNewer also where it is older than this program reads.
[[nodiscard]] Result<std::unique_ptr<Reader>> openReader(const std::string& path, const SqliteOptions& options = {});

} // namespace runlens::store
