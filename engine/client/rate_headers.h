// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says of its limits: RateLimit-Remaining and -Reset, the same with X- before it, or both in RateLimit.
// Private to client.
#pragma once

#include "engine/domain/time.h"

#include <QByteArray>

#include <chrono>
#include <functional>
#include <optional>

namespace runlens::client {

struct RateHeaders {
    std::optional<double> remaining;                ///< requests
    std::optional<std::chrono::milliseconds> reset; ///< until there are new ones
};

/// Header names are looked up by `header`, in lower case; absent ones are empty. `now` is for those who say a
/// time of day, in seconds since 1970.
[[nodiscard]] RateHeaders readRateHeaders(const std::function<QByteArray(const char*)>& header, Instant now);

} // namespace runlens::client
