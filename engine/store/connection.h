// SPDX-License-Identifier: GPL-3.0-or-later
// A connection to an SQLite file, with its failures as values. Private to store. One thread at a time.
#pragma once

#include "engine/base/result.h"

#include <SQLiteCpp/Database.h>
#include <cstdint>
#include <memory>
#include <string>

struct sqlite3;

namespace runlens::store {

/// What SQLite's `code` (extended or not) means to users of a store.
[[nodiscard]] ErrorCode codeOf(int code) noexcept;

class Connection {
public:
    enum class Access : std::uint8_t { read, write, create };

    /// `vfs`: name of an SQLite VFS; empty: the system's. Errors: those of codeOf; the file in `where`.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::string& path, Access access,
                                                                  const std::string& vfs);

    [[nodiscard]] sqlite3* handle() const noexcept { return m_handle; }
    [[nodiscard]] SQLite::Database& database() noexcept { return m_database; }
    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    /// What went wrong in the last call, which gave `code`.
    [[nodiscard]] Error error(int code) const;

    /// Runs statements that answer nothing, or whose answer does not matter.
    Result<void> execute(const char* sql);
    /// The first column of the first row; 0 where there is none.
    [[nodiscard]] Result<std::int64_t> number(const char* sql);
    /// The same as a text.
    [[nodiscard]] Result<std::string> text(const char* sql);
    /// Leaves the transaction that is open, if one is.
    void rollBack() noexcept;

private:
    Connection(SQLite::Database database, std::string path);

    SQLite::Database m_database;
    sqlite3* m_handle;
    std::string m_path;
};

} // namespace runlens::store
