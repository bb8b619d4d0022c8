// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/open_database.h"

#include "engine/store/folder.h"
#include "engine/store/statement.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace runlens::store {
namespace {

/// What of the log's file stays for the next commits to write over.
constexpr std::int64_t logBytesKept = 64 << 20;

enum class Present : std::uint8_t { no, empty, yes };

/// Is there a file that can be read? SQLite says of each obstacle only that it cannot open it.
Result<Present> presence(const std::string& path)
{
    struct stat found = {};
    if (::stat(path.c_str(), &found) != 0) {
        if (errno == ENOENT)
            return Present::no;
        return systemFailure(ErrorCode::unreadable, errno, path);
    }
    if (S_ISDIR(found.st_mode))
        return systemFailure(ErrorCode::unreadable, EISDIR, path);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return systemFailure(ErrorCode::unreadable, errno, path);
    ::close(file);
    return found.st_size == 0 ? Present::empty : Present::yes;
}

Result<Identity> checkedIdentity(Connection& connection)
{
    auto identity = identityOf(connection);
    if (!identity)
        return identity;
    if (const auto ours = checkIdentity(*identity, connection); !ours)
        return std::unexpected(ours.error());
    return identity;
}

/// Looks into a file without changing a byte of it: what is not ours must stay as it is.
Result<void> peek(const std::string& path, const SqliteOptions& options)
{
    auto connection = Connection::open(path, Connection::Access::read, options.vfs);
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    sqlite3_db_config((*connection)->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const auto identity = checkedIdentity(**connection);
    if (identity)
        return {};
    // A transaction that was cut off while the store was made: only who may write can undo it.
    if (identity.error().code == ErrorCode::storeReadOnly)
        return {};
    return std::unexpected(identity.error());
}

Result<void> setUp(Connection& connection, const SqliteOptions& options)
{
    if (sqlite3_db_readonly(connection.handle(), "main") != 0)
        return std::unexpected(Error{ErrorCode::storeReadOnly, "the file may only be read", connection.path()});
    // The change to a log is made with a journal, which must not come back once the log has commits: after a loss of
    // power it would empty the database. EXTRA makes its removal durable.
    if (const auto careful = connection.execute("PRAGMA synchronous = EXTRA"); !careful)
        return careful;
    const auto mode = connection.text("PRAGMA journal_mode = WAL");
    if (!mode)
        return std::unexpected(mode.error());
    if (*mode != "wal")
        return std::unexpected(Error{ErrorCode::storeFailed, "no write-ahead log can be kept here", connection.path()});
    const std::string settings =
        std::string("PRAGMA synchronous = ") + (options.syncEveryCommit ? "FULL" : "OFF") + "; PRAGMA cache_size = -"
        + std::to_string(options.cacheBytes / 1024) + "; PRAGMA wal_autocheckpoint = "
        + std::to_string(options.logPages) + "; PRAGMA journal_size_limit = " + std::to_string(logBytesKept)
        + "; PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF"
          "; PRAGMA cell_size_check = ON;";
    return connection.execute(settings.c_str());
}

/// Writes what an earlier process left in the log back to the database, as far as no reader needs it there. A log whose
/// last sync failed may look whole, and not be on the disk: what this process adds must not stand behind that.
Result<void> settleLog(Connection& connection)
{
    const int code =
        sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        return std::unexpected(connection.error(code));
    return {};
}

} // namespace

Result<ExecutedDatabase> openToExecute(const std::string& path, const SqliteOptions& options)
{
    const bool ofSystem = options.vfs.empty();
    const std::string name = ofSystem ? resolved(path) : path;
    auto present = ofSystem ? presence(name) : Result<Present>(Present::empty);
    if (!present)
        return std::unexpected(std::move(present.error()));
    if (*present == Present::no && !options.create)
        return systemFailure(ErrorCode::unreadable, ENOENT, name);
    if (*present == Present::yes)
        if (const auto known = peek(name, options); !known)
            return std::unexpected(known.error());
    ExecutedDatabase opened;
    auto lock = lockForExecution(name, options.vfs);
    if (!lock)
        return std::unexpected(std::move(lock.error()));
    opened.lock = std::move(*lock);
    if (*present == Present::no)
        if (const auto made = makeDatabaseFile(name); !made)
            return std::unexpected(made.error());
    const auto access = options.create ? Connection::Access::create : Connection::Access::write;
    auto connection = Connection::open(name, access, options.vfs);
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    opened.connection = std::move(*connection);
    auto identity = checkedIdentity(*opened.connection);
    if (!identity)
        return std::unexpected(std::move(identity.error()));
    auto ready = setUp(*opened.connection, options);
    if (ready)
        ready = settleLog(*opened.connection);
    if (ready)
        ready = migrate(*opened.connection, *identity);
    if (!ready)
        return std::unexpected(std::move(ready.error()));
    return opened;
}

Result<std::unique_ptr<Connection>> openToRead(const std::string& path, const SqliteOptions& options)
{
    const bool ofSystem = options.vfs.empty();
    const std::string name = ofSystem ? resolved(path) : path;
    auto present = ofSystem ? presence(name) : Result<Present>(Present::yes);
    if (!present)
        return std::unexpected(std::move(present.error()));
    if (*present == Present::no)
        return systemFailure(ErrorCode::unreadable, ENOENT, name);
    auto connection = Connection::open(name, Connection::Access::read, options.vfs);
    if (!connection)
        return connection;
    const auto identity = checkedIdentity(**connection);
    if (!identity)
        return std::unexpected(identity.error());
    if (identity->version != schemaVersion())
        return std::unexpected(Error{ErrorCode::storeNewer,
                                     "its schema has version " + std::to_string(identity->version)
                                         + ", this program reads " + std::to_string(schemaVersion()),
                                     name});
    const std::string settings = "PRAGMA cache_size = -" + std::to_string(options.cacheBytes / 1024)
                                 + "; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;";
    if (const auto set = (*connection)->execute(settings.c_str()); !set)
        return std::unexpected(set.error());
    return connection;
}

} // namespace runlens::store
