// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/message_report.h"

#include <array>
#include <cstddef>
#include <string>

namespace runlens::journey {
namespace {

struct Known {
    MessageStatus status;
    std::string_view mailEvent; ///< empty where the platform has none
    std::string_view pushEvent;
};

/// By MessageReport.
constexpr std::array<Known, 5> reports{{
    {MessageStatus::delivered, "sendrealm.mail.delivery", ""},
    {MessageStatus::opened, "sendrealm.mail.open", "sendrealm.push.open"},
    {MessageStatus::clicked, "", ""},
    {MessageStatus::bounced, "", ""},
    {MessageStatus::complained, "", ""},
}};

const Known& known(MessageReport report) { return reports.at(static_cast<std::size_t>(report)); }

} // namespace

std::string_view eventNameOf(MessageReport report, Channel channel) noexcept
{
    return channel == Channel::email ? known(report).mailEvent : known(report).pushEvent;
}

void tellReport(Message& message, MessageReport report, Instant at)
{
    const bool ended = message.status == MessageStatus::bounced || message.status == MessageStatus::complained;
    if (!ended && known(report).status > message.status.value)
        message.status = known(report).status;
    message.lastEvent = wireName(report);
    message.events.push_back({std::string(wireName(report)), at, {}});
}

} // namespace runlens::journey
