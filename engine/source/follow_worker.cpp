// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/follow_worker.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t loadedAtFirst = 2'000; ///< rows; then twice as many each time

/// It says no, and will go on saying so until somebody changes something.
bool isRefusal(ErrorCode code) noexcept { return code == ErrorCode::requestRefused; }

} // namespace

FollowWorker::FollowWorker(std::unique_ptr<RunBackend> backend, std::unique_ptr<RunKeeper> keeper, FollowPolicy policy,
                           std::function<Instant()> clock, std::stop_token stop)
    : m_backend(std::move(backend)),
      m_keeper(std::move(keeper)),
      m_policy(policy),
      m_interval(policy),
      m_clock(std::move(clock)),
      m_stop(std::move(stop)),
      m_lookTimer(this),
      m_publishTimer(this)
{
    if (m_backend)
        m_backend->setParent(this); // so that it moves along
    m_lookTimer.setSingleShot(true);
    m_publishTimer.setSingleShot(true);
    connect(&m_lookTimer, &QTimer::timeout, this, &FollowWorker::look);
    connect(&m_publishTimer, &QTimer::timeout, this, &FollowWorker::publish);
}

FollowWorker::~FollowWorker()
{
    if (m_backend)
        m_backend->setParent(nullptr); // it has its owner
}

void FollowWorker::start()
{
    loadKept();
    if (m_backend && !m_stop.stop_requested())
        connectBackend();
}

void FollowWorker::loadKept()
{
    std::size_t together = loadedAtFirst;
    const auto loaded = m_keeper->load(
        [this, &together](const RunSummary& run, Instant fetched) {
            const auto put = m_table.put(run);
            note(put);
            m_refreshed = std::max(m_refreshed.value_or(fetched), fetched);
            if (m_added.size() >= together) {
                publish();
                together *= 2;
            }
            return put.row;
        },
        m_stop);
    if (!loaded && loaded.error().code != ErrorCode::cancelled)
        m_loadError = loaded.error();
    for (Automation& automation : m_keeper->automations()) {
        const std::string id = automation.id.text();
        m_automations[id] = std::make_shared<const Automation>(std::move(automation));
    }
    m_keeping = true;
    m_sweepBegan = m_refreshed;
    m_opened = !m_backend || m_table.table().size() > 0;
    m_link = m_backend ? m_link : Link::none;
    Q_EMIT searchable(m_keeper->search());
    publish();
}

void FollowWorker::connectBackend()
{
    m_nextAttempt.reset();
    m_backend->connectTo([this](Result<BackendInfo> info) {
        if (info)
            onConnected(std::move(*info));
        else
            onFailed(info.error());
    });
}

void FollowWorker::onConnected(BackendInfo info)
{
    m_info = std::move(info);
    healed();
    look();
}

void FollowWorker::healed()
{
    if (m_link == Link::online)
        return;
    m_link = m_follows ? Link::online : Link::paused;
    m_error.reset();
    m_since = m_follows ? std::nullopt : std::optional(m_clock());
    m_nextAttempt.reset();
    publishSoon();
}

void FollowWorker::onFailed(const Error& error)
{
    if (m_link != Link::offline)
        m_since = m_clock();
    m_link = Link::offline;
    m_error = error;
    m_interval.failed();
    const auto pause = isRefusal(error.code) ? m_policy.longestRetry : m_interval.value();
    m_nextAttempt = m_clock() + pause;
    abandonLook();
    m_lookTimer.start(pause);
    publishSoon();
}

void FollowWorker::refresh()
{
    if (!m_backend)
        return;
    m_lookTimer.stop();
    if (m_link == Link::online && m_pending == 0)
        look();
    else if (m_link != Link::online)
        connectBackend();
}

void FollowWorker::setScope(const Scope& scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    if (mayAsk())
        continueListings();
    publishSoon();
}

void FollowWorker::setFollowing(bool follows)
{
    if (follows == m_follows)
        return;
    m_follows = follows;
    if (m_link == Link::online && !follows) {
        m_link = Link::paused;
        m_since = m_clock();
        m_lookTimer.stop();
        abandonLook();
    } else if (m_link == Link::paused && follows) {
        m_link = Link::online;
        m_since.reset();
        look();
    }
    publishSoon();
}

void FollowWorker::want(std::vector<RowNumber> seen, std::vector<RowNumber> matching)
{
    m_hydration.setWanted(std::move(seen), std::move(matching));
    hydrate();
}

