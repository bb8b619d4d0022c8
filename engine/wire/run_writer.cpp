// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/run_writer.h"

#include "engine/wire/json_writer.h"

#include <string_view>
#include <utility>
#include <vector>

namespace runlens {
namespace {

/// The fields of one object, in the order of the contract. What is absent is left out.
class Fields {
public:
    void text(std::string_view name, std::string_view text)
    {
        if (!text.empty())
            add(name, Value(std::string(text)));
    }
    template <class Tag>
    void id(std::string_view name, const Id<Tag>& id)
    {
        text(name, id.text());
    }
    template <class E>
    void word(std::string_view name, const Named<E>& word)
    {
        text(name, word.name());
    }
    void time(std::string_view name, const std::optional<Instant>& time)
    {
        if (time)
            add(name, Value(formatInstant(*time)));
    }
    void number(std::string_view name, const std::optional<std::int64_t>& number)
    {
        if (number)
            add(name, Value(*number));
    }
    void any(std::string_view name, const Value& value)
    {
        if (!value.isNull())
            add(name, value);
    }
    template <class T>
    void object(std::string_view name, const std::optional<T>& object, Value (*write)(const T&))
    {
        if (object)
            add(name, write(*object));
    }
    template <class T>
    void list(std::string_view name, const std::vector<T>& items, Value (*write)(const T&))
    {
        Value::Array list;
        for (const T& item : items)
            list.push_back(write(item));
        this->list(name, std::move(list));
    }
    void list(std::string_view name, Value::Array list)
    {
        if (!list.empty())
            add(name, Value(std::move(list)));
    }
    Value take(const OtherFields& other)
    {
        m_fields.insert(m_fields.end(), other.begin(), other.end());
        return Value(std::move(m_fields));
    }

private:
    void add(std::string_view name, Value value) { m_fields.push_back({std::string(name), std::move(value)}); }

    Value::Object m_fields;
};

Value eventValue(const Event& event)
{
    Fields fields;
    fields.id("id", event.id);
    fields.text("event_name", event.name);
    fields.any("payload", event.payload);
    fields.time("occurred_at", event.occurredAt);
    fields.time("received_at", event.receivedAt);
    return fields.take(event.other);
}

Value failureValue(const Failure& failure)
{
    if (failure.code.empty() && failure.stepKey.empty() && !failure.occurredAt && failure.other.empty()
        && !failure.message.empty())
        return Value(failure.message);
    Fields fields;
    fields.text("code", failure.code);
    fields.text("message", failure.message);
    fields.id("step_key", failure.stepKey);
    fields.time("occurred_at", failure.occurredAt);
    return fields.take(failure.other);
}

Value attemptValue(const Attempt& attempt)
{
    Fields fields;
    fields.number("number", attempt.number);
    fields.time("started_at", attempt.startedAt);
    fields.time("ended_at", attempt.endedAt);
    fields.object("error", attempt.error, &failureValue);
    return fields.take(attempt.other);
}

Value deferralValue(const Deferral& deferral)
{
    Fields fields;
    fields.time("until", deferral.until);
    fields.text("reason", deferral.reason);
    return fields.take(deferral.other);
}

Value waitValue(const Wait& wait)
{
    Fields fields;
    fields.id("id", wait.id);
    fields.id("step_id", wait.stepId);
    fields.id("step_key", wait.stepKey);
    fields.word("step_type", wait.stepType);
    fields.text("waiting_for_event_name", wait.eventName);
    fields.word("status", wait.status);
    fields.text("resolved_identity_value", wait.identityValue);
    fields.time("opened_at", wait.openedAt);
    fields.time("timeout_at", wait.timeoutAt);
    fields.time("resumed_at", wait.resumedAt);
    fields.time("timed_out_at", wait.timedOutAt);
    fields.word("outcome_branch", wait.outcomeBranch);
    fields.object("resumed_by_event", wait.resumedBy, &eventValue);
    fields.list("late_events", wait.lateEvents, &eventValue);
    return fields.take(wait.other);
}

Value messageEventValue(const MessageEvent& event)
{
    Fields fields;
    fields.text("type", event.type);
    fields.time("occurred_at", event.occurredAt);
    return fields.take(event.other);
}

Value messageValue(const Message& message)
{
    Fields fields;
    fields.id("id", message.id);
    fields.text(message.channel == Channel::email ? "subject" : "title", message.title);
    fields.word("status", message.status);
    fields.text("last_event", message.lastEvent);
    fields.id("automation_step_key", message.stepKey);
    fields.id("template_version_id", message.templateVersionId);
    fields.id("contact_id", message.contactId);
    fields.time("created_at", message.createdAt);
    fields.list("events", message.events, &messageEventValue);
    return fields.take(message.other);
}

Value::Array messagesOf(const Run& run, Channel channel, const std::vector<std::size_t>& which)
{
    Value::Array list;
    for (const std::size_t index : which)
        if (run.messages[index].channel == channel)
            list.push_back(messageValue(run.messages[index]));
    return list;
}

template <class T>
std::vector<std::size_t> listed(const std::vector<T>& items, const std::vector<std::size_t>& ofStep)
{
    std::vector<std::size_t> nested;
    for (const std::size_t index : ofStep)
        if (items[index].listed.inStep)
            nested.push_back(index);
    return nested;
}

template <class T>
std::vector<std::size_t> listedInRun(const std::vector<T>& items)
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].listed.inRun)
            indices.push_back(i);
    return indices;
}

