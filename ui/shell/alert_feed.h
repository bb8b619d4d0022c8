// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/shell/alert_matcher.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace runlens {
class RunBrowser;
}

namespace runlens::shell {

/// Follows whatever a browser has open, if that can be followed, and matches what comes against rules on a thread of
/// low priority. It spends no more than a quarter of its time on that: what comes meanwhile is looked at together.
/// Lives on the window's thread, where its signals come.
class AlertFeed final : public QObject {
    Q_OBJECT

public:
    /// It must outlive this.
    explicit AlertFeed(RunBrowser& browser, QObject* parent = nullptr);
    ~AlertFeed() override; ///< stops what is being done, and waits for it

    /// What matches a rule that is new, or has another query, is no news.
    void setRules(std::vector<AlertRule> rules);
    /// Runs may be overdue by now. To be called about once a minute.
    void timePassed();

Q_SIGNALS:
    void sourceChanged(); ///< what is told from here on is of another
    void matched(const QString& ruleId, const std::vector<runlens::shell::AlertMatcher::Match>& matches);
    void failed(const runlens::Error& error); ///< once, until it goes well again

private:
    void attach();
    void onChanged();
    void start();
    void finish(std::uint64_t turn, const AlertMatcher::Outcome& outcome, std::chrono::milliseconds rest);

    RunBrowser& m_browser;
    std::vector<AlertRule> m_rules;
    std::shared_ptr<AlertMatcher> m_matcher; ///< of this source; used by one job at a time
    std::vector<std::shared_ptr<const SourceSnapshot>> m_waiting;
    std::uint64_t m_turn = 0; ///< counts sources: what is found of an earlier one is dropped
    bool m_begun = false;     ///< the matcher was given the first snapshot
    bool m_due = false;       ///< there is something to do without a new snapshot
    bool m_timePassed = false;
    bool m_busy = false;
    bool m_isBroken = false;
    QTimer m_rest;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace runlens::shell