void FollowWorker::setFetchingAll(bool all)
{
    m_all = all;
    m_hydration.setAll(all);
    if (mayAsk())
        continueListings();
    hydrate();
    publishSoon();
}

void FollowWorker::note(const RunTableWriter::Put& put)
{
    if (put.isNew)
        m_added.push_back(put.row);
    else if (put.changed)
        m_changed.push_back(put.row);
    m_lookChanged = m_lookChanged || put.changed;
}

void FollowWorker::publishSoon()
{
    if (!m_publishTimer.isActive())
        m_publishTimer.start(m_policy.publish);
}

void FollowWorker::publish()
{
    if (!m_unsaved.empty()) {
        const auto saved = m_keeper->put(m_unsaved);
        m_keepError = saved ? std::nullopt : std::optional(saved.error());
        m_unsaved.clear();
    }
    auto snapshot = std::make_shared<SourceSnapshot>();
    snapshot->table = m_table.table();
    snapshot->added = std::exchange(m_added, {});
    snapshot->older = std::exchange(m_older, {});
    std::ranges::sort(m_changed);
    m_changed.erase(std::ranges::unique(m_changed).begin(), m_changed.end());
    snapshot->changed = std::exchange(m_changed, {});
    snapshot->automations = automationRows();
    m_caughtUp = m_caughtUp || isCaughtUp();
    snapshot->state = stateNow();
    snapshot->diagnostics = m_diagnostics;
    Q_EMIT published(std::move(snapshot));
}

/// The first page of each list has come.
bool FollowWorker::isCaughtUp() const
{
    return m_looked && std::ranges::all_of(m_listings, [](const auto& listing) {
               return listing->ended || !listing->cursors.empty();
           });
}

SourceState FollowWorker::stateNow() const
{
    SourceState state;
    state.opened = m_opened;
    state.caughtUp = m_caughtUp;
    state.link = m_link;
    state.error = m_error;
    state.keepError = m_keepError ? m_keepError : m_loadError;
    state.since = m_since;
    state.refreshed = m_refreshed;
    state.nextAttempt = m_nextAttempt;
    state.interval = m_interval.value();
    state.latency = m_backend ? m_backend->latency() : std::chrono::milliseconds(0);
    state.clockSkew = m_backend ? m_backend->clockSkew() : std::nullopt;
    state.canFollow = m_backend != nullptr;
    state.filters = m_info.filters;
    state.readOnly = m_info.readOnly;
    state.description = m_info.description;
    state.notes = m_info.notes;
    Coverage& coverage = state.coverage;
    coverage.runs = m_table.table().living();
    coverage.details = m_table.table().detailed();
    coverage.fetching = m_hydration.underWay() > 0;
    for (const auto& listing : m_listings) {
        coverage.fetching = coverage.fetching || listing->busy;
        coverage.hasMore = coverage.hasMore || !listing->ended || listing->roundAndRound;
    }
    if (m_backend && m_backend->budget() > 0)
        coverage.remaining = std::chrono::seconds(
            static_cast<std::int64_t>(static_cast<double>(coverage.runs - coverage.details) / m_backend->budget()));
    return state;
}

std::vector<AutomationRow> FollowWorker::automationRows() const
{
    const RunTable& table = m_table.table();
    std::vector<std::size_t> runs(table.names());
    std::vector<std::size_t> failed(table.names());
    for (std::size_t number = 0; number < table.chunks(); ++number) {
        const RunChunk& chunk = table.chunk(number);
        for (std::size_t at = 0; at < chunk.size(); ++at) {
            if (chunk.has(at, RowFlag::removed))
                continue;
            ++runs[chunk.automation[at]];
            failed[chunk.automation[at]] += chunk.status[at] == static_cast<std::uint8_t>(RunStatus::failed) ? 1U : 0U;
        }
    }
    std::map<std::string_view, std::uint32_t> names;
    for (std::uint32_t name = 1; name < table.names(); ++name)
        if (runs[name] > 0)
            names.emplace(table.name(name), name);
    std::vector<AutomationRow> rows;
    for (const auto& [id, automation] : m_automations) {
        AutomationRow row;
        row.automation = *automation;
        const auto name = names.find(id);
        row.runs = name == names.end() ? 0 : runs[name->second];
        row.failed = name == names.end() ? 0 : failed[name->second];
        row.atLeast = !isListed(automation->id);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace runlens
