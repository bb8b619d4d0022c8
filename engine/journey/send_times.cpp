// SPDX-License-Identifier: GPL-3.0-or-later
// Quiet hours and send windows in a zone whose offset changes.
#include "engine/journey/guardrails.h"

#include <algorithm>

namespace runlens::journey {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;

struct WallClock {
    std::chrono::sys_days day; ///< the local date
    Duration time{};           ///< since its midnight
};

WallClock wallClock(Instant at, std::chrono::seconds offset)
{
    const Instant local = at + offset;
    const auto day = floor<days>(local);
    return {day, local - day};
}

bool isWithin(const QuietHours& quiet, Duration time) noexcept
{
    if (quiet.from <= quiet.to)
        return time >= quiet.from && time < quiet.to;
    return time >= quiet.from || time < quiet.to;
}

bool isWithin(const SendWindow& window, const WallClock& clock)
{
    const unsigned weekday = std::chrono::weekday(clock.day).c_encoding();
    return ((window.weekdays >> weekday) & 1U) != 0 && clock.time >= window.from && clock.time < window.to;
}

bool isQuietAt(const WallClock& clock, const Policy& policy)
{
    return std::ranges::any_of(policy.quietHours, [&](const QuietHours& quiet) { return isWithin(quiet, clock.time); });
}

bool isSendTimeAt(const WallClock& clock, const Policy& policy)
{
    return !isQuietAt(clock, policy)
           && (policy.sendWindows.empty() || std::ranges::any_of(policy.sendWindows, [&](const SendWindow& window) {
                   return isWithin(window, clock);
               }));
}

/// The times of day at which sending may begin to be allowed, in order.
std::vector<minutes> openings(const Policy& policy)
{
    std::vector<minutes> times;
    times.reserve(policy.quietHours.size() + policy.sendWindows.size());
    for (const QuietHours& quiet : policy.quietHours)
        times.push_back(quiet.to);
    for (const SendWindow& window : policy.sendWindows)
        times.push_back(window.from);
    std::ranges::sort(times);
    return times;
}

/// A stretch of time with one offset, both ends included.
struct Stretch {
    Instant from;
    Instant to;
    std::chrono::seconds offset;
};

/// Within a stretch local time runs evenly: allowed times begin at its start or at an opening.
std::optional<Instant> firstIn(const Stretch& stretch, const Policy& policy, const std::vector<minutes>& times)
{
    if (isSendTimeAt(wallClock(stretch.from, stretch.offset), policy))
        return stretch.from;
    const auto lastDay = wallClock(stretch.to, stretch.offset).day;
    for (auto day = wallClock(stretch.from, stretch.offset).day; day <= lastDay; day += days{1})
        for (const minutes time : times) {
            const Instant at = Instant(day) + time - stretch.offset;
            if (at >= stretch.from && at <= stretch.to && isSendTimeAt({day, time}, policy))
                return at;
        }
    return std::nullopt;
}

} // namespace

bool isQuiet(Instant at, const Policy& policy, const ZoneOffsets& zone)
{
    return isQuietAt(wallClock(at, zone.offsetAt(at)), policy);
}

bool isSendTime(Instant at, const Policy& policy, const ZoneOffsets& zone)
{
    return isSendTimeAt(wallClock(at, zone.offsetAt(at)), policy);
}

std::optional<Instant> nextSendTime(Instant from, Instant limit, const Policy& policy, const ZoneOffsets& zone)
{
    if (from > limit)
        return std::nullopt;
    if (isSendTime(from, policy, zone))
        return from;
    const auto times = openings(policy);
    const auto& changes = zone.changes();
    auto change = std::ranges::upper_bound(changes, from, {}, &ZoneChange::from);
    for (Instant start = from; start <= limit; ++change) {
        const bool last = change == changes.end();
        const Instant end = last ? limit : std::min(limit, change->from - Duration{1});
        if (const auto found = firstIn({start, end, zone.offsetAt(start)}, policy, times))
            return found;
        if (last)
            break;
        start = change->from;
    }
    return std::nullopt;
}

} // namespace runlens::journey
