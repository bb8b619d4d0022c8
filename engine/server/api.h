// SPDX-License-Identifier: GPL-3.0-or-later
// What the endpoints of the contract do. Which path leads to which stands in routes.cpp. Private to server.
#pragma once

#include "engine/runtime/runtime.h"
#include "engine/server/http_server.h"
#include "engine/server/parameters.h"
#include "engine/server/problem.h"
#include "engine/server/read_pool.h"
#include "engine/server/run_cache.h"
#include "engine/wire/request_reader.h"

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

namespace runlens::server {

/// A request on its way, with the ids that its path names. The texts are the request's, for as long as a handler has
/// it.
struct Call {
    HttpRequest& request;
    HttpReply reply;
    Dialect dialect = Dialect::sendrealm;
    std::array<std::string_view, 2> ids;

    void answer(HttpResponse response) { reply(std::move(response)); }
    void fail(const Error& error) { reply(problemOf(error, dialect)); }
    /// There is nothing of the id that the path names.
    void notFound(std::string_view id) { fail({ErrorCode::notFound, {}, std::string(id)}); }
};

/// Any thread; no handler blocks.
class Api {
public:
    Api(runtime::Runtime& runtime, ReadPool& readers, std::size_t cacheBytes)
        : m_runtime(runtime), m_readers(readers), m_runs(cacheBytes)
    {
    }

    /// Where the counters of requests come from, for the metrics.
    void watch(const HttpServer& server) noexcept { m_server = &server; }

    // api_events.cpp
    void postEvent(Call& call);
    void getEvents(Call& call);
    void postMessageEvent(Call& call);
    // api_automations.cpp
    void getAutomations(Call& call);
    void postAutomation(Call& call);
    void getAutomation(Call& call);
    void patchAutomation(Call& call);
    void publishAutomation(Call& call);
    void pauseAutomation(Call& call);
    void resumeAutomation(Call& call);
    // api_runs.cpp
    void getRuns(Call& call);
    void getRun(Call& call);
    void getRunOfAutomation(Call& call);
    void cancelRun(Call& call);
    void retryRun(Call& call);
    void getDeadLetters(Call& call);
    void replayDeadLetter(Call& call);
    // api_contacts.cpp
    void getContacts(Call& call);
    void postContact(Call& call);
    void getTemplates(Call& call);
    void postTemplate(Call& call);
    void getAudiences(Call& call);
    void postAudience(Call& call);
    void getTopics(Call& call);
    void postTopic(Call& call);
    void getDomains(Call& call);
    void postDomain(Call& call);
    void getPushApps(Call& call);
    void postPushApp(Call& call);
    // api_operations.cpp
    void getHealth(Call& call);
    void getMetrics(Call& call);

private:
    /// Answers with what `read(reading)` says, a Result<HttpResponse>, on a thread that may read the store.
    template <class Read>
    void read(Call& call, Read read)
    {
        auto reply = std::make_shared<HttpReply>(std::move(call.reply));
        ReadPool::Task task = [reply, dialect = call.dialect, read = std::move(read)](Reading& reading) mutable {
            auto response = read(reading);
            (*reply)(response ? *std::move(response) : problemOf(response.error(), dialect));
        };
        if (!m_readers.run(task))
            (*reply)(problemOf({ErrorCode::overloaded, "too many requests wait for the store", {}}, call.dialect));
    }

    /// Answers with what `respond(receipt, dialect)` makes of the receipt, once the command is carried out. It is
    /// called on the thread that commits, so it must be quick.
    template <class Receipt>
    void submit(Call& call, runtime::Command command, HttpResponse (*respond)(const Receipt&, Dialect))
    {
        auto reply = std::make_shared<HttpReply>(std::move(call.reply));
        m_runtime.submit(std::move(command), [reply, respond, dialect = call.dialect](Result<runtime::Reply> result) {
            if (!result) {
                (*reply)(problemOf(result.error(), dialect));
                return;
            }
            if (const auto* refused = std::get_if<runtime::NotPublishable>(&*result))
                (*reply)(notPublishable(*refused, dialect));
            else if (const auto* receipt = std::get_if<Receipt>(&*result))
                (*reply)(respond(*receipt, dialect));
            else
                (*reply)(problemOf({ErrorCode::internal, "an answer of another kind", {}}, dialect));
        });
    }
    static HttpResponse notPublishable(const runtime::NotPublishable& refused, Dialect dialect);

    /// Reads the body; nothing where it does not fit, which has been answered.
    template <class T>
    std::optional<T> body(Call& call, Result<Parsed<T>> (*readBody)(std::string_view))
    {
        auto read = readBody(call.request.body);
        if (read && read->diagnostics.empty())
            return std::move(read->value);
        call.answer(read ? unfit(read->diagnostics, call.dialect) : problemOf(read.error(), call.dialect));
        return std::nullopt;
    }
    /// The reason that the body gives; the body may be left out.
    std::optional<std::string> reason(Call& call);

    void tellRun(Call& call, std::optional<store::AutomationNumber> of, std::string_view id);
    void getAssets(Call& call, store::AssetKind kind);
    void postAsset(Call& call, store::AssetKind kind);
    void putAsset(Call& call, store::AssetKind kind, Result<Parsed<AssetRequest>> (*readBody)(std::string_view));

    runtime::Runtime& m_runtime;
    ReadPool& m_readers;
    RunCache m_runs;
    std::atomic<const HttpServer*> m_server = nullptr;
};

/// Who is meant by what came over HTTP with the right key.
inline constexpr std::string_view whoHasKey = "api key";

} // namespace runlens::server
