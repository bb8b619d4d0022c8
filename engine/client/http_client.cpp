// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/http_client.h"

#include "engine/client/http_call.h"

#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace runlens::client {

Result<QList<QSslCertificate>> readAuthorities(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{ErrorCode::unreadable, file.errorString().toStdString(), path.toStdString()});
    constexpr qint64 most = qint64{1} << 20; // the system's own bundle is a quarter of it
    QList<QSslCertificate> certificates = QSslCertificate::fromData(file.read(most), QSsl::Pem);
    if (certificates.isEmpty())
        return std::unexpected(Error{ErrorCode::invalidDocument, "no certificate in PEM", path.toStdString()});
    return certificates;
}

HttpClient::HttpClient(ServerAddress server, HttpOptions options, RequestLog* log, QObject* parent)
    : QObject(parent), m_server(std::move(server)), m_options(std::move(options)), m_log(log)
{
    if (!m_options.clock)
        m_options.clock = std::make_shared<Clock>();
    if (!m_options.dice)
        m_options.dice = [] { return QRandomGenerator::global()->generateDouble(); };
}

HttpClient::~HttpClient()
{
    // While there is something to give up: a call that is under way has a connection.
    qDeleteAll(findChildren<HttpCall*>(QString(), Qt::FindDirectChildrenOnly));
}

HttpCall* HttpClient::send(HttpRequest request)
{
    auto* call = new HttpCall(*this, std::move(request));
    queue(call, false);
    return call;
}

void HttpClient::setBudget(double requestsPerSecond, double burst)
{
    m_budget.set(requestsPerSecond, burst);
    planPump(std::chrono::milliseconds(0));
}

QString HttpClient::withoutKey(QString text) const
{
    if (m_server.key().empty())
        return text;
    const QString key = QString::fromStdString(m_server.key());
    text.replace(key, QStringLiteral("…"));
    return text.replace(QString::fromLatin1(QUrl::toPercentEncoding(key)), QStringLiteral("…"));
}

void HttpClient::pump()
{
    while (m_running < m_options.parallel && !(m_interactive.empty() && m_background.empty())) {
        const auto wait = m_budget.take(clock().steady());
        if (wait.count() > 0) {
            planPump(wait);
            return;
        }
        std::deque<HttpCall*>& calls = m_interactive.empty() ? m_background : m_interactive;
        HttpCall* call = calls.front();
        calls.pop_front();
        ++m_running;
        call->begin();
    }
}

void HttpClient::planPump(std::chrono::milliseconds wait)
{
    const auto at = clock().steady() + wait;
    if (m_pumpAt && *m_pumpAt <= at)
        return;
    m_pumpAt = at;
    clock().after(wait, this, [this, at] {
        if (m_pumpAt == at)
            m_pumpAt.reset();
        pump();
    });
}

void HttpClient::queue(HttpCall* call, bool first)
{
    auto& calls = call->request().priority == Priority::interactive ? m_interactive : m_background;
    calls.insert(first ? calls.begin() : calls.end(), call);
    planPump(std::chrono::milliseconds(0));
}

void HttpClient::forget(HttpCall* call, bool running)
{
    if (running)
        --m_running;
    std::erase(m_interactive, call);
    std::erase(m_background, call);
    planPump(std::chrono::milliseconds(0));
}

} // namespace runlens::client
