// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archive.h"

#include "engine/archive/archive_state.h"
#include "engine/archive/searchable_text.h"
#include "engine/base/thread_watch.h"
#include "engine/table/run_table_writer.h"
#include "engine/wire/reader.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

/// Is every line of `lines` one of `text`?
bool hasLines(std::string_view text, std::string_view lines)
{
    const std::string all = "\n" + std::string(text) + "\n";
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        if (!all.contains("\n" + std::string(lines.substr(0, end)) + "\n"))
            return false;
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return true;
}

/// What a document adds to what a summary tells; nothing where it cannot be read.
std::string textOfDocument(const std::string& json)
{
    if (json.empty())
        return {};
    const auto read = readRun(json);
    return read ? searchableText(read->value) : std::string();
}

} // namespace

Result<std::optional<ArchiveWriter::Known>> ArchiveWriter::find(const RunId& id)
{
    if (id.empty())
        return std::nullopt;
    auto found = m_find.with(keyOf(id.text()));
    while (found.next()) {
        auto summary = unpackSummary(found.text(3), m_names);
        if (!summary)
            return std::unexpected(Error{ErrorCode::storeCorrupt, "a run is damaged", m_connection.path()});
        if (summary->summary.id == id)
            return Known{found.integer(0), found.instant(1), found.optional<Instant>(2), std::move(*summary)};
    }
    if (found.failed())
        return std::unexpected(found.error());
    return std::nullopt;
}

Result<ArchiveNumber> ArchiveWriter::put(const ArchivedRun& run)
{
    const auto known = find(run.summary.id);
    if (!known)
        return std::unexpected(known.error());
    RunSummary summary = run.summary;
    if (*known) {
        summary = merged(std::move(summary), (*known)->summary.summary);
        if (!summary.facets)
            summary.facets = (*known)->summary.summary.facets;
    }
    const auto number = writeRun(run, *known, summary);
    if (!number)
        return number;
    const bool hasDetail = *known && (*known)->detailFetched;
    if (const auto written = writeDocument(*number, run, hasDetail); !written)
        return std::unexpected(written.error());
    if (const auto written = writeText(*number, run, summary, !*known, hasDetail); !written)
        return std::unexpected(written.error());
    return number;
}

Result<ArchiveNumber> ArchiveWriter::writeRun(const ArchivedRun& run, const std::optional<Known>& known,
                                              const RunSummary& summary)
{
    std::optional<Instant> detailFetched = known ? known->detailFetched : std::nullopt;
    if (!run.detail.empty())
        detailFetched = run.fetched;
    if (!known) {
        const std::string packed = packSummary(summary, false, m_names);
        if (const auto put =
                m_insert.with(keyOf(summary.id.text()), run.fetched, detailFetched, store::Blob{packed}).run();
            !put)
            return std::unexpected(put.error());
        return sqlite3_last_insert_rowid(m_connection.handle());
    }
    const PackedSummary& before = known->summary;
    const bool stale = !run.summary.facets && before.summary.facets && (before.stale || summary != before.summary);
    const std::string packed = packSummary(summary, stale, m_names);
    const auto put =
        m_update.with(known->number, std::max(known->fetched, run.fetched), detailFetched, store::Blob{packed}).run();
    if (!put)
        return std::unexpected(put.error());
    return known->number;
}

Result<void> ArchiveWriter::writeDocument(ArchiveNumber number, const ArchivedRun& run, bool hasDetail)
{
    const bool isDetail = !run.detail.empty();
    const std::string& document = isDetail ? run.detail : run.row;
    if (document.empty() || (!isDetail && hasDetail))
        return {};
    const std::string bytes = m_deflater.deflated(document);
    const auto size = static_cast<std::int64_t>(document.size());
    return m_putDocument.with(number, isDetail, isDetail ? run.etag : std::string(), size, store::Blob{bytes}).run();
}

Result<void> ArchiveWriter::writeText(ArchiveNumber number, const ArchivedRun& run, const RunSummary& summary,
                                      bool isNew, bool hasDetail)
{
    std::string text = searchableText(summary);
    const bool isDetail = !run.detail.empty();
    // A detail says all; a row adds to the detail that is kept.
    if (isDetail || !hasDetail)
        text = joinedTexts(textOfDocument(isDetail ? run.detail : run.row), text);
    if (!isNew) {
        auto before = textOf(number);
        if (!before)
            return std::unexpected(std::move(before.error()));
        const bool adds = !isDetail && (hasDetail || run.row.empty());
        if (adds && hasLines(*before, text))
            return {};
        if (adds)
            text = joinedTexts(*before, text);
        if (text == *before)
            return {};
        if (const auto removed = removeText(number, *before); !removed)
            return removed;
    }
    if (const auto put = m_putText.with(number, store::Blob{text}).run(); !put)
        return put;
    return m_index.with(number, text).run();
}

Result<std::string> ArchiveWriter::textOf(ArchiveNumber number)
{
    auto found = m_text.with(number);
    if (found.next())
        return std::string(found.text(0));
    if (found.failed())
        return std::unexpected(found.error());
    return std::string();
}

Result<void> ArchiveWriter::removeText(ArchiveNumber number, const std::string& text)
{
    return m_unindex.with(number, text).run();
}

Result<void> ArchiveWriter::refreshNames()
{
    const auto version = m_connection.number("PRAGMA data_version");
    if (!version)
        return std::unexpected(version.error());
    if (*version == m_dataVersion)
        return {};
    auto loaded = m_names.load(m_connection);
    if (loaded)
        m_dataVersion = *version;
    return loaded;
}

Archive::Archive(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Archive::~Archive() = default;

ArchiveReader& Archive::read() noexcept { return m_state->reader; }

Result<std::unique_ptr<Archive>> Archive::open(const std::string& path, const ArchiveFacts& facts)
{
    auto connection = openArchiveToWrite(path, facts);
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    return std::unique_ptr<Archive>(new Archive(std::make_unique<State>(std::move(*connection))));
}

Result<std::vector<ArchiveNumber>> Archive::put(std::span<const ArchivedRun> runs)
{
    noteWork(Work::sql, 0);
    std::vector<ArchiveNumber> numbers;
    numbers.reserve(runs.size());
    const auto done = m_state->transaction([&]() -> Result<void> {
        for (const ArchivedRun& run : runs) {
            const auto number = m_state->writer.put(run);
            if (!number)
                return std::unexpected(number.error());
            numbers.push_back(*number);
        }
        return {};
    });
    if (!done)
        return std::unexpected(done.error());
    return numbers;
}

Result<void> Archive::putAutomations(std::span<const ArchivedAutomation> automations)
{
    noteWork(Work::sql, 0);
    Deflater deflater;
    store::Statement put(*m_state->connection,
                         "INSERT OR REPLACE INTO automations (id, name, status, fetched, size, document)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    return m_state->transaction([&]() -> Result<void> {
        for (const ArchivedAutomation& it : automations) {
            const std::string bytes = deflater.deflated(it.document);
            if (auto done = put.with(it.id.text(), it.name, it.status, it.fetched,
                                     static_cast<std::int64_t>(it.document.size()), store::Blob{bytes})
                                .run();
                !done)
                return done;
        }
        return {};
    });
}

} // namespace runlens
