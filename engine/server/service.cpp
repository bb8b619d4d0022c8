// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/service.h"

#include "engine/server/api.h"
#include "engine/server/gate.h"
#include "engine/server/routes.h"

#include <utility>

namespace runlens::server {
namespace {

class RunningService final : public Service {
public:
    RunningService(const ServiceOptions& options, ApiKey key, runtime::Runtime& runtime,
                   std::unique_ptr<ReadPool> readers)
        : m_gate(std::move(key), isLoopback(options.http.address)),
          m_readers(std::move(readers)),
          m_api(runtime, *m_readers, options.cacheBytes)
    {
    }

    ~RunningService() override
    {
        m_server.reset();  // calls all others
        m_readers.reset(); // its tasks call the API
    }
    RunningService(const RunningService&) = delete;
    RunningService& operator=(const RunningService&) = delete;

    Result<void> listen(const HttpServerOptions& options)
    {
        auto server = HttpServer::start(
            options, [this](const HttpRequest& request) { return m_gate.refuse(request); },
            [this](HttpRequest& request, HttpReply reply) { route(m_api, request, std::move(reply)); });
        if (!server)
            return std::unexpected(std::move(server.error()));
        m_server = *std::move(server);
        m_api.watch(*m_server);
        return {};
    }

    [[nodiscard]] std::uint16_t port() const noexcept override { return m_server->port(); }
    bool stop(std::chrono::milliseconds patience) override { return m_server->stop(patience); }

private:
    Gate m_gate;
    std::unique_ptr<ReadPool> m_readers;
    Api m_api;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace

Result<std::unique_ptr<Service>> Service::start(const ServiceOptions& options, ApiKey key, runtime::Runtime& runtime,
                                                const OpenReader& openReader)
{
    auto readers = ReadPool::start(options.readers, options.mostReads, openReader);
    if (!readers)
        return std::unexpected(std::move(readers.error()));
    auto service = std::make_unique<RunningService>(options, std::move(key), runtime, *std::move(readers));
    if (auto listening = service->listen(options.http); !listening)
        return std::unexpected(std::move(listening.error()));
    return service;
}

} // namespace runlens::server
