// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/run_stream.h"

#include "engine/base/thread_watch.h"
#include "engine/wire/decoder.h"
#include "engine/wire/list_tables.h"
#include "engine/wire/sax.h"
#include "engine/wire/sniff.h"

#include <cstdint>
#include <utility>

namespace runlens {
namespace {

class StreamSink final : public RunSink {
public:
    StreamSink(ChunkedJson& json, const TakeRun& take) : m_json(json), m_take(take) {}

    Run& next() override
    {
        m_run = Run{};
        m_json.restart();
        return m_run;
    }

    bool take(Decoder& decoder) override
    {
        m_json.restart();
        decoder.restartLimits();
        ++m_list.runs;
        m_list.stopped = !m_take(std::move(m_run), decoder.takeDiagnosticsOfItem());
        return !m_list.stopped;
    }

    StreamedList finish(Decoder& decoder)
    {
        m_list.hasMore = hasMore;
        m_list.nextCursor = std::move(nextCursor);
        m_list.diagnostics = std::move(decoder.diagnostics());
        return std::move(m_list);
    }

private:
    ChunkedJson& m_json;
    const TakeRun& m_take;
    Run m_run;
    StreamedList m_list;
};

} // namespace

Result<StreamedList> streamRunList(ReadChunk read, const TakeRun& take)
{
    noteWork(Work::parse, SIZE_MAX); // how long it is nobody knows yet
    ChunkedJson json(std::move(read));
    // A chunk is a file's first kilobytes: what the document is stands there, or it is taken for a list.
    const auto sniffed = json.peek() != nullptr ? sniff(json.ahead()) : Sniffed{};
    StreamSink sink(json, take);
    Decoder decoder(listEnvelope, bareList, static_cast<RunSink*>(&sink));
    decoder.stream();
    if (auto error = json.parse(decoder))
        return std::unexpected(std::move(*error));
    auto list = sink.finish(decoder);
    if (list.runs == 0 && sniffed.kind != DocumentKind::runList && sniffed.kind != DocumentKind::otherList
        && sniffed.kind != DocumentKind::anyObject)
        return std::unexpected(
            Error{ErrorCode::wrongDocument,
                  std::string("this is ").append(nameOf(sniffed.kind)).append(", not a list of runs"), ""});
    return list;
}

} // namespace runlens
