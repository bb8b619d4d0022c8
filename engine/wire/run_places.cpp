// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a run stand. The reader itself is asked, so that both count alike.
#include "engine/base/thread_watch.h"
#include "engine/wire/decoder.h"
#include "engine/wire/excerpt.h"
#include "engine/wire/list_tables.h"
#include "engine/wire/reader.h"
#include "engine/wire/run_tables.h"
#include "engine/wire/sax.h"
#include "engine/wire/sniff.h"

#include <utility>

namespace runlens {
namespace {

RunPlaces placesIn(const Draft& draft, std::string run)
{
    RunPlaces places;
    for (const std::size_t item : draft.stepItems)
        places.steps.push_back(run + "/steps/" + std::to_string(item));
    for (const Place& wait : draft.waits)
        places.waits.push_back(run + draft.pointerTo(wait));
    for (const Place& message : draft.messages)
        places.messages.push_back(run + draft.pointerTo(message));
    places.run = std::move(run);
    return places;
}

/// Lets the runs before the one sought pass, and ends the reading with that.
class SeekingSink final : public RunSink {
public:
    explicit SeekingSink(std::size_t sought) : m_left(sought) {}

    Run& next() override
    {
        m_run = Run{};
        return m_run;
    }
    bool take(Decoder& decoder) override
    {
        decoder.restartLimits();
        if (m_left-- > 0)
            return true;
        m_places = placesIn(decoder.draft(), decoder.pointer());
        return false;
    }
    [[nodiscard]] std::optional<RunPlaces>& places() noexcept { return m_places; }

private:
    std::size_t m_left;
    Run m_run;
    std::optional<RunPlaces> m_places;
};

std::unexpected<Error> noSuchRun(std::size_t run)
{
    return std::unexpected(Error{ErrorCode::usage, "the document has no run " + std::to_string(run), {}});
}

Result<RunPlaces> placesInList(std::string_view json, std::size_t run)
{
    SeekingSink sink(run);
    Decoder decoder(listEnvelope, bareList, static_cast<RunSink*>(&sink));
    decoder.stream();
    auto error = readJson(json, &decoder);
    if (sink.places())
        return std::move(*sink.places());
    if (error)
        return std::unexpected(std::move(*error));
    return noSuchRun(run);
}

} // namespace

Result<RunPlaces> placesOfRun(std::string_view json, std::size_t run)
{
    const auto sniffed = sniff(json);
    if (sniffed.kind == DocumentKind::runList) {
        noteWork(Work::parse, json.size());
        return placesInList(json, run);
    }
    const bool isRun = sniffed.kind == DocumentKind::run || (sniffed.kind == DocumentKind::anyObject && sniffed.inData);
    if (!isRun) {
        auto wrong = readRun(json);
        return wrong ? noSuchRun(run) : std::unexpected(std::move(wrong.error()));
    }
    noteWork(Work::parse, json.size());
    Run read;
    Decoder decoder(sniffed.inData ? runEnvelope : runType, &read);
    decoder.draft().begin(read);
    if (auto error = readJson(json, &decoder))
        return std::unexpected(std::move(*error));
    return run == 0 ? placesIn(decoder.draft(), sniffed.inData ? "/data" : "") : Result<RunPlaces>(noSuchRun(run));
}

Result<std::string> pointerToRun(std::string_view json, std::size_t run)
{
    auto places = placesOfRun(json, run);
    if (!places)
        return std::unexpected(std::move(places.error()));
    return std::move(places->run);
}

} // namespace runlens
