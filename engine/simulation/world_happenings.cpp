// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a contact from outside.
#include "engine/journey/message_report.h"
#include "engine/simulation/world.h"

#include <algorithm>
#include <string>
#include <utility>

namespace runlens::simulation {
namespace {

std::string keyOfHappening(std::size_t index) { return "scenario-event-" + std::to_string(index); }

void put(Value::Object& object, std::string_view name, Value value)
{
    const auto field = std::ranges::find(object, name, &Field::name);
    if (field == object.end())
        object.push_back({std::string(name), std::move(value)});
    else
        field->value = std::move(value);
}

} // namespace

void World::scheduleHappenings()
{
    const Scenario& scenario = m_stage->scenario;
    std::vector<Duration> delays(scenario.happenings.size(), Duration(0));
    for (const auto& fault : scenario.faults)
        if (const auto* delayed = std::get_if<scenario::DelayedEvent>(&fault))
            delays[delayed->happening] += delayed->by;
    const auto schedule = [&](std::size_t index, Duration after) {
        const auto& happening = scenario.happenings[index];
        if (!happening.at.step.empty() || happening.contact < m_options.firstContact
            || happening.contact - m_options.firstContact >= m_contacts.size())
            return;
        push(scenario.start + happening.at.offset + after,
             {.kind = Task::Kind::happening,
              .contact = static_cast<std::uint32_t>(happening.contact - m_options.firstContact),
              .number = static_cast<std::uint32_t>(index)});
    };
    for (std::size_t i = 0; i < scenario.happenings.size(); ++i)
        schedule(i, delays[i]);
    for (const auto& fault : scenario.faults)
        if (const auto* duplicate = std::get_if<scenario::DuplicateEvent>(&fault))
            schedule(duplicate->happening, delays[duplicate->happening] + duplicate->after);
}

void World::happen(const Task& task)
{
    ContactState& contact = m_contacts[task.contact];
    const auto& what = m_stage->scenario.happenings[task.number].what;
    if (const auto* event = std::get_if<scenario::InjectedEvent>(&what))
        injectEvent(contact, task.number, *event);
    else if (const auto* said = std::get_if<scenario::MessageReport>(&what))
        report(contact, *said, task.run);
    else if (const auto* changed = std::get_if<scenario::ChangedContact>(&what))
        change(contact, *changed);
    else
        command(contact, std::get<scenario::RunCommand>(what));
}

void World::injectEvent(ContactState& contact, std::size_t index, const scenario::InjectedEvent& event)
{
    const auto& faults = m_stage->scenario.faults;
    Duration late = event.occurredBefore;
    std::string key = event.idempotencyKey;
    for (const auto& fault : faults) {
        if (const auto* delayed = std::get_if<scenario::DelayedEvent>(&fault); delayed && delayed->happening == index)
            late += delayed->by;
        const auto* duplicate = std::get_if<scenario::DuplicateEvent>(&fault);
        if (duplicate != nullptr && duplicate->happening == index && key.empty())
            key = keyOfHappening(index);
    }
    const auto refuse = [&](EventRefusal why) {
        contact.refusedEvents.push_back({m_now, stageIndexOf(contact), event.name, why});
    };
    Value body{Value::Object{{"event", Value(event.name)}, {"payload", event.payload}}};
    if (!key.empty())
        if (const auto known = m_ingestedKeys.find(key); known != m_ingestedKeys.end())
            return refuse(known->second == body ? EventRefusal::duplicate : EventRefusal::conflict);
    if (!mayIngest(m_stage->policy.caps, m_usage.at(m_now)))
        return refuse(EventRefusal::ingestCap);
    if (!key.empty())
        m_ingestedKeys.emplace(key, std::move(body));
    m_usage.ingested(m_now);
    ingest(contact, event.name, event.payload, m_now - late, 0);
}

void World::report(ContactState& contact, const scenario::MessageReport& report, std::uint32_t only)
{
    for (std::uint32_t i = 0; i < contact.runs.size(); ++i) {
        LiveRun& run = contact.runs[i];
        const auto& automation = m_stage->scenario.automations[run.facts.automation];
        if ((only != everyRun && only != i) || (!report.automation.empty() && report.automation != automation.id))
            continue;
        for (Message& message : run.facts.run.messages)
            if (message.stepKey == report.step)
                reportMessage(contact, run, message, report);
    }
}

void World::reportMessage(ContactState& contact, LiveRun& run, Message& message, const scenario::MessageReport& report)
{
    const auto& plan = planOf(run);
    const auto step = std::ranges::find(plan.steps, message.stepKey, &journey::PlanStep::key);
    if (step == plan.steps.end() || !contact.sender.hasDelivered(idempotencyKey(run.facts.run.id, *step)))
        return; // the provider knows nothing of it
    journey::tellReport(message, report.type, m_now);
    if (journey::suppresses(report.type))
        (message.channel == Channel::email ? contact.contact.emailSuppressed : contact.contact.pushSuppressed) = true;
    const auto event = journey::eventNameOf(report.type, message.channel);
    if (event.empty())
        return;
    Value::Object payload{{"message_id", Value(message.id.text())}, {"step_key", Value(message.stepKey.text())}};
    for (const Field& field : report.payload)
        put(payload, field.name, field.value);
    ingest(contact, std::string(event), Value(std::move(payload)), m_now, 0);
}

void World::change(ContactState& contact, const scenario::ChangedContact& change)
{
    if (change.unsubscribed)
        contact.contact.unsubscribed = *change.unsubscribed;
    if (change.suppressed)
        contact.contact.emailSuppressed = contact.contact.pushSuppressed = *change.suppressed;
    if (change.fields.empty())
        return;
    if (applyChange(contact.contact, journey::UpdateFields{change.fields}))
        ingest(contact, std::string(nameOf(journey::SystemEvent::contactUpdated)), Value(change.fields), m_now, 0);
}

void World::command(ContactState& contact, const scenario::RunCommand& command)
{
    for (std::uint32_t i = 0; i < contact.runs.size(); ++i) {
        const LiveRun& run = contact.runs[i];
        const auto& automation = m_stage->scenario.automations[run.facts.automation];
        if (!command.automation.empty() && command.automation != automation.id)
            continue;
        if (command.kind == scenario::RunCommand::Kind::retry && run.facts.state.phase == journey::Phase::failed)
            enqueue(contact, i, journey::Retry{});
        else if (command.kind == scenario::RunCommand::Kind::cancel && !isOver(run.facts.state.phase))
            enqueue(contact, i, journey::Cancel{});
    }
}

void World::stepMoment(const ContactState& contact, std::uint32_t run, journey::StepIndex step,
                       scenario::StepMoment what)
{
    const auto& scenario = m_stage->scenario;
    const LiveRun& live = contact.runs[run];
    for (const std::uint32_t i : m_stage->followers[stageIndexOf(contact)]) {
        const auto& happening = scenario.happenings[i];
        if (happening.at.of == what
            && m_stage->isMeant({happening.at.step, happening.at.automation}, live.facts.automation, step))
            push(m_now + happening.at.offset,
                 {.kind = Task::Kind::happening, .contact = indexOf(contact), .run = run, .number = i});
    }
}

} // namespace runlens::simulation
