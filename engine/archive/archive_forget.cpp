// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves an archive.
#include "engine/archive/archive_state.h"
#include "engine/base/thread_watch.h"

#include <algorithm>

namespace runlens {
namespace {

using store::Statement;

/// A search that is under way ends within this, a load of everything need not.
constexpr int readersTimeMs = 500;
/// As connections are opened.
constexpr int writersTimeMs = 5000;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isSame(std::string_view left, std::string_view right)
{
    if (!left.contains('@'))
        return left == right;
    return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

Result<std::vector<ArchiveNumber>> runsOf(store::Connection& connection, std::string_view identity)
{
    std::vector<ArchiveNumber> numbers;
    Statement all(connection, "SELECT number, summary FROM runs ORDER BY number");
    auto runs = all.with();
    while (runs.next()) {
        const auto ids = idsOf(runs.text(1));
        if (!ids)
            return std::unexpected(Error{ErrorCode::storeCorrupt, "a run is damaged", connection.path()});
        if (isSame(ids->identity, identity))
            numbers.push_back(runs.integer(0));
    }
    if (runs.failed())
        return std::unexpected(runs.error());
    return numbers;
}

Result<std::vector<ArchiveNumber>> runsFetchedBefore(store::Connection& connection, Instant time)
{
    std::vector<ArchiveNumber> numbers;
    Statement old(connection, "SELECT number FROM runs WHERE fetched < ?1 ORDER BY number");
    auto runs = old.with(time);
    while (runs.next())
        numbers.push_back(runs.integer(0));
    if (runs.failed())
        return std::unexpected(runs.error());
    return numbers;
}

/// Leaves no byte of what was removed: the index is merged into one piece, where nothing that was removed has a trace,
/// and every page written anew. What that needs beside the file goes to a file too: it may be larger than memory.
Result<void> clearFiles(store::Connection& connection)
{
    auto done = connection.execute("INSERT INTO texts_index (texts_index) VALUES ('optimize')");
    if (done)
        done = connection.execute("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY;");
    if (!done)
        return done;
    sqlite3_busy_timeout(connection.handle(), readersTimeMs);
    const int code =
        sqlite3_wal_checkpoint_v2(connection.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(connection.handle(), writersTimeMs);
    if (code == SQLITE_BUSY)
        return std::unexpected(Error{ErrorCode::storeFailed,
                                     "a reader keeps the log from being emptied: end it, and do this again",
                                     connection.path()});
    if (code != SQLITE_OK)
        return std::unexpected(connection.error(code));
    return {};
}

} // namespace

Result<void> ArchiveWriter::remove(ArchiveNumber number)
{
    const auto text = textOf(number);
    if (!text)
        return std::unexpected(text.error());
    if (auto done = removeText(number, *text); !done)
        return done;
    for (Statement* statement : {&m_removeText, &m_removeDocument, &m_removeRun})
        if (auto done = statement->with(number).run(); !done)
            return done;
    return {};
}

Result<std::vector<bool>> usedNames(store::Connection& connection)
{
    std::vector<std::uint64_t> numbers;
    std::vector<bool> used;
    Statement all(connection, "SELECT summary FROM runs");
    auto runs = all.with();
    while (runs.next()) {
        numbers.clear();
        if (!namesOf(runs.text(0), numbers))
            return std::unexpected(Error{ErrorCode::storeCorrupt, "a run is damaged", connection.path()});
        for (const std::uint64_t number : numbers) {
            if (number > NameBook::most)
                continue;
            if (number >= used.size())
                used.resize(number + 1);
            used[number] = true;
        }
    }
    if (runs.failed())
        return std::unexpected(runs.error());
    return used;
}

Result<void> ArchiveWriter::sweepNames()
{
    const auto used = usedNames(m_connection);
    if (!used)
        return std::unexpected(used.error());
    std::vector<std::int64_t> unused;
    Statement all(m_connection, "SELECT number FROM names");
    auto names = all.with();
    while (names.next())
        if (const auto number = names.as<std::uint64_t>(0); number >= used->size() || !(*used)[number])
            unused.push_back(names.integer(0));
    if (names.failed())
        return std::unexpected(names.error());
    Statement remove(m_connection, "DELETE FROM names WHERE number = ?1");
    for (const std::int64_t number : unused)
        if (auto done = remove.with(number).run(); !done)
            return done;
    dropNames();
    return {};
}

Result<void> ArchiveWriter::remove(std::span<const ArchiveNumber> numbers)
{
    for (const ArchiveNumber number : numbers)
        if (auto removed = remove(number); !removed)
            return removed;
    return numbers.empty() ? Result<void>() : sweepNames();
}

Result<std::vector<ArchiveNumber>> Archive::forgetPerson(std::string_view identity)
{
    noteWork(Work::sql, 0);
    Result<std::vector<ArchiveNumber>> gone;
    const auto done = m_state->transaction([&]() -> Result<void> {
        gone = runsOf(*m_state->connection, identity);
        return gone ? m_state->writer.remove(*gone) : Result<void>(std::unexpected(gone.error()));
    });
    if (!done)
        return std::unexpected(done.error());
    // Even where nobody was found: what an earlier call had to leave in the log goes now.
    if (const auto cleared = clearFiles(*m_state->connection); !cleared)
        return std::unexpected(cleared.error());
    return gone;
}

Result<void> Archive::remove(std::span<const ArchiveNumber> numbers)
{
    noteWork(Work::sql, 0);
    return m_state->transaction([&] { return m_state->writer.remove(numbers); });
}

Result<std::vector<ArchiveNumber>> Archive::expire(Instant fetchedBefore)
{
    noteWork(Work::sql, 0);
    Result<std::vector<ArchiveNumber>> gone;
    const auto done = m_state->transaction([&]() -> Result<void> {
        gone = runsFetchedBefore(*m_state->connection, fetchedBefore);
        return gone ? m_state->writer.remove(*gone) : Result<void>(std::unexpected(gone.error()));
    });
    if (!done)
        return std::unexpected(done.error());
    return gone;
}

} // namespace runlens
