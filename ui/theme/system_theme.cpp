// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/system_theme.h"

#include "ui/theme/icons.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>

namespace runlens::theme {
namespace {

using render::Theme;

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString object = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colourScheme = QStringLiteral("color-scheme");

/// Where there is no bus, asking for one might start one, and wait for it.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
           || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

std::optional<Theme> themeOfPortal(const QVariant& answer)
{
    QVariant value = answer;
    for (int depth = 0; depth < 4 && value.canConvert<QDBusVariant>(); ++depth)
        value = value.value<QDBusVariant>().variant();
    bool isNumber = false;
    const uint scheme = value.toUInt(&isNumber);
    if (!isNumber || (scheme != 1 && scheme != 2))
        return std::nullopt;
    return scheme == 1 ? Theme::dark : Theme::light;
}

SystemTheme::SystemTheme(QObject* parent) : QObject(parent), m_atStart(applicationTheme()), m_theme(m_atStart)
{
    if (hasSessionBus())
        ask();
}

void SystemTheme::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    // Signals of the bus have no function pointer to connect to.
    bus.connect(service, object, interface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(service, object, interface, QStringLiteral("Read"));
    read << appearance << colourScheme;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        if (!reply.isError())
            take(reply.value().variant());
        done->deleteLater();
    });
}

void SystemTheme::settingChanged(const QString& space, const QString& key, const QDBusVariant& value)
{
    if (space == appearance && key == colourScheme)
        take(value.variant());
}

void SystemTheme::take(const QVariant& answer)
{
    const Theme theme = themeOfPortal(answer).value_or(m_atStart);
    if (theme == m_theme)
        return;
    m_theme = theme;
    Q_EMIT changed(theme);
}

} // namespace runlens::theme
