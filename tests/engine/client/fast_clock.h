// SPDX-License-Identifier: GPL-3.0-or-later
// A clock on which waiting takes no time, and that remembers how long was waited. For tests.
#pragma once

#include "engine/client/clock.h"

#include <QTimer>

#include <utility>
#include <vector>

class FastClock final : public runlens::client::Clock {
public:
    [[nodiscard]] runlens::Instant now() const override { return start + (m_steady - std::chrono::hours(1)); }
    [[nodiscard]] std::chrono::milliseconds steady() const override { return m_steady; }
    void after(std::chrono::milliseconds time, QObject* context, std::function<void()> then) override
    {
        if (time.count() > 0)
            waits.push_back(time);
        const auto due = m_steady + time;
        QTimer::singleShot(0, context, [this, due, then = std::move(then)] {
            m_steady = std::max(m_steady, due);
            then();
        });
    }

    /// 2026-06-08T14:00:00Z
    static constexpr runlens::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 6 / 8}
                                            + std::chrono::hours(14)};
    std::vector<std::chrono::milliseconds> waits;

private:
    std::chrono::milliseconds m_steady = std::chrono::hours(1);
};
