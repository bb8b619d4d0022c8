// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/rate_headers.h"

#include <QList>

#include <algorithm>

namespace runlens::client {
namespace {

std::optional<double> number(const QByteArray& text)
{
    bool good = false;
    const double value = text.trimmed().toDouble(&good);
    return good && value >= 0 && value < 1e12 ? std::optional(value) : std::nullopt;
}

std::chrono::milliseconds untilReset(double value, Instant now)
{
    constexpr double nobodyWaitsSoLong = 1e8; // seconds: then it is a time of day
    const double today = std::chrono::duration<double>(now.time_since_epoch()).count();
    const double seconds = std::clamp(value > nobodyWaitsSoLong ? value - today : value, 0.0, nobodyWaitsSoLong);
    return std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(seconds * 1000));
}

/// `limit=10, remaining=5, reset=3`, and the shorter `"default";r=5;t=3`.
void readCombined(const QByteArray& text, RateHeaders& said, Instant now)
{
    QByteArray parted = text;
    parted.replace(';', ',');
    for (const QByteArray& part : parted.split(',')) {
        const auto at = part.indexOf('=');
        const QByteArray name = part.left(std::max<qsizetype>(at, 0)).trimmed().toLower();
        const auto value = number(part.mid(at + 1));
        if (value && (name == "r" || name == "remaining"))
            said.remaining = value;
        else if (value && (name == "t" || name == "reset"))
            said.reset = untilReset(*value, now);
    }
}

} // namespace

RateHeaders readRateHeaders(const std::function<QByteArray(const char*)>& header, Instant now)
{
    RateHeaders said;
    readCombined(header("ratelimit"), said, now);
    for (const char* name : {"ratelimit-remaining", "x-ratelimit-remaining"})
        if (const auto value = number(header(name)); value && !said.remaining)
            said.remaining = value;
    for (const char* name : {"ratelimit-reset", "x-ratelimit-reset"})
        if (const auto value = number(header(name)); value && !said.reset)
            said.reset = untilReset(*value, now);
    return said;
}

} // namespace runlens::client
