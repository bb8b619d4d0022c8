// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/clock.h"

#include <QTimer>

#include <utility>

namespace runlens::client {

Instant Clock::now() const { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

std::chrono::milliseconds Clock::steady() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

void Clock::after(std::chrono::milliseconds time, QObject* context, std::function<void()> then)
{
    QTimer::singleShot(time, context, std::move(then));
}

} // namespace runlens::client
