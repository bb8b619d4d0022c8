// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archive_reader.h"

#include "engine/archive/deflate.h"
#include "engine/archive/name_book.h"
#include "engine/archive/open_archive.h"
#include "engine/archive/summary_code.h"
#include "engine/base/thread_watch.h"
#include "engine/store/statement.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace runlens {
namespace {

using store::Statement;
using store::Use;

constexpr std::size_t firstBatch = 256;
constexpr std::size_t batch = 4096;

std::unexpected<Error> damaged(const store::Connection& connection)
{
    return std::unexpected(Error{ErrorCode::storeCorrupt, "a run is damaged", connection.path()});
}

/// Of the columns number, fetched, detail_fetched, summary.
std::optional<ArchivedRow> rowOf(const Use& use, const NameBook& names)
{
    auto unpacked = unpackSummary(use.text(3), names);
    if (!unpacked)
        return std::nullopt;
    return ArchivedRow{use.integer(0), std::move(unpacked->summary), use.instant(1), use.optional<Instant>(2),
                       unpacked->stale};
}

std::uint64_t sizeOfFile(const std::string& path)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : size;
}

/// What it reads is of one moment.
class Snapshot {
public:
    explicit Snapshot(store::Connection& connection) : m_connection(connection), m_begun(connection.execute("BEGIN")) {}
    ~Snapshot() { m_connection.rollBack(); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    [[nodiscard]] const Result<void>& begun() const noexcept { return m_begun; }

private:
    store::Connection& m_connection;
    Result<void> m_begun;
};

Result<void> loadRuns(store::Connection& connection, const NameBook& names,
                      const std::function<void(std::span<ArchivedRow>)>& take, const std::stop_token& stop)
{
    Statement all(connection, "SELECT number, fetched, detail_fetched, summary FROM runs ORDER BY number");
    auto runs = all.with();
    std::vector<ArchivedRow> rows;
    rows.reserve(batch);
    std::size_t most = firstBatch;
    while (runs.next()) {
        auto row = rowOf(runs, names);
        if (!row)
            return damaged(connection);
        rows.push_back(std::move(*row));
        if (rows.size() < most)
            continue;
        if (stop.stop_requested())
            return std::unexpected(Error{ErrorCode::cancelled, {}, connection.path()});
        take(rows);
        rows.clear();
        most = batch;
    }
    if (runs.failed())
        return std::unexpected(runs.error());
    if (stop.stop_requested())
        return std::unexpected(Error{ErrorCode::cancelled, {}, connection.path()});
    if (!rows.empty())
        take(rows);
    return {};
}

} // namespace

struct ArchiveReader::State {
    State(std::unique_ptr<store::Connection> opened, store::Connection& used)
        : owned(std::move(opened)), connection(used)
    {
    }

    std::unique_ptr<store::Connection> owned;
    store::Connection& connection;
    Statement find{connection, "SELECT number, fetched, detail_fetched, summary FROM runs WHERE key = ?1"};
    Statement detail{connection, "SELECT size, bytes, detail_fetched, etag FROM runs JOIN documents ON run = number"
                                 " WHERE number = ?1 AND detail"};
    Statement read{connection, "SELECT size, bytes FROM documents WHERE run = ?1"};
    NameBook names{};
    std::int64_t version = -1; ///< of the database as others wrote it, when the names were read
    std::int64_t changes = -1; ///< by this connection

    /// Names that are known are not read again.
    Result<void> refreshNames()
    {
        const auto now = connection.number("PRAGMA data_version");
        if (!now)
            return std::unexpected(now.error());
        const std::int64_t own = sqlite3_total_changes64(connection.handle());
        if (*now == version && own == changes)
            return {};
        auto loaded = names.load(connection);
        if (loaded) {
            version = *now;
            changes = own;
        }
        return loaded;
    }
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ArchiveReader::ArchiveReader(store::Connection& connection) : m_state(std::make_unique<State>(nullptr, connection)) {}
ArchiveReader::~ArchiveReader() = default;

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(const std::string& path)
{
    auto connection = openArchiveToRead(path);
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    store::Connection& opened = **connection;
    auto state = std::make_unique<State>(std::move(*connection), opened);
    return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(state)));
}