Value::Array waitsOf(const Run& run, const std::vector<std::size_t>& which)
{
    Value::Array list;
    for (const std::size_t index : which)
        list.push_back(waitValue(run.waits[index]));
    return list;
}

Value stepValue(const Run& run, const Step& step)
{
    Fields fields;
    fields.id("id", step.id);
    fields.id("step_key", step.key);
    fields.word("step_type", step.type);
    fields.word("status", step.status);
    fields.word("branch_taken", step.branchTaken);
    fields.time("started_at", step.startedAt);
    fields.time("completed_at", step.completedAt);
    fields.list("attempts", step.attempts, &attemptValue);
    fields.list("deferrals", step.deferrals, &deferralValue);
    fields.text("skip_reason", step.skipReason);
    fields.object("error", step.error, &failureValue);
    fields.any("condition", step.condition);
    fields.list("waits", waitsOf(run, listed(run.waits, step.waits)));
    const auto messages = listed(run.messages, step.messages);
    fields.list("linked_emails", messagesOf(run, Channel::email, messages));
    fields.list("linked_push_notifications", messagesOf(run, Channel::push, messages));
    return fields.take(step.other);
}

std::string document(Value::Object fields) { return toJson(Value(std::move(fields)), 2) + "\n"; }

} // namespace

Value runValue(const Run& run)
{
    Fields fields;
    fields.id("id", run.id);
    fields.id("automation_id", run.automationId);
    fields.id("automation_version_id", run.automationVersionId);
    fields.text("trigger_event_name", run.triggerEventName);
    fields.word("resolved_identity_type", run.identityType);
    fields.text("resolved_identity_value", run.identityValue);
    fields.word("status", run.status);
    fields.object("trigger_event", run.triggerEvent, &eventValue);
    fields.time("created_at", run.createdAt);
    fields.time("started_at", run.startedAt);
    fields.time("completed_at", run.completedAt);
    fields.id("current_step_key", run.currentStepKey);
    fields.object("last_error", run.lastError, &failureValue);
    fields.number("sent_count", run.sentCount);
    fields.any("shape", run.shape);
    Value::Array steps;
    for (const Step& step : run.steps)
        steps.push_back(stepValue(run, step));
    fields.list("steps", std::move(steps));
    fields.list("waits", waitsOf(run, listedInRun(run.waits)));
    const auto messages = listedInRun(run.messages);
    fields.list("sent_emails", messagesOf(run, Channel::email, messages));
    fields.list("sent_push_notifications", messagesOf(run, Channel::push, messages));
    return fields.take(run.other);
}

std::string writeRun(const Run& run) { return document({{"data", runValue(run)}}); }

std::string writeRunList(const std::vector<const Run*>& runs)
{
    Value::Array rows;
    for (const Run* run : runs)
        rows.push_back(runValue(*run));
    return document({{"data", Value(std::move(rows))}, {"has_more", Value(false)}});
}

} // namespace runlens
