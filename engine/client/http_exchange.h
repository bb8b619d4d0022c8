// SPDX-License-Identifier: GPL-3.0-or-later
// One request and its answer, whatever it is: no redirects followed, nothing repeated. Private to client.
#pragma once

#include "engine/client/http_message.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

class QNetworkAccessManager;

namespace runlens::client {

class HttpExchange {
public:
    /// Calls `done` once, unless this is gone before; `done` may delete this.
    /// `patience` is for a byte to come.
    HttpExchange(QNetworkAccessManager& manager, const QNetworkRequest& http, const HttpRequest& request,
                 std::chrono::milliseconds patience, std::function<void()> done);
    HttpExchange(const HttpExchange&) = delete;
    HttpExchange& operator=(const HttpExchange&) = delete;
    ~HttpExchange(); ///< gives up where it is not done

    /// Ends it with that error.
    void fail(ErrorCode code, std::string message);

    // Once it is done:
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return m_error; } ///< `where` is empty
    [[nodiscard]] int status() const noexcept { return m_status; }
    [[nodiscard]] const QByteArray& body() const noexcept { return m_body; }
    [[nodiscard]] QByteArray header(const char* name) const { return m_reply->rawHeader(name); }

private:
    void read();
    void finish();
    void ended();
    [[nodiscard]] std::optional<Error> errorOfReply() const;
    [[nodiscard]] bool shorterThanSaid() const;

    QNetworkReply* m_reply; ///< deleted by this, later
    std::function<void()> m_done;
    QTimer m_patience;
    QList<QSslError> m_tlsErrors;
    std::optional<Error> m_error;
    QByteArray m_body;
    int m_status = 0;
};

} // namespace runlens::client
