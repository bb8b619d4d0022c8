// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/history.h"

#include <algorithm>
#include <string>
#include <utility>

namespace runlens::journey {
namespace {

constexpr std::string_view messageSuffix = "/message";

/// Tells the actions of one input. Of a repeated step or wait the last is meant.
class Teller {
public:
    Teller(Run& run, const Plan& plan, Instant at) : m_run(run), m_plan(plan), m_at(at) {}

    void tell(const Action& action)
    {
        std::visit([this](const auto& what) { on(what); }, action);
    }

private:
    void on(const PerformStep& perform)
    {
        Step* step = stepOf(perform.step);
        if (step == nullptr || perform.again)
            return;
        step->status = StepStatus::running;
        Attempt attempt;
        attempt.number = perform.number;
        attempt.startedAt = m_at;
        step->attempts.push_back(std::move(attempt));
        if (perform.makesMessage)
            addMessage(*step, perform.step);
        else
            setMessage(perform.step, MessageStatus::queued);
    }
    void on(const WithdrawSend& withdraw) { setMessage(withdraw.step, MessageStatus::suppressed); }
    void on(const ReturnSlot&) {}
    void on(const SetTimer& timer)
    {
        if (timer.kind == TimerKind::delay && !m_run.steps.empty())
            m_run.steps.back().status = StepStatus::waiting;
    }
    void on(const ClearTimer&) {}
    void on(const OpenWait& open)
    {
        Step* step = stepOf(open.step);
        if (step == nullptr || isOpen(open.step))
            return; // again, after a recovery
        step->status = StepStatus::waiting;
        Wait wait;
        const std::string count = step->waits.empty() ? "" : "/" + std::to_string(step->waits.size() + 1);
        wait.id = WaitId(step->id.text() + "/wait" + count);
        wait.stepId = step->id;
        wait.stepKey = step->key;
        wait.stepType = step->type;
        wait.eventName = std::get<WaitStep>(m_plan.steps[open.step].what).eventName;
        wait.status = WaitStatus::waiting;
        wait.identityValue = m_run.identityValue;
        wait.openedAt = open.openedAt;
        wait.timeoutAt = open.timeoutAt;
        wait.listed = {true, true};
        wait.step = static_cast<std::size_t>(step - m_run.steps.data());
        step->waits.push_back(m_run.waits.size());
        m_run.waits.push_back(std::move(wait));
    }
    void on(const CloseWait& close)
    {
        Wait* wait = waitOf(close.step);
        if (wait == nullptr)
            return;
        wait->status = close.status;
        if (close.status == WaitStatus::received) {
            wait->resumedAt = close.at;
            wait->outcomeBranch = Branch::received;
            if (close.event != nullptr)
                wait->resumedBy = toldEvent(*close.event);
        } else if (close.status == WaitStatus::timedOut) {
            wait->timedOutAt = close.at;
            wait->outcomeBranch = Branch::timeout;
        }
    }
    void on(const EmitEvent&) {}
    void on(const Finish& finish)
    {
        m_run.completedAt = finish.at;
        if (finish.status == RunStatus::completed)
            m_run.currentStepKey = StepKey();
    }
    void on(const Record& record)
    {
        std::visit([this](const auto& what) { on(what); }, record);
    }

    void on(const StatusChanged& change)
    {
        m_run.status = change.to;
        if (change.from == RunStatus::queued && change.to == RunStatus::running)
            m_run.startedAt = m_at;
    }
    void on(const StepStarted& started)
    {
        const PlanStep& planned = m_plan.steps[started.step];
        Step step;
        step.id = StepId(m_run.id.text() + "/" + planned.key.text());
        step.key = planned.key;
        step.type = planned.type;
        step.status = StepStatus::running;
        step.startedAt = m_at;
        m_run.steps.push_back(std::move(step));
        m_run.currentStepKey = planned.key;
    }
    void on(const AttemptEnded& ended)
    {
        Step* step = stepOf(ended.step);
        if (step == nullptr || step->attempts.empty())
            return;
        Attempt& attempt = step->attempts.back();
        attempt.endedAt = m_at;
        switch (ended.result) {
        case AttemptEnded::Result::done: sent(*step); break;
        case AttemptEnded::Result::unknown:
            attempt.error = Failure{std::string(nameOf(FailureCode::unknown)), ended.message, {}, m_at, {}};
            setMessage(ended.step, Named<MessageStatus>::unknownWord("unknown"));
            break;
        case AttemptEnded::Result::transient:
        case AttemptEnded::Result::permanent:
            attempt.error = Failure{ended.code, ended.message, {}, m_at, {}};
            if (ended.result == AttemptEnded::Result::permanent || ended.afterCancel)
                setMessage(ended.step, MessageStatus::failed);
            break;
        }
    }
    void on(const StepDeferred& deferred)
    {
        if (Step* step = stepOf(deferred.step)) {
            step->status = StepStatus::waiting;
            step->deferrals.push_back({deferred.until, std::string(nameOf(deferred.reason)), {}});
        }
    }
    void on(const ConditionJudged& judged)
    {
        Step* step = stepOf(judged.step);
        if (step == nullptr)
            return;
        Value::Object seen;
        for (const SeenValue& value : judged.judgement.seen) {
            std::string name = (value.scope == Scope::event ? "event." : "contact.") + value.field;
            if (std::ranges::find(seen, name, &Field::name) == seen.end())
                seen.push_back({std::move(name), value.value});
        }
        step->condition = Value(std::move(seen));
    }
    void on(const StepEnded& ended)
    {
        Step* step = stepOf(ended.step);
        if (step == nullptr)
            return;
        step->status = ended.status;
        step->completedAt = m_at; // however it ended; of a send that was claimed, the attempt's end may come later
        if (ended.status == StepStatus::completed)
            step->branchTaken = ended.branch;
        if (ended.skipped)
            step->skipReason = nameOf(*ended.skipped);
        if (ended.failure)
            failed(*step, *ended.failure);
    }
    void on(const EventHeld&) {}
    void on(const EventLate& late)
    {
        if (Wait* wait = waitOf(late.wait))
            wait->lateEvents.push_back(toldEvent(*late.event));
    }
    void on(const Retried& retried)
    {
        m_run.completedAt.reset();
        m_run.lastError.reset();
        if (Step* step = stepOf(retried.step)) {
            step->status = StepStatus::running;
            step->error.reset();
            step->completedAt.reset();
        }
    }
    void on(const Recovered&) {}

