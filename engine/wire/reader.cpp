// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/reader.h"

#include "engine/base/thread_watch.h"
#include "engine/wire/automation_tables.h"
#include "engine/wire/decoder.h"
#include "engine/wire/finish_run.h"
#include "engine/wire/list_tables.h"
#include "engine/wire/run_tables.h"
#include "engine/wire/sax.h"
#include "engine/wire/sniff.h"
#include "engine/wire/wrong_document.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

namespace runlens {
namespace {

/// An object of `type`, or of `envelope` in its field `data`.
template <class T>
Result<Parsed<T>> readObject(std::string_view json, const ObjectType& type)
{
    Parsed<T> parsed;
    Decoder decoder(type, &parsed.value);
    if constexpr (std::is_same_v<T, Run>)
        decoder.draft().begin(parsed.value);
    if (auto error = readJson(json, &decoder))
        return std::unexpected(std::move(*error));
    parsed.diagnostics = std::move(decoder.diagnostics());
    return parsed;
}

class PageSink final : public RunSink {
public:
    Run& next() override { return m_page.runs.emplace_back(); }

    /// A row that came before is merged into this one, which takes its place.
    bool take(Decoder& decoder) override
    {
        Run& run = m_page.runs.back();
        if (run.id.empty())
            return true;
        const auto [earlier, isNew] = m_byId.try_emplace(run.id.text(), m_page.runs.size() - 1);
        if (isNew)
            return true;
        decoder.diagnostics().add(DiagnosticCode::repeatedId, decoder.pointer() + "/id", run.id.text());
        fillGaps(run, m_page.runs[earlier->second]);
        m_page.runs[earlier->second] = std::move(run);
        m_page.runs.pop_back();
        return true;
    }

    RunPage finish()
    {
        m_page.hasMore = hasMore;
        m_page.nextCursor = std::move(nextCursor);
        return std::move(m_page);
    }

private:
    RunPage m_page;
    std::unordered_map<std::string, std::size_t> m_byId; ///< index into m_page.runs
};

} // namespace

Result<Parsed<Run>> readRun(std::string_view json)
{
    noteWork(Work::parse, json.size());
    const auto sniffed = sniff(json);
    const bool isRun = sniffed.kind == DocumentKind::run || (sniffed.kind == DocumentKind::anyObject && sniffed.inData);
    if (!isRun)
        return std::unexpected(wrongDocument(json, sniffed.kind, nameOf(DocumentKind::run)));
    return readObject<Run>(json, sniffed.inData ? runEnvelope : runType);
}

Result<Parsed<RunPage>> readRunList(std::string_view json)
{
    noteWork(Work::parse, json.size());
    const auto sniffed = sniff(json);
    // An item that does not fit costs only itself.
    if (sniffed.kind != DocumentKind::runList && sniffed.kind != DocumentKind::otherList)
        return std::unexpected(wrongDocument(json, sniffed.kind, nameOf(DocumentKind::runList)));
    PageSink sink;
    Decoder decoder(listEnvelope, bareList, static_cast<RunSink*>(&sink));
    if (auto error = readJson(json, &decoder))
        return std::unexpected(std::move(*error));
    return Parsed<RunPage>{sink.finish(), std::move(decoder.diagnostics())};
}

Result<Parsed<Automation>> readAutomation(std::string_view json)
{
    noteWork(Work::parse, json.size());
    const auto sniffed = sniff(json);
    if (sniffed.kind == DocumentKind::automation)
        return readObject<Automation>(json, sniffed.inData ? automationEnvelope : automationType);
    if (sniffed.kind != DocumentKind::definition)
        return std::unexpected(wrongDocument(json, sniffed.kind, nameOf(DocumentKind::automation)));
    auto alone = readObject<Definition>(json, sniffed.inData ? definitionEnvelope : definitionType);
    if (!alone)
        return std::unexpected(std::move(alone.error()));
    Parsed<Automation> parsed;
    parsed.value.definition = std::move(alone->value);
    parsed.diagnostics = std::move(alone->diagnostics);
    return parsed;
}

Result<ServerError> readErrorBody(std::string_view json)
{
    noteWork(Work::parse, json.size());
    const auto sniffed = sniff(json);
    if (sniffed.kind != DocumentKind::errorBody)
        return std::unexpected(wrongDocument(json, sniffed.kind, nameOf(DocumentKind::errorBody)));
    auto body = readObject<ServerError>(json, errorEnvelope);
    if (!body)
        return std::unexpected(std::move(body.error()));
    return std::move(body->value);
}

} // namespace runlens
