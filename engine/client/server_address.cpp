// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/server_address.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace runlens::client {
namespace {

std::unexpected<Error> wrongAddress(const QString& message)
{
    return std::unexpected(Error{ErrorCode::usage, message.toStdString(), {}});
}

QString tr(const char* text) { return QCoreApplication::translate("RestCall", text); }

int portOf(const QUrl& url) { return url.port(url.scheme() == QStringLiteral("https") ? 443 : 80); }

} // namespace

bool isLoopback(const QString& host) { return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback(); }

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

QUrl ServerAddress::urlOf(const QString& path) const
{
    QUrl url = m_url;
    QString base = url.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    const qsizetype query = path.indexOf(QLatin1Char('?'));
    url.setPath(base + path.left(query < 0 ? path.size() : query), QUrl::TolerantMode);
    if (query >= 0)
        url.setQuery(path.mid(query + 1));
    return url;
}

bool sameOrigin(const QUrl& one, const QUrl& other)
{
    return one.scheme() == other.scheme() && one.host() == other.host() && portOf(one) == portOf(other)
           && other.userInfo().isEmpty();
}

QString originOf(const QUrl& url)
{
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    origin.setPort(url.port());
    return origin.toString();
}

} // namespace runlens::client
