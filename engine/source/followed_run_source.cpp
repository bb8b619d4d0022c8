// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/followed_run_source.h"

#include "engine/source/follow_worker.h"

#include <utility>

namespace runlens {
namespace {

Instant systemNow() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

} // namespace

FollowedRunSource::FollowedRunSource(SourceKind kind, std::function<Result<FollowParts>()> make, FollowPolicy policy,
                                     std::function<Instant()> clock, QObject* parent)
    : RunSource(parent),
      m_kind(kind),
      m_make(std::move(make)),
      m_policy(policy),
      m_clock(clock ? std::move(clock) : systemNow),
      m_place(new QObject)
{
    m_place->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_place, [this] {
        delete m_worker;
        m_worker = nullptr;
        m_place->deleteLater();
    });
    m_thread.start();
}

FollowedRunSource::~FollowedRunSource()
{
    m_stop.request_stop();
    m_thread.quit();
    m_thread.wait();
}

template <class Action>
void FollowedRunSource::tell(Action action)
{
    QMetaObject::invokeMethod(m_place, [this, action = std::move(action)]() mutable {
        if (m_worker != nullptr)
            action(*m_worker);
    });
}

void FollowedRunSource::open()
{
    QMetaObject::invokeMethod(m_place, [this] { begin(); });
}

void FollowedRunSource::begin()
{
    if (m_worker != nullptr)
        return;
    auto parts = m_make();
    if (!parts) {
        auto failed = std::make_shared<SourceSnapshot>();
        failed->state.error = std::move(parts.error());
        QMetaObject::invokeMethod(this, [this, failed] { publish(failed); });
        return;
    }
    m_worker =
        new FollowWorker(std::move(parts->backend), std::move(parts->keeper), m_policy, m_clock, m_stop.get_token());
    connect(m_worker, &FollowWorker::published, this, &FollowedRunSource::publish);
    connect(m_worker, &FollowWorker::searchable, this,
            [this](std::shared_ptr<const RunSearch> search) { m_search = std::move(search); });
    connect(m_worker, &FollowWorker::detailReady, this, [this](std::shared_ptr<const RunDetail> detail) {
        if (detail->row == m_asked)
            Q_EMIT detailReady(std::move(detail));
    });
    connect(m_worker, &FollowWorker::detailFailed, this, [this](RowNumber row, const Error& error) {
        if (row == m_asked)
            Q_EMIT detailFailed(row, error);
    });
    m_worker->start();
}

void FollowedRunSource::cancel() { setFollowing(false); }

void FollowedRunSource::refresh()
{
    tell([](FollowWorker& worker) { worker.refresh(); });
    open(); // again, where it could not be opened
}

void FollowedRunSource::setScope(const Scope& scope)
{
    tell([scope](FollowWorker& worker) { worker.setScope(scope); });
}

void FollowedRunSource::setFollowing(bool follows)
{
    tell([follows](FollowWorker& worker) { worker.setFollowing(follows); });
}

void FollowedRunSource::want(const std::vector<RowNumber>& seen, const std::vector<RowNumber>& matching)
{
    tell([seen, matching](FollowWorker& worker) { worker.want(seen, matching); });
}

void FollowedRunSource::setFetchingAll(bool all)
{
    tell([all](FollowWorker& worker) { worker.setFetchingAll(all); });
}

void FollowedRunSource::fetchDetail(RowNumber row)
{
    m_asked = row;
    tell([row](FollowWorker& worker) { worker.fetchDetail(row); });
}

} // namespace runlens
