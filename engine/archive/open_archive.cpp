// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/open_archive.h"

#include "engine/base/thread_watch.h"
#include "engine/store/folder.h"
#include "engine/store/migrations.h"
#include "engine/store/statement.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace runlens {
namespace {

namespace fs = std::filesystem;
using store::systemFailure;

constexpr mode_t ownerOnly = S_IRUSR | S_IWUSR;
constexpr std::string_view magic("SQLite format 3\0", 16);

std::int64_t newestVersion() noexcept { return static_cast<std::int64_t>(archiveMigrations().size()); }

Error notAnArchive(const std::string& path)
{
    return {ErrorCode::storeCorrupt, "a database of another program, or none", path};
}

Result<void> makeFolder(const std::string& path)
{
    const fs::path folder = fs::path(path).parent_path();
    std::error_code error;
    if (folder.empty() || fs::exists(folder, error))
        return {};
    fs::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        return systemFailure(errno == ENOSPC ? ErrorCode::storeFull : ErrorCode::storeReadOnly, errno, folder.string());
    return {};
}

enum class Present : std::uint8_t { no, empty, yes };

/// Is there a file that can be read, and does it begin as a database does?
Result<Present> presence(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT)
        return Present::no;
    if (file < 0)
        return systemFailure(ErrorCode::unreadable, errno, path);
    std::array<char, magic.size()> head{};
    const ssize_t read = ::read(file, head.data(), head.size());
    const int reason = errno;
    ::close(file);
    if (read < 0)
        return systemFailure(ErrorCode::unreadable, reason, path);
    if (read == 0)
        return Present::empty;
    if (std::string_view(head.data(), static_cast<std::size_t>(read)) != magic)
        return std::unexpected(notAnArchive(path));
    return Present::yes;
}

Result<store::Identity> checkedIdentity(store::Connection& connection)
{
    auto identity = store::identityOf(connection);
    if (!identity || identity->empty)
        return identity;
    if (identity->application != archiveApplicationId || identity->version < 1)
        return std::unexpected(notAnArchive(connection.path()));
    if (identity->version > newestVersion())
        return std::unexpected(Error{ErrorCode::storeNewer,
                                     "its form has version " + std::to_string(identity->version)
                                         + ", this program knows " + std::to_string(newestVersion()),
                                     connection.path()});
    return identity;
}

/// Looks into a file without changing a byte of it: what is not ours must stay as it is.
Result<void> peek(const std::string& path)
{
    auto connection = store::Connection::open(path, store::Connection::Access::read, {});
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    sqlite3_db_config((*connection)->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (const auto identity = checkedIdentity(**connection);
        !identity && identity.error().code != ErrorCode::storeReadOnly)
        return std::unexpected(identity.error());
    return {};
}

Result<void> migrate(store::Connection& connection, std::int64_t from, const ArchiveFacts& facts)
{
    for (std::int64_t version = from + 1; version <= newestVersion(); ++version) {
        const std::string marks = "PRAGMA application_id = " + std::to_string(archiveApplicationId)
                                  + "; PRAGMA user_version = " + std::to_string(version) + ";";
        auto made = connection.execute("BEGIN IMMEDIATE");
        if (made)
            made = connection.execute(archiveMigrations()[static_cast<std::size_t>(version - 1)]);
        if (made)
            made = connection.execute(marks.c_str());
        if (made && version == 1)
            made = writeFacts(connection, facts);
        if (made)
            made = connection.execute("COMMIT");
        if (!made) {
            connection.rollBack();
            return made;
        }
    }
    return {};
}

/// Pages hold a document of the usual length without a chain of others.
constexpr const char* settings = "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                                 "PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;";
constexpr const char* pages = "PRAGMA page_size = 8192;";

Result<void> setUpLog(store::Connection& connection)
{
    const auto mode = connection.text("PRAGMA journal_mode = WAL");
    if (!mode)
        return std::unexpected(mode.error());
    if (*mode != "wal")
        return std::unexpected(Error{ErrorCode::storeFailed, "no write-ahead log can be kept here", connection.path()});
    return connection.execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 2000;"
                              "PRAGMA journal_size_limit = 67108864;");
}

