// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/request_log.h"

#include <QMutexLocker>

#include <algorithm>
#include <utility>

namespace runlens::client {
namespace {

/// Whatever stands in it, a shell reads it as one word and carries nothing out.
QString quoted(QString text)
{
    text.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + text + QLatin1Char('\'');
}

} // namespace

void RequestLog::add(LoggedRequest request)
{
    {
        const QMutexLocker locked(&m_mutex);
        request.number = ++m_count;
        m_entries.push_back(request);
        if (m_entries.size() > most)
            m_entries.pop_front();
    }
    Q_EMIT logged(request);
}

std::vector<LoggedRequest> RequestLog::entries() const { return entriesAfter(0); }

std::vector<LoggedRequest> RequestLog::entriesAfter(std::uint64_t number) const
{
    const QMutexLocker locked(&m_mutex);
    const auto first = std::ranges::upper_bound(m_entries, number, {}, &LoggedRequest::number);
    return {first, m_entries.end()};
}

QString asCurl(const LoggedRequest& request, const QUrl& server)
{
    const QString origin = server.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                                           | QUrl::RemoveFragment | QUrl::FullyEncoded);
    QString command = QStringLiteral("curl -sS -X %1 -H \"Authorization: Bearer $RUNLENS_API_KEY\" ")
                          .arg(quoted(QString::fromLatin1(request.method)));
    if (request.method != "GET" && request.method != "HEAD")
        command += QStringLiteral("-H 'Content-Type: application/json' --data @- ");
    return command + quoted(origin + request.path);
}

} // namespace runlens::client
