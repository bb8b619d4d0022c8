// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/key_log.h"

#include "engine/store/connection.h"
#include "engine/store/statement.h"

#include <utility>

namespace runlens::store {
namespace {

class SqliteKeyLog final : public KeyLog {
public:
    explicit SqliteKeyLog(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection)), m_insert(*m_connection, "INSERT OR IGNORE INTO keys (key) VALUES (?1)")
    {
    }

    Result<std::vector<bool>> note(std::span<const std::string_view> keys) override
    {
        auto noted = noteAll(keys);
        if (!noted)
            m_connection->rollBack();
        return noted;
    }

private:
    Result<std::vector<bool>> noteAll(std::span<const std::string_view> keys)
    {
        if (const auto begun = m_connection->execute("BEGIN IMMEDIATE"); !begun)
            return std::unexpected(begun.error());
        std::vector<bool> fresh;
        fresh.reserve(keys.size());
        for (const std::string_view key : keys) {
            auto use = m_insert.with(key);
            if (const auto inserted = use.run(); !inserted)
                return std::unexpected(inserted.error());
            fresh.push_back(sqlite3_changes(m_connection->handle()) == 1);
        }
        if (const auto committed = m_connection->execute("COMMIT"); !committed)
            return std::unexpected(committed.error());
        return fresh;
    }

    std::unique_ptr<Connection> m_connection;
    Statement m_insert;
};

} // namespace

Result<std::unique_ptr<KeyLog>> openKeyLog(const std::string& path, const std::string& vfs)
{
    auto connection = Connection::open(path, Connection::Access::create, vfs);
    if (!connection)
        return std::unexpected(connection.error());
    for (const char* sql : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                            "CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY) WITHOUT ROWID"})
        if (const auto done = (*connection)->execute(sql); !done)
            return std::unexpected(done.error());
    return std::make_unique<SqliteKeyLog>(std::move(*connection));
}

} // namespace runlens::store
