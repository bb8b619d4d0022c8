// SPDX-License-Identifier: GPL-3.0-or-later
#include "promises.h"

#include "engine/journey/transitions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

using namespace runlens;
using namespace runlens::journey;

namespace {

/// What the trace has shown of one step.
struct StepSeen {
    bool started = false;
    bool ended = false; ///< completed or skipped: for good
    std::uint32_t messages = 0;
    bool holdsSlot = false;
    std::optional<Sequence> outboxCommit; ///< of its message
};

struct WaitSeen {
    Sequence beganAfter{};
    Instant timeoutAt{};
    bool resolved = false;
};

class Judge {
public:
    explicit Judge(const Trace& trace) : m_trace(trace), m_steps(trace.plan.steps.size()) {}

    std::vector<std::string> judge()
    {
        for (m_at = 0; m_at < m_trace.entries.size(); ++m_at) {
            const TraceEntry& entry = m_trace.entries[m_at];
            if (entry.refusal) {
                expect(entry.before == entry.after && entry.actions.empty(), "what is refused changes nothing");
                continue;
            }
            checkInput(entry);
            for (const Action& action : entry.actions)
                std::visit([&](const auto& what) { on(entry, what); }, action);
            checkEventWasTaken(entry);
            checkRest(entry);
        }
        return std::move(m_broken);
    }

private:
    void expect(bool kept, const char* promise)
    {
        if (!kept)
            m_broken.push_back(std::string(promise) + " (input " + std::to_string(m_at) + ")");
    }

    const PlanStep& planned(StepIndex step) const { return m_trace.plan.steps[step]; }

    void checkInput(const TraceEntry& entry)
    {
        expect(entry.input.at >= m_last, "9: times never run back");
        expect(entry.input.sequence > m_lastSequence, "inputs apply in order of sequence, each once");
        expect(isLegal(entry.before.phase, entry.input.kind(), entry.after.phase), "only legal transitions");
        m_last = entry.input.at;
        m_lastSequence = entry.input.sequence;
        if (const auto* due = std::get_if<TimerDue>(&entry.input.what))
            expect(m_timer == due->timer, "only the timer that is set fires");
        if (std::holds_alternative<TimerDue>(entry.input.what)) {
            expect(m_timer && entry.input.at >= m_timerDue, "no timer is taken before it is due");
            m_timer.reset();
        }
        if (const auto* trigger = std::get_if<Trigger>(&entry.input.what))
            m_trigger = trigger->event;
        if (std::holds_alternative<Cancel>(entry.input.what))
            m_cancelled = true;
        m_followsSend.reset();
        m_openAtStart = m_open;
        m_holdingAtStart = m_holding;
        m_received.reset();
        m_heldNow = false;
        m_expected.reset();
    }

    // Actions

    void on(const TraceEntry& entry, const PerformStep& perform)
    {
        StepSeen& step = m_steps[perform.step];
        expect(step.started && !step.ended, "1: a completed step is never performed again");
        expect(!m_cancelled, "a cancelled run performs nothing");
        m_underWay = perform;
        if (perform.again) {
            expect(!perform.makesMessage && !perform.takesSlot, "2: a recovery makes no message");
            return;
        }
        const auto* send = std::get_if<SendStep>(&planned(perform.step).what);
        expect(send != nullptr || (!perform.makesMessage && !perform.takesSlot), "2: only sends make messages");
        if (send == nullptr)
            return;
        step.messages += perform.makesMessage ? 1U : 0U;
        expect(step.messages == 1, "2: a send has one message, from its first attempt on");
        if (perform.makesMessage)
            step.outboxCommit = entry.input.sequence;
        expect(perform.takesSlot != step.holdsSlot, "a slot is taken once, unless it was returned");
        step.holdsSlot = true;
        expect(!entry.contact.unsubscribed, "nothing is sent to the unsubscribed");
        expect(send->channel == Channel::push || !entry.contact.emailSuppressed, "nothing is sent to the suppressed");
        expect(isSendTime(entry.input.at, m_trace.policy, m_trace.zone), "nothing is sent at quiet times");
        if (perform.takesSlot) {
            const Facts facts{entry.contact, m_trace.policy, m_trace.zone, entry.slots, entry.usage};
            expect(nextCapRoom(entry.input.at, send->channel, facts) == entry.input.at, "caps are kept");
            const auto& cap = m_trace.policy.caps.sends;
            expect(!cap || entry.usage.sends < *cap, "the project's cap is kept");
        }
        beginHolding(entry, *send);
    }

    void on(const TraceEntry&, const WithdrawSend& withdraw)
    {
        expect(m_steps[withdraw.step].messages == 1, "only what was written is withdrawn");
    }
    void on(const TraceEntry&, const ReturnSlot& slot)
    {
        expect(m_steps[slot.step].holdsSlot, "a slot is returned once");
        m_steps[slot.step].holdsSlot = false;
    }
    void on(const TraceEntry& entry, const SetTimer& timer)
    {
        const bool again = std::holds_alternative<Recover>(entry.input.what);
        expect(again ? m_timer == timer.timer && m_timerDue == timer.due : timer.due >= entry.input.at,
               "9: no timer is set for the past; a recovery sets the one that was set");
        if (timer.kind == TimerKind::backOff && !again)
            expect(timer.due <= entry.input.at + m_trace.policy.retry.longest, "back-off is bounded");
        m_timer = timer.timer;
        m_timerDue = timer.due;
    }
    void on(const TraceEntry&, const ClearTimer& timer)
    {
        expect(m_timer == timer.timer, "only the timer that is set is cleared");
        m_timer.reset();
    }