Result<ArchiveFacts> ArchiveReader::facts()
{
    noteWork(Work::sql, 0);
    Statement all(m_state->connection, "SELECT profile, server, dialect, written_by, created FROM facts");
    auto facts = all.with();
    if (!facts.next())
        return std::unexpected(
            facts.failed() ? facts.error() : Error{ErrorCode::storeCorrupt, "it says nothing of itself", facts.path()});
    return ArchiveFacts{std::string(facts.text(0)), std::string(facts.text(1)), std::string(facts.text(2)),
                        std::string(facts.text(3)), facts.instant(4)};
}

Result<std::vector<ArchivedAutomation>> ArchiveReader::automations()
{
    noteWork(Work::sql, 0);
    std::vector<ArchivedAutomation> automations;
    Statement all(m_state->connection, "SELECT id, name, status, fetched, size, document FROM automations ORDER BY id");
    auto found = all.with();
    while (found.next()) {
        auto document = inflated(found.text(5), found.as<std::size_t>(4));
        if (!document)
            return std::unexpected(std::move(document.error()));
        automations.push_back({AutomationId(std::string(found.text(0))), std::string(found.text(1)),
                               std::string(found.text(2)), std::move(*document), found.instant(3)});
    }
    if (found.failed())
        return std::unexpected(found.error());
    return automations;
}

Result<void> ArchiveReader::load(const std::function<void(std::span<ArchivedRow>)>& take, const std::stop_token& stop)
{
    noteWork(Work::sql, 0);
    const Snapshot snapshot(m_state->connection);
    if (!snapshot.begun())
        return snapshot.begun();
    if (auto names = m_state->refreshNames(); !names)
        return names;
    return loadRuns(m_state->connection, m_state->names, take, stop);
}

Result<std::optional<ArchivedRow>> ArchiveReader::run(const RunId& id)
{
    noteWork(Work::sql, 0);
    const Snapshot snapshot(m_state->connection);
    if (!snapshot.begun())
        return std::unexpected(snapshot.begun().error());
    if (const auto names = m_state->refreshNames(); !names)
        return std::unexpected(names.error());
    auto found = m_state->find.with(keyOf(id.text()));
    while (found.next()) {
        auto row = rowOf(found, m_state->names);
        if (!row)
            return damaged(m_state->connection);
        if (row->summary.id == id)
            return row;
    }
    if (found.failed())
        return std::unexpected(found.error());
    return std::nullopt;
}

Result<std::optional<ArchivedDetail>> ArchiveReader::detail(const RunId& id)
{
    const auto row = run(id);
    if (!row)
        return std::unexpected(row.error());
    return *row ? detail((*row)->number) : Result<std::optional<ArchivedDetail>>(std::nullopt);
}

Result<std::optional<ArchivedDetail>> ArchiveReader::detail(ArchiveNumber number)
{
    noteWork(Work::sql, 0);
    auto found = m_state->detail.with(number);
    if (!found.next()) {
        if (found.failed())
            return std::unexpected(found.error());
        return std::nullopt;
    }
    auto bytes = inflated(found.text(1), found.as<std::size_t>(0));
    if (!bytes)
        return std::unexpected(std::move(bytes.error()));
    return ArchivedDetail{std::move(*bytes), found.instant(2), std::string(found.text(3))};
}

Result<std::string> ArchiveReader::document(ArchiveNumber number)
{
    noteWork(Work::sql, 0);
    auto found = m_state->read.with(number);
    if (found.next())
        return inflated(found.text(1), found.as<std::size_t>(0));
    if (found.failed())
        return std::unexpected(found.error());
    return std::string();
}

Result<ArchiveSize> ArchiveReader::size()
{
    noteWork(Work::sql, 0);
    Statement counts(m_state->connection, "SELECT count(*), count(detail_fetched) FROM runs");
    auto counted = counts.with();
    if (!counted.next())
        return std::unexpected(counted.error());
    const std::string& path = m_state->connection.path();
    return ArchiveSize{counted.as<std::uint64_t>(0), counted.as<std::uint64_t>(1),
                       sizeOfFile(path) + sizeOfFile(path + "-wal")};
}

} // namespace runlens
