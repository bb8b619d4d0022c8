// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/models/found_runs.h"
#include "ui/models/run_finding.h"

#include <QObject>
#include <QThreadPool>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace runlens {

/// Finds which runs a list shows, away from the window's thread, one finding at a time. Lives on the window's thread,
/// where its signals come. Each finding differs from the one that was told before it: whoever shows them must be told
/// of all.
class RunFinder : public QObject {
    Q_OBJECT
public:
    explicit RunFinder(QObject* parent = nullptr);
    ~RunFinder() override; ///< stops what is being done, and waits for it

    /// Another source: what is found next has nothing to do with what was found before.
    void begin();
    /// A query or an order, over the newest snapshot of the source. What is being found is dropped.
    void find(FindRequest request);
    /// A newer snapshot of the same source: looks at what it added and changed. None may be left out. Before the first
    /// find() nothing is done.
    void update(std::shared_ptr<const SourceSnapshot> snapshot, Instant now);

    [[nodiscard]] bool isBusy() const noexcept { return m_busy; }

Q_SIGNALS:
    void found(std::shared_ptr<const FoundRuns> runs);
    void failed(const Error& error); ///< of find() or update(); what was found before stays. Never `cancelled`

private:
    void start(bool all);
    void finish(std::uint64_t turn, std::shared_ptr<FoundRuns> runs, const Error& error);

    FindRequest m_request;
    std::vector<std::shared_ptr<const SourceSnapshot>> m_waiting; ///< newer than what is found or being found
    std::shared_ptr<const FoundRuns> m_last;
    bool m_sameSource = false;
    bool m_asked = false;  ///< find() was called since begin()
    bool m_broken = false; ///< the last finding failed: the next looks at all rows
    bool m_busy = false;
    std::uint64_t m_turn = 0;
    std::uint64_t m_count = 0;
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace runlens
