// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_finder.h"

#include <QMetaObject>

#include <span>
#include <utility>

namespace runlens {

RunFinder::RunFinder(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

RunFinder::~RunFinder()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void RunFinder::begin()
{
    m_stop.request_stop();
    ++m_turn;
    m_busy = false;
    m_sameSource = false;
    m_asked = false;
    m_waiting.clear();
}

void RunFinder::find(FindRequest request)
{
    m_request = std::move(request);
    m_asked = true;
    m_waiting.clear();
    start(true);
}

void RunFinder::update(std::shared_ptr<const SourceSnapshot> snapshot, Instant now)
{
    if (!m_asked)
        return;
    m_request.now = now;
    m_waiting.push_back(std::move(snapshot));
    if (!m_busy)
        start(m_broken);
}

void RunFinder::start(bool all)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    const std::uint64_t turn = ++m_turn;
    m_busy = true;
    std::vector<std::shared_ptr<const SourceSnapshot>> snapshots = std::exchange(m_waiting, {});
    if (!snapshots.empty())
        m_request.snapshot = snapshots.back();
    m_pool.start([this, turn, all, request = m_request, snapshots = std::move(snapshots), before = m_last,
                  same = m_sameSource, stop = m_stop.get_token()] {
        auto runs = all ? findAll(request, before.get(), same, stop) : findChanges(request, *before, snapshots, stop);
        auto found = runs ? std::make_shared<FoundRuns>(std::move(*runs)) : nullptr;
        Error error = runs ? Error() : std::move(runs.error());
        // The pool is waited for before this object goes.
        QMetaObject::invokeMethod(
            this, [this, turn, found, error] { finish(turn, found, error); }, Qt::QueuedConnection);
    });
}

void RunFinder::finish(std::uint64_t turn, std::shared_ptr<FoundRuns> runs, const Error& error)
{
    if (turn != m_turn)
        return;
    m_busy = false;
    m_broken = runs == nullptr;
    if (runs != nullptr) {
        runs->number = ++m_count;
        m_last = std::move(runs);
        m_sameSource = true;
        Q_EMIT found(m_last);
    } else {
        Q_EMIT failed(error);
    }
    if (!m_busy && !m_waiting.empty()) // who was told may have asked for something else
        start(m_broken);
}

} // namespace runlens