/// A file that is there, and ours or empty.
Result<ArchiveConnection> openPresent(const std::string& path, const ArchiveFacts& facts)
{
    auto connection = store::Connection::open(path, store::Connection::Access::write, {});
    if (!connection)
        return connection;
    if (sqlite3_db_readonly((*connection)->handle(), "main") != 0)
        return std::unexpected(Error{ErrorCode::storeReadOnly, "the file may only be read", path});
    const auto identity = checkedIdentity(**connection);
    if (!identity)
        return std::unexpected(identity.error());
    auto ready = (*connection)->execute(pages);
    if (ready)
        ready = setUpLog(**connection);
    if (ready)
        ready = (*connection)->execute(settings);
    if (ready)
        ready = migrate(**connection, identity->version, facts);
    if (!ready)
        return std::unexpected(std::move(ready.error()));
    return connection;
}

} // namespace

Result<ArchiveConnection> openArchiveToRead(const std::string& path)
{
    noteWork(Work::sql, 0);
    const std::string name = store::resolved(path);
    const auto present = presence(name);
    if (!present)
        return std::unexpected(present.error());
    if (*present == Present::no)
        return systemFailure(ErrorCode::unreadable, ENOENT, name);
    auto connection = store::Connection::open(name, store::Connection::Access::read, {});
    if (!connection)
        return connection;
    const auto identity = checkedIdentity(**connection);
    if (!identity)
        return std::unexpected(identity.error());
    if (identity->version < newestVersion())
        return std::unexpected(notAnArchive(name));
    if (const auto set = (*connection)->execute(settings); !set)
        return std::unexpected(set.error());
    return connection;
}

Result<ArchiveConnection> openArchiveToWrite(const std::string& path, const ArchiveFacts& facts)
{
    noteWork(Work::sql, 0);
    // Two windows may be the first at one server at the same time: one makes the file, the other finds it.
    static std::mutex opening;
    const std::scoped_lock one(opening);
    if (const auto made = makeFolder(path); !made)
        return std::unexpected(made.error());
    const std::string name = store::resolved(path);
    const auto present = presence(name);
    if (!present)
        return std::unexpected(present.error());
    if (*present == Present::yes)
        if (const auto known = peek(name); !known)
            return std::unexpected(known.error());
    if (*present == Present::no)
        if (const auto made = store::makeDatabaseFile(name); !made)
            return std::unexpected(made.error());
    if (::access(name.c_str(), W_OK) != 0)
        return systemFailure(ErrorCode::storeReadOnly, errno, name);
    if (::chmod(name.c_str(), ownerOnly) != 0)
        return systemFailure(ErrorCode::storeReadOnly, errno, name);
    return openPresent(name, facts);
}

Result<ArchiveConnection> makeArchive(const std::string& path, const ArchiveFacts& facts)
{
    if (const int reason = store::makeFile(path); reason != 0)
        return systemFailure(ErrorCode::writeFailed, reason, path);
    auto connection = store::Connection::open(path, store::Connection::Access::write, {});
    if (!connection)
        return connection;
    // Nobody sees it before it is whole; then it is synced once.
    auto ready = (*connection)->execute(pages);
    if (ready)
        ready = (*connection)->execute(settings);
    if (ready)
        ready = (*connection)->execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
    if (ready)
        ready = migrate(**connection, 0, facts);
    if (!ready)
        return std::unexpected(std::move(ready.error()));
    return connection;
}

Result<void> writeFacts(store::Connection& connection, const ArchiveFacts& facts)
{
    store::Statement write(connection,
                           "INSERT OR REPLACE INTO facts (id, profile, server, dialect, written_by, created)"
                           " VALUES (1, ?1, ?2, ?3, ?4, ?5)");
    return write.with(facts.profile, facts.server, facts.dialect, facts.writtenBy, facts.created).run();
}

} // namespace runlens
