// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include "definitions.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

using namespace runlens;
using namespace runlens::journey;
using namespace std::chrono_literals;

namespace {

// Half an hour before clocks go forward in Lisbon, in quiet hours.
const Instant start = *parseInstant("2026-03-29T00:30:00Z");
// Just before quiet hours begin.
const Instant evening = *parseInstant("2026-03-28T21:59:50Z");

class World {
public:
    World(Chooser& chooser, Plan plan) : m_chooser(chooser), m_now(chooser.chance(30) ? evening : start)
    {
        m_trace.plan = std::move(plan);
        choosePolicy();
        m_state.contact = ContactNumber{7};
    }

    Trace play(std::uint32_t inputs)
    {
        for (std::uint32_t i = 0; i < inputs && !m_chooser.ended(); ++i) {
            if (m_state.phase == Phase::completed && m_chooser.chance(20))
                break;
            changeContact();
            m_now += Duration(1000) * m_chooser.pick(2000);
            take(chooseInput());
        }
        return std::move(m_trace);
    }

private:
    void choosePolicy()
    {
        Policy& policy = m_trace.policy;
        policy.senderDeduplicates = m_chooser.chance(60);
        policy.retry.attempts = 1 + m_chooser.pick(4);
        if (m_chooser.chance(25))
            policy.quietHours.push_back({std::chrono::hours(22), std::chrono::hours(m_chooser.pick(3))});
        if (m_chooser.chance(15))
            policy.sendWindows.push_back({0x7F, std::chrono::minutes(45), std::chrono::hours(20)});
        if (m_chooser.chance(25))
            policy.frequencyCaps.push_back({std::nullopt, 1 + m_chooser.pick(2), 5s});
        if (m_chooser.chance(15))
            policy.frequencyCaps.push_back({Channel::email, m_chooser.pick(3), 20s});
        if (m_chooser.chance(25))
            policy.caps.sends = 2;
        if (m_chooser.chance(25))
            policy.caps.concurrentWaits = 2;
        if (m_chooser.chance(50))
            m_trace.zone = ZoneOffsets({{Instant::min(), 0s}, {start + 30min, 3600s}});
    }

    void changeContact()
    {
        if (m_chooser.chance(4))
            m_contact.unsubscribed = m_chooser.chance(50);
        if (m_chooser.chance(4))
            m_contact.emailSuppressed = m_chooser.chance(50);
        if (m_chooser.chance(10))
            m_contact.attributes = randomPayload(m_chooser);
        if (m_chooser.chance(6)) // by another automation
            m_slots.push_back({m_now, Channel::email});
        m_usage.sends = m_chooser.pick(3);
        m_usage.concurrentWaits = m_chooser.pick(3);
    }

    Input chooseInput()
    {
        Input input;
        input.what = chooseBody();
        if (m_pulledForward) // a timer, at its time or a little later
            m_now = std::max(m_now, m_state.timerDue) + Duration(1000) * m_chooser.pick(500);
        m_pulledForward = false;
        input.sequence = m_chooser.chance(97) ? next() : m_state.lastSequence;
        input.at = m_chooser.chance(97) ? m_now : m_now - 5s;
        if (auto* happened = std::get_if<ContactEvent>(&input.what))
            happened->event = event(input.sequence, input.at);
        if (auto* trigger = std::get_if<Trigger>(&input.what))
            trigger->event = event(input.sequence, input.at);
        return input;
    }

    InputBody chooseBody()
    {
        const std::uint32_t roll = m_chooser.pick(100);
        if (roll >= 95)
            return anything();
        switch (m_state.phase) {
        case Phase::queued: return roll < 85 ? InputBody(Trigger{}) : roll < 90 ? InputBody(cancel()) : recover();
        case Phase::performing: return resultOr(roll);
        case Phase::waitingEvent:
            if (roll < 50)
                return ContactEvent{};
            [[fallthrough]];
        case Phase::waitingDelay:
        case Phase::waitingBackOff:
        case Phase::waitingDeferral:
            if (roll >= 90)
                return cancel();
            if (roll >= 80)
                return recover();
            return roll < 20 ? InputBody(ContactEvent{}) : timer();
        case Phase::failed: return roll < 60 ? InputBody(Retry{}) : ContactEvent{};
        case Phase::cancelled: return roll < 60 ? resultOr(roll) : InputBody(ContactEvent{});
        case Phase::completed: break;
        }
        return ContactEvent{};
    }

    InputBody anything()
    {
        switch (m_chooser.pick(10)) {
        case 0: return Trigger{};
        case 1: return done();
        case 2: return transient();
        case 3: return StepFailedForGood{m_state.step, attempt(), "550", "refused"};
        case 4: return StepUnknown{m_state.step, attempt(), "no answer"};
        case 5: return ContactEvent{};
        case 6: return timer();
        case 7: return cancel();
        case 8: return Retry{};
        default: return recover();
        }
    }

