// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/fake_desktop.h"

#include <QDBusConnection>

namespace runlens::test {
namespace {

const QString connectionName = QStringLiteral("desktop");

} // namespace

SessionBus::SessionBus()
{
    m_daemon.start(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (!m_daemon.waitForStarted() || !m_daemon.waitForReadyRead())
        qFatal("there is no dbus-daemon");
    const QByteArray address = m_daemon.readLine().trimmed();
    m_address = QString::fromLatin1(address);
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
}

SessionBus::~SessionBus()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    m_daemon.kill();
    m_daemon.waitForFinished();
}

FakeDesktop::FakeDesktop(const SessionBus& bus)
{
    QDBusConnection own = QDBusConnection::connectToBus(bus.address(), connectionName);
    if (!own.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                            QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
        || !own.registerService(QStringLiteral("org.freedesktop.Notifications")))
        qFatal("the bus takes no desktop");
}

FakeDesktop::~FakeDesktop() { QDBusConnection::disconnectFromBus(connectionName); }

// NOLINTNEXTLINE(readability-identifier-naming,readability-function-size): the specification's
uint FakeDesktop::Notify(const QString&, uint, const QString&, const QString& title, const QString& body,
                         const QStringList&, const QVariantMap&, int)
{
    titles += title;
    bodies += body;
    return number;
}

} // namespace runlens::test
