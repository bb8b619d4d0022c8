// SPDX-License-Identifier: GPL-3.0-or-later
// From an input that is numbered to its commit.
#include "engine/journey/admission.h"
#include "engine/journey/history.h"
#include "engine/simulation/world.h"

#include <algorithm>
#include <string>
#include <utility>

namespace runlens::simulation {
namespace {

/// One is given for each step that it performs.
bool isAnswer(const journey::InputBody& what)
{
    const auto kind = static_cast<journey::InputKind>(what.index());
    return kind == journey::InputKind::done || kind == journey::InputKind::failedTransiently
           || kind == journey::InputKind::failedForGood || kind == journey::InputKind::unknown;
}

bool starts(const journey::Actions& actions, const Stage& stage, const scenario::StepRef& ref, std::size_t automation)
{
    return std::ranges::any_of(actions, [&](const journey::Action& action) {
        const auto* record = std::get_if<journey::Record>(&action);
        const auto* started = record != nullptr ? std::get_if<journey::StepStarted>(record) : nullptr;
        return started != nullptr && stage.isMeant(ref, automation, started->step);
    });
}

void identify(Run& run, const scenario::Contact& contact)
{
    if (!contact.email.empty()) {
        run.identityType = IdentityType::email;
        run.identityValue = contact.email;
    } else if (!contact.externalId.empty()) {
        run.identityType = IdentityType::externalId;
        run.identityValue = contact.externalId;
    } else {
        run.identityType = IdentityType::contactId;
        run.identityValue = contact.id.text();
    }
}

} // namespace

void World::ingest(ContactState& contact, std::string name, Value payload, std::optional<Instant> occurredAt,
                   std::uint16_t depth)
{
    auto event = std::make_shared<journey::EventRecord>();
    const std::size_t index = stageIndexOf(contact);
    event->sequence = contact.nextSequence();
    event->id = EventId("evt_" + std::to_string(index + 1) + "_" + std::to_string(contact.events.size() + 1));
    event->name = std::move(name);
    event->contact = journey::ContactNumber{index};
    event->payload = std::move(payload);
    event->occurredAt = occurredAt;
    event->receivedAt = m_now;
    event->depth = depth;
    contact.events.push_back({event, {}});
    contact.inbox.push_back({event->sequence, everyRun, journey::ContactEvent{event}});
}

void World::enqueue(ContactState& contact, std::uint32_t run, journey::InputBody what)
{
    contact.inbox.push_back({contact.nextSequence(), run, std::move(what)});
}

void World::applyAll(ContactState& contact)
{
    if (contact.applying)
        return;
    contact.applying = true;
    while (!contact.inbox.empty() && m_now >= contact.leasedUntil && !m_cutShort) {
        Pending pending = std::move(contact.inbox.front());
        contact.inbox.pop_front();
        if (pending.run == everyRun)
            dispatch(contact, pending);
        else
            apply(contact, std::move(pending));
    }
    contact.applying = false;
}

/// An event goes to each run it may concern, and to each active automation.
void World::dispatch(ContactState& contact, const Pending& pending)
{
    const auto event = std::get<journey::ContactEvent>(pending.what).event;
    std::vector<Pending> inputs;
    for (std::uint32_t i = 0; i < contact.runs.size(); ++i)
        if (mayConcern(planOf(contact.runs[i]), contact.runs[i].facts.state, *event))
            inputs.push_back({pending.sequence, i, journey::ContactEvent{event}});

    const auto record = std::ranges::find(contact.events.rbegin(), contact.events.rend(), event, &IngestedEvent::event);
    const std::size_t contactIndex = stageIndexOf(contact);
    for (std::size_t i = 0; i < m_stage->plans.size(); ++i) {
        const auto& automation = m_stage->scenario.automations[i];
        const auto admission = admit(m_stage->plans[i], *event, static_cast<journey::Reentry>(automation.reentry),
                                     contact.histories[i], m_stage->policy.caps, m_usage.at(m_now));
        if (admission == journey::Admission::otherEvent)
            continue;
        record->admissions.push_back({i, admission, {}});
        if (admission != journey::Admission::start)
            continue;
        m_usage.started(m_now);
        ++contact.histories[i].runs;
        ++contact.histories[i].openRuns;
        LiveRun& run = contact.runs.emplace_back();
        run.facts.automation = i;
        run.facts.contact = contactIndex;
        run.facts.state.contact = event->contact;
        run.facts.statuses.push_back({m_now, RunStatus::queued});
        Run& told = run.facts.run;
        told.id = RunId("run_" + std::to_string(contactIndex + 1) + "_" + std::to_string(contact.runs.size()));
        told.automationId = automation.id;
        identify(told, m_stage->scenario.contacts[contactIndex]);
        journey::tellQueued(told, *event, m_now);
        record->admissions.back().run = told.id;
        inputs.push_back(
            {pending.sequence, static_cast<std::uint32_t>(contact.runs.size() - 1), journey::Trigger{event}});
    }
    m_cutShort = m_cutShort || contact.runs.size() >= m_options.mostRuns;
    contact.inbox.insert(contact.inbox.begin(), inputs.begin(), inputs.end());
}

void World::apply(ContactState& contact, Pending pending)
{
    LiveRun& run = contact.runs[pending.run];
    const auto& plan = planOf(run);
    if (auto* cancel = std::get_if<journey::Cancel>(&pending.what))
        cancel->outbox = run.outbox;
    else if (auto* recover = std::get_if<journey::Recover>(&pending.what))
        recover->outbox = run.outbox;
    m_cutShort = m_cutShort || ++m_inputCount >= m_options.mostInputs;
    const journey::Phase before = run.facts.state.phase;
    const journey::Facts facts{contact.contact, m_stage->policy, m_stage->zones[stageIndexOf(contact)], contact.slots,
                               m_usage.at(m_now)};
    auto outcome = journey::advance(plan, run.facts.state, {pending.sequence, m_now, pending.what}, facts);
    if (!outcome) {
        trace(contact, run, pending, before, outcome.error().code, false);
        return;
    }
    const auto crash = crashOf(contact, run, pending, outcome->actions);
    const bool lost = crash && *crash != scenario::CrashPoint::afterCommit;
    if (!lost) {
        run.facts.state = std::move(outcome->state);
        auto& open = contact.histories[run.facts.automation].openRuns;
        open += isOver(before) ? 1U : 0U;
        open -= isOver(run.facts.state.phase) ? 1U : 0U;
        journey::tell(run.facts.run, plan, outcome->actions, m_now);
        for (Message& message : run.facts.run.messages)
            message.contactId = m_stage->scenario.contacts[run.facts.contact].id;
    }
    trace(contact, run, pending, before, std::nullopt, lost);
    const std::uint32_t index = pending.run;
    const bool answers = isAnswer(pending.what);
    if (!lost && answers && run.outbox == journey::OutboxRow::claimed) // in the transaction that takes the result in
        run.outbox = std::holds_alternative<journey::StepFailedTransiently>(pending.what)
                         ? journey::OutboxRow::unclaimed
                         : journey::OutboxRow::none;
    if (lost && !answers) // an input is kept until it is committed; an answer is known to the dead worker alone
        contact.inbox.push_front(std::move(pending));
    if (!lost)
        carryOut(contact, index, outcome->actions, !crash);
    if (crash && (!lost || answers))
        enqueue(contact, index, journey::Recover{});
}

void World::trace(ContactState& contact, const LiveRun& run, const Pending& pending, journey::Phase before,
                  std::optional<journey::RefusalCode> refused, bool lost)
{
    if (m_options.trace)
        contact.inputs.push_back({m_now, run.facts.run.id, pending.sequence,
                                  static_cast<journey::InputKind>(pending.what.index()), before, run.facts.state.phase,
                                  refused, lost});
}

/// Does the worker die here? Then the contact is leased by the dead from now on.
std::optional<scenario::CrashPoint> World::crashOf(ContactState& contact, const LiveRun& run, const Pending& pending,
                                                   const journey::Actions& actions)
{
    if (m_crashNext && m_inputsToCrash-- == 0) {
        die(contact, scenario::Crash().down);
        return std::exchange(m_crashNext, std::nullopt);
    }
    const auto& faults = m_stage->scenario.faults;
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const auto* crash = std::get_if<scenario::Crash>(&faults[i]);
        if (crash == nullptr || contact.spent[i])
            continue;
        const auto& state = run.facts.state;
        const bool here = crash->when == scenario::CrashPoint::beforeResult
                              ? isAnswer(pending.what) && state.step != journey::noStep
                                    && m_stage->isMeant(crash->step, run.facts.automation, state.step)
                              : starts(actions, *m_stage, crash->step, run.facts.automation);
        if (!here)
            continue;
        contact.spent[i] = true;
        die(contact, crash->down);
        return crash->when;
    }
    return std::nullopt;
}

void World::die(ContactState& contact, Duration down)
{
    contact.leasedUntil = m_now + down;
    push(contact.leasedUntil, {.kind = Task::Kind::takeOver, .contact = indexOf(contact)});
}

} // namespace runlens::simulation
