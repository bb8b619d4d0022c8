// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rate_budget.h"

#include <algorithm>
#include <cmath>

namespace runlens::client {
namespace {

constexpr double least = 0.1;
/// However long a server wants to be left alone, look again after this.
constexpr RateBudget::Milliseconds longestPause = std::chrono::minutes(1);

} // namespace

void RateBudget::set(double perSecond, double burst)
{
    m_most = std::max(perSecond, least);
    m_rate = m_most;
    m_burst = std::max(burst, 1.0);
    m_tokens = m_burst;
}

void RateBudget::refill(Milliseconds now)
{
    if (m_filledAt && now > *m_filledAt)
        m_tokens = std::min(m_burst, m_tokens + m_rate * std::chrono::duration<double>(now - *m_filledAt).count());
    m_filledAt = now;
}

RateBudget::Milliseconds RateBudget::take(Milliseconds now)
{
    refill(now);
    if (now < m_pausedUntil)
        return m_pausedUntil - now;
    constexpr double whole = 1 - 1e-6; // of what was filled in rounded steps
    if (m_tokens < whole)
        return Milliseconds(static_cast<Milliseconds::rep>(std::ceil((1 - m_tokens) / m_rate * 1000)));
    m_tokens -= 1;
    return Milliseconds(0);
}

void RateBudget::spend(Milliseconds now)
{
    refill(now);
    m_tokens -= 1;
}

void RateBudget::limited(Milliseconds now, Milliseconds pause)
{
    refill(now);
    m_rate = std::max(m_rate / 2, least);
    m_tokens = std::min(m_tokens, 1.0);
    m_pausedUntil = std::max(m_pausedUntil, now + std::min(pause, longestPause));
}

void RateBudget::answered() { m_rate = std::min(m_most, m_rate + m_most / 50); }

void RateBudget::told(Milliseconds now, std::optional<double> remaining, std::optional<Milliseconds> reset)
{
    if (!remaining)
        return;
    refill(now);
    m_tokens = std::min(m_tokens, std::max(*remaining, 0.0));
    if (*remaining < 1 && reset)
        m_pausedUntil = std::max(m_pausedUntil, now + std::min(*reset, longestPause));
}

} // namespace runlens::client
