// SPDX-License-Identifier: GPL-3.0-or-later
// A server as a backend. Private to source.
#pragma once

#include "engine/client/api_client.h"
#include "engine/client/http_client.h"
#include "engine/source/run_backend.h"

#include <memory>
#include <optional>
#include <string>

namespace runlens {

struct ServerBackendOptions {
    client::ServerAddress server;
    std::optional<Dialect> dialect; ///< none: told by what it answers
    bool readOnly = true;
    double requestsPerSecond = 10;
    client::HttpOptions http;
    std::shared_ptr<client::RequestLog> log; ///< may be null; outlives the backend
};

class ServerBackend final : public RunBackend {
    Q_OBJECT
public:
    explicit ServerBackend(ServerBackendOptions options);

    void connectTo(Done<BackendInfo> done) override;
    void automations(Done<std::vector<Automation>> done) override;
    void automation(const AutomationId& id, Done<Automation> done) override;
    void page(const PageRequest& request, Done<PageAnswer> done) override;
    void detail(const DetailRequest& request, Done<DetailAnswer> done) override;
    [[nodiscard]] double budget() const override { return m_http.rate(); }
    [[nodiscard]] std::chrono::milliseconds latency() const override { return m_latency; }
    [[nodiscard]] std::optional<std::chrono::seconds> clockSkew() const override { return m_http.clockSkew(); }

private:
    using Automations = std::shared_ptr<std::vector<Automation>>;
    void nextAutomations(const std::string& cursor, const std::shared_ptr<client::CursorTrail>& trail,
                         const Automations& all, const Done<std::vector<Automation>>& done);
    [[nodiscard]] BackendInfo info() const;
    /// Measures how long the answer takes.
    template <class T, class Take>
    std::function<void(Result<T>)> timed(Take take);

    ServerBackendOptions m_options;
    client::HttpClient m_http;
    client::ApiClient m_api;
    bool m_detected;
    std::chrono::milliseconds m_latency{0};
};

} // namespace runlens
