// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rest_call.h"

#include "engine/wire/limits.h"
#include "engine/wire/reader.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <memory>
#include <utility>

namespace runlens::client {
namespace {

std::unexpected<Error> wrongAddress(const QString& message)
{
    return std::unexpected(Error{ErrorCode::usage, message.toStdString(), {}});
}

QString tr(const char* text) { return QCoreApplication::translate("RestCall", text); }

bool isLoopback(const QString& host) { return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback(); }

struct DeleteLater {
    void operator()(QNetworkReply* reply) const { reply->deleteLater(); }
};

} // namespace

Result<ServerAddress> ServerAddress::of(const QString& url, std::string key)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const QString scheme = parsed.scheme();
    if (!parsed.isValid() || parsed.host().isEmpty()
        || (scheme != QStringLiteral("http") && scheme != QStringLiteral("https")))
        return wrongAddress(tr("“%1” is no address of a server such as http://127.0.0.1:8917").arg(url));
    if (!parsed.userInfo().isEmpty() || parsed.hasQuery() || parsed.hasFragment())
        return wrongAddress(tr("the address of a server has neither user, nor query, nor fragment"));
    if (scheme == QStringLiteral("http") && !isLoopback(parsed.host()))
        return wrongAddress(tr("the key is not sent over plain http to another machine; use https"));
    return ServerAddress(parsed, std::move(key));
}

Result<RestAnswer> call(const ServerAddress& server, const RestCall& request)
{
    QNetworkAccessManager manager;
    // By default it follows redirects, and takes the key along to whatever host they name.
    manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    QUrl url = server.url();
    QString base = url.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base + request.path.section(QLatin1Char('?'), 0, 0), QUrl::TolerantMode);
    if (const qsizetype query = request.path.indexOf(QLatin1Char('?')); query >= 0)
        url.setQuery(request.path.mid(query + 1));
    QNetworkRequest http(url);
    http.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(server.key()));
    http.setRawHeader("Accept", "application/json");
    http.setTransferTimeout(static_cast<int>(request.patience.count()));
    if (!request.body.isEmpty())
        http.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const std::unique_ptr<QNetworkReply, DeleteLater> reply(
        manager.sendCustomRequest(http, request.method, request.body));
    bool tooLarge = false;
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, &loop, [&](qint64 received, qint64) {
        tooLarge = tooLarge || received > static_cast<qint64>(maxBodyBytes);
        if (tooLarge)
            reply->abort();
    });
    loop.exec();
    const std::string where = server.url().toString().toStdString();
    if (tooLarge)
        return std::unexpected(Error{ErrorCode::tooLarge, {}, where});
    const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const bool cutOff = reply->error() != QNetworkReply::NoError && reply->error() < QNetworkReply::ContentAccessDenied;
    if (!status.isValid() || cutOff)
        return std::unexpected(Error{ErrorCode::unreachable, reply->errorString().toStdString(), where});
    return RestAnswer{status.toInt(), reply->readAll()};
}

Result<RestAnswer> callForSuccess(const ServerAddress& server, const RestCall& request)
{
    auto answer = call(server, request);
    if (!answer || (answer->status >= 200 && answer->status < 300))
        return answer;
    Error error{ErrorCode::requestRefused, {}, "HTTP " + std::to_string(answer->status)};
    const QByteArray& body = answer->body;
    if (const auto said = readErrorBody({body.constData(), static_cast<std::size_t>(body.size())}))
        error.message = said->code + (said->message.empty() ? "" : ": " + said->message);
    return std::unexpected(std::move(error));
}

} // namespace runlens::client
