// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/run_tables.h"

#include "engine/domain/run.h"
#include "engine/wire/decoder.h"
#include "engine/wire/field_rules.h"
#include "engine/wire/finish_run.h"

namespace runlens {
namespace {

using namespace rules;

bool failureMessage(Failure& failure, std::string_view text)
{
    failure.message.assign(text);
    return true;
}

/// A failure is an object, or its message alone.
template <auto Member>
constexpr FieldRule failure(const ObjectType& type, std::string_view name)
{
    FieldRule rule = object<Member>(type, name);
    rule.expected = "an object or a text";
    rule.text = [](void* owner, std::string_view text) {
        return failureMessage(MemberOf<Member>::of(owner).emplace(), text);
    };
    return rule;
}

Wait* addWait(Decoder& decoder, std::string_view list, bool inStep)
{
    Draft& draft = decoder.draft();
    Wait& wait = draft.run->waits.emplace_back();
    (inStep ? wait.listed.inStep : wait.listed.inRun) = true;
    if (inStep)
        wait.step = draft.run->steps.size() - 1;
    draft.waits.push_back({wait.step, list, decoder.itemIndex()});
    return &wait;
}

Message* addMessage(Decoder& decoder, std::string_view list, Channel channel, bool inStep)
{
    Draft& draft = decoder.draft();
    Message& message = draft.run->messages.emplace_back();
    message.channel = channel;
    (inStep ? message.listed.inStep : message.listed.inRun) = true;
    if (inStep)
        message.step = draft.run->steps.size() - 1;
    draft.messages.push_back({message.step, list, decoder.itemIndex()});
    return &message;
}

constexpr FieldRule listOf(const ObjectType& type, std::string_view name, void* (*item)(void*, Decoder&))
{
    FieldRule rule = plain("a list", name);
    rule.item = item;
    rule.itemType = &type;
    return rule;
}

constexpr auto eventRules =
    table(text<&Event::id>("id"), text<&Event::name>("event_name", "event", "name"), any<&Event::payload>("payload"),
          time<&Event::occurredAt>("occurred_at"), time<&Event::receivedAt>("received_at"));
constexpr ObjectType eventType(eventRules, &otherOf<&Event::other>);

constexpr auto failureRules = table(text<&Failure::code>("code"), text<&Failure::message>("message"),
                                    text<&Failure::stepKey>("step_key"), time<&Failure::occurredAt>("occurred_at"));
constexpr ObjectType failureType(failureRules, &otherOf<&Failure::other>);

constexpr auto attemptRules =
    table(integer<&Attempt::number>("number"), time<&Attempt::startedAt>("started_at"),
          time<&Attempt::endedAt>("ended_at", "completed_at"), failure<&Attempt::error>(failureType, "error"));
constexpr ObjectType attemptType(attemptRules, &otherOf<&Attempt::other>);

constexpr auto deferralRules = table(time<&Deferral::until>("until"), text<&Deferral::reason>("reason"));
constexpr ObjectType deferralType(deferralRules, &otherOf<&Deferral::other>);

constexpr auto waitRules = table(
    text<&Wait::id>("id"), text<&Wait::stepId>("step_id"), text<&Wait::stepKey>("step_key", "automation_step_key"),
    word<&Wait::stepType, stepTypeOf>("step_type"), text<&Wait::eventName>("waiting_for_event_name", "event_name"),
    word<&Wait::status, waitStatusOf>("status"), text<&Wait::identityValue>("resolved_identity_value"),
    time<&Wait::openedAt>("opened_at"), time<&Wait::timeoutAt>("timeout_at"), time<&Wait::resumedAt>("resumed_at"),
    time<&Wait::timedOutAt>("timed_out_at"), word<&Wait::outcomeBranch, branchOf>("outcome_branch"),
    object<&Wait::resumedBy>(eventType, "resumed_by_event"), list<&Wait::lateEvents>(eventType, "late_events"));

constexpr auto messageEventRules =
    table(text<&MessageEvent::type>("type"), time<&MessageEvent::occurredAt>("occurred_at"));
constexpr ObjectType messageEventType(messageEventRules, &otherOf<&MessageEvent::other>);

/// A push has a title and an email a subject; each is accepted for the other.
constexpr std::array<FieldRule, 9> messageRules(std::string_view title, std::string_view also)
{
    return {
        text<&Message::id>("id"),
        text<&Message::title>(title, also),
        word<&Message::status, messageStatusOf>("status"),
        text<&Message::lastEvent>("last_event"),
        text<&Message::stepKey>("automation_step_key", "step_key"),
        text<&Message::templateVersionId>("template_version_id"),
        text<&Message::contactId>("contact_id"),
        time<&Message::createdAt>("created_at"),
        list<&Message::events>(messageEventType, "events"),
    };
}
constexpr auto emailRules = messageRules("subject", "title");
constexpr auto pushRules = messageRules("title", "subject");

} // namespace

constexpr ObjectType waitType(waitRules, &otherOf<&Wait::other>);
constexpr ObjectType emailType(emailRules, &otherOf<&Message::other>);
constexpr ObjectType pushType(pushRules, &otherOf<&Message::other>);

namespace {

constexpr auto stepRules = table(
    text<&Step::id>("id"), text<&Step::key>("step_key", "key"), word<&Step::type, stepTypeOf>("step_type", "type"),
    word<&Step::status, stepStatusOf>("status"), word<&Step::branchTaken, branchOf>("branch_taken"),
    time<&Step::startedAt>("started_at"), time<&Step::completedAt>("completed_at"),
    list<&Step::attempts>(attemptType, "attempts"), list<&Step::deferrals>(deferralType, "deferrals"),
    text<&Step::skipReason>("skip_reason"), failure<&Step::error>(failureType, "error"),
    any<&Step::condition>("condition"),
    listOf(waitType, "waits", [](void*, Decoder& decoder) -> void* { return addWait(decoder, "waits", true); }),
    listOf(emailType, "linked_emails",
           [](void*, Decoder& decoder) -> void* { return addMessage(decoder, "linked_emails", Channel::email, true); }),
    listOf(pushType, "linked_push_notifications", [](void*, Decoder& decoder) -> void* {
        return addMessage(decoder, "linked_push_notifications", Channel::push, true);
    }));
constexpr ObjectType stepType(stepRules, &otherOf<&Step::other>);

void* addStep(void* /*run*/, Decoder& decoder)
{
    Draft& draft = decoder.draft();
    // A run has a handful of steps: growing one by one would move each of them three times.
    if (draft.run->steps.empty())
        draft.run->steps.reserve(8);
    draft.stepItems.push_back(decoder.itemIndex());
    return &draft.run->steps.emplace_back();
}

constexpr auto runRules = table(
    text<&Run::id>("id"), text<&Run::automationId>("automation_id"),
    text<&Run::automationVersionId>("automation_version_id"), text<&Run::triggerEventName>("trigger_event_name"),
    word<&Run::identityType, identityTypeOf>("resolved_identity_type"),
    text<&Run::identityValue>("resolved_identity_value"), word<&Run::status, runStatusOf>("status"),
    object<&Run::triggerEvent>(eventType, "trigger_event"), time<&Run::createdAt>("created_at"),
    time<&Run::startedAt>("started_at"), time<&Run::completedAt>("completed_at"),
    text<&Run::currentStepKey>("current_step_key"), failure<&Run::lastError>(failureType, "last_error"),
    integer<&Run::sentCount>("sent_count"), any<&Run::shape>("shape"), listOf(stepType, "steps", &addStep),
    listOf(waitType, "waits", [](void*, Decoder& decoder) -> void* { return addWait(decoder, "waits", false); }),
    listOf(emailType, "sent_emails",
           [](void*, Decoder& decoder) -> void* { return addMessage(decoder, "sent_emails", Channel::email, false); }),
    listOf(pushType, "sent_push_notifications", [](void*, Decoder& decoder) -> void* {
        return addMessage(decoder, "sent_push_notifications", Channel::push, false);
    }));

} // namespace

constexpr ObjectType runType(runRules, &otherOf<&Run::other>,
                             [](void* run, Decoder& decoder) { finishRun(*static_cast<Run*>(run), decoder); });

namespace {

constexpr FieldRule enveloped()
{
    FieldRule rule = plain("an object", "data");
    rule.child = [](void* run, Decoder&) -> void* { return run; };
    rule.childType = &runType;
    return rule;
}
constexpr auto envelopeRules = table(enveloped());

} // namespace

constexpr ObjectType runEnvelope(envelopeRules);

} // namespace runlens
