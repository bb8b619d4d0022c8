// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/thread_watch.h"
#include "engine/store/folder.h"
#include "engine/store/open_database.h"
#include "engine/store/part_file.h"
#include "engine/store/upkeep.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Exception.h>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <sqlite3.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace runlens::store {
namespace {

namespace fs = std::filesystem;

/// Between two looks at who wants it stopped: 1 MiB.
constexpr int pagesAtOnce = 256;

bool exists(const std::string& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

Error ofCopy(Error error, const std::string& to) { return {ErrorCode::writeFailed, std::move(error.message), to}; }

Result<void> copyPages(Connection& from, Connection& to, const BackupProgress& progress, const std::stop_token& stop)
{
    // One moment for all pages, however much is committed meanwhile: otherwise each commit would begin it anew.
    if (const auto begun = from.execute("BEGIN; SELECT count(*) FROM sqlite_schema"); !begun)
        return begun;
    try {
        SQLite::Backup backup(to.database(), from.database());
        for (int code = SQLITE_OK; code != SQLITE_DONE;) {
            if (stop.stop_requested())
                return std::unexpected(Error{ErrorCode::cancelled, {}, to.path()});
            code = backup.executeStep(pagesAtOnce);
            const auto all = static_cast<std::uint64_t>(backup.getTotalPageCount());
            if (progress)
                progress(all - static_cast<std::uint64_t>(backup.getRemainingPageCount()), all);
        }
    } catch (const SQLite::Exception& failure) {
        return std::unexpected(ofCopy({ErrorCode::writeFailed, failure.getErrorStr(), {}}, to.path()));
    }
    from.rollBack();
    return {};
}

/// Copies the store at `from` into a file that is complete and durable, and has no log beside it.
Result<void> copyInto(const std::string& from, const PartFile& part, const BackupProgress& progress,
                      const std::stop_token& stop)
{
    auto source = openToRead(from, {});
    if (!source)
        return std::unexpected(std::move(source.error()));
    if (const int reason = makeFile(part.path()); reason != 0)
        return systemFailure(ErrorCode::writeFailed, reason, part.path());
    auto target = Connection::open(part.path(), Connection::Access::write, {});
    if (!target)
        return std::unexpected(ofCopy(std::move(target.error()), part.path()));
    auto copied = (*target)->execute("PRAGMA synchronous = FULL");
    if (copied)
        copied = copyPages(**source, **target, progress, stop);
    if (!copied)
        return copied;
    // That it is kept with a log comes with its pages; a copy has none.
    if (auto plain = (*target)->execute("PRAGMA journal_mode = DELETE"); !plain)
        return std::unexpected(ofCopy(std::move(plain.error()), part.path()));
    return {};
}

Result<void> rename(const std::string& from, const std::string& to)
{
    if (std::rename(from.c_str(), to.c_str()) != 0)
        return systemFailure(ErrorCode::writeFailed, errno, to);
    return {};
}

/// Gives the part its name. A log that stands beside an older file of that name is no part of this one.
Result<void> giveName(const PartFile& part, const std::string& to)
{
    for (const char* suffix : {"-wal", "-shm", "-journal"})
        if (std::remove((to + suffix).c_str()) != 0 && errno != ENOENT)
            return systemFailure(ErrorCode::writeFailed, errno, to + suffix);
    auto named = rename(part.path(), to);
    syncFolder(to);
    return named;
}

Result<void> checkTarget(const std::string& path, const std::string& to)
{
    std::error_code ignored;
    if (fs::equivalent(path, to, ignored))
        return std::unexpected(Error{ErrorCode::conflict, "a store cannot be its own backup", to});
    if (fs::is_directory(to, ignored))
        return systemFailure(ErrorCode::writeFailed, EISDIR, to);
    // Where a store was ever executed its lock is left.
    if (!exists(to + "-lock"))
        return {};
    if (const auto lock = lockForExecution(to, {}); !lock)
        return std::unexpected(Error{ErrorCode::conflict, "a store that is executed: " + lock.error().message, to});
    return {};
}

/// Moves the old store out of the way, its log with it: without that it would not be whole.
Result<void> moveAside(const std::string& path, OldStore old)
{
    const std::string kept = path + ".before-restore";
    for (const char* suffix : {"-wal", "-journal", ""}) {
        if (!exists(path + suffix))
            continue;
        if (old == OldStore::keep) {
            if (const auto moved = rename(path + suffix, kept + suffix); !moved)
                return moved;
        } else if (std::remove((path + suffix).c_str()) != 0) {
            return systemFailure(ErrorCode::writeFailed, errno, path + suffix);
        }
    }
    return {};
}

} // namespace

Result<void> backupStore(const std::string& path, const std::string& to, const BackupProgress& progress,
                         const std::stop_token& stop)
{
    noteWork(Work::sql, 0);
    const std::string target = resolved(to);
    if (const auto fits = checkTarget(path, target); !fits)
        return fits;
    const PartFile part(target + ".part-" + std::to_string(::getpid()));
    if (const auto copied = copyInto(path, part, progress, stop); !copied)
        return copied;
    return giveName(part, target);
}

Result<void> restoreStore(const std::string& backup, const std::string& path, OldStore old,
                          const BackupProgress& progress, const std::stop_token& stop)
{
    noteWork(Work::sql, 0);
    const std::string target = resolved(path);
    std::error_code ignored;
    if (fs::equivalent(backup, target, ignored))
        return std::unexpected(Error{ErrorCode::conflict, "a store cannot be restored from itself", target});
    const auto findings = checkStore(backup);
    if (!findings)
        return std::unexpected(findings.error());
    if (!findings->empty())
        return std::unexpected(Error{ErrorCode::storeCorrupt,
                                     std::to_string(findings->size()) + " findings; the first: "
                                         + findings->front().place + ' ' + findings->front().detail,
                                     backup});
    const auto lock = lockForExecution(target, {});
    if (!lock)
        return std::unexpected(lock.error());
    const std::string kept = target + ".before-restore";
    if (old == OldStore::keep && exists(target) && (exists(kept) || exists(kept + "-wal")))
        return std::unexpected(Error{ErrorCode::conflict, "it is there from an earlier restore", kept});
    const PartFile part(target + ".part-" + std::to_string(::getpid()));
    auto done = copyInto(backup, part, progress, stop);
    if (done)
        done = moveAside(target, old);
    return done ? giveName(part, target) : done;
}

} // namespace runlens::store
