// SPDX-License-Identifier: GPL-3.0-or-later
// A request that was handed to an HttpClient.
#pragma once

#include "engine/client/http_client.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace runlens::client {

class HttpExchange;

class HttpCall : public QObject {
    Q_OBJECT

public:
    ~HttpCall() override;

    [[nodiscard]] const HttpRequest& request() const noexcept { return m_request; }
    [[nodiscard]] bool isPending() const noexcept { return m_state != State::done; }
    /// Nothing is emitted any more; this deletes itself.
    void cancel();

Q_SIGNALS:
    /// Once. Errors, with the server's origin in `where`: nameUnknown, unreachable, timedOut, brokenAnswer, tooLarge,
    /// redirectRefused, certificateUntrusted, certificateExpired, certificateOfAnother, tlsFailed.
    void finished(const runlens::Result<runlens::client::HttpAnswer>& answer);

private:
    friend class HttpClient;

    enum class State : std::uint8_t { queued, running, pausing, done };

    HttpCall(HttpClient& client, HttpRequest request);
    void begin();
    [[nodiscard]] QByteArray bytesFor(const QUrl& url) const;
    void sendTo(const QUrl& url);
    void exchanged();
    void log(const HttpExchange& exchange);
    [[nodiscard]] std::optional<Error> follow(const HttpExchange& exchange);
    [[nodiscard]] HttpAnswer answerOf(const HttpExchange& exchange) const;
    void learn(const HttpExchange& exchange);
    void conclude(Result<HttpAnswer> result);
    [[nodiscard]] std::optional<std::chrono::milliseconds> pauseBeforeNext(const Result<HttpAnswer>& result) const;
    void deadlinePassed();
    void finish(const Result<HttpAnswer>& result);

    HttpClient& m_client;
    HttpRequest m_request;
    std::unique_ptr<HttpExchange> m_exchange;
    QTimer m_deadline;
    QUrl m_url;
    Instant m_sentAt;
    std::chrono::milliseconds m_sentSteady{0};
    int m_attempt = 0;
    int m_redirects = 0;
    State m_state = State::queued;
};

} // namespace runlens::client
