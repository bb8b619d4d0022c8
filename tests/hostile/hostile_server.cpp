// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hostile/hostile_server.h"

#include "tests/hostile/hostile_connection.h"

#include <QHostAddress>
#include <QMutexLocker>
#include <QTcpServer>

#include <utility>

Behaviour Behaviour::json(QByteArray body)
{
    Behaviour behaviour;
    behaviour.body = std::move(body);
    return behaviour;
}

Behaviour Behaviour::failing(int status, QByteArrayList headers)
{
    Behaviour behaviour = json(R"({"status": )" + QByteArray::number(status)
                               + R"(, "error": {"code": "said", "message": "no", "details": null}})");
    behaviour.status = status;
    behaviour.headers = std::move(headers);
    return behaviour;
}

Behaviour Behaviour::redirect(const QByteArray& to, int status)
{
    Behaviour behaviour;
    behaviour.status = status;
    behaviour.headers = {"Location: " + to};
    return behaviour;
}

Behaviour Behaviour::badly(Way way, QByteArray body)
{
    Behaviour behaviour = json(std::move(body));
    behaviour.way = way;
    return behaviour;
}

Behaviour Behaviour::bomb(qint64 unpacked)
{
    // What qCompress makes is a stream of zlib, which HTTP calls deflate, behind four bytes of its own.
    Behaviour behaviour = json(qCompress(QByteArray(unpacked, ' '), 9).mid(4));
    behaviour.headers = {"Content-Encoding: deflate"};
    return behaviour;
}

class HostileServer::Listener : public QTcpServer {
public:
    explicit Listener(HostileServer& server) : m_server(server) { listen(QHostAddress::LocalHost); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        new HostileConnection(m_server, m_server.m_certificate, descriptor, this);
    }

private:
    HostileServer& m_server;
};

HostileServer::HostileServer(Certificate certificate) : m_certificate(certificate)
{
    if (certificate != Certificate::none)
        static_cast<void>(certificateOf(certificate)); // while nobody waits for it
    m_thread.start();
    auto* anchor = new QObject;
    anchor->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        anchor,
        [this, anchor] {
            m_listener = new Listener(*this);
            m_port = m_listener->serverPort();
            delete anchor;
        },
        Qt::BlockingQueuedConnection);
}

HostileServer::~HostileServer()
{
    QMetaObject::invokeMethod(m_listener, [this] { delete m_listener; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QString HostileServer::url() const
{
    const QString scheme = m_certificate == Certificate::none ? QStringLiteral("http") : QStringLiteral("https");
    return scheme + QStringLiteral("://127.0.0.1:") + QString::number(m_port);
}

void HostileServer::script(const QByteArray& path, QList<Behaviour> behaviours)
{
    const QMutexLocker locked(&m_mutex);
    m_scripts.insert(path, std::move(behaviours));
}

QList<HeardRequest> HostileServer::requests() const
{
    const QMutexLocker locked(&m_mutex);
    return m_requests;
}

int HostileServer::count(const QByteArray& path) const
{
    int count = 0;
    for (const HeardRequest& request : requests())
        count += request.path.split('?').front() == path ? 1 : 0;
    return count;
}

int HostileServer::connections() const
{
    const QMutexLocker locked(&m_mutex);
    return m_connections;
}

bool HostileServer::heard(const QByteArray& text) const
{
    const QMutexLocker locked(&m_mutex);
    return m_raw.contains(text);
}

Behaviour HostileServer::next(HeardRequest request, const QByteArray& raw)
{
    const QMutexLocker locked(&m_mutex);
    m_raw += raw;
    QList<Behaviour>& script = m_scripts[request.path.split('?').front()];
    m_requests.push_back(std::move(request));
    if (script.isEmpty())
        return Behaviour::failing(404);
    return script.size() > 1 ? script.takeFirst() : script.front();
}

void HostileServer::connected()
{
    const QMutexLocker locked(&m_mutex);
    ++m_connections;
}
