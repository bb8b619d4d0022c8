// SPDX-License-Identifier: GPL-3.0-or-later
// Time as the client sees it; tests have one that does not wait.
#pragma once

#include "engine/domain/time.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace runlens::client {

class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    /// The time of day.
    [[nodiscard]] virtual Instant now() const;
    /// Of a clock that nobody sets.
    [[nodiscard]] virtual std::chrono::milliseconds steady() const;
    /// Calls `then` on the thread of `context` after that time, unless `context` is gone by then.
    virtual void after(std::chrono::milliseconds time, QObject* context, std::function<void()> then);
};

} // namespace runlens::client
