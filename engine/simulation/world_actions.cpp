// SPDX-License-Identifier: GPL-3.0-or-later
// What the core asks for, done.
#include "engine/journey/action.h"
#include "engine/simulation/world.h"

#include <algorithm>
#include <utility>

namespace runlens::simulation {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

const journey::SendStep* sendOf(const journey::PlanStep& step) { return std::get_if<journey::SendStep>(&step.what); }

} // namespace

void World::carryOut(ContactState& contact, std::uint32_t run, const journey::Actions& actions, bool performSteps)
{
    for (const journey::Action& action : actions)
        carryOut(contact, run, action);
    for (const journey::Action& action : actions) // only after all of them are committed
        if (const auto* what = std::get_if<journey::PerformStep>(&action); what != nullptr && performSteps)
            perform(contact, run, *what);
}

void World::carryOut(ContactState& contact, std::uint32_t index, const journey::Action& action)
{
    LiveRun& run = contact.runs[index];
    std::visit(Overloaded{
                   [&](const journey::PerformStep& what) {
                       if (sendOf(planOf(run).steps[what.step]) != nullptr && run.outbox == journey::OutboxRow::none)
                           run.outbox = journey::OutboxRow::unclaimed;
                       if (what.takesSlot)
                           takeSlot(contact, run, what.step);
                   },
                   [&](const journey::WithdrawSend&) { run.outbox = journey::OutboxRow::none; },
                   [&](const journey::ReturnSlot&) { returnSlot(contact, run); },
                   [&](const journey::SetTimer& timer) { setTimer(contact, index, timer); },
                   [](const journey::ClearTimer&) {}, // one that fires and is not the run's any more is dropped
                   [&](const journey::OpenWait&) {
                       if (!std::exchange(run.waits, true))
                           m_usage.waitOpened();
                   },
                   [&](const journey::CloseWait&) {
                       if (std::exchange(run.waits, false))
                           m_usage.waitClosed();
                   },
                   [&](const journey::EmitEvent& event) { emit(contact, index, event); },
                   [](const journey::Finish&) {},
                   [&](const journey::Record& what) { record(contact, index, what); },
               },
               action);
}

void World::record(ContactState& contact, std::uint32_t index, const journey::Record& record)
{
    LiveRun& run = contact.runs[index];
    if (const auto* status = std::get_if<journey::StatusChanged>(&record))
        run.facts.statuses.push_back({m_now, status->to});
    else if (const auto* started = std::get_if<journey::StepStarted>(&record))
        stepMoment(contact, index, started->step, scenario::StepMoment::started);
    else if (const auto* ended = std::get_if<journey::StepEnded>(&record);
             ended && ended->status == StepStatus::completed)
        stepMoment(contact, index, ended->step, scenario::StepMoment::completed);
}

void World::perform(ContactState& contact, std::uint32_t index, const journey::PerformStep& what)
{
    LiveRun& run = contact.runs[index];
    const std::size_t automation = run.facts.automation;
    const auto& step = planOf(run).steps[what.step];
    Task task{.kind = Task::Kind::answer,
              .contact = indexOf(contact),
              .run = index,
              .number = what.attempt,
              .step = what.step};
    if (sendOf(step) != nullptr) {
        run.outbox = journey::OutboxRow::claimed;
        const auto performed = contact.sender.send(*m_stage, automation, what.step, what.attempt,
                                                   idempotencyKey(run.facts.run.id, step), m_now);
        task.result = performed.result;
        task.fault = performed.fault;
        push(m_now + m_stage->scenario.policies.sendTakes, task);
    } else {
        const auto performed = Sender::perform(*m_stage, automation, what.step, what.attempt);
        task.result = performed.result;
        task.fault = performed.fault;
        const auto* change = std::get_if<journey::ContactStep>(&step.what);
        if (performed.result == Performed::Result::done && change != nullptr)
            enqueue(contact, index,
                    journey::StepDone{what.step, what.attempt, applyChange(contact.contact, change->change)});
        else
            answer(contact, task);
    }
    const auto& faults = m_stage->scenario.faults;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const auto* second = std::get_if<scenario::SecondWorker>(&faults[i]);
        if (second == nullptr || contact.spent[i] || !m_stage->isMeant(second->step, automation, what.step))
            continue;
        contact.spent[i] = true;
        enqueue(contact, index, journey::Recover{});
    }
}

void World::answer(ContactState& contact, const Task& task)
{
    scenario::StepFails said;
    if (task.result != Performed::Result::done)
        said = std::get<scenario::StepFails>(m_stage->scenario.faults[task.fault]);
    switch (task.result) {
    case Performed::Result::done: enqueue(contact, task.run, journey::StepDone{task.step, task.number, true}); break;
    case Performed::Result::transient:
        enqueue(contact, task.run,
                journey::StepFailedTransiently{task.step, task.number, said.code, said.message,
                                               static_cast<std::uint32_t>(contact.chance.next() >> 32U)});
        break;
    case Performed::Result::permanent:
        enqueue(contact, task.run, journey::StepFailedForGood{task.step, task.number, said.code, said.message});
        break;
    case Performed::Result::unknown:
        enqueue(contact, task.run, journey::StepUnknown{task.step, task.number, said.message});
        break;
    }
}

void World::setTimer(const ContactState& contact, std::uint32_t run, const journey::SetTimer& timer)
{
    Task task{.kind = Task::Kind::promptTimer,
              .contact = indexOf(contact),
              .run = run,
              .number = static_cast<std::uint32_t>(timer.timer)};
    if (!firesOnTick(timer.kind)) {
        push(timer.due, task);
        return;
    }
    task.kind = Task::Kind::tickTimer;
    const Scenario& scenario = m_stage->scenario;
    const Instant tick = journey::tickAtOrAfter(std::max(timer.due, m_now), scenario.tick);
    Duration late{0};
    for (const auto& fault : scenario.faults) {
        const auto* scheduler = std::get_if<scenario::LateScheduler>(&fault);
        if (scheduler != nullptr && tick >= scenario.start + scheduler->from
            && tick <= scenario.start + scheduler->until)
            late = std::max(late, scheduler->by);
    }
    push(tick + late, task);
}

void World::takeSlot(ContactState& contact, LiveRun& run, journey::StepIndex step)
{
    run.slot = journey::CapSlot{m_now, std::get<journey::SendStep>(planOf(run).steps[step].what).channel};
    contact.slots.push_back(*run.slot);
    m_usage.slotTaken(m_now);
}

void World::returnSlot(ContactState& contact, LiveRun& run)
{
    if (!run.slot)
        return;
    if (const auto found = std::ranges::find(contact.slots, *run.slot); found != contact.slots.end())
        contact.slots.erase(found);
    m_usage.slotReturned(run.slot->takenAt);
    run.slot.reset();
}

void World::emit(ContactState& contact, std::uint32_t index, const journey::EmitEvent& event)
{
    const LiveRun& run = contact.runs[index];
    Value payload = journey::payloadOf(planOf(run), event);
    const auto& key = planOf(run).steps[event.step].key;
    const auto message = std::ranges::find(run.facts.run.messages, key, &Message::stepKey);
    if (auto* fields = payload.as<Value::Object>(); fields != nullptr && message != run.facts.run.messages.end())
        fields->push_back({"message_id", Value(message->id.text())});
    ingest(contact, std::string(nameOf(event.event)), std::move(payload), m_now, event.depth);
}

} // namespace runlens::simulation