    void on(const TraceEntry& entry, const OpenWait& open)
    {
        if (m_open == open.step) {
            expect(std::holds_alternative<Recover>(entry.input.what), "a wait opens once");
            return;
        }
        expect(!m_open, "one wait at a time");
        expect(!m_waits.contains(open.step), "4: a resolved wait does not open again");
        WaitSeen wait;
        wait.beganAfter = entry.input.sequence;
        if (m_followsSend && std::get<SendStep>(planned(*m_followsSend).what).heldFor == open.step)
            wait.beganAfter = m_holdingSince;
        wait.timeoutAt = open.timeoutAt;
        expect(open.timeoutAt >= open.openedAt, "9: a wait ends after it opens");
        m_waits[open.step] = wait;
        m_open = open.step;
        if (m_firstHeld && m_holding == open.step)
            m_expected = m_firstHeld;
        endHolding();
    }

    void on(const TraceEntry& entry, const CloseWait& close)
    {
        expect(m_open == close.step, "3: a wait resolves exactly once");
        if (m_open != close.step)
            return;
        WaitSeen& wait = m_waits[close.step];
        wait.resolved = true;
        m_open.reset();
        m_outcome = close.status == WaitStatus::received ? Branch::received : Branch::timeout;
        if (close.status == WaitStatus::timedOut)
            expect(close.at >= wait.timeoutAt, "5: no time-out comes early");
        if (close.status != WaitStatus::received)
            return;
        expect(close.event != nullptr, "6: a wait is received by an event");
        if (close.event == nullptr)
            return;
        m_received = close.event;
        expect(fitsWait(close.step, *close.event), "6: only an event that matches is received");
        expect(close.event->sequence > wait.beganAfter, "6: not an event from before the wait began to match");
        expect(close.event->sequence <= entry.input.sequence, "6: not an event from after it resolved");
        if (m_expected)
            expect(close.event == m_expected, "the first event that matched is the one");
        m_expected.reset();
    }

    void on(const TraceEntry&, const EmitEvent& emit)
    {
        expect(m_steps[emit.step].started, "only steps that ran emit");
    }
    void on(const TraceEntry&, const Finish& finish)
    {
        expect(!m_open && !m_timer, "10: a run that is over waits for nothing");
        expect(finish.status != RunStatus::completed || !m_cancelled, "a cancelled run does not complete");
    }
    void on(const TraceEntry& entry, const Record& record)
    {
        std::visit([&](const auto& what) { on(entry, what); }, record);
    }

    // Records

    void on(const TraceEntry&, const StatusChanged& change)
    {
        expect(change.from == m_status && isLegal(change.from, change.to), "status changes as the contract has it");
        m_status = change.to;
    }
    void on(const TraceEntry&, const StepStarted& started)
    {
        expect(!m_steps[started.step].started, "1: a step starts once");
        expect(!m_cancelled, "a cancelled run starts nothing");
        expect(started.step == m_next, "7: the branch taken leads to the step that runs");
        m_steps[started.step].started = true;
    }
    void on(const TraceEntry& entry, const AttemptEnded& ended)
    {
        expect(m_underWay && m_underWay->step == ended.step && m_underWay->attempt == ended.attempt,
               "a result is of the attempt under way");
        expect(ended.afterCancel == m_cancelled, "what comes after a cancel is marked so");
        const bool recovery = std::holds_alternative<Recover>(entry.input.what);
        expect(!recovery || !m_trace.policy.senderDeduplicates || m_cancelled, "an unanswered send is asked for again");
        m_underWay.reset();
    }
    void on(const TraceEntry& entry, const StepDeferred& deferred)
    {
        expect(deferred.until > entry.input.at, "a deferral leads ahead");
        expect(isSendTime(deferred.until, m_trace.policy, m_trace.zone), "a deferral leads to a time of sending");
    }
    void on(const TraceEntry&, const ConditionJudged& judged)
    {
        m_outcome = judged.judgement.met ? Branch::isTrue : Branch::isFalse;
    }
    void on(const TraceEntry&, const StepEnded& ended)
    {
        StepSeen& step = m_steps[ended.step];
        expect(step.started && !step.ended, "1: a step ends once");
        if (ended.status != StepStatus::completed && ended.status != StepStatus::skipped) {
            endHolding();
            return;
        }
        expect(!m_cancelled, "the result of a claimed send advances nothing");
        step.ended = true;
        const StepType type = planned(ended.step).type;
        expect(isBranchOf(type, ended.branch), "7: the branch is one of the step's type");
        if (type == StepType::condition || type == StepType::waitForEvent)
            expect(ended.branch == m_outcome, "7: the branch is the outcome");
        if (isBranchOf(type, ended.branch))
            m_next = planned(ended.step).after(ended.branch);
        if (isSend(type) && ended.status == StepStatus::completed)
            m_followsSend = ended.step;
        else {
            m_followsSend.reset();
            endHolding();
        }
    }
    void on(const TraceEntry& entry, const EventHeld& held)
    {
        expect(m_holdingAtStart == held.wait && !m_firstHeld, "an event is held once, for the next wait");
        expect(held.event->sequence > m_holdingSince, "6: held only what came after the outbox commit");
        expect(fitsWait(held.wait, *held.event), "6: held only what matches");
        expect(std::holds_alternative<ContactEvent>(entry.input.what), "only events are held");
        m_firstHeld = held.event;
        m_heldNow = true;
    }
    void on(const TraceEntry&, const EventLate& late)
    {
        const auto wait = m_waits.find(late.wait);
        expect(wait != m_waits.end() && wait->second.resolved, "only of a resolved wait is an event late");
        expect(fitsWait(late.wait, *late.event), "late is only what would have matched");
    }
    void on(const TraceEntry&, const Retried& retried)
    {
        expect(m_status == RunStatus::failed, "only a failed run is retried");
        expect(!m_steps[retried.step].ended, "1: a retry begins at the failed step");
    }
    void on(const TraceEntry&, const Recovered&) {}

