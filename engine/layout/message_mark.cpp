// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/message_mark.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace runlens::layout {
namespace {

/// "sendrealm.mail.delivery" and "delivery" say the same.
MessageStatus stageOf(std::string_view eventType)
{
    if (const auto dot = eventType.rfind('.'); dot != std::string_view::npos)
        eventType.remove_prefix(dot + 1);
    return messageStatusOf(eventType).value;
}

bool isGoodStage(MessageStatus stage) noexcept
{
    return stage >= MessageStatus::sent && stage <= MessageStatus::clicked;
}

/// The furthest good stage that any field of the message speaks of.
MessageStatus furthestStage(const Message& message)
{
    MessageStatus furthest = MessageStatus::unknown;
    const auto consider = [&furthest](MessageStatus stage) {
        if (isGoodStage(stage))
            furthest = std::max(furthest, stage);
        else if (stage == MessageStatus::bounced || stage == MessageStatus::complained
                 || stage == MessageStatus::deferred)
            furthest = std::max(furthest, MessageStatus::sent); // it was handed over, or it could not have come back
    };
    consider(message.status.value);
    consider(stageOf(message.lastEvent));
    for (const MessageEvent& event : message.events)
        consider(stageOf(event.type));
    return furthest;
}

std::optional<MessageStatus> badEnd(const Message& message)
{
    for (const MessageStatus stage : {message.status.value, stageOf(message.lastEvent)})
        if (stage >= MessageStatus::deferred)
            return stage;
    return std::nullopt;
}

std::optional<Instant> timeOf(const Message& message, MessageStatus stage)
{
    for (const MessageEvent& event : message.events)
        if (stageOf(event.type) == stage)
            return event.occurredAt;
    return std::nullopt;
}

} // namespace

MessageMark markOf(const Message& message, std::size_t index)
{
    MessageMark mark{index, message.channel, message.title, {}};
    const MessageStatus furthest = furthestStage(message);
    const auto add = [&](MessageStatus stage, bool reached) {
        mark.dots.push_back({stage, reached, timeOf(message, stage)});
    };
    add(MessageStatus::sent, furthest >= MessageStatus::sent);
    if (const auto end = badEnd(message)) {
        add(*end, true);
        return mark;
    }
    // A push has no documented delivery event, so its absence says nothing.
    if (message.channel == Channel::email || furthest == MessageStatus::delivered)
        add(MessageStatus::delivered, furthest >= MessageStatus::delivered);
    add(MessageStatus::opened, furthest >= MessageStatus::opened);
    if (furthest == MessageStatus::clicked)
        add(MessageStatus::clicked, true);
    return mark;
}

} // namespace runlens::layout
