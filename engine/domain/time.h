// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace runlens {

using Duration = std::chrono::microseconds;
/// A point of UTC, to the microsecond; the years 0001 to 9999 occur.
using Instant = std::chrono::sys_time<Duration>;

/// Reads an ISO 8601 time with an offset: `2026-06-08T14:15:00.000Z`, `…T14:15:00+02:00`, and the form with a
/// blank and a short offset, `2026-10-01 12:00:00.000000+00`. Digits beyond the microsecond are cut off.
/// Anything else (no offset, no time of day, a 30 February, second 60, a year outside 1–9999) is nothing.
[[nodiscard]] std::optional<Instant> parseInstant(std::string_view text);

/// `2026-06-08T14:15:00.000Z`: milliseconds always, microseconds only where there are any.
[[nodiscard]] std::string formatInstant(Instant instant);

/// No length of time of the contract is longer: a hundred years.
inline constexpr std::chrono::seconds maxDuration = std::chrono::days{36525};

/// Reads a length of time as definitions write it: "3 days", "24 hours", "90 minutes", "1 week", "45s". A whole number
/// of one unit, from 0 to maxDuration; anything else is nothing.
[[nodiscard]] std::optional<std::chrono::seconds> parseDuration(std::string_view text);

} // namespace runlens
