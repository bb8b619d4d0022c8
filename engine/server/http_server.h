// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1.1 over TCP, and nothing of what is asked: limits, time-outs, keep-alive, pipelining, and a stop that finishes
// what is under way. Whatever bytes come, the answer is one of the documented bodies or a closed connection.
//
// What is refused before a handler hears of it: no HTTP (400), a head over its limit (431), a body over its limit
// (413), a client that is slow or gone (408), an expectation we do not know (417), more connections than allowed (503
// with Retry-After). Each of these ends the connection.
#pragma once

#include "engine/base/result.h"
#include "engine/server/http_message.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace runlens::server {

class HttpConnection;

struct HttpServerOptions {
    std::string address = "127.0.0.1"; ///< an IPv4 or IPv6 address
    std::uint16_t port = 0;            ///< 0: any that is free
    unsigned threads = 2;
    std::size_t maxConnections = 1024;
    std::size_t maxHeaderBytes = std::size_t{16} * 1024;
    std::size_t maxBodyBytes = std::size_t{1024} * 1024;
    std::chrono::milliseconds headerTimeout =
        std::chrono::seconds(10); ///< from a request's first byte to its head's last
    std::chrono::milliseconds bodyTimeout = std::chrono::seconds(30);  ///< from there to the body's last
    std::chrono::milliseconds writeTimeout = std::chrono::seconds(30); ///< for the client to take an answer
    std::chrono::milliseconds idleTimeout = std::chrono::seconds(60);  ///< between two requests; then it is closed
};

/// Answers one request, from any thread and at any later time. Dropped without an answer it answers 500, so that no
/// client waits for ever. May outlive the server; then it does nothing.
class HttpReply {
public:
    explicit HttpReply(std::shared_ptr<HttpConnection> connection) noexcept;
    HttpReply(HttpReply&&) noexcept;
    HttpReply& operator=(HttpReply&&) = delete;
    HttpReply(const HttpReply&) = delete;
    HttpReply& operator=(const HttpReply&) = delete;
    ~HttpReply();

    /// Once.
    void operator()(HttpResponse response);

private:
    std::shared_ptr<HttpConnection> m_connection;
};

struct HttpServerStats {
    std::size_t connections = 0;            ///< now
    std::array<std::uint64_t, 6> answers{}; ///< by class of status: [2] counts 200 to 299
    std::uint64_t connectionsRefused = 0;   ///< for being too many
};

class HttpServer {
public:
    /// Looks at a request's head before its body is read. A response refuses it: it is sent, and the body never read.
    using Gate = std::function<std::optional<HttpResponse>(const HttpRequest&)>;
    /// Is called with a whole request, on a thread that must not block. The request may be changed and moved from, and
    /// is the handler's until it returns.
    using Handler = std::function<void(HttpRequest&, HttpReply)>;

    /// Listens and serves from now on. Errors: usage for an address that is none, network where it cannot be listened
    /// on, with "address:port" in `where`.
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>> start(const HttpServerOptions& options, Gate gate,
                                                                   Handler handler);
    /// Stops at once.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;
    [[nodiscard]] HttpServerStats stats() const; ///< any thread
    /// Takes no more connections and no more requests, and returns once the answers under way have been sent, or
    /// `patience` is over. True: all were. Not from a handler.
    bool stop(std::chrono::milliseconds patience);

private:
    struct Parts;
    explicit HttpServer(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace runlens::server
