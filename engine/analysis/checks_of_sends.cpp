// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/checks.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace runlens::checks {
namespace {

enum class Fate : std::uint8_t { good, bad, untold };

Fate fateOf(const Message& message) noexcept
{
    switch (message.status.value) {
    case MessageStatus::failed:
    case MessageStatus::bounced:
    case MessageStatus::complained:
    case MessageStatus::suppressed: return Fate::bad;
    case MessageStatus::queued:
    case MessageStatus::sent:
    case MessageStatus::delivered:
    case MessageStatus::opened:
    case MessageStatus::clicked:
    case MessageStatus::deferred: return Fate::good;
    case MessageStatus::unknown: break;
    }
    return Fate::untold;
}

/// The server itself does not know: it was never answered.
bool isUnanswered(const Message& message) noexcept
{
    const bool toldNothing = !message.status.present() && message.events.empty() && message.lastEvent.empty();
    return toldNothing || message.status.original == "unknown";
}

std::string nameOf(const Run& run, std::size_t message)
{
    const Message& it = run.messages[message];
    if (!it.title.empty())
        return it.title;
    return it.step ? labelOf(run, *it.step) : refToMessage(run, message, {}).id;
}

EvidenceItem statusOfMessage(const Run& run, std::size_t message)
{
    return item(refToMessage(run, message, "status"), run.messages[message].status.name());
}

void reportRetries(Context& context, std::size_t index)
{
    const Step& step = context.run.steps[index];
    const auto failed = std::ranges::count_if(step.attempts, [](const Attempt& it) { return it.error.has_value(); });
    if (step.status != StepStatus::completed || failed == 0)
        return;
    std::vector<EvidenceItem> items;
    std::string error;
    for (std::size_t i = 0; i < step.attempts.size(); ++i) {
        if (!step.attempts[i].error)
            continue;
        error = errorText(*step.attempts[i].error);
        items.push_back(item(refToAttempt(context.run, index, i, "error"), error));
    }
    context.report(FindingCode::sendRetried, Severity::notice, index,
                   {labelOf(context.run, index), static_cast<std::int64_t>(failed), error}, std::move(items));
}

/// How many messages a step has; one that is listed twice under its id is one.
std::size_t distinctMessages(const Run& run, const Step& step)
{
    std::unordered_set<std::string_view> ids;
    std::size_t nameless = 0;
    for (const std::size_t message : step.messages) {
        const std::string& id = run.messages[message].id.text();
        if (id.empty())
            ++nameless;
        else
            ids.insert(id);
    }
    return ids.size() + nameless;
}

/// A guardrail that held a step back let nothing out; a message that was suppressed did not go out either.
void reportSkippedYetSent(Context& context, std::size_t index, Tally& tally)
{
    const Step& step = context.run.steps[index];
    if (step.status != StepStatus::skipped)
        return;
    for (const std::size_t message : step.messages) {
        const Message& it = context.run.messages[message];
        if (it.status == MessageStatus::suppressed)
            continue;
        tally.found();
        context.report(
            FindingCode::skippedYetSent, Severity::error, index,
            {labelOf(context.run, index), it.title.empty() ? refToMessage(context.run, message, {}).id : it.title},
            {statusOf(context.run, index), statusOfMessage(context.run, message)});
    }
}

} // namespace

CheckResult messagesArrived(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.messages.size(); ++i) {
        const Message& message = context.run.messages[i];
        switch (fateOf(message)) {
        case Fate::good: tally.good(); break;
        case Fate::untold: tally.untold(); break;
        case Fate::bad:
            tally.found();
            context.report(FindingCode::messageFailed,
                           message.status == MessageStatus::failed ? Severity::error : Severity::warning, message.step,
                           {nameOf(context.run, i), std::string(message.status.name())},
                           {statusOfMessage(context.run, i)});
            break;
        }
    }
    return tally.result();
}

CheckResult sendsAccountedFor(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        const Step& step = context.run.steps[i];
        if (isSend(step.type.value))
            reportRetries(context, i);
        if (!isSend(step.type.value) || step.status != StepStatus::completed)
            continue;
        const auto unanswered = std::ranges::find_if(
            step.messages, [&](std::size_t message) { return isUnanswered(context.run.messages[message]); });
        const bool nothingToShow = step.messages.empty() && step.attempts.empty();
        tally.saw(unanswered == step.messages.end() && !nothingToShow);
        if (unanswered != step.messages.end())
            context.report(FindingCode::sendUnknown, Severity::warning, i, {labelOf(context.run, i)},
                           {statusOf(context.run, i), statusOfMessage(context.run, *unanswered)});
        else if (nothingToShow)
            context.report(FindingCode::sendUnknown, Severity::warning, i, {labelOf(context.run, i)},
                           {statusOf(context.run, i)});
    }
    return tally.result();
}

CheckResult oneMessagePerSend(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        const Step& step = context.run.steps[i];
        if (step.messages.empty())
            continue;
        reportSkippedYetSent(context, i, tally);
        const std::size_t count = distinctMessages(context.run, step);
        tally.saw(count == 1);
        if (count == 1)
            continue;
        std::vector<EvidenceItem> items;
        items.reserve(step.messages.size());
        for (const std::size_t message : step.messages)
            items.push_back(
                item(refToMessage(context.run, message, "created_at"), context.run.messages[message].createdAt));
        context.report(FindingCode::severalMessages, Severity::error, i,
                       {labelOf(context.run, i), static_cast<std::int64_t>(count)}, std::move(items));
    }
    return tally.result();
}

} // namespace runlens::checks
