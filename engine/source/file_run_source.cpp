// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/file_run_source.h"

#include "engine/archive/document_search.h"
#include "engine/source/simulated_document.h"
#include "engine/table/run_table_writer.h"

#include <mutex>
#include <thread>
#include <utility>

namespace runlens {
namespace {

Instant systemNow() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

std::shared_ptr<SourceSnapshot> snapshotOf(const RunDocument& document)
{
    auto snapshot = std::make_shared<SourceSnapshot>();
    RunTableWriter writer;
    const Instant now = systemNow();
    for (const Run& run : document.runs) {
        const RowNumber row =
            writer.put(run.steps.empty() ? summaryOfRow(run, now) : summaryOfDetail(run, nullptr, now)).row;
        snapshot->added.push_back(row);
    }
    snapshot->table = writer.table();
    snapshot->diagnostics = document.diagnostics;
    SourceState& state = snapshot->state;
    state.opened = true;
    state.list = document.kind == RunDocument::Kind::list;
    state.description = document.path;
    state.coverage.runs = snapshot->table.living();
    state.coverage.details = snapshot->table.detailed();
    state.coverage.hasMore = document.hasMore || document.cut;
    return snapshot;
}

} // namespace

/// What the thread that reads has to say goes here, as long as somebody listens.
struct FileRunSource::Line {
    std::mutex mutex;
    FileRunSource* source = nullptr;

    template <class Say>
    void tell(Say say)
    {
        const std::scoped_lock lock(mutex);
        if (source != nullptr)
            QMetaObject::invokeMethod(source, std::move(say), Qt::QueuedConnection);
    }
};

FileRunSource::FileRunSource(QString path, QObject* parent)
    : RunSource(parent), m_path(std::move(path)), m_line(std::make_shared<Line>())
{
    m_line->source = this;
}

FileRunSource::~FileRunSource()
{
    m_stop.request_stop();
    const std::scoped_lock lock(m_line->mutex);
    m_line->source = nullptr;
}

Result<FileRunSource::Opened> FileRunSource::read(const QString& path, const std::stop_token& stop,
                                                  const std::function<void(OpenProgress)>& progress)
{
    auto document = openDocument(path.toStdString(), stop, progress);
    Opened opened;
    if (!document && document.error().code == ErrorCode::wrongDocument && path != QStringLiteral("-")) {
        auto played = playDocument(path.toStdString());
        opened.played = played || played.error().code != ErrorCode::wrongDocument;
        if (opened.played)
            document = std::move(played);
    }
    if (!document)
        return std::unexpected(std::move(document.error()));
    opened.document = std::make_shared<const RunDocument>(std::move(*document));
    opened.snapshot = snapshotOf(*opened.document);
    opened.search = std::make_shared<const DocumentSearch>(
        std::shared_ptr<const std::vector<Run>>(opened.document, &opened.document->runs));
    return opened;
}

void FileRunSource::open()
{
    m_stop.request_stop();
    m_stop = {};
    const std::uint64_t turn = ++m_turn;
    tell({});
    std::thread([this, line = m_line, turn, path = m_path, stop = m_stop.get_token()] {
        // `this` is used by what is said alone, which is heard as long as it lives.
        const auto progress = [this, line, turn](OpenProgress so) {
            line->tell([this, turn, so] {
                if (turn == m_turn)
                    tell(so);
            });
        };
        auto opened = std::make_shared<Result<Opened>>(read(path, stop, progress));
        line->tell([this, turn, opened] {
            if (turn == m_turn)
                take(std::move(*opened));
        });
    }).detach();
}

void FileRunSource::cancel()
{
    m_stop.request_stop();
    ++m_turn;
}

void FileRunSource::tell(OpenProgress progress)
{
    auto next = std::make_shared<SourceSnapshot>();
    next->state.description = m_path.toStdString();
    next->state.bytesRead = progress.bytesRead;
    next->state.bytesTotal = progress.bytesTotal;
    next->state.coverage.runs = progress.runs;
    next->state.coverage.fetching = true;
    publish(std::move(next));
}

void FileRunSource::take(Result<Opened> opened)
{
    if (!opened) {
        m_document.reset();
        m_search.reset();
        auto failed = std::make_shared<SourceSnapshot>();
        failed->state.description = m_path.toStdString();
        failed->state.error = std::move(opened.error());
        return publish(std::move(failed));
    }
    m_kind = opened->played ? SourceKind::simulation : SourceKind::file;
    m_document = std::move(opened->document);
    m_search = std::move(opened->search);
    publish(std::move(opened->snapshot));
}

void FileRunSource::fetchDetail(RowNumber row)
{
    if (!m_document || row >= m_document->runs.size())
        return;
    auto detail = std::make_shared<RunDetail>();
    detail->row = row;
    detail->run = std::shared_ptr<const Run>(m_document, &m_document->runs[row]);
    if (m_document->kind == RunDocument::Kind::run)
        detail->diagnostics = m_document->diagnostics;
    detail->bytes = m_document->bytes;
    detail->place = m_document->places[row];
    QMetaObject::invokeMethod(
        this,
        [this, detail, turn = m_turn] {
            if (turn == m_turn)
                Q_EMIT detailReady(detail);
        },
        Qt::QueuedConnection);
}

} // namespace runlens
