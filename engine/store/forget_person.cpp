// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/thread_watch.h"
#include "engine/store/open_database.h"
#include "engine/store/statement.h"
#include "engine/store/upkeep.h"

#include <optional>
#include <utility>

namespace runlens::store {
namespace {

struct Person {
    ContactNumber number{};
    std::string email;
};

Result<std::optional<Person>> find(Connection& connection, std::string_view identity)
{
    // Numbers begin with 1: 0 is nobody's.
    const auto number = contactNumberOf(identity).value_or(ContactNumber{});
    Statement statement(connection,
                        "SELECT number, coalesce(email, '') FROM contacts WHERE number = ?1 OR external_id = "
                        "?2 OR email = ?2 OR email = lower(?2) ORDER BY number = ?1 DESC, external_id = ?2 "
                        "DESC");
    auto use = statement.with(number, identity);
    if (use.next())
        return Person{use.as<ContactNumber>(0), std::string(use.text(1))};
    if (use.failed())
        return std::unexpected(use.error());
    return std::nullopt;
}

/// Runs one statement with the contact's number; how many rows it removed.
Result<std::uint64_t> removeFrom(Connection& connection, const char* sql, ContactNumber contact)
{
    Statement statement(connection, sql);
    if (const auto removed = statement.with(contact).run(); !removed)
        return std::unexpected(removed.error());
    return static_cast<std::uint64_t>(sqlite3_changes64(connection.handle()));
}

Result<Forgotten> removeRows(Connection& connection, ContactNumber contact)
{
    Forgotten gone{.contact = contact};
    std::uint64_t others = 0;
    const std::pair<const char*, std::uint64_t*> steps[] = {
        {"DELETE FROM dead_letters WHERE run IN (SELECT number FROM runs WHERE contact = ?1)", &gone.deadLetters},
        {"DELETE FROM refusals WHERE event IN (SELECT sequence FROM events WHERE contact = ?1)", &others},
        {"DELETE FROM slots WHERE contact = ?1", &others},
        {"DELETE FROM outbox WHERE contact = ?1", &others},
        {"DELETE FROM runs WHERE contact = ?1", &gone.runs},
        {"DELETE FROM events WHERE contact = ?1", &gone.events},
        {"DELETE FROM contacts WHERE number = ?1", &others},
    };
    for (const auto& [sql, count] : steps) {
        const auto removed = removeFrom(connection, sql, contact);
        if (!removed)
            return std::unexpected(removed.error());
        *count += *removed;
    }
    return gone;
}

Result<void> recordIt(Connection& connection, const Person& person)
{
    if (!person.email.empty()) {
        Statement clear(connection, "UPDATE audit SET reason = '' WHERE instr(lower(reason), lower(?1)) > 0");
        if (auto cleared = clear.with(person.email).run(); !cleared)
            return cleared;
    }
    Statement record(connection, "INSERT INTO audit (at, who, action, object, reason) SELECT time, 'command line', "
                                 "'person.forget', ?1, '' FROM clock");
    const std::string object = idOf(person.number).text();
    return record.with(object).run();
}

Result<Forgotten> removeIn(Connection& connection, const Person& person)
{
    if (const auto begun = connection.execute("BEGIN IMMEDIATE"); !begun)
        return std::unexpected(begun.error());
    auto gone = removeRows(connection, person.number);
    auto done = gone ? recordIt(connection, person) : std::unexpected(gone.error());
    if (done)
        done = connection.execute("COMMIT");
    if (done)
        return gone;
    connection.rollBack();
    return std::unexpected(std::move(done.error()));
}

/// What rows left behind in free room goes only when the whole is written anew; what the log holds, when it is emptied.
Result<void> clearFiles(Connection& connection)
{
    if (auto written = connection.execute("VACUUM"); !written)
        return written;
    const int code =
        sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code == SQLITE_BUSY)
        return std::unexpected(Error{ErrorCode::storeFailed,
                                     "a reader keeps the log from being emptied: end it, and do this again",
                                     connection.path()});
    if (code != SQLITE_OK)
        return std::unexpected(connection.error(code));
    return {};
}

} // namespace

Result<Forgotten> forgetPerson(const std::string& path, std::string_view identity)
{
    noteWork(Work::sql, 0);
    SqliteOptions options;
    options.create = false;
    auto opened = openToExecute(path, options);
    if (!opened)
        return std::unexpected(std::move(opened.error()));
    Connection& connection = *opened->connection;
    const auto person = find(connection, identity);
    if (!person)
        return std::unexpected(person.error());
    // Once more for somebody who is gone: what a log kept from an earlier try goes now.
    if (!*person) {
        if (const auto cleared = clearFiles(connection); !cleared)
            return std::unexpected(cleared.error());
        return std::unexpected(Error{ErrorCode::notFound, {}, std::string(identity)});
    }
    auto gone = removeIn(connection, **person);
    if (gone)
        if (const auto cleared = clearFiles(connection); !cleared)
            return std::unexpected(cleared.error());
    return gone;
}

} // namespace runlens::store
