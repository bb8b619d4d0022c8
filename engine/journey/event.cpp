// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/event.h"

#include <algorithm>
#include <array>

namespace runlens::journey {
namespace {

constexpr std::string_view reservedPrefix = "sendrealm.";
constexpr std::size_t longestName = 255;

constexpr std::array<std::string_view, 13> systemEvents{
    "sendrealm.mail.send",          "sendrealm.mail.delivery",    "sendrealm.mail.open",
    "sendrealm.mail.click",         "sendrealm.mail.bounce",      "sendrealm.mail.complaint",
    "sendrealm.push.send",          "sendrealm.push.open",        "sendrealm.contact.created",
    "sendrealm.contact.updated",    "sendrealm.audience.entered", "sendrealm.topic.subscribed",
    "sendrealm.topic.unsubscribed",
};

bool isLetterOfName(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

} // namespace

bool isEventName(std::string_view name) noexcept
{
    if (name.empty() || name.size() > longestName || name.front() == '.' || name.back() == '.')
        return false;
    return name.find("..") == std::string_view::npos
           && std::ranges::all_of(name, [](char c) { return c == '.' || isLetterOfName(c); });
}

bool isReservedEventName(std::string_view name) noexcept { return name.starts_with(reservedPrefix); }

bool isSystemEventName(std::string_view name) noexcept
{
    return std::ranges::find(systemEvents, name) != systemEvents.end();
}

} // namespace runlens::journey
