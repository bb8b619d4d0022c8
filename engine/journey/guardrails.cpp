// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/guardrails.h"

#include "engine/journey/mutants.h"

#include <algorithm>

namespace runlens::journey {
namespace {

bool isSuppressed(const Contact& contact, Channel channel) noexcept
{
    return channel == Channel::email ? contact.emailSuppressed : contact.pushSuppressed;
}

/// The first time at which cap and send times both let it pass; each may push it on to where the other does not.
std::optional<Instant> nextEligible(const SendQuestion& question, const Facts& facts)
{
    Instant at = question.now;
    while (at <= question.limit) {
        const auto sendTime = nextSendTime(at, question.limit, facts.policy, facts.zone);
        if (!sendTime)
            return std::nullopt;
        const auto room = question.holdsSlot ? sendTime : nextCapRoom(*sendTime, question.channel, facts);
        if (!room || *room == *sendTime)
            return room;
        at = *room;
    }
    return std::nullopt;
}

} // namespace

std::string_view nameOf(SkipReason reason) noexcept
{
    switch (reason) {
    case SkipReason::unsubscribed: return "unsubscribed";
    case SkipReason::suppressed: return "suppressed";
    case SkipReason::noEligibleTime: return "no_eligible_time";
    }
    return "";
}

std::string_view nameOf(DeferReason reason) noexcept
{
    switch (reason) {
    case DeferReason::quietHours: return "quiet_hours";
    case DeferReason::sendWindow: return "send_window";
    case DeferReason::frequencyCap: return "frequency_cap";
    }
    return "";
}

SendDecision askGuardrails(const SendQuestion& question, const Facts& facts)
{
    if (facts.contact.unsubscribed && !mutant(Mutant::sendsToUnsubscribed))
        return Skip{SkipReason::unsubscribed};
    if (isSuppressed(facts.contact, question.channel))
        return Skip{SkipReason::suppressed};
    std::optional<DeferReason> reason;
    if (isQuiet(question.now, facts.policy, facts.zone))
        reason = DeferReason::quietHours;
    else if (!isSendTime(question.now, facts.policy, facts.zone))
        reason = DeferReason::sendWindow;
    else if (!question.holdsSlot && nextCapRoom(question.now, question.channel, facts) != question.now)
        reason = DeferReason::frequencyCap;
    if (reason) {
        const auto until = nextEligible(question, facts);
        return until ? SendDecision(Defer{*reason, *until}) : SendDecision(Skip{SkipReason::noEligibleTime});
    }
    const auto& cap = facts.policy.caps.sends;
    if (!question.holdsSlot && cap && facts.usage.sends >= *cap)
        return Refuse{};
    return Send{};
}

std::optional<Instant> nextCapRoom(Instant from, Channel channel, const Facts& facts)
{
    Instant at = from;
    for (const FrequencyCap& cap : facts.policy.frequencyCaps) {
        if (cap.channel && *cap.channel != channel)
            continue;
        if (cap.sends == 0)
            return std::nullopt;
        // Room is there once the oldest of the last `sends` slots has left the window.
        std::uint32_t left = cap.sends;
        for (auto slot = facts.slots.rbegin(); slot != facts.slots.rend(); ++slot) {
            if (cap.channel && slot->channel != *cap.channel)
                continue;
            if (--left == 0) {
                at = std::max(at, slot->takenAt + cap.window);
                break;
            }
        }
    }
    return at;
}

} // namespace runlens::journey
