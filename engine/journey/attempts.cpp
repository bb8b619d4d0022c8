// SPDX-License-Identifier: GPL-3.0-or-later
// Steps that are handed out: sends and changes of the contact, their guardrails, attempts and results.
#include "engine/journey/machine.h"
#include "engine/journey/mutants.h"
#include "engine/journey/step_machine.h"

namespace runlens::journey {

void StepMachine::take(const StepDone& done)
{
    recordResult(AttemptEnded::Result::done, {}, {});
    emitDone(done.changed);
    if (m_state.phase == Phase::cancelled) {
        m_state.unanswered = false;
        if (mutant(Mutant::advancesAfterCancel))
            run(leave(StepStatus::completed, Branch::next));
        return;
    }
    if (mutant(Mutant::repeatsCompletedStep) && m_state.allAttempts == 1) {
        (void)leave(StepStatus::completed, Branch::next);
        run(m_state.step);
        return;
    }
    run(leave(StepStatus::completed, Branch::next));
}

void StepMachine::take(const StepFailedTransiently& failure)
{
    recordResult(AttemptEnded::Result::transient, failure.code, failure.message);
    if (m_state.phase == Phase::cancelled) {
        m_state.unanswered = false;
        returnSlot();
        return;
    }
    const RetryPolicy& retry = m_facts.policy.retry;
    if (m_state.attempts >= retry.attempts) {
        fail(FailureCode::exhausted, failure.code, failure.message);
        return;
    }
    if (!mutant(Mutant::losesTimer))
        setTimer(TimerKind::backOff, m_input.at + backOff(retry, m_state.attempts, failure.jitter));
    moveTo(Phase::waitingBackOff);
}

void StepMachine::take(const StepFailedForGood& failure)
{
    recordResult(AttemptEnded::Result::permanent, failure.code, failure.message);
    if (m_state.phase == Phase::cancelled) {
        m_state.unanswered = false;
        returnSlot();
        return;
    }
    fail(FailureCode::permanent, failure.code, failure.message);
}

void StepMachine::take(const StepUnknown& unknown)
{
    recordResult(AttemptEnded::Result::unknown, {}, unknown.message);
    if (m_state.phase == Phase::cancelled)
        m_state.unanswered = false;
    else
        fail(FailureCode::unknown, {}, unknown.message);
}

StepMachine::Onward StepMachine::attempt()
{
    if (const auto* send = std::get_if<SendStep>(&current().what))
        return attemptSend(send->channel);
    perform(false);
    return std::nullopt;
}

StepMachine::Onward StepMachine::attemptSend(Channel channel)
{
    const SendDecision decision =
        askGuardrails({channel, m_input.at, m_state.enteredAt + horizon, m_state.slotTaken}, m_facts);
    if (const auto* skipped = std::get_if<Skip>(&decision))
        return skip(skipped->reason);
    if (const auto* deferred = std::get_if<Defer>(&decision)) {
        note(StepDeferred{m_state.step, deferred->reason, deferred->until});
        setTimer(TimerKind::deferral, deferred->until);
        moveTo(Phase::waitingDeferral);
    } else if (std::holds_alternative<Refuse>(decision)) {
        fail(FailureCode::projectSendCap, {}, {});
    } else {
        perform(true);
    }
    return std::nullopt;
}

void StepMachine::perform(bool send)
{
    ++m_state.attempts;
    ++m_state.allAttempts;
    const bool makesMessage =
        send && (!m_state.messageMade || (mutant(Mutant::secondMessage) && m_state.allAttempts == 2));
    const bool takesSlot = send && !m_state.slotTaken;
    if (send) {
        m_state.messageMade = true;
        m_state.slotTaken = true;
        if (m_state.matchesAfter == Sequence{} && std::get<SendStep>(current().what).heldFor != noStep) {
            m_state.matchesAfter = m_input.sequence;
            m_state.matchesSince = m_input.at;
        }
    }
    act(PerformStep{m_state.step, m_state.allAttempts, makesMessage, takesSlot, false, m_state.attempts});
    moveTo(Phase::performing);
}

StepMachine::Onward StepMachine::skip(SkipReason reason)
{
    if (m_state.messageMade) {
        act(WithdrawSend{m_state.step});
        returnSlot();
    }
    return leave(StepStatus::skipped, Branch::next, reason);
}

void StepMachine::recordResult(AttemptEnded::Result result, const std::string& code, const std::string& message)
{
    note(AttemptEnded{m_state.step, m_state.allAttempts, result, code, message, m_state.phase == Phase::cancelled});
}

void StepMachine::emitDone(bool changed)
{
    std::optional<SystemEvent> event;
    if (const auto* send = std::get_if<SendStep>(&current().what))
        event = send->channel == Channel::email ? SystemEvent::mailSend : SystemEvent::pushSend;
    else if (const auto* contact = std::get_if<ContactStep>(&current().what); contact != nullptr && changed)
        event = eventOf(contact->change);
    if (event)
        act(EmitEvent{*event, m_state.step, static_cast<std::uint16_t>(m_state.depth + 1)});
}

void StepMachine::fail(FailureCode code, const std::string& senderCode, const std::string& message)
{
    RunFailure failure{code, m_state.step, senderCode, message, m_input.at};
    // Of an unknown one nobody can say that it did not arrive: it keeps its slot.
    if (code != FailureCode::unknown)
        returnSlot();
    note(StepEnded{m_state.step, StepStatus::failed, Branch::unknown, std::nullopt, failure});
    m_state.lastError = std::move(failure);
    forgetMatching();
    moveTo(Phase::failed);
    act(Finish{RunStatus::failed, m_input.at});
}

void StepMachine::returnSlot()
{
    if (!m_state.slotTaken)
        return;
    act(ReturnSlot{m_state.step});
    m_state.slotTaken = false;
}

void StepMachine::forgetMatching() noexcept
{
    m_state.matchesAfter = Sequence{};
    m_state.held = nullptr;
}

} // namespace runlens::journey
