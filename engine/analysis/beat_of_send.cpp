// SPDX-License-Identifier: GPL-3.0-or-later
// What was sent, and how far it got.
#include "engine/analysis/beat.h"
#include "engine/analysis/field_ref.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace runlens::story {
namespace {

/// When a message reached a stage, as its own events tell.
Moment eventOf(const Run& run, std::size_t message, MessageStatus stage)
{
    const auto& events = run.messages[message].events;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (events[i].occurredAt && messageStatusOf(events[i].type) == stage)
            return {Origin::reported, *events[i].occurredAt, refToMessageEvent(run, message, i, "occurred_at")};
    return {};
}

Moment handedOver(const Run& run, std::size_t step, std::size_t message)
{
    if (Moment sent = eventOf(run, message, MessageStatus::sent); sent.known())
        return sent;
    // The message of a retried send may have been made before its first try.
    const auto& attempts = run.steps[step].attempts;
    if (attempts.size() > 1 && attempts.back().endedAt)
        return {Origin::reported, *attempts.back().endedAt, refToAttempt(run, step, attempts.size() - 1, "ended_at")};
    const auto& createdAt = run.messages[message].createdAt;
    return createdAt ? Moment{Origin::reported, *createdAt, refToMessage(run, message, "created_at")} : Moment();
}

/// The farthest stage that the status or an event tells; a way to end badly, being farther than any, stays what it is.
Named<MessageStatus> stageOf(const Message& message)
{
    Named<MessageStatus> farthest = message.status.present() ? message.status : messageStatusOf(message.lastEvent);
    for (const MessageEvent& event : message.events) {
        const Named<MessageStatus> stage = messageStatusOf(event.type);
        if (stage.value <= MessageStatus::clicked && stage.value > farthest.value)
            farthest = stage;
    }
    return farthest;
}

struct Tries {
    std::int64_t failed = 0;
    std::string lastError;
};

Sentence sentenceOf(const Run& run, std::size_t step, std::size_t message, const std::string& title)
{
    const Named<MessageStatus> stage = stageOf(run.messages[message]);
    const Moment sent = handedOver(run, step, message);
    const auto at = [&](MessageStatus it) { return eventOf(run, message, it); };
    switch (stage.value) {
    case MessageStatus::queued: return {Situation::messageQueued, {title}};
    case MessageStatus::sent: return {Situation::messageSent, {title, sent}};
    case MessageStatus::delivered: return {Situation::messageDelivered, {title, sent, at(MessageStatus::delivered)}};
    case MessageStatus::opened: return {Situation::messageOpened, {title, sent, at(MessageStatus::opened)}};
    case MessageStatus::clicked: return {Situation::messageClicked, {title, sent, at(MessageStatus::clicked)}};
    case MessageStatus::deferred: return {Situation::messageDeferred, {title, sent}};
    case MessageStatus::bounced: return {Situation::messageBounced, {title, sent}};
    case MessageStatus::complained: return {Situation::messageComplained, {title, sent}};
    case MessageStatus::failed: return {Situation::messageFailed, {title}};
    case MessageStatus::suppressed: return {Situation::messageSuppressed, {title}};
    case MessageStatus::unknown: break;
    }
    if (stage.original.empty() || stage.original == "unknown")
        return {Situation::messageUnknown, {title}};
    return {Situation::messageOther, {title, stage.original}};
}

bool isTrouble(Situation situation) noexcept
{
    switch (situation) {
    case Situation::messageBounced:
    case Situation::messageComplained:
    case Situation::messageFailed:
    case Situation::messageSuppressed:
    case Situation::messageUnknown: return true;
    default: return false;
    }
}

/// Whole, where the second try got through: one sentence tells both.
std::optional<Sentence> retriedOnce(const Sentence& outcome, std::size_t attempts, const Tries& tries)
{
    if (attempts != 2 || tries.failed != 1 || tries.lastError.empty())
        return {};
    if (outcome.situation == Situation::messageSent)
        return Sentence{Situation::retriedSent, {outcome.arguments[0], tries.lastError, outcome.arguments[1]}};
    if (outcome.situation == Situation::messageDelivered)
        return Sentence{Situation::retriedDelivered,
                        {outcome.arguments[0], tries.lastError, outcome.arguments[1], outcome.arguments[2]}};
    return {};
}

} // namespace

void Teller::tellSend(std::size_t index, Beat& beat) const
{
    const Step& step = run.steps[index];
    beat.weight = std::max(beat.weight, Weight::send);
    if (step.status == StepStatus::running || step.status == StepStatus::waiting)
        beat.weight = Weight::present;
    if (step.messages.empty()) {
        beat.sentences.push_back({Situation::sendUntold, {labelOf(index)}});
        return;
    }
    // More than one message is a finding; the story tells the last.
    tellMessage(index, step.messages.back(), beat);
}

void Teller::tellMessage(std::size_t index, std::size_t message, Beat& beat) const
{
    const Step& step = run.steps[index];
    const std::string title = run.messages[message].title.empty() ? labelOf(index) : run.messages[message].title;
    const Sentence outcome = sentenceOf(run, index, message, title);
    if (isTrouble(outcome.situation))
        beat.weight = std::max(beat.weight, Weight::message);
    Tries tries;
    for (const Attempt& attempt : step.attempts) {
        if (!attempt.error)
            continue;
        ++tries.failed;
        tries.lastError = errorText(*attempt.error);
    }
    if (const auto whole = retriedOnce(outcome, step.attempts.size(), tries)) {
        beat.sentences.push_back(*whole);
        return;
    }
    if (tries.failed == 1 && !tries.lastError.empty())
        beat.sentences.push_back({Situation::firstTryFailed, {title, tries.lastError}});
    else if (tries.failed > 1 && !tries.lastError.empty())
        beat.sentences.push_back({Situation::triesFailed, {title, tries.failed, tries.lastError}});
    beat.sentences.push_back(outcome);
}

} // namespace runlens::story
