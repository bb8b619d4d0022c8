// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/words/time_text.h"

#include <QString>

#include <cstdint>

namespace runlens::shell {

/// In which zone times are written.
enum class ZoneChoice : std::uint8_t { utc, mine };

/// The style for it, with the day of `now` as today. Where the system's zone is not known, that is UTC.
[[nodiscard]] TimeStyle timeStyleOf(ZoneChoice choice, Instant now);

/// "UTC", "Europe/Lisbon".
[[nodiscard]] QString zoneName(const TimeStyle& style);

} // namespace runlens::shell
