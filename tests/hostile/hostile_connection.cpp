// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hostile/hostile_connection.h"

#include <algorithm>
#include <utility>

namespace {

using Way = Behaviour::Way;

bool isSlow(Way way) { return way == Way::slow || way == Way::slowEndless; }

} // namespace

HostileConnection::HostileConnection(HostileServer& server, Certificate certificate, qintptr descriptor,
                                     QObject* parent)
    : QSslSocket(parent), m_server(server)
{
    setSocketDescriptor(descriptor);
    m_server.connected();
    connect(this, &QSslSocket::readyRead, this, &HostileConnection::heard);
    connect(this, &QSslSocket::disconnected, this, &QObject::deleteLater);
    connect(this, &QSslSocket::bytesWritten, this, [this] {
        if (m_busy && m_playing.way == Way::endless && bytesToWrite() < 1 << 20)
            goOn();
    });
    connect(&m_pace, &QTimer::timeout, this, &HostileConnection::goOn);
    if (certificate == Certificate::none)
        return;
    setLocalCertificate(certificateOf(certificate).certificate);
    setPrivateKey(certificateOf(certificate).key);
    startServerEncryption();
}

void HostileConnection::heard()
{
    m_heard += readAll();
    const qsizetype end = m_heard.indexOf("\r\n\r\n");
    if (m_busy || end < 0)
        return;
    HeardRequest request;
    QList<QByteArray> lines = m_heard.left(end).split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (m_heard.size() < end + 4 + length)
        return;
    request.body = m_heard.mid(end + 4, length);
    const QByteArray raw = m_heard.left(end + 4 + length);
    m_heard.remove(0, raw.size());
    play(m_server.next(std::move(request), raw));
}

QByteArray HostileConnection::headOf(const Behaviour& behaviour) const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(behaviour.status) + " Said\r\n";
    bool typed = false;
    for (const QByteArray& header : behaviour.headers) {
        head += header + "\r\n";
        typed = typed || header.toLower().startsWith("content-type:");
    }
    if (!typed)
        head += "Content-Type: application/json\r\n";
    const bool endless = behaviour.way == Way::endless || behaviour.way == Way::slowEndless;
    if (behaviour.chunked || endless)
        head += "Transfer-Encoding: chunked\r\n";
    else if (!behaviour.untilClosed && behaviour.status != 304)
        head += "Content-Length: " + QByteArray::number(behaviour.saidLength.value_or(behaviour.body.size())) + "\r\n";
    // One that could be told from another by its length alone would not be of the size that was asked for.
    for (qint64 added = 0; added < behaviour.headerBytes; added += 1024)
        head += "X-Filler-" + QByteArray::number(added) + ": " + QByteArray(1000, 'x') + "\r\n";
    return head + "\r\n";
}

QByteArray HostileConnection::framed(const QByteArray& bytes) const
{
    const bool endless = m_playing.way == Way::endless || m_playing.way == Way::slowEndless;
    if (!m_playing.chunked && !endless)
        return bytes;
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

void HostileConnection::play(const Behaviour& behaviour)
{
    m_playing = behaviour;
    m_busy = true;
    m_at = 0;
    switch (behaviour.way) {
    case Way::never: return;
    case Way::reset: abort(); return;
    case Way::notHttp:
        write(behaviour.body);
        end();
        return;
    default: break;
    }
    write(headOf(behaviour));
    if (isSlow(behaviour.way)) {
        m_pace.start(behaviour.pace);
        return;
    }
    if (behaviour.way == Way::endless) {
        goOn();
        return;
    }
    const bool cut = behaviour.way == Way::cut;
    const QByteArray body = cut ? behaviour.body.left(behaviour.body.size() / 2) : behaviour.body;
    if (!body.isEmpty())
        write(framed(body));
    if (behaviour.chunked && !cut)
        write("0\r\n\r\n");
    m_busy = false;
    if (cut || behaviour.untilClosed || behaviour.saidLength.has_value())
        end();
    else
        heard(); // what came meanwhile
}

/// More of an answer that takes its time, or has no end.
void HostileConnection::goOn()
{
    if (m_playing.way == Way::endless) {
        while (bytesToWrite() < 1 << 20)
            write(framed(QByteArray(1 << 16, ' ')));
        return;
    }
    write(framed(m_playing.body.mid(m_at, 1)));
    flush();
    ++m_at;
    if (m_at < m_playing.body.size())
        return;
    m_at = 0;
    if (m_playing.way == Way::slowEndless)
        return;
    m_pace.stop();
    m_busy = false;
    if (m_playing.chunked)
        write("0\r\n\r\n");
}

void HostileConnection::end()
{
    m_busy = true;
    disconnectFromHost();
}
