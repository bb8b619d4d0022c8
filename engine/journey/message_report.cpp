// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/message_report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace runlens::journey {
namespace {

struct Known {
    MessageStatus status;
    std::string_view name;
    std::string_view mailEvent; ///< empty where the platform has none
    std::string_view pushEvent;
};

/// By MessageReport.
constexpr std::array<Known, 5> reports{{
    {MessageStatus::delivered, "delivery", "sendrealm.mail.delivery", ""},
    {MessageStatus::opened, "open", "sendrealm.mail.open", "sendrealm.push.open"},
    {MessageStatus::clicked, "click", "", ""},
    {MessageStatus::bounced, "bounce", "", ""},
    {MessageStatus::complained, "complaint", "", ""},
}};

const Known& known(MessageReport report) { return reports.at(static_cast<std::size_t>(report)); }

} // namespace

std::string_view nameOf(MessageReport report) noexcept { return known(report).name; }

std::optional<MessageReport> messageReportOf(std::string_view name) noexcept
{
    const auto found = std::ranges::find(reports, name, &Known::name);
    if (found == reports.end())
        return std::nullopt;
    return static_cast<MessageReport>(found - reports.begin());
}

std::string_view eventNameOf(MessageReport report, Channel channel) noexcept
{
    return channel == Channel::email ? known(report).mailEvent : known(report).pushEvent;
}

void tellReport(Message& message, MessageReport report, Instant at)
{
    const bool ended = message.status == MessageStatus::bounced || message.status == MessageStatus::complained;
    if (!ended && known(report).status > message.status.value)
        message.status = known(report).status;
    message.lastEvent = nameOf(report);
    message.events.push_back({std::string(nameOf(report)), at, {}});
}

} // namespace runlens::journey