    // What must have happened

    void checkEventWasTaken(const TraceEntry& entry)
    {
        const auto* happened = std::get_if<ContactEvent>(&entry.input.what);
        if (happened == nullptr)
            return;
        const EventRecord& event = *happened->event;
        if (m_openAtStart && fitsWait(*m_openAtStart, event) && event.sequence > m_waits[*m_openAtStart].beganAfter)
            expect(m_received == happened->event, "the first event that matches is received");
        if (m_holdingAtStart && !m_openAtStart && fitsWait(*m_holdingAtStart, event) && event.sequence > m_holdingSince
            && (!m_firstHeld || m_heldNow))
            expect(m_heldNow, "an event faster than the bookkeeping is held");
    }

    void checkRest(const TraceEntry& entry)
    {
        expect(m_status == statusOf(entry.after.phase), "the status told is the state's");
        switch (entry.after.phase) {
        case Phase::performing: expect(m_underWay && !m_timer && !m_open, "10: running is a step handed out"); break;
        case Phase::waitingEvent: expect(m_open && m_timer, "10: waiting for an event has a wait and a timer"); break;
        case Phase::waitingDelay:
        case Phase::waitingBackOff:
        case Phase::waitingDeferral: expect(!m_open && m_timer, "10: waiting has a timer"); break;
        default: expect(!m_open && !m_timer, "10: what is not waiting has no timer"); break;
        }
        expect(!m_expected, "a held event resolves its wait at once");
    }

    bool fitsWait(StepIndex step, const EventRecord& event) const
    {
        const auto& wait = std::get<WaitStep>(planned(step).what);
        if (event.name != wait.eventName || event.contact != m_trigger->contact)
            return false;
        for (const Filter& filter : wait.filters)
            if (!holds(valueAt(event.payload, filter.field), filter.op, filter.operand))
                return false;
        if (!wait.correlation)
            return true;
        const Value* mine = valueAt(m_trigger->payload, *wait.correlation);
        const Value* its = valueAt(event.payload, *wait.correlation);
        return mine != nullptr && its != nullptr && *mine == *its;
    }

    void beginHolding(const TraceEntry& entry, const SendStep& send)
    {
        if (send.heldFor == noStep || m_holding)
            return;
        m_holding = send.heldFor;
        m_holdingSince = entry.input.sequence;
    }
    void endHolding()
    {
        m_holding.reset();
        m_firstHeld = nullptr;
    }

    const Trace& m_trace;
    std::vector<std::string> m_broken;
    std::size_t m_at = 0;
    Instant m_last = Instant::min();
    Sequence m_lastSequence{};
    RunStatus m_status = RunStatus::queued;
    bool m_cancelled = false;
    EventRef m_trigger;

    std::vector<StepSeen> m_steps;
    StepIndex m_next = m_trace.plan.first;
    Branch m_outcome = Branch::unknown;
    std::optional<PerformStep> m_underWay;
    std::optional<TimerNumber> m_timer;
    Instant m_timerDue{};

    std::map<StepIndex, WaitSeen> m_waits;
    std::optional<StepIndex> m_open;
    std::optional<StepIndex> m_openAtStart;
    EventRef m_received;

    // The wait that the send under way will open matches already.
    std::optional<StepIndex> m_holding;
    std::optional<StepIndex> m_holdingAtStart;
    Sequence m_holdingSince{};
    EventRef m_firstHeld;
    bool m_heldNow = false;
    std::optional<StepIndex> m_followsSend;
    std::optional<EventRef> m_expected;
};

} // namespace

std::vector<std::string> brokenPromises(const Trace& trace) { return Judge(trace).judge(); }
