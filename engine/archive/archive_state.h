// SPDX-License-Identifier: GPL-3.0-or-later
// What an open archive holds. Private to archive.
#pragma once

#include "engine/archive/archive.h"
#include "engine/archive/deflate.h"
#include "engine/archive/name_book.h"
#include "engine/archive/open_archive.h"
#include "engine/archive/summary_code.h"
#include "engine/store/statement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// The statements of runs, and what is needed to write them.
class ArchiveWriter {
public:
    explicit ArchiveWriter(store::Connection& connection) : m_connection(connection) {}

    [[nodiscard]] store::Connection& connection() noexcept { return m_connection; }
    [[nodiscard]] NameBook& names() noexcept { return m_names; }

    /// Within the transaction that is open.
    [[nodiscard]] Result<ArchiveNumber> put(const ArchivedRun& run);
    /// Names that no run has go with them.
    [[nodiscard]] Result<void> remove(std::span<const ArchiveNumber> numbers);
    /// Another process may have added names: reads them anew where something was written.
    [[nodiscard]] Result<void> refreshNames();
    /// What was added in a transaction that failed is not there.
    void dropNames() noexcept { m_dataVersion = -1; }

private:
    [[nodiscard]] Result<void> remove(ArchiveNumber number);
    [[nodiscard]] Result<void> sweepNames();

    struct Known {
        ArchiveNumber number = 0;
        Instant fetched{};
        std::optional<Instant> detailFetched{};
        PackedSummary summary{};
    };
    [[nodiscard]] Result<std::optional<Known>> find(const RunId& id);
    [[nodiscard]] Result<ArchiveNumber> writeRun(const ArchivedRun& run, const std::optional<Known>& known,
                                                 const RunSummary& summary);
    [[nodiscard]] Result<void> writeDocument(ArchiveNumber number, const ArchivedRun& run, bool hasDetail);
    [[nodiscard]] Result<void> writeText(ArchiveNumber number, const ArchivedRun& run, const RunSummary& summary,
                                         bool isNew, bool hasDetail);
    [[nodiscard]] Result<void> removeText(ArchiveNumber number, const std::string& text);
    [[nodiscard]] Result<std::string> textOf(ArchiveNumber number);

    store::Connection& m_connection;
    NameBook m_names;
    std::int64_t m_dataVersion = -1;
    Deflater m_deflater;

    store::Statement m_find{m_connection, "SELECT number, fetched, detail_fetched, summary FROM runs WHERE key = ?1"};
    store::Statement m_insert{m_connection,
                              "INSERT INTO runs (key, fetched, detail_fetched, summary) VALUES (?1, ?2, ?3, ?4)"};
    store::Statement m_update{m_connection,
                              "UPDATE runs SET fetched = ?2, detail_fetched = ?3, summary = ?4 WHERE number = ?1"};
    store::Statement m_putDocument{m_connection, "INSERT OR REPLACE INTO documents (run, detail, etag, size, bytes)"
                                                 " VALUES (?1, ?2, ?3, ?4, ?5)"};
    store::Statement m_text{m_connection, "SELECT text FROM texts WHERE run = ?1"};
    store::Statement m_putText{m_connection, "INSERT OR REPLACE INTO texts (run, text) VALUES (?1, ?2)"};
    store::Statement m_index{m_connection, "INSERT INTO texts_index (rowid, text) VALUES (?1, ?2)"};
    store::Statement m_unindex{m_connection,
                               "INSERT INTO texts_index (texts_index, rowid, text) VALUES ('delete', ?1, ?2)"};
    store::Statement m_removeRun{m_connection, "DELETE FROM runs WHERE number = ?1"};
    store::Statement m_removeDocument{m_connection, "DELETE FROM documents WHERE run = ?1"};
    store::Statement m_removeText{m_connection, "DELETE FROM texts WHERE run = ?1"};
};

/// By number: does a run have that name?
[[nodiscard]] Result<std::vector<bool>> usedNames(store::Connection& connection);

struct Archive::State {
    explicit State(ArchiveConnection opened) : connection(std::move(opened)), writer(*connection), reader(*connection)
    {
    }

    /// All or nothing.
    template <class Work>
    [[nodiscard]] Result<void> transaction(const Work& work)
    {
        auto done = connection->execute("BEGIN IMMEDIATE");
        if (done)
            done = writer.refreshNames();
        if (done)
            done = work();
        if (done)
            done = writer.names().save(*connection);
        if (done)
            done = connection->execute("COMMIT");
        if (!done) {
            connection->rollBack();
            writer.dropNames();
        }
        return done;
    }

    ArchiveConnection connection;
    ArchiveWriter writer;
    ArchiveReader reader;
};

} // namespace runlens
