// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace runlens {

/// How a server is followed. Tests make the times short.
struct FollowPolicy {
    std::chrono::milliseconds shortest{2'000}; ///< between looks while things change
    std::chrono::milliseconds longest{15'000}; ///< while nothing does
    std::chrono::milliseconds retry{1'000};    ///< after the first failure; doubles
    std::chrono::milliseconds longestRetry{60'000};
    std::chrono::milliseconds publish{200}; ///< changes are told together
    std::chrono::milliseconds automations{30'000};
    std::size_t rowsAtFirst = 10'000; ///< of an automation, fetched without anybody asking
    std::size_t headPages = 5;        ///< of new runs, at each look
    std::size_t others = 4;           ///< automations out of scope, at each look
    std::size_t openAtEachLook = 5;   ///< where a server cannot tell which runs were active lately
    std::size_t detailsAtOnce = 6;
};

/// When to look again. Slower while nothing changes, and while answers take long; faster when something does.
class LookInterval {
public:
    explicit LookInterval(const FollowPolicy& policy) : m_policy(policy), m_interval(policy.shortest) {}

    void looked(bool changed, std::chrono::milliseconds took) noexcept
    {
        m_interval = changed ? m_policy.shortest : m_interval + m_interval / 4;
        // Never more than a quarter of the time is spent on looking.
        m_interval = std::clamp(std::max(m_interval, took * 4), m_policy.shortest, m_policy.longest);
        m_failures = 0;
    }
    void failed() noexcept
    {
        m_interval = std::min<std::chrono::milliseconds>(m_policy.retry * (1LL << std::min(m_failures, 16)),
                                                         m_policy.longestRetry);
        ++m_failures;
    }
    [[nodiscard]] std::chrono::milliseconds value() const noexcept { return m_interval; }

private:
    FollowPolicy m_policy;
    std::chrono::milliseconds m_interval;
    int m_failures = 0;
};

} // namespace runlens