    InputBody resultOr(std::uint32_t roll)
    {
        if (roll < 45)
            return done();
        if (roll < 62)
            return transient();
        if (roll < 68)
            return StepFailedForGood{m_state.step, attempt(), "550", "refused"};
        if (roll < 73)
            return StepUnknown{m_state.step, attempt(), "no answer"};
        if (roll < 88)
            return ContactEvent{};
        return roll < 91 ? InputBody(cancel()) : recover();
    }

    std::uint32_t attempt() { return m_chooser.chance(94) ? m_state.allAttempts : m_state.allAttempts + 1; }
    StepDone done()
    {
        StepDone result{m_state.step, attempt(), true};
        if (m_state.step != noStep)
            if (const auto* contact = std::get_if<ContactStep>(&m_trace.plan.steps[m_state.step].what))
                result.changed = applyChange(m_contact, contact->change);
        return result;
    }
    StepFailedTransiently transient()
    {
        return {m_state.step, attempt(), "timeout", "timed out", m_chooser.pick(65536) << 16U};
    }
    TimerDue timer()
    {
        m_pulledForward = m_chooser.chance(85);
        const auto current = static_cast<std::uint32_t>(m_state.timer);
        return {m_chooser.chance(94) ? m_state.timer : TimerNumber{current + m_chooser.pick(2)}};
    }
    Cancel cancel() { return {row()}; }
    Recover recover() { return {row()}; }
    OutboxRow row()
    {
        const bool send =
            m_state.step != noStep && isSend(m_trace.plan.steps[m_state.step].type) && m_state.messageMade;
        if (!send)
            return OutboxRow::none;
        return m_state.phase == Phase::performing && m_chooser.chance(50) ? OutboxRow::claimed : OutboxRow::unclaimed;
    }

    /// Taken in by the same clock that tells the input's time, even where that was set back.
    EventRef event(Sequence sequence, Instant at)
    {
        auto event = std::make_shared<EventRecord>();
        const auto back = m_chooser.chance(15) ? std::uint64_t{m_chooser.pick(6)} : 0;
        event->sequence =
            Sequence{static_cast<std::uint64_t>(sequence) - std::min(static_cast<std::uint64_t>(sequence), back)};
        event->id = EventId("e" + std::to_string(static_cast<std::uint64_t>(sequence)));
        event->name = eventNames[m_chooser.pick(3)];
        event->contact = ContactNumber{m_chooser.chance(97) ? 7U : 8U};
        event->payload = randomPayload(m_chooser);
        event->receivedAt = at;
        event->depth = static_cast<std::uint16_t>(m_chooser.pick(3));
        return event;
    }

    Sequence next() { return m_sequence = after(m_sequence); }

    void take(const Input& input)
    {
        TraceEntry entry;
        entry.input = input;
        entry.before = m_state;
        entry.contact = m_contact;
        entry.slots = m_slots;
        entry.usage = m_usage;
        const Facts facts{m_contact, m_trace.policy, m_trace.zone, m_slots, m_usage};
        if (const auto applied = apply(m_trace.plan, m_state, input, facts, entry.actions); !applied)
            entry.refusal = applied.error();
        entry.after = m_state;
        for (const Action& action : entry.actions)
            keepSlots(action);
        m_trace.entries.push_back(std::move(entry));
    }

    void keepSlots(const Action& action)
    {
        if (const auto* perform = std::get_if<PerformStep>(&action); perform != nullptr && perform->takesSlot) {
            m_slots.push_back({m_now, std::get<SendStep>(m_trace.plan.steps[perform->step].what).channel});
            m_ownSlot = m_now;
        }
        if (const auto* returned = std::get_if<ReturnSlot>(&action); returned != nullptr && m_ownSlot) {
            m_slots.erase(std::ranges::find(m_slots, *m_ownSlot, &CapSlot::takenAt));
            m_ownSlot.reset();
        }
    }

    Chooser& m_chooser;
    Trace m_trace;
    RunState m_state;
    Contact m_contact;
    std::vector<CapSlot> m_slots;
    std::optional<Instant> m_ownSlot;
    ProjectUsage m_usage;
    Sequence m_sequence{};
    Instant m_now;
    bool m_pulledForward = false;
};

} // namespace

Trace randomTrace(Chooser& chooser, std::uint32_t inputs)
{
    const auto compiled = compile(randomDefinition(chooser));
    if (!compiled.plan)
        std::abort(); // randomDefinition makes valid ones only
    return randomTrace(chooser, *compiled.plan, inputs);
}

Trace randomTrace(Chooser& chooser, Plan plan, std::uint32_t inputs)
{
    return World(chooser, std::move(plan)).play(inputs);
}
