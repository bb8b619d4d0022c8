// SPDX-License-Identifier: GPL-3.0-or-later
// The REST server of the contract over a runtime and its store.
#pragma once

#include "engine/base/result.h"
#include "engine/runtime/runtime.h"
#include "engine/server/api_key.h"
#include "engine/server/http_server.h"
#include "engine/store/reader.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace runlens::server {

struct ServiceOptions {
    HttpServerOptions http;
    unsigned readers = 2;                                   ///< threads that read the store
    std::size_t mostReads = 10'000;                         ///< that may wait for them; more are refused
    std::size_t cacheBytes = std::size_t{64} * 1024 * 1024; ///< of run details as they were sent
};

class Service {
public:
    /// Opens another reader of the store that the runtime executes.
    using OpenReader = std::function<Result<std::unique_ptr<store::Reader>>()>;

    /// Serves from now on. `runtime` must live longer. Errors: those of opening a reader and of HttpServer::start.
    [[nodiscard]] static Result<std::unique_ptr<Service>> start(const ServiceOptions& options, ApiKey key,
                                                                runtime::Runtime& runtime,
                                                                const OpenReader& openReader);
    /// Stops at once.
    virtual ~Service() = default;
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    [[nodiscard]] virtual std::uint16_t port() const noexcept = 0;
    /// Takes no more requests, and returns once those under way are answered, or `patience` is over. True: all were.
    /// The runtime must still run, since answers wait for it.
    virtual bool stop(std::chrono::milliseconds patience) = 0;

protected:
    Service() = default;
};

} // namespace runlens::server
