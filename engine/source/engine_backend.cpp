// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/engine_backend.h"

#include "engine/runtime/sandbox_sender.h"
#include "engine/store/numbers.h"
#include "engine/store/sqlite_store.h"
#include "engine/wire/answer_writer.h"
#include "engine/wire/reader.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t pageLength = 100;

store::RunQuery queryOf(const PageRequest& request)
{
    store::RunQuery query;
    query.automation = store::automationNumberOf(request.automation.text());
    query.statuses = request.filter.statuses;
    query.identity = request.filter.identity;
    query.step = request.filter.step;
    query.startedSince = request.filter.startedSince;
    query.startedUntil = request.filter.startedUntil;
    query.activeSince = request.filter.activeSince;
    query.after = store::runNumberOf(request.cursor);
    query.limit = pageLength;
    return query;
}

std::string_view wordOf(store::AutomationStatus status)
{
    switch (status) {
    case store::AutomationStatus::active: return "active";
    case store::AutomationStatus::paused: return "paused";
    case store::AutomationStatus::draft: break;
    }
    return "draft";
}

std::unexpected<Error> noSuch(const std::string& id) { return std::unexpected(Error{ErrorCode::notFound, {}, id}); }

} // namespace

EngineBackend::EngineBackend(std::string path, Access access) : m_path(std::move(path)), m_access(access) {}

EngineBackend::~EngineBackend()
{
    if (m_runtime)
        m_runtime->stop();
}

/// Answers after the question has returned, as one that comes from far away does.
template <class T, class Ask>
void EngineBackend::later(Done<T> done, Ask ask)
{
    QMetaObject::invokeMethod(
        this, [done = std::move(done), ask = std::move(ask)] { done(ask()); }, Qt::QueuedConnection);
}

void EngineBackend::connectTo(Done<BackendInfo> done)
{
    later<BackendInfo>(std::move(done), [this] { return open(); });
}

Result<BackendInfo> EngineBackend::open()
{
    m_teller.reset();
    m_reader.reset();
    if (m_runtime && m_runtime->failure())
        m_runtime.reset();
    if (!m_runtime && m_access == Access::execute) {
        auto sender = runtime::openSandboxSender(m_path + "-sandbox");
        if (!sender)
            return std::unexpected(std::move(sender.error()));
        m_sender = std::move(*sender);
        auto runtime = runtime::Runtime::start([path = m_path] { return store::openStore(path); }, {}, *m_sender);
        if (!runtime && runtime.error().code != ErrorCode::storeLocked)
            return std::unexpected(std::move(runtime.error()));
        if (runtime)
            m_runtime = std::move(*runtime);
    }
    auto reader = store::openReader(m_path);
    if (!reader)
        return std::unexpected(std::move(reader.error()));
    m_reader = std::move(*reader);
    m_teller = std::make_unique<runtime::RunTeller>(*m_reader);
    BackendInfo info;
    info.description = m_path;
    info.filters = FilterReach::all;
    info.readOnly = m_runtime == nullptr;
    return info;
}

void EngineBackend::automations(Done<std::vector<Automation>> done)
{
    later<std::vector<Automation>>(std::move(done), [this] { return allAutomations(); });
}

Result<std::vector<Automation>> EngineBackend::allAutomations()
{
    if (m_runtime)
        if (const auto failure = m_runtime->failure())
            return std::unexpected(*failure);
    const auto rows = m_reader->automations();
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<Automation> all;
    for (const store::AutomationRow& row : *rows) {
        auto automation = told(row);
        if (!automation)
            return std::unexpected(std::move(automation.error()));
        all.push_back(std::move(*automation));
    }
    return all;
}

/// With the definition that runs of now have: that of the published version, else the draft.
Result<Automation> EngineBackend::told(const store::AutomationRow& row)
{
    AutomationAnswer answer;
    answer.id = store::idOf(row.number);
    answer.name = row.name;
    answer.description = row.description;
    answer.status = wordOf(row.status);
    answer.editorLayout = row.editorLayout;
    answer.createdAt = row.createdAt;
    answer.updatedAt = row.updatedAt;
    answer.definition = row.definition;
    std::optional<store::VersionRow> version;
    if (row.current) {
        auto current = m_reader->version(*row.current);
        if (!current)
            return std::unexpected(std::move(current.error()));
        version = std::move(*current);
    }
    if (version) {
        answer.definition = version->definition;
        answer.version = PublishedVersion{store::idOf(version->number), version->ordinal, "published"};
    }
    auto read = readAutomation(automationAnswer(answer, Dialect::sendrealm));
    if (!read)
        return std::unexpected(std::move(read.error()));
    return std::move(read->value);
}

void EngineBackend::automation(const AutomationId& id, Done<Automation> done)
{
    later<Automation>(std::move(done), [this, id]() -> Result<Automation> {
        const auto rows = m_reader->automations();
        if (!rows)
            return std::unexpected(rows.error());
        const auto number = store::automationNumberOf(id.text());
        const auto row = std::ranges::find_if(*rows, [&](const auto& each) { return each.number == number; });
        return row == rows->end() ? noSuch(id.text()) : told(*row);
    });
}

void EngineBackend::page(const PageRequest& request, Done<PageAnswer> done)
{
    later<PageAnswer>(std::move(done), [this, request] { return readPage(request); });
}

Result<PageAnswer> EngineBackend::readPage(const PageRequest& request)
{
    const store::RunQuery query = queryOf(request);
    if (!query.automation)
        return noSuch(request.automation.text());
    const auto rows = m_reader->runs(query);
    if (!rows)
        return std::unexpected(rows.error());
    PageAnswer page;
    for (const store::RunPageRow& row : *rows) {
        if (page.runs.size() == pageLength) {
            page.cursor = page.runs.back().id.text();
            break;
        }
        auto run = m_teller->tellRow(row);
        if (!run)
            return std::unexpected(std::move(run.error()));
        page.runs.push_back(std::move(*run));
    }
    return page;
}

void EngineBackend::detail(const DetailRequest& request, Done<DetailAnswer> done)
{
    later<DetailAnswer>(std::move(done), [this, request] { return readDetail(request); });
}

Result<DetailAnswer> EngineBackend::readDetail(const DetailRequest& request)
{
    const auto number = store::runNumberOf(request.run.text());
    if (!number)
        return noSuch(request.run.text());
    const auto changes = m_reader->changesOf(*number);
    if (!changes)
        return std::unexpected(changes.error());
    if (!*changes)
        return noSuch(request.run.text());
    DetailAnswer answer;
    answer.etag = std::to_string(**changes);
    answer.unchanged = answer.etag == request.etag;
    if (answer.unchanged)
        return answer;
    auto run = m_teller->tell(*number);
    if (!run)
        return std::unexpected(std::move(run.error()));
    if (!*run)
        return noSuch(request.run.text());
    answer.bytes = std::make_shared<const std::string>(runAnswer(**run, Dialect::sendrealm));
    answer.run = std::make_shared<const Run>(std::move(**run));
    return answer;
}

} // namespace runlens
