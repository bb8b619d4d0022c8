// SPDX-License-Identifier: GPL-3.0-or-later
// Asks one server over HTTP, many things at once, and stays within what it bears.
//
// What is held for all requests:
// - Redirects are followed to the same scheme, host and port alone, five at most; others are redirectRefused, with the
//   origin they lead to in `where`. The key goes nowhere else, and so does the request.
// - A body has at most maxBodyBytes, unpacked; over that: tooLarge. One that ends early: brokenAnswer (where
//   nothing announces its end, that is seen of JSON alone). A head has 64 KiB: brokenAnswer.
// - A GET is asked again after a lost connection (unreachable, brokenAnswer), 429, 502, 503 and 504; anything else only
//   with an idempotency key. Between attempts it waits as Retry-After says, else twice as long each time, with jitter.
//   A server that wants to be left alone for longer than HttpOptions::longestRetryAfter is left alone: its answer is
//   handed over, with `retryAfter`.
// - Certificates are checked, always. What is wrong with one is the error's code.
// - The server's own answers of any status (but redirects) are answers here; successOf() judges them.
//
// It speaks HTTP/1.1, over connections that are kept, without cookies, caches and passwords of any kind.
//
// Everything lives on one thread with an event loop, and nothing blocks it but unpacking.
#pragma once

#include "engine/base/result.h"
#include "engine/client/clock.h"
#include "engine/client/http_message.h"
#include "engine/client/rate_budget.h"
#include "engine/client/request_log.h"
#include "engine/client/server_address.h"
#include "engine/client/socket_pool.h"

#include <QList>
#include <QObject>
#include <QSslCertificate>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace runlens::client {

class HttpCall;

struct HttpOptions {
    std::shared_ptr<Clock> clock;       ///< null: the machine's
    std::function<double()> dice;       ///< from 0 to below 1; null: random
    QList<QSslCertificate> authorities; ///< trusted beside those the system trusts
    std::chrono::milliseconds firstBackoff{500};
    std::chrono::milliseconds longestBackoff = std::chrono::seconds(20);
    std::chrono::milliseconds longestRetryAfter = std::chrono::minutes(1);
    int parallel = 4; ///< requests under way at once
    int attempts = 4; ///< at most, from 1; a POST without an idempotency key has one whatever stands here
    std::chrono::milliseconds patience = std::chrono::seconds(30); ///< without a byte from the server
    /// For everything since the first attempt began, waiting between attempts included; not for waiting in the queue.
    std::chrono::milliseconds deadline = std::chrono::minutes(5);
};

/// The certificates of a PEM file. Errors: unreadable, invalidDocument (none is in it), both with the path.
[[nodiscard]] Result<QList<QSslCertificate>> readAuthorities(const QString& path);

class HttpClient : public QObject {
    Q_OBJECT

public:
    /// `log`, where given, must outlive this.
    explicit HttpClient(ServerAddress server, HttpOptions options = {}, RequestLog* log = nullptr,
                        QObject* parent = nullptr);
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    ~HttpClient() override;

    /// Queues it. The call belongs to this client, and deletes itself after it is finished.
    HttpCall* send(HttpRequest request);

    /// Ten a second and twenty at once, as long as nothing else is said.
    void setBudget(double requestsPerSecond, double burst);
    /// Requests per second that the server bears at the moment, as far as it has let us know.
    [[nodiscard]] double rate() const noexcept { return m_budget.rate(); }

    /// How far the server's clock is ahead of this machine's, by the last answer that told a time, which are whole
    /// seconds; none before one did.
    [[nodiscard]] std::optional<std::chrono::seconds> clockSkew() const noexcept { return m_clockSkew; }

    [[nodiscard]] const ServerAddress& server() const noexcept { return m_server; }
    [[nodiscard]] Clock& clock() const noexcept { return *m_options.clock; }
    /// The text without the key, should a server have put it there.
    [[nodiscard]] QString withoutKey(QString text) const;

private:
    friend class HttpCall;

    void pump();
    void planPump(std::chrono::milliseconds wait);
    void queue(HttpCall* call, bool first);
    void forget(HttpCall* call, bool running);

    ServerAddress m_server;
    HttpOptions m_options;
    RequestLog* m_log;
    SocketPool m_sockets{this};
    RateBudget m_budget{10, 20};
    std::deque<HttpCall*> m_interactive;
    std::deque<HttpCall*> m_background;
    std::optional<std::chrono::seconds> m_clockSkew;
    std::optional<std::chrono::milliseconds> m_pumpAt; ///< of the steady clock
    int m_running = 0;
};

} // namespace runlens::client
