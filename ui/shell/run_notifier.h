// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/alert_rule.h"

#include <QHash>
#include <QObject>

#include <utility>

class QDBusPendingCallWatcher;

namespace runlens::shell {

/// Tells of alerts on the desktop (org.freedesktop.Notifications); where that does not answer, `told` says the same for
/// a toast. Never waits. Names of people do not leave the window: a notification, which a locked screen may show, says
/// how many runs there are, and of which rule.
class RunNotifier final : public QObject {
    Q_OBJECT

public:
    explicit RunNotifier(QObject* parent = nullptr);

    /// Runs that match the rule now and did not before; none: what was kept back may be due.
    void onMatches(const AlertRule& rule, const AlertPlace& place, const std::vector<RunId>& newMatches, Instant now);
    /// A rule was changed or removed: counting begins anew.
    void forget(const QString& ruleId) { m_watch.forget(ruleId); }

    [[nodiscard]] static QString titleOf(const Alert& alert);
    [[nodiscard]] static QString bodyOf(const Alert& alert);
    [[nodiscard]] static QString sentenceOf(const Alert& alert); ///< title and body in one, for what cannot be clicked

Q_SIGNALS:
    void told(const runlens::shell::AlertPlace& place, const QString& sentence); ///< no desktop took it
    /// The notification was clicked.
    void activated(const runlens::shell::AlertRule& rule, const runlens::shell::AlertPlace& place);

private:
    void tell(const Alert& alert);
    void sent(QDBusPendingCallWatcher* done, const Alert& alert);
    Q_SLOT void actionInvoked(uint id, const QString& action);
    Q_SLOT void notificationClosed(uint id, uint reason);

    AlertWatch m_watch;
    QHash<uint, std::pair<AlertRule, AlertPlace>> m_open; ///< by the desktop's number
    bool m_listens = false;
};

} // namespace runlens::shell
