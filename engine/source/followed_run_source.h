// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/source/follow_policy.h"
#include "engine/source/run_backend.h"
#include "engine/source/run_keeper.h"
#include "engine/source/run_source.h"

#include <QThread>

#include <functional>
#include <memory>
#include <stop_token>

namespace runlens {

class FollowWorker;

/// What a thread of its own makes and uses.
struct FollowParts {
    std::unique_ptr<RunBackend> backend; ///< null: what is kept, and no more
    std::unique_ptr<RunKeeper> keeper;   ///< never null
};

/// Runs of whoever tells them, followed and kept. What goes wrong is in its state, and it goes on by itself.
class FollowedRunSource final : public RunSource {
    Q_OBJECT
public:
    /// `make` is called once, on the source's own thread; its error is the source's.
    FollowedRunSource(SourceKind kind, std::function<Result<FollowParts>()> make, FollowPolicy policy = {},
                      std::function<Instant()> clock = {}, QObject* parent = nullptr);
    ~FollowedRunSource() override; ///< stops what is being done, and waits for it

    [[nodiscard]] SourceKind kind() const noexcept override { return m_kind; }
    void open() override;
    void cancel() override;
    void refresh() override;
    void setScope(const Scope& scope) override;
    void setFollowing(bool follows) override;
    void want(const std::vector<RowNumber>& seen, const std::vector<RowNumber>& matching) override;
    void setFetchingAll(bool all) override;
    void fetchDetail(RowNumber row) override;
    [[nodiscard]] std::shared_ptr<const RunSearch> search() const override { return m_search; }

private:
    void begin(); ///< on the thread
    template <class Action>
    void tell(Action action);

    SourceKind m_kind;
    std::function<Result<FollowParts>()> m_make;
    FollowPolicy m_policy;
    std::function<Instant()> m_clock;
    std::stop_source m_stop;
    QThread m_thread;
    QObject* m_place; ///< lives on the thread, so that actions can be sent there before there is a worker
    FollowWorker* m_worker = nullptr; ///< of the thread alone
    std::shared_ptr<const RunSearch> m_search;
    RowNumber m_asked = 0;
};

} // namespace runlens
