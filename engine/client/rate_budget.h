// SPDX-License-Identifier: GPL-3.0-or-later
// How often a server may be asked: a token bucket that learns from what the server says. Not thread-safe. Times are of
// a steady clock.
#pragma once

#include <chrono>
#include <optional>

namespace runlens::client {

class RateBudget {
public:
    using Milliseconds = std::chrono::milliseconds;

    /// No more than `perSecond` requests in the long run, `burst` at once; both at least 0.1 and 1.
    RateBudget(double perSecond, double burst) { set(perSecond, burst); }
    void set(double perSecond, double burst);

    /// Zero: a request was taken out of the budget, and may go. Else: none may for so long.
    [[nodiscard]] Milliseconds take(Milliseconds now);
    /// A request went without asking (a redirect was followed).
    void spend(Milliseconds now);

    /// The server refused, as there were too many (429): half as many from now on, and none for `pause`.
    void limited(Milliseconds now, Milliseconds pause);
    /// The server answered: a fiftieth of what was set is won back.
    void answered();
    /// The server said how many it will still take until when.
    void told(Milliseconds now, std::optional<double> remaining, std::optional<Milliseconds> reset);

    /// Requests per second at the moment.
    [[nodiscard]] double rate() const noexcept { return m_rate; }

private:
    void refill(Milliseconds now);

    double m_most = 1;
    double m_burst = 1;
    double m_rate = 1;
    double m_tokens = 1;
    std::optional<Milliseconds> m_filledAt;
    Milliseconds m_pausedUntil{0};
};

} // namespace runlens::client
