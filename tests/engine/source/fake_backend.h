// SPDX-License-Identifier: GPL-3.0-or-later
// A server without a network, and a keeper without a disk: what tests of sources are played on.
#pragma once

#include "engine/base/result.h"
#include "engine/source/followed_run_source.h"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace runlens::testing {

/// What the server has; changed by the test's thread, read by the source's.
class FakeServer {
public:
    void put(Run run); ///< a new one is the newest
    void remove(const std::string& id);
    void setFailing(std::optional<Error> error);
    void setLooping(bool looping) { m_looping = looping; }
    void setHolding(bool holding) { m_holding = holding; } ///< no answer leaves meanwhile
    void setFiltering(bool filters) { m_filters = filters; }
    void forgetRequests();

    /// "page aut_1 2", "detail run_1", "automations", …: what was asked for, in order.
    [[nodiscard]] std::vector<std::string> requests() const;
    [[nodiscard]] std::size_t count(const std::string& beginning) const;

private:
    friend class FakeBackend;
    mutable std::mutex m_mutex;
    std::vector<Run> m_runs; ///< the newest last
    std::optional<Error> m_error;
    std::atomic<bool> m_looping = false;
    std::atomic<bool> m_filters = true;
    std::atomic<bool> m_holding = false;
    std::vector<std::string> m_requests;
};

/// What outlives a source: the disk.
struct FakeDisk {
    std::vector<KeptRun> runs;
    std::vector<Automation> automations;
};

/// A source of the automation "aut_1" with pages of ten.
[[nodiscard]] std::unique_ptr<FollowedRunSource> sourceOf(FakeServer& server, FakeDisk& disk, FollowPolicy policy);

/// Short times: a test waits for none of them.
[[nodiscard]] FollowPolicy quickPolicy();

[[nodiscard]] Run runOf(const std::string& id, RunStatus status);

} // namespace runlens::testing
