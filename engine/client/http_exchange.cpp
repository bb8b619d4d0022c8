// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/http_exchange.h"

#include "engine/client/tls_errors.h"

#include <QSslConfiguration>

#include <utility>

namespace runlens::client {
namespace {

/// So much is held of what was not looked at yet; then the server has to wait.
constexpr qint64 readBufferBytes = qint64{256} * 1024;

bool isSecure(const QUrl& url) { return url.scheme() == QStringLiteral("https"); }

bool isOfTls(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::SslHandshakeFailedError || error == QAbstractSocket::SslInternalError
           || error == QAbstractSocket::SslInvalidUserDataError;
}

} // namespace

HttpExchange::HttpExchange(SocketPool& pool, HttpWireRequest request, std::function<void()> done)
    : m_pool(pool),
      m_request(std::move(request)),
      m_done(std::move(done)),
      m_socket(m_request.repeatable ? m_pool.take() : nullptr),
      m_reused(m_socket != nullptr)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(m_request.patience);
    QObject::connect(&m_patience, &QTimer::timeout, &m_patience, [this] { fail(ErrorCode::timedOut, "no byte came"); });
    m_patience.start();
    if (m_reused) {
        listen();
        send();
    } else {
        connectFresh();
    }
}

HttpExchange::~HttpExchange()
{
    if (m_socket == nullptr)
        return;
    m_socket->disconnect();
    m_socket->abort();
    m_socket->deleteLater();
}

void HttpExchange::connectFresh()
{
    m_socket = m_pool.make();
    m_socket->setReadBufferSize(readBufferBytes);
    listen();
    const bool secure = isSecure(m_request.url);
    const auto port = static_cast<quint16>(m_request.url.port(secure ? 443 : 80));
    if (!secure) {
        QObject::connect(m_socket, &QSslSocket::connected, &m_patience, [this] { send(); });
        m_socket->connectToHost(m_request.url.host(), port);
        return;
    }
    if (!m_request.authorities.isEmpty()) {
        QSslConfiguration tls = m_socket->sslConfiguration();
        tls.addCaCertificates(m_request.authorities);
        m_socket->setSslConfiguration(tls);
    }
    QObject::connect(m_socket, &QSslSocket::encrypted, &m_patience, [this] { send(); });
    m_socket->connectToHostEncrypted(m_request.url.host(), port);
}

void HttpExchange::listen()
{
    QObject::connect(m_socket, &QSslSocket::readyRead, &m_patience, [this] { read(); });
    QObject::connect(m_socket, &QSslSocket::bytesWritten, &m_patience, [this] { m_patience.start(); });
    // Queued: connecting may fail while it is asked for.
    QObject::connect(
        m_socket, &QSslSocket::errorOccurred, &m_patience, [this](QAbstractSocket::SocketError error) { lost(error); },
        Qt::QueuedConnection);
}

void HttpExchange::send()
{
    m_patience.start();
    m_socket->write(m_request.bytes);
}

void HttpExchange::read()
{
    if (m_socket == nullptr)
        return;
    m_patience.start();
    const QByteArray bytes = m_socket->readAll();
    if (!bytes.isEmpty() && !m_parser.finished())
        m_parser.feed(bytes);
    if (m_parser.finished())
        ended();
}

void HttpExchange::lost(QAbstractSocket::SocketError error)
{
    if (m_socket == nullptr || !m_done)
        return;
    if (m_reused && !m_parser.begun() && m_socket->bytesAvailable() == 0) { // it had ended while it was idle
        m_socket->disconnect();
        m_socket->deleteLater();
        m_reused = false;
        connectFresh();
        return;
    }
    const QString said = m_socket->errorString();
    if (isOfTls(error) || (isSecure(m_request.url) && !m_socket->isEncrypted() && m_socket->peerPort() != 0)) {
        m_error = errorOfTls(m_socket->sslHandshakeErrors(), said);
    } else if (error == QAbstractSocket::HostNotFoundError) {
        m_error = Error{ErrorCode::nameUnknown, said.toStdString(), {}};
    } else {
        read(); // what is still there
        if (!m_done)
            return;
        m_parser.end();
        if (m_parser.error())
            m_error = Error{m_parser.error()->code, said.toStdString(), {}};
    }
    ended();
}

void HttpExchange::fail(ErrorCode code, std::string message)
{
    if (!m_done)
        return;
    m_error = Error{code, std::move(message), {}};
    ended();
}

void HttpExchange::ended()
{
    m_patience.stop();
    if (!m_error)
        m_error = m_parser.error();
    QSslSocket* socket = std::exchange(m_socket, nullptr);
    socket->disconnect();
    if (!m_error && m_parser.keepsAlive() && socket->state() == QAbstractSocket::ConnectedState) {
        m_pool.giveBack(socket);
    } else {
        socket->abort();
        socket->deleteLater();
    }
    const auto done = std::exchange(m_done, nullptr);
    done();
}

} // namespace runlens::client
