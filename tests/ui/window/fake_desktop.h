// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's side of notifications, on a bus of its own. Nothing of a desktop is asked before it is made: where
// there is none, it seems that there never is.
#pragma once

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QVariantMap>

namespace runlens::test {

/// A session's bus, to be found by those that look for one, while this lives. Ends the test where it cannot be had.
class SessionBus {
public:
    SessionBus();
    SessionBus(const SessionBus&) = delete;
    SessionBus& operator=(const SessionBus&) = delete;
    ~SessionBus();

    [[nodiscard]] const QString& address() const noexcept { return m_address; }

private:
    QProcess m_daemon;
    QString m_address;
};

class FakeDesktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    static constexpr uint number = 7; ///< of each notification

    explicit FakeDesktop(const SessionBus& bus);
    ~FakeDesktop() override;

    QStringList titles;
    QStringList bodies;

    void click(uint notification = number) { Q_EMIT ActionInvoked(notification, QStringLiteral("default")); }

public Q_SLOTS:
    // NOLINTNEXTLINE(readability-identifier-naming,readability-function-size): the specification's
    uint Notify(const QString&, uint, const QString&, const QString& title, const QString& body, const QStringList&,
                const QVariantMap&, int);

Q_SIGNALS:
    // NOLINTNEXTLINE(readability-identifier-naming): the name is the specification's
    void ActionInvoked(uint id, const QString& action);
};

} // namespace runlens::test
