// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/ticks.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace runlens::layout {
namespace {

using namespace std::chrono;

constexpr std::array<Duration, 39> clockSteps{
    1us,  2us,   5us,   10us,  20us,  50us, 100us, 200us, 500us, 1ms, 2ms, 5ms,  10ms,
    20ms, 50ms,  100ms, 200ms, 500ms, 1s,   2s,    5s,    10s,   15s, 30s, 1min, 2min,
    5min, 10min, 15min, 30min, 1h,    2h,   3h,    6h,    12h,   24h, 48h, 168h, 336h,
};
constexpr std::array<std::int64_t, 11> monthSteps{1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};
constexpr Duration shortestMonth = 24h * 28;

using LocalTime = local_time<Duration>;

LocalTime toLocal(Instant at, const ZoneOffset& offset) { return LocalTime(at.time_since_epoch() + offset(at)); }

Instant toInstant(LocalTime local, const ZoneOffset& offset)
{
    const Instant guess(local.time_since_epoch() - offset(Instant(local.time_since_epoch())));
    return Instant(local.time_since_epoch() - offset(guess));
}

/// The largest multiple of `step` that is not above `value`.
std::int64_t floorTo(std::int64_t value, std::int64_t step)
{
    const std::int64_t rest = value % step;
    return value - rest - (rest < 0 ? step : 0);
}

void collect(Ticks& ticks, Instant from, Instant to, Instant at)
{
    if (at >= from && at <= to && (ticks.at.empty() || ticks.at.back() < at))
        ticks.at.push_back(at);
}

Ticks clockTicks(Instant from, Instant to, Duration step, const ZoneOffset& offset)
{
    Ticks ticks{step, {}};
    // Weeks begin on a Monday; 1970-01-05 was one.
    const Duration origin = step >= 168h ? Duration{96h} : Duration{0};
    const Duration first{floorTo((toLocal(from, offset).time_since_epoch() - origin).count(), step.count())};
    LocalTime local(first + origin);
    Instant at = toInstant(local, offset);
    while (at <= to) {
        collect(ticks, from, to, at);
        local += step;
        at = toInstant(local, offset);
    }
    return ticks;
}

Ticks monthTicks(Instant from, Instant to, std::int64_t months, const ZoneOffset& offset)
{
    Ticks ticks{Duration{24h * 30} * months, {}};
    const year_month_day day(floor<days>(toLocal(from, offset)));
    std::int64_t month = floorTo(static_cast<int>(day.year()) * 12LL + static_cast<unsigned>(day.month()) - 1, months);
    for (Instant at = from; at <= to; month += months) {
        const auto inYear = static_cast<unsigned>(month - floorTo(month, 12));
        const year_month_day firstDay(year(static_cast<int>(floorTo(month, 12) / 12)), std::chrono::month(inYear + 1),
                                      std::chrono::day(1));
        at = toInstant(LocalTime(local_days(firstDay).time_since_epoch()), offset);
        collect(ticks, from, to, at);
    }
    return ticks;
}

} // namespace

Ticks ticksOf(Instant from, Instant to, Duration shortest, const ZoneOffset& offset)
{
    const auto clock = std::ranges::lower_bound(clockSteps, shortest);
    if (clock != clockSteps.end())
        return clockTicks(from, to, *clock, offset);
    const auto months =
        std::ranges::find_if(monthSteps, [shortest](std::int64_t count) { return shortestMonth * count >= shortest; });
    return monthTicks(from, to, months != monthSteps.end() ? *months : monthSteps.back(), offset);
}

} // namespace runlens::layout
