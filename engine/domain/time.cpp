// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/domain/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <system_error>

namespace runlens {
namespace {

/// Reads a time from the left; every function says whether what it wanted stood there.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    bool digits(std::size_t count, int& value)
    {
        if (m_text.size() < count)
            return false;
        int read = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const int digit = m_text[i] - '0';
            if (digit < 0 || digit > 9)
                return false;
            read = read * 10 + digit;
        }
        value = read;
        m_text.remove_prefix(count);
        return true;
    }
    bool one(char wanted)
    {
        if (m_text.empty() || m_text.front() != wanted)
            return false;
        m_text.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool atEnd() const { return m_text.empty(); }

private:
    std::string_view m_text;
};

/// Digits after the decimal point, cut to microseconds.
bool readFraction(Scanner& scan, Duration& fraction)
{
    std::int64_t micros = 0;
    int digit = 0;
    int count = 0;
    while (scan.digits(1, digit)) {
        if (count++ < 6)
            micros = micros * 10 + digit;
    }
    for (int i = count; i < 6; ++i)
        micros *= 10;
    fraction = Duration{micros};
    return count > 0;
}

bool readOffset(Scanner& scan, std::chrono::minutes& offset)
{
    if (scan.one('Z') || scan.one('z'))
        return true;
    int sign = 1;
    if (scan.one('-'))
        sign = -1;
    else if (!scan.one('+'))
        return false;
    int hours = 0;
    int minutes = 0;
    if (!scan.digits(2, hours))
        return false;
    scan.one(':');
    if (!scan.atEnd() && !scan.digits(2, minutes))
        return false;
    offset = sign * std::chrono::minutes{hours * 60 + minutes};
    return hours <= 23 && minutes <= 59;
}

} // namespace

std::optional<Instant> parseInstant(std::string_view text)
{
    Scanner scan(text);
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (!scan.digits(4, year) || !scan.one('-') || !scan.digits(2, month) || !scan.one('-') || !scan.digits(2, day)
        || !(scan.one('T') || scan.one('t') || scan.one(' ')) || !scan.digits(2, hour) || !scan.one(':')
        || !scan.digits(2, minute) || !scan.one(':') || !scan.digits(2, second))
        return std::nullopt;
    Duration fraction{0};
    if (scan.one('.') && !readFraction(scan, fraction))
        return std::nullopt;
    std::chrono::minutes offset{0};
    if (!readOffset(scan, offset) || !scan.atEnd())
        return std::nullopt;

    using namespace std::chrono;
    const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                              std::chrono::day{static_cast<unsigned>(day)}};
    if (year < 1 || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const Instant instant =
        Instant{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} + fraction - offset;
    // The offset may carry it out of the years that have four digits.
    static constexpr Instant first = sys_days{std::chrono::year{1} / January / 1};
    static constexpr Instant end = sys_days{std::chrono::year{10000} / January / 1};
    return instant >= first && instant < end ? std::optional(instant) : std::nullopt;
}

std::string formatInstant(Instant instant)
{
    using namespace std::chrono;
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{instant - day};
    const auto micros = time.subseconds().count();
    std::array<char, 48> text{};
    const bool fine = micros % 1000 != 0;
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%0*dZ",
                                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                     static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                                     static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                                     fine ? 6 : 3, static_cast<int>(fine ? micros : micros / 1000));
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<std::chrono::seconds> parseDuration(std::string_view text)
{
    struct Unit {
        std::chrono::seconds length;
        std::array<std::string_view, 5> names;
    };
    static constexpr Unit units[] = {
        {std::chrono::seconds{1}, {"second", "seconds", "sec", "secs", "s"}},
        {std::chrono::minutes{1}, {"minute", "minutes", "min", "mins", "m"}},
        {std::chrono::hours{1}, {"hour", "hours", "hr", "hrs", "h"}},
        {std::chrono::days{1}, {"day", "days", "d", "d", "d"}},
        {std::chrono::weeks{1}, {"week", "weeks", "w", "w", "w"}},
    };
    std::int64_t count = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0 || count > maxDuration.count())
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    for (const auto& unit : units)
        if (std::ranges::find(unit.names, text) != unit.names.end() && count <= maxDuration / unit.length)
            return count * unit.length;
    return std::nullopt;
}

} // namespace runlens
