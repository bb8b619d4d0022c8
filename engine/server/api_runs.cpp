// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/api.h"
#include "engine/server/etag.h"
#include "engine/server/paging.h"
#include "engine/store/numbers.h"

#include <algorithm>

namespace runlens::server {
namespace {

HttpResponse runReceiptOf(const runtime::RunReceipt& receipt, Dialect /*dialect*/)
{
    return makeResponse(200, dataAnswer([&receipt](JsonStream& out) {
                            out.key("id");
                            out.text(receipt.id.text());
                            out.key("status");
                            out.text(wireName(receipt.status));
                        }));
}

/// To Resend's clients, a run that waits is running.
void addStatus(std::vector<RunStatus>& statuses, RunStatus status, Dialect dialect)
{
    statuses.push_back(status);
    if (dialect == Dialect::resend && status == RunStatus::running) {
        statuses.push_back(RunStatus::queued);
        statuses.push_back(RunStatus::waiting);
    }
}

store::RunQuery runQueryOf(Parameters& parameters, Dialect dialect)
{
    store::RunQuery query;
    for (const std::string& word : parameters.words("status")) {
        const auto status = runStatusOf(word);
        if (status.known())
            addStatus(query.statuses, status.value, dialect);
        else
            parameters.wrong("status", "expected queued, running, waiting, completed, failed or cancelled");
    }
    query.identity = parameters.text("identity");
    query.step = parameters.text("step");
    query.startedSince = parameters.time("started_since");
    query.startedUntil = parameters.time("started_until");
    query.activeSince = parameters.time("active_since");
    query.limit = parameters.limit();
    query.after = parameters.id("after", &store::runNumberOf);
    query.before = parameters.id("before", &store::runNumberOf);
    if (query.after && query.before)
        parameters.wrong("before", "expected one of after and before");
    return query;
}

Result<bool> exists(store::Reader& store, store::AutomationNumber number)
{
    const auto all = store.automations();
    if (!all)
        return std::unexpected(all.error());
    return std::ranges::find(*all, number, &store::AutomationRow::number) != all->end();
}

Result<HttpResponse> runPage(Reading& reading, const store::RunQuery& query, Dialect dialect)
{
    auto rows = reading.store.runs(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    if (rows->empty()) { // or there is no such automation
        const auto known = exists(reading.store, *query.automation);
        if (!known)
            return std::unexpected(known.error());
        if (!*known)
            return std::unexpected(Error{ErrorCode::notFound, {}, store::idOf(*query.automation).text()});
    }
    const std::string cursor = cutPage(
        *rows, query.limit, [](const store::RunPageRow& row) { return store::idOf(row.run.number).text(); },
        query.before.has_value());
    std::vector<Run> runs;
    runs.reserve(rows->size());
    for (const store::RunPageRow& row : *rows) {
        auto run = reading.teller.tellRow(row);
        if (!run)
            return std::unexpected(std::move(run.error()));
        runs.push_back(*std::move(run));
    }
    return makeResponse(200, runPageAnswer(runs, cursor, dialect));
}

/// 200 with the body, or 304 where the client has it.
HttpResponse tagged(std::shared_ptr<const HttpBody> body, std::string_view ifNoneMatch)
{
    HttpResponse response;
    if (!ifNoneMatch.empty() && matches(ifNoneMatch, body->etag))
        response.status = 304;
    response.body = std::move(body);
    return response;
}

/// What one run is asked for.
struct RunQuestion {
    store::RunNumber number{};
    std::optional<store::AutomationNumber> of; ///< only if it is one of its runs
    Dialect dialect = Dialect::sendrealm;
};

/// Reads the detail, unless the one in the cache still holds. Null where there is no such run.
Result<CachedRun> currentDetail(Reading& reading, RunCache& cache, const RunQuestion& question, std::uint64_t asOf)
{
    const auto changes = reading.store.changesOf(question.number);
    if (!changes)
        return std::unexpected(changes.error());
    if (!*changes)
        return CachedRun{};
    const RunKey key{question.number, question.dialect};
    CachedRun detail = cache.find(key);
    if (!detail.body || detail.changes != **changes) {
        const auto run = reading.teller.tell(question.number);
        if (!run)
            return std::unexpected(run.error());
        if (!*run)
            return CachedRun{};
        std::string bytes = runAnswer(**run, question.dialect);
        std::string tag = etagOf(bytes);
        detail.body = std::make_shared<const HttpBody>(HttpBody{std::move(bytes), std::move(tag)});
        detail.automation = store::automationNumberOf((*run)->automationId.text()).value_or(store::AutomationNumber{});
        detail.changes = **changes; // or of later, where it has changed since: then it is read again next time
    }
    detail.asOf = asOf;
    cache.put(key, detail);
    return detail;
}

} // namespace

void Api::getRuns(Call& call)
{
    const auto automation = store::automationNumberOf(call.ids[0]);
    if (!automation) {
        call.notFound(call.ids[0]);
        return;
    }
    Parameters parameters(call.request.query);
    store::RunQuery query = runQueryOf(parameters, call.dialect);
    query.automation = automation;
    if (const auto good = parameters.end(); !good) {
        call.fail(good.error());
        return;
    }
    read(call, [query = std::move(query), dialect = call.dialect](Reading& reading) {
        return runPage(reading, query, dialect);
    });
}

void Api::getRun(Call& call) { tellRun(call, std::nullopt, call.ids[0]); }

void Api::getRunOfAutomation(Call& call)
{
    const auto automation = store::automationNumberOf(call.ids[0]);
    if (automation)
        tellRun(call, automation, call.ids[1]);
    else
        call.notFound(call.ids[0]);
}

void Api::tellRun(Call& call, std::optional<store::AutomationNumber> of, std::string_view id)
{
    const auto number = store::runNumberOf(id);
    if (!number) {
        call.notFound(id);
        return;
    }
    // A commit is counted before it is answered: without a new one, nothing that anybody knows of has changed.
    const std::uint64_t asOf = m_runtime.stats().commits;
    const RunQuestion question{*number, of, call.dialect};
    CachedRun cached = m_runs.find({question.number, question.dialect});
    if (cached.body && cached.asOf == asOf && (!of || *of == cached.automation)) {
        call.answer(tagged(std::move(cached.body), call.request.ifNoneMatch));
        return;
    }
    read(call, [this, question, asOf, known = call.request.ifNoneMatch](Reading& reading) -> Result<HttpResponse> {
        auto detail = currentDetail(reading, m_runs, question, asOf);
        if (!detail)
            return std::unexpected(std::move(detail.error()));
        if (!detail->body || (question.of && *question.of != detail->automation))
            return std::unexpected(Error{ErrorCode::notFound, {}, store::idOf(question.number).text()});
        return tagged(std::move(detail->body), known);
    });
}

void Api::cancelRun(Call& call)
{
    if (auto why = reason(call))
        submit(call, runtime::CancelRun{RunId(std::string(call.ids[0])), std::string(whoHasKey), *std::move(why)},
               &runReceiptOf);
}

void Api::retryRun(Call& call)
{
    if (auto why = reason(call))
        submit(call, runtime::RetryRun{RunId(std::string(call.ids[0])), std::string(whoHasKey), *std::move(why)},
               &runReceiptOf);
}

void Api::getDeadLetters(Call& call)
{
    Parameters parameters(call.request.query);
    const auto after = parameters.id("after", &store::deadLetterNumberOf);
    const std::size_t limit = parameters.limit();
    if (const auto good = parameters.end(); !good) {
        call.fail(good.error());
        return;
    }
    read(call, [after, limit](Reading& reading) -> Result<HttpResponse> {
        auto rows = reading.store.deadLetters(after, limit);
        if (!rows)
            return std::unexpected(std::move(rows.error()));
        const std::string cursor =
            cutPage(*rows, limit, [](const store::DeadLetterRow& row) { return store::idOf(row.number); });
        return makeResponse(200, listAnswer(*rows, cursor, [](JsonStream& out, const store::DeadLetterRow& row) {
                                out.beginObject();
                                out.key("id");
                                out.text(store::idOf(row.number));
                                out.key("run_id");
                                out.text(store::idOf(row.run).text());
                                out.key("event_id");
                                out.text(store::eventIdOf(row.event).text());
                                out.key("automation_id");
                                out.text(store::idOf(row.automation).text());
                                out.key("step_key");
                                out.text(row.stepKey);
                                out.key("code");
                                out.text(row.code);
                                out.key("message");
                                out.text(row.message);
                                out.key("failed_at");
                                out.time(row.failedAt);
                                out.key("replayed_at");
                                if (row.replayedAt)
                                    out.time(*row.replayedAt);
                                else
                                    out.null();
                                out.endObject();
                            }));
    });
}

void Api::replayDeadLetter(Call& call)
{
    if (auto why = reason(call))
        submit(call, runtime::ReplayDeadLetter{std::string(call.ids[0]), std::string(whoHasKey), *std::move(why)},
               &runReceiptOf);
}

} // namespace runlens::server
