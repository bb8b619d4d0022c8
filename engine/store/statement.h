// SPDX-License-Identifier: GPL-3.0-or-later
// One SQL statement, prepared at its first use and kept. Private to store.
//
// Not SQLite::Statement: its columns share a pointer each and its failures are exceptions, which the path of every run
// would pay for.
#pragma once

#include "engine/domain/time.h"
#include "engine/store/connection.h"

#include <concepts>
#include <cstdint>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace runlens::store {

/// Bytes that are no text.
struct Blob {
    std::string_view bytes;
};
/// A text that is absent where it is empty.
struct TextOrNull {
    std::string_view text;
};

class Statement;

/// One execution. What was bound must live as long as this; what columns give, until the next row.
class Use {
public:
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use()
    {
        if (m_statement != nullptr)
            sqlite3_reset(m_statement);
    }

    /// Goes to the next row; false where there is none, and where it failed.
    [[nodiscard]] bool next()
    {
        if (m_code == SQLITE_OK || m_code == SQLITE_ROW)
            m_code = sqlite3_step(m_statement);
        return m_code == SQLITE_ROW;
    }
    [[nodiscard]] bool failed() const noexcept
    {
        return m_code != SQLITE_OK && m_code != SQLITE_ROW && m_code != SQLITE_DONE;
    }
    [[nodiscard]] Error error() const { return m_connection.error(m_code); }
    [[nodiscard]] const std::string& path() const noexcept { return m_connection.path(); }
    /// Goes to the end.
    [[nodiscard]] Result<void> run()
    {
        while (next()) {
        }
        if (failed())
            return std::unexpected(error());
        return {};
    }

    [[nodiscard]] bool isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    /// A number, an enum or a flag.
    template <class T>
    [[nodiscard]] T as(int column) const
    {
        return static_cast<T>(integer(column));
    }
    [[nodiscard]] Instant instant(int column) const { return Instant(Duration(integer(column))); }
    template <class T>
    [[nodiscard]] std::optional<T> optional(int column) const
    {
        if (isNull(column))
            return std::nullopt;
        if constexpr (std::same_as<T, Instant>)
            return instant(column);
        else
            return as<T>(column);
    }
    [[nodiscard]] std::string_view text(int column) const
    {
        // Of a text, its bytes in UTF-8 as they are stored; an empty blob is a null pointer.
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
        return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
    }

private:
    friend class Statement;
    template <class... Values>
    Use(const Connection& connection, sqlite3_stmt* statement, int code, const Values&... values)
        : m_connection(connection), m_statement(statement), m_code(code)
    {
        int index = 0;
        (bind(++index, values), ...);
    }

    void check(int code) noexcept
    {
        if (m_code == SQLITE_OK)
            m_code = code;
    }
    template <class T>
    void bind(int index, const T& value)
    {
        if constexpr (std::is_enum_v<T> || std::integral<T>)
            check(sqlite3_bind_int64(m_statement, index, static_cast<std::int64_t>(value)));
        else if constexpr (std::same_as<T, Instant>)
            check(sqlite3_bind_int64(m_statement, index, value.time_since_epoch().count()));
        else if constexpr (std::same_as<T, Blob>)
            check(sqlite3_bind_blob64(m_statement, index, value.bytes.empty() ? "" : value.bytes.data(),
                                      value.bytes.size(), SQLITE_STATIC));
        else if constexpr (std::same_as<T, TextOrNull>)
            value.text.empty() ? check(sqlite3_bind_null(m_statement, index)) : bindText(index, value.text);
        else if constexpr (std::convertible_to<T, std::string_view>)
            bindText(index, value);
        else
            value ? bind(index, *value) : check(sqlite3_bind_null(m_statement, index));
    }
    void bindText(int index, std::string_view text)
    {
        check(sqlite3_bind_text64(m_statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                                  SQLITE_UTF8));
    }

    const Connection& m_connection;
    sqlite3_stmt* m_statement;
    int m_code;
};

class Statement {
public:
    Statement(const Connection& connection, std::string sql) : m_connection(connection), m_sql(std::move(sql)) {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(m_statement); }

    /// Begins an execution; `values` are those of ?1, ?2, …: integers, enums, times, texts, blobs, or optional ones.
    template <class... Values>
    [[nodiscard]] Use with(const Values&... values)
    {
        const int code = m_statement != nullptr ? SQLITE_OK : prepare();
        return Use(m_connection, m_statement, code, values...);
    }

private:
    int prepare()
    {
        return sqlite3_prepare_v3(m_connection.handle(), m_sql.c_str(), static_cast<int>(m_sql.size() + 1),
                                  SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
    }

    const Connection& m_connection;
    std::string m_sql;
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace runlens::store
