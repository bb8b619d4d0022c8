// SPDX-License-Identifier: GPL-3.0-or-later
// What an input does to a run once it may be applied. Private to journey; `machine.cpp` decides whether it may.
#pragma once

#include "engine/journey/action.h"
#include "engine/journey/facts.h"
#include "engine/journey/input.h"
#include "engine/journey/plan.h"
#include "engine/journey/run_state.h"

#include <optional>

namespace runlens::journey {

class StepMachine {
public:
    StepMachine(const Plan& plan, RunState& state, const Input& input, const Facts& facts, Actions& actions)
        : m_plan(plan), m_state(state), m_input(input), m_facts(facts), m_actions(actions)
    {
    }

    void take(const Trigger& trigger);
    void take(const StepDone& done);
    void take(const StepFailedTransiently& failure);
    void take(const StepFailedForGood& failure);
    void take(const StepUnknown& unknown);
    void take(const ContactEvent& happened);
    void take(const TimerDue& due);
    void take(const Cancel& cancel);
    void take(const Retry& retry);
    void take(const Recover& recover);

private:
    /// What starting a step came to: the step to go on with (noStep: the run completes), or none where the run rests.
    using Onward = std::optional<StepIndex>;

    // step_machine.cpp: from step to step
    void run(Onward onward);
    [[nodiscard]] Onward begin(StepIndex step);
    [[nodiscard]] Onward start(const DelayStep& delay);
    [[nodiscard]] Onward start(const ConditionStep& condition);
    [[nodiscard]] Onward start(const WaitStep& wait);
    [[nodiscard]] Onward start(const SendStep& send);
    [[nodiscard]] Onward start(const ContactStep& contact);
    [[nodiscard]] Onward resolveWait(WaitStatus status, const EventRef& event);
    [[nodiscard]] Onward leave(StepStatus status, Branch branch, std::optional<SkipReason> skipped = std::nullopt);
    void complete();

    // attempts.cpp: steps that are handed out, and their results
    [[nodiscard]] Onward attempt();
    [[nodiscard]] Onward attemptSend(Channel channel);
    void perform(bool send);
    [[nodiscard]] Onward skip(SkipReason reason);
    void recordResult(AttemptEnded::Result result, const std::string& code, const std::string& message);
    void emitDone(bool changed);
    void fail(FailureCode code, const std::string& senderCode, const std::string& message);
    void returnSlot();
    void forgetMatching() noexcept;

    [[nodiscard]] const PlanStep& current() const { return m_plan.steps[m_state.step]; }
    [[nodiscard]] bool isCurrentSend() const { return isSend(current().type); }
    void moveTo(Phase phase);
    void setTimer(TimerKind kind, Instant due);
    void clearTimer();
    void act(Action action) { m_actions.push_back(std::move(action)); }
    void note(Record record) { m_actions.emplace_back(std::move(record)); }

    const Plan& m_plan;
    RunState& m_state;
    const Input& m_input;
    const Facts& m_facts;
    Actions& m_actions;
};

} // namespace runlens::journey
