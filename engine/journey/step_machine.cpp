// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/step_machine.h"

#include "engine/journey/mutants.h"
#include "engine/journey/wait_matching.h"

#include <algorithm>
#include <cassert>

namespace runlens::journey {

void StepMachine::take(const Trigger& trigger)
{
    m_state.trigger = trigger.event;
    m_state.depth = trigger.event->depth;
    m_state.startedAt = m_input.at;
    moveTo(Phase::performing);
    run(m_plan.first);
}

void StepMachine::take(const ContactEvent& happened)
{
    if (m_state.trigger == nullptr)
        return; // cancelled before it began: nothing was ever waited for
    const EventRecord& event = *happened.event;
    const Value& triggerPayload = m_state.trigger->payload;
    const StepIndex reach = waitInReach(m_plan, m_state);
    const bool inTime = event.sequence > m_state.matchesAfter || mutant(Mutant::matchesTooEarly);
    if (reach != noStep && inTime && fits(waitOf(m_plan, reach), event, triggerPayload)) {
        if (m_state.phase == Phase::waitingEvent) {
            clearTimer();
            run(resolveWait(WaitStatus::received, happened.event));
        } else {
            m_state.held = happened.event;
            note(EventHeld{reach, happened.event});
        }
        return;
    }
    for (const StepIndex wait : m_state.resolvedWaits)
        if (fits(waitOf(m_plan, wait), event, triggerPayload)) {
            note(EventLate{wait, happened.event});
            if (mutant(Mutant::resolvesTwice))
                act(CloseWait{wait, WaitStatus::received, m_input.at, happened.event});
        }
}

void StepMachine::take(const TimerDue&)
{
    const Phase waited = m_state.phase;
    m_state.timer = TimerNumber{};
    switch (waited) {
    case Phase::waitingEvent: run(resolveWait(WaitStatus::timedOut, nullptr)); break;
    case Phase::waitingDelay:
        moveTo(Phase::performing);
        run(leave(StepStatus::completed, Branch::next));
        break;
    default:
        moveTo(Phase::performing);
        run(attempt());
        break;
    }
}

void StepMachine::take(const Cancel& cancel)
{
    const bool started = m_state.phase != Phase::queued;
    if (m_state.phase == Phase::waitingEvent) {
        act(CloseWait{m_state.step, WaitStatus::cancelled, m_input.at, nullptr});
        m_state.resolvedWaits.push_back(m_state.step);
    }
    clearTimer();
    // What was handed out and may be under way is answered still; what was not is taken back.
    m_state.unanswered = m_state.phase == Phase::performing && cancel.outbox != OutboxRow::unclaimed;
    if (m_state.messageMade && !m_state.unanswered) {
        act(WithdrawSend{m_state.step});
        returnSlot();
    }
    if (started)
        note(StepEnded{m_state.step, StepStatus::cancelled, Branch::unknown, std::nullopt, std::nullopt});
    moveTo(Phase::cancelled);
    forgetMatching();
    act(Finish{RunStatus::cancelled, m_input.at});
}

void StepMachine::take(const Retry&)
{
    note(Retried{m_state.step});
    m_state.lastError.reset();
    m_state.attempts = 0;
    m_state.enteredAt = m_input.at;
    moveTo(Phase::performing);
    run(std::visit([this](const auto& what) { return start(what); }, current().what));
}

void StepMachine::take(const Recover& recover)
{
    const auto resume = [this](TimerKind kind) { act(SetTimer{m_state.timer, kind, m_state.timerDue}); };
    note(Recovered{});
    switch (m_state.phase) {
    case Phase::performing:
        if (isCurrentSend() && recover.outbox == OutboxRow::claimed && !m_facts.policy.senderDeduplicates) {
            recordResult(AttemptEnded::Result::unknown, {}, {});
            fail(FailureCode::unknown, {}, {});
        } else {
            act(PerformStep{m_state.step, m_state.allAttempts, false, false, true, m_state.attempts});
        }
        break;
    case Phase::waitingEvent:
        act(OpenWait{m_state.step, m_state.enteredAt, m_state.matchesAfter, m_state.matchesSince, m_state.timeoutAt});
        resume(TimerKind::timeout);
        break;
    case Phase::waitingDelay: resume(TimerKind::delay); break;
    case Phase::waitingBackOff: resume(TimerKind::backOff); break;
    case Phase::waitingDeferral: resume(TimerKind::deferral); break;
    case Phase::cancelled: // a claimed send whose sender is not heard of again
        recordResult(AttemptEnded::Result::unknown, {}, {});
        m_state.unanswered = false;
        break;
    default: break;
    }
}

void StepMachine::run(Onward onward)
{
    while (onward) {
        if (*onward == noStep) {
            complete();
            return;
        }
        onward = begin(*onward);
    }
}

StepMachine::Onward StepMachine::begin(StepIndex step)
{
    m_state.step = step;
    m_state.enteredAt = m_input.at;
    m_state.attempts = 0;
    m_state.allAttempts = 0;
    m_state.messageMade = false;
    m_state.slotTaken = false;
    note(StepStarted{step});
    return std::visit([this](const auto& what) { return start(what); }, current().what);
}

StepMachine::Onward StepMachine::start(const DelayStep& delay)
{
    setTimer(TimerKind::delay, m_input.at + delay.length);
    moveTo(Phase::waitingDelay);
    return std::nullopt;
}

StepMachine::Onward StepMachine::start(const ConditionStep& condition)
{
    Judgement judgement = judge(condition.condition, m_state.trigger->payload, m_facts.contact.attributes);
    const bool met = judgement.met;
    note(ConditionJudged{m_state.step, std::move(judgement)});
    return leave(StepStatus::completed, met ? Branch::isTrue : Branch::isFalse);
}

StepMachine::Onward StepMachine::start(const WaitStep& wait)
{
    const auto& cap = m_facts.policy.caps.concurrentWaits;
    if (cap && m_facts.usage.concurrentWaits >= *cap && m_state.held == nullptr) {
        fail(FailureCode::projectWaitCap, {}, {});
        return std::nullopt;
    }
    if (m_state.matchesAfter == Sequence{}) {
        m_state.matchesAfter = m_input.sequence;
        m_state.matchesSince = m_input.at;
    }
    m_state.timeoutAt = wait.timeout ? m_input.at + *wait.timeout : std::max(m_input.at, m_state.startedAt + horizon);
    act(OpenWait{m_state.step, m_input.at, m_state.matchesAfter, m_state.matchesSince, m_state.timeoutAt});
    moveTo(Phase::waitingEvent);
    if (m_state.held != nullptr)
        return resolveWait(WaitStatus::received, m_state.held);
    setTimer(TimerKind::timeout, m_state.timeoutAt);
    return std::nullopt;
}

StepMachine::Onward StepMachine::start(const SendStep&) { return attempt(); }
StepMachine::Onward StepMachine::start(const ContactStep&) { return attempt(); }

StepMachine::Onward StepMachine::resolveWait(WaitStatus status, const EventRef& event)
{
    act(CloseWait{m_state.step, status, m_input.at, event});
    m_state.resolvedWaits.push_back(m_state.step);
    if (event != nullptr)
        m_state.depth = std::max(m_state.depth, event->depth);
    moveTo(Phase::performing);
    const bool received = (status == WaitStatus::received) != mutant(Mutant::swapsBranches);
    return leave(StepStatus::completed, received ? Branch::received : Branch::timeout);
}

StepMachine::Onward StepMachine::leave(StepStatus status, Branch branch, std::optional<SkipReason> skipped)
{
    note(StepEnded{m_state.step, status, branch, skipped, std::nullopt});
    const bool sent = isCurrentSend() && status == StepStatus::completed;
    if (!sent)
        forgetMatching();
    return current().after(branch);
}

void StepMachine::complete()
{
    forgetMatching();
    moveTo(Phase::completed);
    m_state.step = noStep;
    act(Finish{RunStatus::completed, m_input.at});
}

void StepMachine::moveTo(Phase phase)
{
    const RunStatus from = statusOf(m_state.phase);
    const RunStatus to = statusOf(phase);
    m_state.phase = phase;
    if (from != to)
        note(StatusChanged{from, to});
}

void StepMachine::setTimer(TimerKind kind, Instant due)
{
    m_state.lastTimer = TimerNumber{static_cast<std::uint32_t>(m_state.lastTimer) + 1};
    m_state.timer = m_state.lastTimer;
    m_state.timerDue = due;
    act(SetTimer{m_state.timer, kind, due});
}

void StepMachine::clearTimer()
{
    if (m_state.timer == TimerNumber{})
        return;
    act(ClearTimer{m_state.timer});
    m_state.timer = TimerNumber{};
}

} // namespace runlens::journey
