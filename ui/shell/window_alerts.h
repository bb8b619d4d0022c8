// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/shell/alert_feed.h"
#include "ui/shell/alert_rule.h"

#include <QObject>

class QWidget;

namespace runlens {
class RunsWorkspace;
}

namespace runlens::shell {

class AlertCenter;
class SourceManager;

/// A window's part in alerts: what its source tells goes to the center, and what the center has to say or to show comes
/// here.
class WindowAlerts final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    WindowAlerts(AlertCenter& center, RunsWorkspace& runs, SourceManager& sources, QWidget& window);
    ~WindowAlerts() override;

    /// The rules in their dialog.
    void edit();
    /// With the query of the bar as a new one.
    void editQuery();

    [[nodiscard]] const AlertPlace& place() const noexcept { return m_place; } ///< of the source; else empty
    void tell(const QString& sentence) { Q_EMIT told(sentence); }
    /// The window, with the runs that are meant. Where it looks at something else by now, it says so.
    void show(const AlertRule& rule, const AlertPlace& place);
    void timePassed();

Q_SIGNALS:
    void told(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeSource();

    AlertCenter& m_center;
    RunsWorkspace& m_runs;
    SourceManager& m_sources;
    QWidget& m_window;
    AlertFeed m_feed;
    AlertPlace m_place;
    quint64 m_teller = 0;
};

} // namespace runlens::shell
