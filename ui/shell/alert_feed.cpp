// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alert_feed.h"

#include "ui/workspaces/runs/run_browser.h"

#include <QElapsedTimer>

#include <utility>

namespace runlens::shell {

AlertFeed::AlertFeed(RunBrowser& browser, QObject* parent) : QObject(parent), m_browser(browser)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &AlertFeed::start);
    connect(&m_browser, &RunBrowser::sourceChanged, this, &AlertFeed::attach);
}

AlertFeed::~AlertFeed()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void AlertFeed::attach()
{
    m_stop.request_stop();
    m_stop = {};
    ++m_turn;
    m_matcher = std::make_shared<AlertMatcher>();
    m_waiting.clear();
    m_begun = false;
    m_due = false;
    m_timePassed = false;
    m_busy = false;
    m_isBroken = false;
    m_rest.stop();
    if (m_browser.source() != nullptr)
        connect(m_browser.source(), &RunSource::changed, this, &AlertFeed::onChanged);
    Q_EMIT sourceChanged();
}

void AlertFeed::setRules(std::vector<AlertRule> rules)
{
    m_rules = std::move(rules);
    m_due = m_begun;
    start();
}

void AlertFeed::timePassed()
{
    // While nothing is told of the runs, nobody knows whether they are still where they were.
    if (!m_begun || m_browser.snapshot().state.link != Link::online)
        return;
    m_timePassed = true;
    m_due = true;
    start();
}

void AlertFeed::onChanged()
{
    const auto& snapshot = m_browser.source()->snapshot();
    if (!snapshot->state.caughtUp)
        return;
    if (m_begun && snapshot->added.empty() && snapshot->changed.empty())
        return;
    m_waiting.push_back(snapshot);
    m_begun = true;
    start();
}

void AlertFeed::start()
{
    if (m_busy || m_rest.isActive() || (m_waiting.empty() && !m_due))
        return;
    m_busy = true;
    m_due = false;
    AlertMatcher::Work work{std::exchange(m_waiting, {}), m_browser.source()->search(), m_rules, m_browser.now(),
                            std::exchange(m_timePassed, false)};
    m_pool.start([this, turn = m_turn, matcher = m_matcher, work = std::move(work), stop = m_stop.get_token()] {
        QElapsedTimer took;
        took.start();
        auto outcome = matcher->look(work, stop);
        const std::chrono::milliseconds rest(took.elapsed() * 3);
        // The pool is waited for before this object goes.
        QMetaObject::invokeMethod(
            this, [this, turn, rest, outcome = std::move(outcome)] { finish(turn, outcome, rest); },
            Qt::QueuedConnection);
    });
}

void AlertFeed::finish(std::uint64_t turn, const AlertMatcher::Outcome& outcome, std::chrono::milliseconds rest)
{
    if (turn != m_turn)
        return;
    m_busy = false;
    m_rest.start(rest);
    m_browser.setWatched(outcome.wanted);
    for (const AlertMatcher::Found& found : outcome.found)
        Q_EMIT matched(found.rule, found.matches);
    const bool wasBroken = std::exchange(m_isBroken, outcome.error.has_value());
    if (outcome.error && !wasBroken)
        Q_EMIT failed(*outcome.error);
}

} // namespace runlens::shell
