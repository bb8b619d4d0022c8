// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/http_exchange.h"

#include "engine/client/tls_errors.h"
#include "engine/wire/limits.h"

#include <QIODevice>
#include <QNetworkAccessManager>
#include <QSslError>

#include <algorithm>
#include <cstring>
#include <utility>

namespace runlens::client {
namespace {

/// So much is unpacked at once: what a bomb may cost beside the limit of a body.
constexpr qint64 chunkBytes = qint64{256} * 1024;

/// A body that can be sent once. Qt sends a request again by itself when the connection is lost before the answer
/// came; a device that cannot go back makes that an error.
class OnceBody final : public QIODevice {
public:
    OnceBody(QByteArray bytes, QObject* parent) : QIODevice(parent), m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_at; }
    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_at);
        if (count == 0)
            return -1;
        std::memcpy(data, m_bytes.constData() + m_at, static_cast<std::size_t>(count));
        m_at += count;
        return count;
    }
    qint64 writeData(const char* /*data*/, qint64 /*size*/) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

bool repeatable(const HttpRequest& request)
{
    return request.method == "GET" || request.method == "HEAD" || !request.idempotencyKey.isEmpty();
}

QNetworkReply* send(QNetworkAccessManager& manager, QNetworkRequest http, const HttpRequest& request)
{
    if (repeatable(request))
        return manager.sendCustomRequest(http, request.method, request.body);
    http.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    http.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    auto* body = new OnceBody(request.body, nullptr);
    QNetworkReply* reply = manager.sendCustomRequest(http, request.method, body);
    body->setParent(reply);
    return reply;
}

ErrorCode codeOf(QNetworkReply::NetworkError error, bool answerBegan) noexcept
{
    switch (error) {
    case QNetworkReply::HostNotFoundError: return ErrorCode::nameUnknown;
    case QNetworkReply::TimeoutError: return ErrorCode::timedOut;
    case QNetworkReply::SslHandshakeFailedError: return ErrorCode::tlsFailed;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::UnknownContentError: return ErrorCode::brokenAnswer;
    default: return answerBegan ? ErrorCode::brokenAnswer : ErrorCode::unreachable;
    }
}

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager& manager, const QNetworkRequest& http, const HttpRequest& request,
                           std::chrono::milliseconds patience, std::function<void()> done)
    : m_reply(send(manager, http, request)), m_done(std::move(done))
{
    m_reply->setReadBufferSize(chunkBytes);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    QObject::connect(&m_patience, &QTimer::timeout, m_reply, [this] { fail(ErrorCode::timedOut, "no byte came"); });
    QObject::connect(m_reply, &QNetworkReply::sslErrors, &m_patience,
                     [this](const QList<QSslError>& errors) { m_tlsErrors = errors; });
    QObject::connect(m_reply, &QNetworkReply::uploadProgress, &m_patience, [this] { m_patience.start(); });
    QObject::connect(m_reply, &QNetworkReply::metaDataChanged, &m_patience, [this] { m_patience.start(); });
    QObject::connect(m_reply, &QNetworkReply::readyRead, &m_patience, [this] { read(); });
    QObject::connect(m_reply, &QNetworkReply::finished, &m_patience, [this] { finish(); });
    m_patience.start();
}

HttpExchange::~HttpExchange()
{
    m_reply->disconnect(&m_patience);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpExchange::fail(ErrorCode code, std::string message)
{
    if (m_error || !m_done)
        return;
    m_error = Error{code, std::move(message), {}};
    m_reply->disconnect(&m_patience);
    m_reply->abort();
    ended();
}

void HttpExchange::read()
{
    m_patience.start();
    while (!m_error && m_reply->bytesAvailable() > 0) {
        const QByteArray chunk = m_reply->read(chunkBytes);
        if (chunk.isEmpty())
            return;
        if (m_body.size() + chunk.size() > static_cast<qsizetype>(maxBodyBytes)) {
            m_body.clear();
            fail(ErrorCode::tooLarge, "the body of an answer");
            return;
        }
        m_body += chunk;
    }
}

void HttpExchange::finish()
{
    read();
    if (m_error)
        return;
    m_status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_error = errorOfReply();
    ended();
}

void HttpExchange::ended()
{
    m_patience.stop();
    if (m_error)
        m_body.clear();
    const auto done = std::exchange(m_done, nullptr);
    done();
}

std::optional<Error> HttpExchange::errorOfReply() const
{
    const auto error = m_reply->error();
    const std::string text = m_reply->errorString().toStdString();
    const bool lost = error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied;
    if (error == QNetworkReply::SslHandshakeFailedError)
        return errorOfTls(m_tlsErrors, m_reply->errorString());
    if (lost || (error != QNetworkReply::NoError && m_status < 400))
        return Error{codeOf(error, m_status != 0), text, {}};
    if (m_status < 200 || m_status > 599)
        return Error{ErrorCode::brokenAnswer, "no status of HTTP: " + std::to_string(m_status), {}};
    if (shorterThanSaid())
        return Error{ErrorCode::brokenAnswer, "the body ends before its end", {}};
    return std::nullopt;
}

bool HttpExchange::shorterThanSaid() const
{
    const bool bodiless =
        m_status == 204 || m_status == 304 || m_reply->operation() == QNetworkAccessManager::HeadOperation;
    if (bodiless || m_reply->hasRawHeader("Content-Encoding") || m_reply->hasRawHeader("Transfer-Encoding")
        || !m_reply->hasRawHeader("Content-Length"))
        return false;
    bool isNumber = false;
    const qlonglong said = m_reply->rawHeader("Content-Length").trimmed().toLongLong(&isNumber);
    return !isNumber || m_body.size() != said;
}

} // namespace runlens::client
