// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/read_value.h"

#include <array>
#include <charconv>
#include <chrono>

namespace runlens {
namespace {

using namespace std::chrono;

struct Unit {
    std::string_view name;
    Duration length;
};
// Longer names before those they begin with.
constexpr Unit units[] = {
    {"ms", milliseconds(1)}, {"min", minutes(1)}, {"s", seconds(1)}, {"m", minutes(1)},
    {"h", hours(1)},         {"d", days(1)},      {"w", weeks(1)},
};
constexpr std::size_t mostDigits = 12;

/// Takes texts from the front of another.
class Front {
public:
    explicit Front(std::string_view text) : m_text(text) {}
    [[nodiscard]] bool atEnd() const noexcept { return m_text.empty(); }
    [[nodiscard]] char next() const noexcept { return m_text.empty() ? '\0' : m_text.front(); }

    bool take(std::string_view what)
    {
        if (!m_text.starts_with(what))
            return false;
        m_text.remove_prefix(what.size());
        return true;
    }
    /// `least` to `most` digits.
    std::optional<std::int64_t> digits(std::size_t least, std::size_t most)
    {
        std::size_t count = 0;
        std::int64_t number = 0;
        while (count < m_text.size() && count < most && m_text[count] >= '0' && m_text[count] <= '9')
            number = number * 10 + (m_text[count++] - '0');
        if (count < least)
            return std::nullopt;
        m_text.remove_prefix(count);
        return number;
    }
    std::optional<int> two()
    {
        const auto number = digits(2, 2);
        return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
    }

private:
    std::string_view m_text;
};

/// A local time is two of UTC where clocks are put back, of which this is one, and none where they are put forward.
Instant fromLocal(local_time<Duration> local, const journey::ZoneOffsets& zone)
{
    const Instant asUtc(local.time_since_epoch());
    const Instant guess = asUtc - zone.offsetAt(asUtc);
    return asUtc - zone.offsetAt(guess);
}

struct LocalSpan {
    local_time<Duration> from;
    local_time<Duration> to;
};

/// "2026-06" or "2026-06-08", which is taken from the front.
std::optional<LocalSpan> takeDate(Front& text)
{
    const auto yearNumber = text.digits(4, 4);
    if (!yearNumber || !text.take("-"))
        return std::nullopt;
    const auto monthNumber = text.two();
    if (!monthNumber)
        return std::nullopt;
    const auto yearMonth = year(static_cast<int>(*yearNumber)) / month(static_cast<unsigned>(*monthNumber));
    if (!yearMonth.ok() || *yearNumber < 1)
        return std::nullopt;
    if (!text.take("-"))
        return LocalSpan{local_days(yearMonth / 1), local_days((yearMonth + months(1)) / 1)};
    const auto dayNumber = text.two();
    const auto date = yearMonth / day(dayNumber ? static_cast<unsigned>(*dayNumber) : 0U);
    if (!date.ok())
        return std::nullopt;
    return LocalSpan{local_days(date), local_days(date) + days(1)};
}

struct TimeOfDay {
    Duration from{0};
    Duration unit{0};
};

/// "14:15", "14:15:30", "14:15:30.25".
std::optional<TimeOfDay> takeTimeOfDay(Front& text)
{
    const auto hour = text.two();
    const auto minute = text.take(":") ? text.two() : std::nullopt;
    if (!hour || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    TimeOfDay time{hours(*hour) + minutes(*minute), minutes(1)};
    if (!text.take(":"))
        return time;
    const auto second = text.two();
    if (!second || *second > 59)
        return std::nullopt;
    time = {time.from + seconds(*second), seconds(1)};
    if (!text.take("."))
        return time;
    time.unit = seconds(1);
    for (int digit = 0; digit < 6 && text.next() >= '0' && text.next() <= '9'; ++digit) {
        time.unit /= 10;
        time.from += time.unit * text.digits(1, 1).value_or(0);
    }
    return time.unit == seconds(1) ? std::nullopt : std::optional(time);
}

/// "Z", "+02:00"; nothing where another text follows.
std::optional<seconds> takeOffset(Front& text)
{
    if (text.take("Z") || text.take("z"))
        return seconds(0);
    const int sign = text.take("+") ? 1 : text.take("-") ? -1 : 0;
    const auto hour = text.two();
    const auto minute = text.take(":") ? text.two() : std::nullopt;
    if (sign == 0 || !hour || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    return sign * (hours(*hour) + minutes(*minute));
}

std::optional<ReadTime> timesOf(LocalSpan span, const journey::ZoneOffsets& zone)
{
    return ReadTime{{fromLocal(span.from, zone), Duration(0)}, {fromLocal(span.to, zone), Duration(0)}};
}

std::optional<ReadTime> readClock(Front text, LocalSpan day, const journey::ZoneOffsets& zone)
{
    const auto time = takeTimeOfDay(text);
    if (!time)
        return std::nullopt;
    const LocalSpan span{day.from + time->from, day.from + time->from + time->unit};
    if (text.atEnd()) {
        // Not by the local end: where clocks are put back, it may stand before the beginning.
        const Instant from = fromLocal(span.from, zone);
        return ReadTime{{from, Duration(0)}, {from + time->unit, Duration(0)}};
    }
    const auto offset = takeOffset(text);
    if (!offset || !text.atEnd())
        return std::nullopt;
    const Instant from(span.from.time_since_epoch() - *offset);
    return ReadTime{{from, Duration(0)}, {from + time->unit, Duration(0)}};
}

} // namespace

std::optional<ReadLength> readLength(std::string_view text)
{
    Front rest(text);
    ReadLength read;
    do {
        const auto number = rest.digits(1, mostDigits);
        if (!number)
            return std::nullopt;
        read.unit = Duration(0);
        for (const Unit& unit : units) {
            if (!rest.take(unit.name))
                continue;
            read.unit = unit.length;
            break;
        }
        if (read.unit == Duration(0) || *number > maxDuration / read.unit)
            return std::nullopt;
        read.length += *number * read.unit;
        if (read.length > maxDuration)
            return std::nullopt;
    } while (!rest.atEnd());
    return read;
}

std::optional<ReadTime> readTime(std::string_view text, const ParseContext& context)
{
    if (const auto length = readLength(text))
        return ReadTime{{std::nullopt, length->length}, {std::nullopt, length->length}};
    Front rest(text);
    if (const auto date = takeDate(rest)) {
        if (rest.atEnd())
            return timesOf(*date, context.zone);
        if (date->to - date->from != days(1) || !(rest.take("T") || rest.take("t") || rest.take(" ")))
            return std::nullopt;
        return readClock(rest, *date, context.zone);
    }
    const local_time<Duration> local(context.now.time_since_epoch() + context.zone.offsetAt(context.now));
    const auto today = floor<days>(local);
    return readClock(Front(text), {today, today + days(1)}, context.zone);
}

} // namespace runlens
