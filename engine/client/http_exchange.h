// SPDX-License-Identifier: GPL-3.0-or-later
// One request and its answer, whatever it is: no redirects followed, nothing repeated. Private to client.
//
// Over sockets, as QNetworkAccessManager of Qt 6.4.2 is not to be had against a server that means ill: it takes half a
// body in chunks for a whole one, sends a POST again by itself, and its thread hears nothing any more (that it should
// give up, or ask something else) while a body without end comes fast, or a head without end.
#pragma once

#include "engine/client/http_message.h"
#include "engine/client/response_parser.h"
#include "engine/client/socket_pool.h"

#include <QSslCertificate>
#include <QSslError>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>

namespace runlens::client {

/// A request as it goes over the wire.
struct HttpWireRequest {
    QUrl url;
    QByteArray bytes;
    bool repeatable = false;               ///< it may go over a connection that may have ended already
    std::chrono::milliseconds patience{0}; ///< without a byte
    QList<QSslCertificate> authorities;    ///< trusted beside the system's
};

class HttpExchange {
public:
    /// Calls `done` once and not before this returns, unless this is gone before; `done` may delete this.
    HttpExchange(SocketPool& pool, HttpWireRequest request, std::function<void()> done);
    HttpExchange(const HttpExchange&) = delete;
    HttpExchange& operator=(const HttpExchange&) = delete;
    ~HttpExchange(); ///< gives up where it is not done

    /// Ends it with that error.
    void fail(ErrorCode code, std::string message);

    // Once it is done:
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return m_error; } ///< `where` is empty
    [[nodiscard]] int status() const noexcept { return m_error ? 0 : m_parser.status(); }
    [[nodiscard]] const QByteArray& body() const noexcept { return m_parser.body(); }
    /// `name` in lower case.
    [[nodiscard]] QByteArray header(const QByteArray& name) const { return m_parser.header(name); }

private:
    void connectFresh();
    void listen();
    void send();
    void read();
    void lost(QAbstractSocket::SocketError error);
    void ended();

    SocketPool& m_pool;
    HttpWireRequest m_request;
    std::function<void()> m_done;
    QSslSocket* m_socket = nullptr; ///< null once it was given back or given up
    QTimer m_patience;
    ResponseParser m_parser;
    std::optional<Error> m_error;
    bool m_reused = false;
};

} // namespace runlens::client