    void failed(Step& step, const RunFailure& failure)
    {
        Failure told;
        told.code = failure.senderCode.empty() ? std::string(nameOf(failure.code)) : failure.senderCode;
        told.message = failure.message;
        told.stepKey = step.key;
        told.occurredAt = failure.at;
        if (failure.code == FailureCode::exhausted || failure.code == FailureCode::permanent)
            setMessage(failure.step, MessageStatus::failed);
        step.error = told;
        m_run.lastError = std::move(told);
    }

    Step* stepOf(StepIndex step)
    {
        const StepKey& key = m_plan.steps[step].key;
        const auto found = std::ranges::find(m_run.steps.rbegin(), m_run.steps.rend(), key, &Step::key);
        return found == m_run.steps.rend() ? nullptr : &*found;
    }
    Wait* waitOf(StepIndex step)
    {
        const Step* told = stepOf(step);
        return told == nullptr || told->waits.empty() ? nullptr : &m_run.waits[told->waits.back()];
    }
    bool isOpen(StepIndex step)
    {
        const Wait* wait = waitOf(step);
        return wait != nullptr && wait->status == WaitStatus::waiting;
    }

    void addMessage(Step& step, StepIndex index)
    {
        const auto& send = std::get<SendStep>(m_plan.steps[index].what);
        Message message;
        const std::string count = step.messages.empty() ? "" : "/" + std::to_string(step.messages.size() + 1);
        message.id = MessageId(messageIdOf(m_run.id, step.key).text() + count);
        message.channel = send.channel;
        message.status = MessageStatus::queued;
        message.stepKey = step.key;
        message.templateVersionId = send.templateVersionId;
        message.createdAt = m_at;
        message.listed = {true, true};
        message.step = static_cast<std::size_t>(&step - m_run.steps.data());
        step.messages.push_back(m_run.messages.size());
        m_run.messages.push_back(std::move(message));
    }
    void setMessage(StepIndex index, const Named<MessageStatus>& status)
    {
        const Step* step = stepOf(index);
        if (step != nullptr && !step->messages.empty())
            m_run.messages[step->messages.back()].status = status;
    }
    void sent(const Step& step)
    {
        if (step.messages.empty())
            return;
        Message& message = m_run.messages[step.messages.back()];
        message.status = MessageStatus::sent;
        message.lastEvent = "sent";
        message.events.push_back({"sent", m_at, {}});
    }

    Run& m_run;
    const Plan& m_plan;
    Instant m_at;
};

} // namespace

void tellQueued(Run& run, const EventRecord& trigger, Instant at)
{
    run.status = RunStatus::queued;
    run.triggerEventName = trigger.name;
    run.triggerEvent = toldEvent(trigger);
    run.createdAt = at;
}

void tell(Run& run, const Plan& plan, std::span<const Action> actions, Instant at)
{
    Teller teller(run, plan, at);
    for (const Action& action : actions)
        teller.tell(action);
}

MessageId messageIdOf(const RunId& run, const StepKey& step)
{
    return MessageId(run.text() + '/' + step.text() + std::string(messageSuffix));
}

std::optional<MessageOrigin> originOf(const MessageId& message)
{
    const std::string_view id = message.text();
    const auto run = id.find('/');
    if (run == std::string_view::npos || !id.ends_with(messageSuffix) || id.size() - messageSuffix.size() <= run + 1)
        return std::nullopt;
    const auto step = id.substr(run + 1, id.size() - messageSuffix.size() - run - 1);
    return MessageOrigin{RunId(std::string(id.substr(0, run))), StepKey(std::string(step))};
}

Event toldEvent(const EventRecord& event)
{
    Event told;
    told.id = event.id;
    told.name = event.name;
    told.payload = event.payload;
    told.occurredAt = event.occurredAt;
    told.receivedAt = event.receivedAt;
    return told;
}

} // namespace runlens::journey
