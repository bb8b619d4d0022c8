// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/domain/words.h"

#include <span>
#include <string>

namespace runlens {
namespace {

template <class E>
struct Word {
    std::string_view text;
    E value;
};

// The first word of a value is the one we write; the others are accepted when reading.
constexpr Word<RunStatus> runStatusWords[] = {
    {"queued", RunStatus::queued},       {"running", RunStatus::running}, {"waiting", RunStatus::waiting},
    {"completed", RunStatus::completed}, {"failed", RunStatus::failed},   {"cancelled", RunStatus::cancelled},
    {"canceled", RunStatus::cancelled},
};
constexpr Word<StepStatus> stepStatusWords[] = {
    {"pending", StepStatus::pending},     {"queued", StepStatus::queued},       {"running", StepStatus::running},
    {"waiting", StepStatus::waiting},     {"completed", StepStatus::completed}, {"failed", StepStatus::failed},
    {"cancelled", StepStatus::cancelled}, {"canceled", StepStatus::cancelled},  {"skipped", StepStatus::skipped},
};
constexpr Word<WaitStatus> waitStatusWords[] = {
    {"waiting", WaitStatus::waiting},     {"received", WaitStatus::received},  {"timed_out", WaitStatus::timedOut},
    {"cancelled", WaitStatus::cancelled}, {"canceled", WaitStatus::cancelled},
};
constexpr Word<StepType> stepTypeWords[] = {
    {"delay", StepType::delay},
    {"condition", StepType::condition},
    {"wait_for_event", StepType::waitForEvent},
    {"send_email_template", StepType::sendEmailTemplate},
    {"send_push_template", StepType::sendPushTemplate},
    {"contact_update", StepType::contactUpdate},
    {"add_to_audience", StepType::addToAudience},
    {"remove_from_audience", StepType::removeFromAudience},
    {"set_topic_subscription", StepType::setTopicSubscription},
};
constexpr Word<Branch> branchWords[] = {
    {"next", Branch::next},
    {"received", Branch::received},
    {"event_received", Branch::received},
    {"timeout", Branch::timeout},
    {"timed_out", Branch::timeout},
    {"true", Branch::isTrue},
    {"condition_met", Branch::isTrue},
    {"yes", Branch::isTrue},
    {"false", Branch::isFalse},
    {"condition_not_met", Branch::isFalse},
    {"no", Branch::isFalse},
};
constexpr Word<IdentityType> identityTypeWords[] = {
    {"contact_id", IdentityType::contactId},
    {"external_id", IdentityType::externalId},
    {"email", IdentityType::email},
};
constexpr Word<MessageStatus> messageStatusWords[] = {
    {"queued", MessageStatus::queued},
    {"sent", MessageStatus::sent},
    {"send", MessageStatus::sent},
    {"delivered", MessageStatus::delivered},
    {"delivery", MessageStatus::delivered},
    {"opened", MessageStatus::opened},
    {"open", MessageStatus::opened},
    {"clicked", MessageStatus::clicked},
    {"click", MessageStatus::clicked},
    {"deferred", MessageStatus::deferred},
    {"bounced", MessageStatus::bounced},
    {"bounce", MessageStatus::bounced},
    {"complained", MessageStatus::complained},
    {"complaint", MessageStatus::complained},
    {"failed", MessageStatus::failed},
    {"suppressed", MessageStatus::suppressed},
};

template <class E>
std::string_view textOf(std::span<const Word<E>> words, E value) noexcept
{
    for (const auto& word : words)
        if (word.value == value)
            return word.text;
    return {};
}

template <class E>
Named<E> valueOf(std::span<const Word<E>> words, std::string_view text)
{
    for (const auto& word : words)
        if (word.text == text)
            return word.value;
    return Named<E>::unknownWord(std::string(text));
}

} // namespace

std::string_view wireName(RunStatus value) noexcept { return textOf<RunStatus>(runStatusWords, value); }
std::string_view wireName(StepStatus value) noexcept { return textOf<StepStatus>(stepStatusWords, value); }
std::string_view wireName(WaitStatus value) noexcept { return textOf<WaitStatus>(waitStatusWords, value); }
std::string_view wireName(StepType value) noexcept { return textOf<StepType>(stepTypeWords, value); }
std::string_view wireName(Branch value) noexcept { return textOf<Branch>(branchWords, value); }
std::string_view wireName(IdentityType value) noexcept { return textOf<IdentityType>(identityTypeWords, value); }
std::string_view wireName(MessageStatus value) noexcept { return textOf<MessageStatus>(messageStatusWords, value); }
std::string_view wireName(MessageReport value) noexcept { return messageReportWords[static_cast<std::size_t>(value)]; }

Named<RunStatus> runStatusOf(std::string_view word) { return valueOf<RunStatus>(runStatusWords, word); }
Named<StepStatus> stepStatusOf(std::string_view word) { return valueOf<StepStatus>(stepStatusWords, word); }
Named<WaitStatus> waitStatusOf(std::string_view word) { return valueOf<WaitStatus>(waitStatusWords, word); }
Named<StepType> stepTypeOf(std::string_view word) { return valueOf<StepType>(stepTypeWords, word); }
Named<Branch> branchOf(std::string_view word) { return valueOf<Branch>(branchWords, word); }
Named<IdentityType> identityTypeOf(std::string_view word) { return valueOf<IdentityType>(identityTypeWords, word); }
Named<MessageStatus> messageStatusOf(std::string_view word) { return valueOf<MessageStatus>(messageStatusWords, word); }

bool isSend(StepType type) noexcept
{
    return type == StepType::sendEmailTemplate || type == StepType::sendPushTemplate;
}

} // namespace runlens
