// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/shell/alert_matcher.h"
#include "ui/shell/alert_rule.h"
#include "ui/shell/alerts_dialog.h"
#include "ui/shell/run_notifier.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

class QWidget;

namespace runlens::shell {

class Settings;
class WindowAlerts;

/// By which rules a program's people are told of runs, and what they were told: one for all of its windows, so that two
/// that look at one server tell once. Lives on the windows' thread.
class AlertCenter final : public QObject {
    Q_OBJECT

public:
    /// Runs remembered of a rule at one place; older ones give way.
    static constexpr std::size_t mostKnown = 10'000;

    /// The settings must outlive it.
    explicit AlertCenter(Settings& settings, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<AlertRule>& rules() const noexcept { return m_rules; }
    /// Keeps them, too. Rules that were changed count anew.
    void setRules(std::vector<AlertRule> rules);

    /// The rules in a dialog, one for all windows. A query, be it empty, as a new rule.
    void edit(QWidget* window, const std::optional<QString>& query);
    [[nodiscard]] AlertsDialog* dialog() const noexcept { return m_dialog; } ///< null while it is closed

    /// Windows come and go by themselves.
    void join(WindowAlerts* window);
    void leave(WindowAlerts* window);

    /// Runs of that place begin to match. What another window told already is dropped; `teller` is a number of the
    /// window's source, from nextTeller().
    void take(const QString& ruleId, const AlertPlace& place, quint64 teller,
              const std::vector<AlertMatcher::Match>& matches);
    [[nodiscard]] quint64 nextTeller() noexcept { return ++m_teller; }
    /// A minute has passed: once in that time by itself.
    void timePassed();
    /// By which rules' minutes are counted; default: the system's.
    void setClock(std::function<Instant()> clock) { m_clock = std::move(clock); }

Q_SIGNALS:
    void rulesChanged();

private:
    /// Who was the first to tell of a run in a state.
    struct Known {
        std::unordered_map<std::string, quint64> tellers;
        std::deque<std::string> order;
    };

    [[nodiscard]] WindowAlerts* windowAt(const AlertPlace& place) const;
    [[nodiscard]] static QString problemOf(const QString& query);

    Settings& m_settings;
    std::vector<AlertRule> m_rules;
    std::function<Instant()> m_clock;
    RunNotifier m_notifier;
    std::map<std::pair<QString, QString>, Known> m_known; ///< by rule and place
    std::vector<WindowAlerts*> m_windows;                 ///< the one that was used last comes first
    QPointer<AlertsDialog> m_dialog;
    QTimer m_minute;
    quint64 m_teller = 0;
};

} // namespace runlens::shell
