// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/journey/policy.h"

#include <algorithm>
#include <cstdint>
#include <deque>

namespace runlens::journey {

/// What the project has used of its caps: events, starts and sends of the last 60 seconds, and the waits open now.
class UsageMeter {
public:
    void ingested(Instant at) { m_ingested.push_back(at); }
    void started(Instant at) { m_started.push_back(at); }
    void slotTaken(Instant at) { m_sent.push_back(at); }
    void slotReturned(Instant takenAt)
    {
        if (const auto found = std::ranges::find(m_sent, takenAt); found != m_sent.end())
            m_sent.erase(found);
    }
    void waitOpened() { ++m_waits; }
    void waitClosed() { --m_waits; }

    [[nodiscard]] ProjectUsage at(Instant now)
    {
        const auto recent = [now](std::deque<Instant>& times) {
            while (!times.empty() && times.front() <= now - window)
                times.pop_front();
            return static_cast<std::uint64_t>(times.size());
        };
        return {.ingest = recent(m_ingested),
                .starts = recent(m_started),
                .concurrentWaits = m_waits,
                .sends = recent(m_sent)};
    }

private:
    static constexpr Duration window = std::chrono::seconds(60);

    std::deque<Instant> m_ingested;
    std::deque<Instant> m_started;
    std::deque<Instant> m_sent;
    std::uint64_t m_waits = 0;
};

} // namespace runlens::journey
