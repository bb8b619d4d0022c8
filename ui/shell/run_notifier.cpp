// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/run_notifier.h"

#include "engine/words/safe_text.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QLocale>
#include <QVariantMap>

namespace runlens::shell {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString object = QStringLiteral("/org/freedesktop/Notifications");
const QString defaultAction = QStringLiteral("default");
constexpr int patience = 3000; // ms for the desktop to take it
constexpr int desktopDecides = -1;

/// Where there is no bus, asking for one might start one, and wait for it.
bool hasSessionBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
           || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

RunNotifier::RunNotifier(QObject* parent) : QObject(parent) {}

QString RunNotifier::titleOf(const Alert& alert)
{
    const QString rule = alert.rule.name.isEmpty() ? tr("Runs match a rule") : safeText(alert.rule.name.toStdString());
    return alert.place.name.isEmpty() ? rule : tr("%1 · %2").arg(rule, safeText(alert.place.name.toStdString()));
}

QString RunNotifier::bodyOf(const Alert& alert)
{
    if (alert.runs.size() == 1)
        return tr("1 run matches. Click to see it in Runlens.");
    return tr("%1 runs match within %2 minutes. Click to see them in Runlens.")
        .arg(QLocale().toString(static_cast<qulonglong>(alert.runs.size())), QLocale().toString(alert.rule.minutes));
}

QString RunNotifier::sentenceOf(const Alert& alert)
{
    if (alert.runs.size() == 1)
        return tr("%1: 1 run matches.").arg(titleOf(alert));
    return tr("%1: %2 runs match within %3 minutes.")
        .arg(titleOf(alert), QLocale().toString(static_cast<qulonglong>(alert.runs.size())),
             QLocale().toString(alert.rule.minutes));
}

void RunNotifier::onMatches(const AlertRule& rule, const AlertPlace& place, const std::vector<RunId>& newMatches,
                            Instant now)
{
    if (const auto alert = m_watch.take(rule, place, newMatches, now))
        tell(*alert);
}

void RunNotifier::tell(const Alert& alert)
{
    QDBusConnection bus = hasSessionBus() ? QDBusConnection::sessionBus() : QDBusConnection(QString());
    if (!bus.isConnected()) {
        Q_EMIT told(alert.place, sentenceOf(alert));
        return;
    }
    if (!m_listens) {
        // Signals of the bus have no function pointer to connect to.
        m_listens = bus.connect(service, object, service, QStringLiteral("ActionInvoked"), this,
                                SLOT(actionInvoked(uint, QString)));
        bus.connect(service, object, service, QStringLiteral("NotificationClosed"), this,
                    SLOT(notificationClosed(uint, uint)));
    }
    QDBusMessage notify = QDBusMessage::createMethodCall(service, object, service, QStringLiteral("Notify"));
    // Servers may read the body as markup.
    notify << QCoreApplication::applicationName() << 0U << QString() << titleOf(alert) << bodyOf(alert).toHtmlEscaped()
           << QStringList{defaultAction, tr("Show the runs")} << QVariantMap() << desktopDecides;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(notify, patience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, alert](QDBusPendingCallWatcher* done) { sent(done, alert); });
}

void RunNotifier::sent(QDBusPendingCallWatcher* done, const Alert& alert)
{
    const QDBusPendingReply<uint> reply = *done;
    if (reply.isError())
        Q_EMIT told(alert.place, sentenceOf(alert));
    else
        m_open[reply.value()] = {alert.rule, alert.place};
    done->deleteLater();
}

void RunNotifier::actionInvoked(uint id, const QString& action)
{
    if (action != defaultAction || !m_open.contains(id))
        return;
    const auto [rule, place] = m_open.take(id);
    Q_EMIT activated(rule, place);
}

void RunNotifier::notificationClosed(uint id, uint) { m_open.remove(id); }

} // namespace runlens::shell
