// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alert_center.h"

#include "engine/query/query.h"
#include "engine/words/query_words.h"
#include "ui/shell/settings.h"
#include "ui/shell/window_alerts.h"

#include <QWidget>

#include <algorithm>
#include <chrono>

namespace runlens::shell {

using namespace std::chrono_literals;

namespace {

Instant systemNow() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

} // namespace

AlertCenter::AlertCenter(Settings& settings, QObject* parent)
    : QObject(parent), m_settings(settings), m_rules(settings.alertRules()), m_clock(systemNow)
{
    connect(&m_notifier, &RunNotifier::told, this, [this](const AlertPlace& place, const QString& sentence) {
        if (WindowAlerts* window = windowAt(place))
            window->tell(sentence);
    });
    connect(&m_notifier, &RunNotifier::activated, this, [this](const AlertRule& rule, const AlertPlace& place) {
        if (WindowAlerts* window = windowAt(place))
            window->show(rule, place);
    });
    connect(&m_minute, &QTimer::timeout, this, &AlertCenter::timePassed);
    m_minute.start(1min);
}

void AlertCenter::setRules(std::vector<AlertRule> rules)
{
    for (const AlertRule& before : m_rules) {
        if (std::ranges::find(rules, before) != rules.end())
            continue;
        m_notifier.forget(before.id);
        std::erase_if(m_known, [&before](const auto& entry) { return entry.first.first == before.id; });
    }
    m_rules = std::move(rules);
    m_settings.setAlertRules(m_rules);
    Q_EMIT rulesChanged();
}

QString AlertCenter::problemOf(const QString& query)
{
    const auto read = parseQuery(query.toStdString(), {});
    return read ? QString() : queryErrorText(read.error());
}

void AlertCenter::edit(QWidget* window, const std::optional<QString>& query)
{
    if (!m_dialog) {
        m_dialog = new AlertsDialog(m_rules, problemOf, window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &AlertsDialog::saved, this, &AlertCenter::setRules);
        m_dialog->open();
    }
    if (query)
        m_dialog->addRule(*query);
    m_dialog->raise();
    m_dialog->activateWindow();
}

void AlertCenter::join(WindowAlerts* window)
{
    leave(window);
    m_windows.insert(m_windows.begin(), window);
}

void AlertCenter::leave(WindowAlerts* window) { std::erase(m_windows, window); }

/// Of those that look at it the one that was used last; else the one that was used last.
WindowAlerts* AlertCenter::windowAt(const AlertPlace& place) const
{
    const auto there =
        std::ranges::find_if(m_windows, [&place](const WindowAlerts* window) { return window->place() == place; });
    return there != m_windows.end() ? *there : m_windows.empty() ? nullptr : m_windows.front();
}

void AlertCenter::take(const QString& ruleId, const AlertPlace& place, quint64 teller,
                       const std::vector<AlertMatcher::Match>& matches)
{
    const auto rule = std::ranges::find(m_rules, ruleId, &AlertRule::id);
    if (rule == m_rules.end())
        return;
    Known& known = m_known[{ruleId, place.key}];
    std::vector<RunId> runs;
    for (const AlertMatcher::Match& match : matches) {
        const std::string state = match.run.text() + '\n' + match.state;
        const auto [entry, isNew] = known.tellers.try_emplace(state, teller);
        if (isNew)
            known.order.push_back(state);
        if (entry->second == teller)
            runs.push_back(match.run);
    }
    for (; known.order.size() > mostKnown; known.order.pop_front())
        known.tellers.erase(known.order.front());
    m_notifier.onMatches(*rule, place, runs, m_clock());
}

void AlertCenter::timePassed()
{
    for (WindowAlerts* window : m_windows)
        window->timePassed();
}

} // namespace runlens::shell
