// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/api.h"
#include "engine/server/metrics.h"

#include <chrono>

namespace runlens::server {

void Api::getHealth(Call& call)
{
    if (m_runtime.failure()) { // why is for the log and for those who have the key
        call.answer(problem(503, "not_working", "commands are not carried out any more", {}, call.dialect));
        return;
    }
    call.answer(makeResponse(200, dataAnswer([](JsonStream& out) {
                                 out.key("status");
                                 out.text("ok");
                             })));
}

void Api::getMetrics(Call& call)
{
    read(call, [this](Reading& reading) -> Result<HttpResponse> {
        MetricsFacts facts;
        const auto counts = reading.store.counts();
        if (!counts)
            return std::unexpected(counts.error());
        const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
        const auto work = reading.store.dueWork(now);
        if (!work)
            return std::unexpected(work.error());
        facts.runs = *counts;
        facts.work = *work;
        facts.runtime = m_runtime.stats();
        facts.healthy = !m_runtime.failure();
        if (const HttpServer* server = m_server)
            facts.http = server->stats();
        HttpResponse response = makeResponse(200, metricsText(facts));
        response.contentType = "text/plain; version=0.0.4; charset=utf-8";
        return response;
    });
}

} // namespace runlens::server
