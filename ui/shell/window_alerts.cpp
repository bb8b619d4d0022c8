// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_alerts.h"

#include "engine/words/safe_text.h"
#include "engine/words/words.h"
#include "ui/shell/alert_center.h"
#include "ui/shell/source_manager.h"
#include "ui/widgets/query_bar.h"
#include "ui/workspaces/runs/automations_panel.h"
#include "ui/workspaces/runs/runs_workspace.h"

#include <QEvent>
#include <QWidget>

namespace runlens::shell {
namespace {

AlertPlace placeOf(const SourceManager& sources)
{
    const QString& name = sources.title().name;
    if (sources.isLocal())
        return {QStringLiteral("local"), name};
    if (!sources.profileId().isEmpty())
        return {QStringLiteral("profile ") + sources.profileId(), name};
    return {QStringLiteral("address ") + sources.title().detail, name};
}

} // namespace

WindowAlerts::WindowAlerts(AlertCenter& center, RunsWorkspace& runs, SourceManager& sources, QWidget& window)
    : m_center(center), m_runs(runs), m_sources(sources), m_window(window), m_feed(runs.browser())
{
    m_center.join(this);
    m_window.installEventFilter(this);
    m_feed.setRules(center.rules());
    connect(&m_center, &AlertCenter::rulesChanged, this, [this] { m_feed.setRules(m_center.rules()); });
    connect(&m_feed, &AlertFeed::sourceChanged, this, &WindowAlerts::takeSource);
    connect(&m_feed, &AlertFeed::matched, this,
            [this](const QString& rule, const std::vector<AlertMatcher::Match>& matches) {
                m_center.take(rule, m_place, m_teller, matches);
            });
    connect(&m_feed, &AlertFeed::failed, this, [this](const Error& error) {
        Q_EMIT told(tr("The rules of notifications could not be checked: %1").arg(Words().error(error)));
    });
}

WindowAlerts::~WindowAlerts() { m_center.leave(this); }

void WindowAlerts::takeSource()
{
    const RunSource* source = m_runs.browser().source();
    const bool followed =
        source != nullptr && (source->kind() == SourceKind::server || source->kind() == SourceKind::local);
    m_place = followed ? placeOf(m_sources) : AlertPlace();
    m_teller = m_center.nextTeller();
}

void WindowAlerts::edit() { m_center.edit(&m_window, std::nullopt); }

void WindowAlerts::editQuery() { m_center.edit(&m_window, m_runs.parts().bar->text().trimmed()); }

void WindowAlerts::show(const AlertRule& rule, const AlertPlace& place)
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
    if (place != m_place) {
        Q_EMIT told(tr("%1 is not open any more. Open it and ask for: %2")
                        .arg(safeText(place.name.toStdString()), safeText(rule.query.toStdString())));
        return;
    }
    m_runs.browser().setAutomation(AutomationId());
    m_runs.parts().automations->choose(AutomationId());
    m_runs.parts().bar->setText(rule.query);
}

void WindowAlerts::timePassed()
{
    m_feed.timePassed();
    if (m_place.key.isEmpty())
        return;
    // What was kept back, as people had just been told, may be due.
    for (const AlertRule& rule : m_center.rules())
        m_center.take(rule.id, m_place, m_teller, {});
}

bool WindowAlerts::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::WindowActivate)
        m_center.join(this); // it is the one that was used last
    return QObject::eventFilter(watched, event);
}

} // namespace runlens::shell
