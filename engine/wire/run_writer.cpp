// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/run_writer.h"

#include "engine/wire/json_stream.h"

#include <optional>
#include <string_view>
#include <vector>

namespace runlens {
namespace {

/// The fields of one object, in the order of the contract. What is absent is left out.
class Fields {
public:
    explicit Fields(JsonStream& out) : m_out(out) { m_out.beginObject(); }
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;
    ~Fields() { m_out.endObject(); }

    void text(std::string_view name, std::string_view text)
    {
        if (text.empty())
            return;
        m_out.key(name);
        m_out.text(text);
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
        if (!time)
            return;
        m_out.key(name);
        m_out.time(*time);
    }
    void number(std::string_view name, const std::optional<std::int64_t>& number)
    {
        if (!number)
            return;
        m_out.key(name);
        m_out.number(*number);
    }
    void any(std::string_view name, const Value& value)
    {
        if (value.isNull())
            return;
        m_out.key(name);
        m_out.value(value);
    }
    template <class T>
    void object(std::string_view name, const std::optional<T>& object, void (*write)(JsonStream&, const T&))
    {
        if (!object)
            return;
        m_out.key(name);
        write(m_out, *object);
    }
    template <class T>
    void list(std::string_view name, const std::vector<T>& items, void (*write)(JsonStream&, const T&))
    {
        listIf(
            name, items, [](const T&) { return true; }, [write](JsonStream& out, const T& item) { write(out, item); });
    }
    /// Those of `items` that `isMeant`; no list where there are none.
    template <class Items, class IsMeant, class Write>
    void listIf(std::string_view name, const Items& items, IsMeant isMeant, Write write)
    {
        bool begun = false;
        for (const auto& item : items) {
            if (!isMeant(item))
                continue;
            if (!begun) {
                m_out.key(name);
                m_out.beginList();
                begun = true;
            }
            write(m_out, item);
        }
        if (begun)
            m_out.endList();
    }
    void others(const OtherFields& other)
    {
        for (const Field& field : other) {
            m_out.key(field.name);
            m_out.value(field.value);
        }
    }

private:
    JsonStream& m_out;
};

void writeEvent(JsonStream& out, const Event& event)
{
    Fields fields(out);
    fields.id("id", event.id);
    fields.text("event_name", event.name);
    fields.any("payload", event.payload);
    fields.time("occurred_at", event.occurredAt);
    fields.time("received_at", event.receivedAt);
    fields.others(event.other);
}

void writeFailure(JsonStream& out, const Failure& failure)
{
    if (failure.code.empty() && failure.stepKey.empty() && !failure.occurredAt && failure.other.empty()
        && !failure.message.empty()) {
        out.text(failure.message);
        return;
    }
    Fields fields(out);
    fields.text("code", failure.code);
    fields.text("message", failure.message);
    fields.id("step_key", failure.stepKey);
    fields.time("occurred_at", failure.occurredAt);
    fields.others(failure.other);
}

void writeAttempt(JsonStream& out, const Attempt& attempt)
{
    Fields fields(out);
    fields.number("number", attempt.number);
    fields.time("started_at", attempt.startedAt);
    fields.time("ended_at", attempt.endedAt);
    fields.object("error", attempt.error, &writeFailure);
    fields.others(attempt.other);
}

void writeDeferral(JsonStream& out, const Deferral& deferral)
{
    Fields fields(out);
    fields.time("until", deferral.until);
    fields.text("reason", deferral.reason);
    fields.others(deferral.other);
}

void writeWait(JsonStream& out, const Wait& wait)
{
    Fields fields(out);
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
    fields.object("resumed_by_event", wait.resumedBy, &writeEvent);
    fields.list("late_events", wait.lateEvents, &writeEvent);
    fields.others(wait.other);
}

void writeMessageEvent(JsonStream& out, const MessageEvent& event)
{
    Fields fields(out);
    fields.text("type", event.type);
    fields.time("occurred_at", event.occurredAt);
    fields.others(event.other);
}

void writeMessage(JsonStream& out, const Message& message)
{
    Fields fields(out);
    fields.id("id", message.id);
    fields.text(message.channel == Channel::email ? "subject" : "title", message.title);
    fields.word("status", message.status);
    fields.text("last_event", message.lastEvent);
    fields.id("automation_step_key", message.stepKey);
    fields.id("template_version_id", message.templateVersionId);
    fields.id("contact_id", message.contactId);
    fields.time("created_at", message.createdAt);
    fields.list("events", message.events, &writeMessageEvent);
    fields.others(message.other);
}

void writeStep(JsonStream& out, const Run& run, const Step& step)
{
    Fields fields(out);
    fields.id("id", step.id);
    fields.id("step_key", step.key);
    fields.word("step_type", step.type);
    fields.word("status", step.status);
    fields.word("branch_taken", step.branchTaken);
    fields.time("started_at", step.startedAt);
    fields.time("completed_at", step.completedAt);
    fields.list("attempts", step.attempts, &writeAttempt);
    fields.list("deferrals", step.deferrals, &writeDeferral);
    fields.text("skip_reason", step.skipReason);
    fields.object("error", step.error, &writeFailure);
    fields.any("condition", step.condition);
    fields.listIf(
        "waits", step.waits, [&run](std::size_t wait) { return run.waits[wait].listed.inStep; },
        [&run](JsonStream& to, std::size_t wait) { writeWait(to, run.waits[wait]); });
    for (const auto channel : {Channel::email, Channel::push})
        fields.listIf(
            channel == Channel::email ? "linked_emails" : "linked_push_notifications", step.messages,
            [&run, channel](std::size_t message) {
                return run.messages[message].listed.inStep && run.messages[message].channel == channel;
            },
            [&run](JsonStream& to, std::size_t message) { writeMessage(to, run.messages[message]); });
    fields.others(step.other);
}

constexpr int readable = 2; ///< blanks a level

} // namespace

void appendRun(JsonStream& out, const Run& run)
{
    Fields fields(out);
    fields.id("id", run.id);
    fields.id("automation_id", run.automationId);
    fields.id("automation_version_id", run.automationVersionId);
    fields.text("trigger_event_name", run.triggerEventName);
    fields.word("resolved_identity_type", run.identityType);
    fields.text("resolved_identity_value", run.identityValue);
    fields.word("status", run.status);
    fields.object("trigger_event", run.triggerEvent, &writeEvent);
    fields.time("created_at", run.createdAt);
    fields.time("started_at", run.startedAt);
    fields.time("completed_at", run.completedAt);
    fields.id("current_step_key", run.currentStepKey);
    fields.object("last_error", run.lastError, &writeFailure);
    fields.number("sent_count", run.sentCount);
    fields.any("shape", run.shape);
    fields.listIf(
        "steps", run.steps, [](const Step&) { return true; },
        [&run](JsonStream& to, const Step& step) { writeStep(to, run, step); });
    fields.listIf("waits", run.waits, [](const Wait& wait) { return wait.listed.inRun; }, &writeWait);
    for (const auto channel : {Channel::email, Channel::push})
        fields.listIf(
            channel == Channel::email ? "sent_emails" : "sent_push_notifications", run.messages,
            [channel](const Message& message) { return message.listed.inRun && message.channel == channel; },
            &writeMessage);
    fields.others(run.other);
}

std::string writeRun(const Run& run)
{
    std::string text;
    JsonStream out(text, readable);
    out.beginObject();
    out.key("data");
    appendRun(out, run);
    out.endObject();
    return text + "\n";
}

std::string writeRunList(const std::vector<const Run*>& runs)
{
    std::string text;
    JsonStream out(text, readable);
    out.beginObject();
    out.key("data");
    out.beginList();
    for (const Run* run : runs)
        appendRun(out, *run);
    out.endList();
    out.key("has_more");
    out.boolean(false);
    out.endObject();
    return text + "\n";
}

} // namespace runlens
