// SPDX-License-Identifier: GPL-3.0-or-later
// Connections to one server that wait for another request. Private to client.
#pragma once

#include <QList>
#include <QPointer>
#include <QSslSocket>

namespace runlens::client {

class SocketPool {
public:
    explicit SocketPool(QObject* owner) : m_owner(owner) {}

    /// One that is connected and idle; null where there is none.
    [[nodiscard]] QSslSocket* take()
    {
        while (!m_idle.isEmpty()) {
            QSslSocket* socket = m_idle.takeLast().data();
            if (socket == nullptr)
                continue;
            socket->disconnect();
            if (socket->state() == QAbstractSocket::ConnectedState && socket->bytesAvailable() == 0)
                return socket;
            socket->deleteLater();
        }
        return nullptr;
    }
    /// A new one, not connected. It belongs to the pool's owner.
    [[nodiscard]] QSslSocket* make() { return new QSslSocket(m_owner); }
    void giveBack(QSslSocket* socket)
    {
        QObject::connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        m_idle.push_back(socket);
    }

private:
    QObject* m_owner;
    QList<QPointer<QSslSocket>> m_idle;
};

} // namespace runlens::client
