// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/connection.h"

#include "engine/store/statement.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>
#include <utility>

namespace runlens::store {
namespace {

/// Another program that looks at the file may hold its locks for a moment.
constexpr int busyTimeoutMs = 5000;

int flagsOf(Connection::Access access) noexcept
{
    // Each connection is used by one thread at a time; SQLite's own locks would cost every call.
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    switch (access) {
    case Connection::Access::read: return flags | SQLITE_OPEN_READONLY;
    case Connection::Access::write: return flags | SQLITE_OPEN_READWRITE;
    case Connection::Access::create: break;
    }
    return flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

/// SQLite counts every allocation under a lock of the process, unless it is told not to before its first use. Where
/// somebody was before us, it goes on counting; that costs a tenth of a run.
void stopCounting() noexcept { [[maybe_unused]] static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

} // namespace

ErrorCode codeOf(int code) noexcept
{
    switch (code & 0xFF) {
    case SQLITE_FULL: return ErrorCode::storeFull;
    case SQLITE_READONLY:
    case SQLITE_PERM: return ErrorCode::storeReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::storeCorrupt;
    default: return ErrorCode::storeFailed;
    }
}

Connection::Connection(SQLite::Database database, std::string path)
    : m_database(std::move(database)), m_handle(m_database.getHandle()), m_path(std::move(path))
{
    sqlite3_extended_result_codes(m_handle, 1);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Access access, const std::string& vfs)
{
    stopCounting();
    try {
        SQLite::Database database(path, flagsOf(access), busyTimeoutMs, vfs);
        return std::unique_ptr<Connection>(new Connection(std::move(database), path));
    } catch (const SQLite::Exception& failure) {
        return std::unexpected(Error{codeOf(failure.getErrorCode()), failure.getErrorStr(), path});
    }
}

Error Connection::error(int code) const
{
    std::string message = sqlite3_errstr(code);
    // What the connection remembers is of its last call; another code is of an earlier one.
    if (sqlite3_extended_errcode(m_handle) == code)
        message = sqlite3_errmsg(m_handle);
    return {codeOf(code), message + " (SQLite " + std::to_string(code) + ")", m_path};
}

Result<void> Connection::execute(const char* sql)
{
    if (const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        return std::unexpected(error(code));
    return {};
}

Result<std::int64_t> Connection::number(const char* sql)
{
    Statement statement(*this, sql);
    auto use = statement.with();
    if (use.next())
        return use.integer(0);
    if (use.failed())
        return std::unexpected(use.error());
    return 0;
}

Result<std::string> Connection::text(const char* sql)
{
    Statement statement(*this, sql);
    auto use = statement.with();
    if (use.next())
        return std::string(use.text(0));
    if (use.failed())
        return std::unexpected(use.error());
    return std::string();
}

void Connection::rollBack() noexcept
{
    if (sqlite3_get_autocommit(m_handle) == 0)
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace runlens::store
