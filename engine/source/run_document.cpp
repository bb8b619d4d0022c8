// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/run_document.h"

#include "engine/source/document_feed.h"
#include "engine/wire/finish_run.h"
#include "engine/wire/reader.h"
#include "engine/wire/run_stream.h"
#include "engine/wire/sniff.h"

#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace runlens {
namespace {

void append(Diagnostics& all, Diagnostics more)
{
    for (Diagnostic& diagnostic : more.items)
        all.add(diagnostic.code, std::move(diagnostic.pointer), std::move(diagnostic.detail));
    all.suppressed += more.suppressed;
}

/// Takes the rows of a list into a document.
class Rows {
public:
    Rows(RunDocument& document, std::size_t limit) : m_document(document), m_limit(limit) {}
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    /// False: there is no room for it.
    bool take(Run run, Diagnostics diagnostics)
    {
        auto& runs = m_document.runs;
        if (runs.size() == m_limit) {
            m_document.cut = true;
            return false;
        }
        append(m_document.diagnostics, std::move(diagnostics));
        runs.push_back(std::move(run));
        m_document.places.push_back(m_place++);
        if (runs.back().id.empty())
            return true;
        const auto [earlier, isNew] = m_known.insert(static_cast<std::uint32_t>(runs.size() - 1));
        if (!isNew)
            mergeLastInto(*earlier);
        return true;
    }

private:
    void mergeLastInto(std::uint32_t earlier)
    {
        auto& runs = m_document.runs;
        m_document.diagnostics.add(DiagnosticCode::repeatedId, {}, runs.back().id.text());
        fillGaps(runs.back(), runs[earlier]);
        runs[earlier] = std::move(runs.back());
        m_document.places[earlier] = m_document.places.back();
        runs.pop_back();
        m_document.places.pop_back();
    }

    // Indices stay when the list of runs moves; views of ids would not.
    struct HashOfId {
        const std::vector<Run>* runs;
        std::size_t operator()(std::uint32_t run) const noexcept { return std::hash<RunId>{}((*runs)[run].id); }
    };
    struct SameId {
        const std::vector<Run>* runs;
        bool operator()(std::uint32_t left, std::uint32_t right) const { return (*runs)[left].id == (*runs)[right].id; }
    };

    RunDocument& m_document;
    std::size_t m_limit;
    std::uint32_t m_place = 0;
    std::unordered_set<std::uint32_t, HashOfId, SameId> m_known =
        std::unordered_set<std::uint32_t, HashOfId, SameId>(0, HashOfId{&m_document.runs}, SameId{&m_document.runs});
};

std::unexpected<Error> tooLarge(std::size_t limit)
{
    const auto most = std::to_string(limit);
    return std::unexpected(Error{ErrorCode::tooLarge, "larger than " + most + " bytes", "byte " + most});
}

/// The reader of whole documents knows line and column, which that of streams does not.
Error betterPlaced(Error error, const DocumentFeed& feed)
{
    if (feed.keepsAll())
        if (auto whole = readRunList(feed.kept()); !whole && whole.error().code == error.code)
            return std::move(whole.error());
    return error;
}

Result<void> readList(RunDocument& document, DocumentFeed& feed, const OpenLimits& limits)
{
    document.kind = RunDocument::Kind::list;
    Rows rows(document, limits.runs);
    auto list = streamRunList([&] { return feed.next(); },
                              [&](Run run, Diagnostics diagnostics) {
                                  const bool taken = rows.take(std::move(run), std::move(diagnostics));
                                  if (taken)
                                      feed.countRun();
                                  return taken;
                              });
    if (auto state = feed.state(); !state)
        return state;
    if (!list)
        return std::unexpected(betterPlaced(std::move(list.error()), feed));
    if (document.cut)
        feed.readOn(); // the text that is kept is all of it, or none
    document.hasMore = list->hasMore;
    document.nextCursor = std::move(list->nextCursor);
    append(document.diagnostics, std::move(list->diagnostics));
    return feed.state();
}

Result<void> readOne(RunDocument& document, DocumentFeed& feed, const OpenLimits& limits)
{
    if (!feed.keepsAll())
        return tooLarge(limits.bytes);
    auto parsed = readRun(feed.kept());
    if (auto state = feed.state(); !state)
        return state;
    if (!parsed)
        return std::unexpected(std::move(parsed.error()));
    document.runs.push_back(std::move(parsed->value));
    document.places.push_back(0);
    document.diagnostics = std::move(parsed->diagnostics);
    feed.countRun();
    return {};
}

bool isList(std::string_view text) { return sniff(text).kind == DocumentKind::runList; }

Result<void> readInto(RunDocument& document, DocumentFeed& feed, const OpenLimits& limits)
{
    const auto head = feed.peek();
    if (isList({head.data(), head.size()}))
        return readList(document, feed, limits);
    feed.readOn();
    if (auto state = feed.state(); !state)
        return state;
    if (!isList(feed.kept()))
        return readOne(document, feed, limits);
    feed.rewind();
    return readList(document, feed, limits);
}

} // namespace

Result<RunDocument> openDocument(const std::string& path, const std::stop_token& stop,
                                 const std::function<void(OpenProgress)>& progress, const OpenLimits& limits)
{
    auto file = InputFile::open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    DocumentFeed feed(std::move(*file), stop, progress, limits);
    RunDocument document;
    document.path = path;
    if (auto read = readInto(document, feed, limits); !read) {
        const bool isPlaced = read.error().code == ErrorCode::unreadable;
        return std::unexpected(isPlaced ? std::move(read.error()) : in(path, std::move(read.error())));
    }
    if (feed.keepsAll())
        document.bytes = std::make_shared<const std::string>(feed.takeKept());
    feed.tell();
    return document;
}

} // namespace runlens
