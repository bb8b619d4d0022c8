// SPDX-License-Identifier: GPL-3.0-or-later
// Runs for tests, written as short as they are told. Calls about a step, wait, message or attempt mean the last one
// added.
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/run.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace runlens::testing {

/// "14:15:01.5" of 8 June 2026, "7T14:15:01" of the 7th, or a whole ISO 8601 time; all of UTC.
inline Instant at(std::string_view text)
{
    if (const auto whole = parseInstant(text))
        return *whole;
    std::string day = "08";
    if (const auto mark = text.find('T'); mark != std::string_view::npos) {
        day = std::string(mark == 1 ? "0" : "") + std::string(text.substr(0, mark));
        text.remove_prefix(mark + 1);
    }
    return parseInstant("2026-06-" + day + 'T' + std::string(text) + 'Z').value();
}

class RunBuilder {
public:
    using Time = std::string_view; ///< empty: not given

    explicit RunBuilder(RunStatus status = RunStatus::completed)
    {
        m_run.id = RunId("run_1");
        m_run.automationId = AutomationId("aut_1");
        m_run.status = status;
        m_run.identityType = IdentityType::email;
        m_run.identityValue = "olivia@example.com";
    }

    RunBuilder& trigger(std::string name, Time occurred = {}, Time received = {})
    {
        m_run.triggerEventName = name;
        m_run.triggerEvent = event("evt_1", std::move(name), occurred);
        m_run.triggerEvent->receivedAt = time(received);
        return *this;
    }
    RunBuilder& runTimes(Time started, Time completed = {}, Time created = {})
    {
        m_run.startedAt = time(started);
        m_run.completedAt = time(completed);
        m_run.createdAt = time(created);
        return *this;
    }
    RunBuilder& lastError(std::string code, std::string message, std::string key = {}, Time occurred = {})
    {
        m_run.lastError = Failure{std::move(code), std::move(message), StepKey(std::move(key)), time(occurred), {}};
        return *this;
    }

    RunBuilder& step(std::string key, Named<StepType> type, Named<StepStatus> status = StepStatus::completed)
    {
        Step& step = m_run.steps.emplace_back();
        step.id = StepId("step_" + std::to_string(m_run.steps.size()));
        step.key = StepKey(std::move(key));
        step.type = std::move(type);
        step.status = std::move(status);
        return *this;
    }
    RunBuilder& times(Time started, Time completed = {})
    {
        m_run.steps.back().startedAt = time(started);
        m_run.steps.back().completedAt = time(completed);
        return *this;
    }
    RunBuilder& attempt(Time started, Time ended = {}, std::string errorCode = {})
    {
        auto& attempts = m_run.steps.back().attempts;
        Attempt& attempt = attempts.emplace_back();
        attempt.number = static_cast<std::int64_t>(attempts.size());
        attempt.startedAt = time(started);
        attempt.endedAt = time(ended);
        if (!errorCode.empty())
            attempt.error = Failure{std::move(errorCode), {}, {}, {}, {}};
        return *this;
    }
    RunBuilder& branch(Named<Branch> branch)
    {
        m_run.steps.back().branchTaken = std::move(branch);
        return *this;
    }
    RunBuilder& skipReason(std::string reason)
    {
        m_run.steps.back().skipReason = std::move(reason);
        return *this;
    }
    RunBuilder& deferral(Time until, std::string reason)
    {
        m_run.steps.back().deferrals.push_back({time(until), std::move(reason), {}});
        return *this;
    }
    RunBuilder& error(std::string code, std::string message = {}, Time occurred = {})
    {
        m_run.steps.back().error = Failure{std::move(code), std::move(message), {}, time(occurred), {}};
        return *this;
    }

    RunBuilder& email(std::string subject, Time created = {}, Named<MessageStatus> status = MessageStatus::sent)
    {
        return message(Channel::email, std::move(subject), created, std::move(status));
    }
    RunBuilder& push(std::string title, Time created = {}, Named<MessageStatus> status = MessageStatus::sent)
    {
        return message(Channel::push, std::move(title), created, std::move(status));
    }
    RunBuilder& messageEvent(std::string type, Time occurred = {})
    {
        m_run.messages.back().events.push_back({std::move(type), time(occurred), {}});
        return *this;
    }
    RunBuilder& messageWithoutStep(std::string subject)
    {
        message(Channel::email, std::move(subject), {}, MessageStatus::sent);
        m_run.messages.back().step.reset();
        m_run.steps.back().messages.pop_back();
        return *this;
    }

    RunBuilder& wait(std::string eventName, Named<WaitStatus> status, Time limit = {}, Time opened = {})
    {
        Wait& wait = m_run.waits.emplace_back();
        wait.id = WaitId("wait_" + std::to_string(m_run.waits.size()));
        wait.eventName = std::move(eventName);
        wait.status = std::move(status);
        wait.timeoutAt = time(limit);
        wait.openedAt = time(opened);
        wait.identityValue = m_run.identityValue;
        wait.listed = {true, true};
        Step& step = m_run.steps.back();
        wait.stepId = step.id;
        wait.stepKey = step.key;
        wait.stepType = step.type;
        wait.step = m_run.steps.size() - 1;
        step.waits.push_back(m_run.waits.size() - 1);
        return *this;
    }
    RunBuilder& withoutStep()
    {
        m_run.steps.back().waits.pop_back();
        m_run.waits.back().step.reset();
        return *this;
    }
    RunBuilder& resumed(Time resumed, std::string byEvent = {}, Time received = {})
    {
        m_run.waits.back().resumedAt = time(resumed);
        if (!byEvent.empty()) {
            m_run.waits.back().resumedBy = event("evt_2", std::move(byEvent), {});
            m_run.waits.back().resumedBy->receivedAt = time(received);
        }
        return *this;
    }
    RunBuilder& timedOut(Time timedOut)
    {
        m_run.waits.back().timedOutAt = time(timedOut);
        return *this;
    }
    /// The wait's outcome and the step's branch.
    RunBuilder& outcome(Branch outcome)
    {
        m_run.waits.back().outcomeBranch = outcome;
        return branch(outcome);
    }
    RunBuilder& late(std::string name, Time received)
    {
        m_run.waits.back().lateEvents.push_back(event("evt_late", std::move(name), received));
        return *this;
    }

    /// The run so far, to set what is rare.
    Run& run() { return m_run; }
    operator const Run&() const { return m_run; } // NOLINT(google-explicit-constructor): a builder stands for its run

private:
    static std::optional<Instant> time(Time text) { return text.empty() ? std::nullopt : std::optional(at(text)); }

    static Event event(std::string id, std::string name, Time occurred)
    {
        Event event;
        event.id = EventId(std::move(id));
        event.name = std::move(name);
        event.occurredAt = time(occurred);
        return event;
    }

    RunBuilder& message(Channel channel, std::string title, Time created, Named<MessageStatus> status)
    {
        Message& message = m_run.messages.emplace_back();
        message.id =
            MessageId((channel == Channel::email ? "email_" : "push_") + std::to_string(m_run.messages.size()));
        message.channel = channel;
        message.title = std::move(title);
        message.status = std::move(status);
        message.createdAt = time(created);
        message.stepKey = m_run.steps.back().key;
        message.step = m_run.steps.size() - 1;
        message.listed = {true, true};
        m_run.steps.back().messages.push_back(m_run.messages.size() - 1);
        return *this;
    }

    Run m_run;
};

/// A definition of steps with a length each: of a wait its time-out, of a delay its duration.
inline Definition definitionOf(std::initializer_list<std::tuple<const char*, StepType, std::chrono::seconds>> steps)
{
    Definition definition;
    for (const auto& [key, type, length] : steps) {
        StepDefinition& step = definition.steps.emplace_back();
        step.key = StepKey(key);
        step.type = type;
        (type == StepType::delay ? step.delay : step.timeout) = length;
    }
    return definition;
}

/// The run that the API's documentation shows.
inline RunBuilder documentedRun()
{
    RunBuilder builder;
    builder.trigger("order.completed", "14:15:00")
        .step("send_receipt", StepType::sendEmailTemplate)
        .email("Your receipt", "14:15:01")
        .step("wait_for_open", StepType::waitForEvent)
        .wait("sendrealm.mail.open", WaitStatus::received, "14:45:00")
        .resumed("14:16:30", "sendrealm.mail.open")
        .outcome(Branch::received)
        .step("send_push_follow_up", StepType::sendPushTemplate)
        .push("Need anything else?", "14:16:31");
    Run& run = builder.run();
    run.waits[0].resumedBy->occurredAt = at("14:16:30");
    run.messages[0].lastEvent = run.messages[1].lastEvent = "send";
    return builder;
}

/// The run of the drawn main window: a retried send, a time-out with a lag, a late open, an open delay.
inline RunBuilder timedOutRun()
{
    RunBuilder builder(RunStatus::waiting);
    builder.trigger("order.completed", "7T14:15:00")
        .step("send_receipt", StepType::sendEmailTemplate)
        .attempt("7T14:15:00.6", "7T14:15:01.4", "503")
        .attempt("7T14:15:02.4", "7T14:15:03.4")
        .email("Your receipt", "7T14:15:03", MessageStatus::delivered)
        .messageEvent("sent", "7T14:15:03")
        .messageEvent("delivery", "7T14:15:05")
        .step("wait_for_open", StepType::waitForEvent)
        .wait("sendrealm.mail.open", WaitStatus::timedOut, "8T14:15:04")
        .timedOut("8T14:15:42")
        .late("sendrealm.mail.open", "8T15:40:00")
        .outcome(Branch::timeout)
        .step("add_to_follow_up", StepType::addToAudience)
        .times("8T14:15:42", "8T14:15:42")
        .step("delay_2d", StepType::delay, StepStatus::waiting)
        .times("8T14:15:42")
        .step("send_reminder", StepType::sendEmailTemplate, StepStatus::pending);
    return builder;
}

} // namespace runlens::testing
