// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation/world.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace runlens::simulation {

World::World(std::shared_ptr<const Stage> stage, const WorldOptions& options)
    : m_stage(std::move(stage)), m_options(options), m_now(m_stage->scenario.start)
{
    const std::size_t all = m_stage->contacts.size();
    m_options.firstContact = std::min(m_options.firstContact, all);
    m_options.contactCount = std::min(m_options.contactCount, all - m_options.firstContact);
    m_contacts.reserve(m_options.contactCount);
    for (std::size_t i = 0; i < m_options.contactCount; ++i) {
        const std::size_t index = m_options.firstContact + i;
        m_contacts.emplace_back(m_stage->contacts[index], RandomStream(m_options.seed, index), m_stage->plans.size(),
                                m_stage->scenario.faults.size());
    }
    scheduleHappenings();
}

void World::push(Instant at, const Task& task)
{
    if (m_exploring)
        m_agenda.push_back({std::max(at, m_now), 0, task});
    else
        m_queue.push(std::max(at, m_now), task);
}

std::optional<Instant> World::next()
{
    if (m_cutShort || m_queue.empty() || m_queue.next().at > m_stage->end())
        return std::nullopt;
    return m_queue.next().at;
}

bool World::step()
{
    const auto at = next();
    if (!at)
        return false;
    m_now = *at;
    // Within a tick, events of lower sequence first, then timers by (due, run id). Of one tick all are due by its time,
    // and a run has one timer.
    m_due.clear();
    while (next() == m_now) {
        const Task task = m_queue.take().what;
        if (task.kind == Task::Kind::tickTimer)
            m_due.push_back(task);
        else
            handle(task);
    }
    const auto order = [this](const Task& task) {
        return std::tuple(m_contacts[task.contact].runs[task.run].facts.state.timerDue, task.contact, task.run);
    };
    std::ranges::stable_sort(m_due, {}, order);
    for (const Task& task : std::exchange(m_due, {}))
        handle(task);
    return true;
}

void World::playUntil(Instant time)
{
    for (auto at = next(); at && *at <= time; at = next())
        step();
    m_now = std::max(m_now, std::min(time, m_stage->end()));
}

void World::handle(const Task& task)
{
    ContactState& contact = m_contacts[task.contact];
    switch (task.kind) {
    case Task::Kind::happening: happen(task); break;
    case Task::Kind::answer: answer(contact, task); break;
    case Task::Kind::tickTimer:
    case Task::Kind::promptTimer: fire(task); break;
    case Task::Kind::takeOver: break;
    }
    applyAll(contact);
}

void World::fire(const Task& task)
{
    ContactState& contact = m_contacts[task.contact];
    const journey::TimerNumber timer{task.number};
    if (contact.runs[task.run].facts.state.timer == timer) // else it was cleared or replaced
        enqueue(contact, task.run, journey::TimerDue{timer});
}

std::vector<ContactFacts> World::facts() const
{
    std::vector<ContactFacts> all;
    all.reserve(m_contacts.size());
    for (const ContactState& contact : m_contacts) {
        ContactFacts& facts = all.emplace_back();
        for (const LiveRun& run : contact.runs)
            facts.runs.push_back(run.facts);
        facts.events = contact.events;
        facts.refusedEvents = contact.refusedEvents;
        facts.deliveries = contact.sender.deliveries();
        facts.inputs = contact.inputs;
    }
    return all;
}

void World::explore()
{
    m_exploring = true;
    while (!m_queue.empty())
        m_agenda.push_back(m_queue.take());
}

bool World::play(std::size_t entry, std::optional<scenario::CrashPoint> crash, std::size_t atInput)
{
    const auto chosen = m_agenda[entry];
    m_agenda.erase(m_agenda.begin() + static_cast<std::ptrdiff_t>(entry));
    m_now = std::max(m_now, chosen.at);
    m_crashNext = crash;
    m_inputsToCrash = atInput;
    handle(chosen.what);
    return !std::exchange(m_crashNext, std::nullopt);
}

std::vector<const SimulatedRun*> Facts::runs() const
{
    std::vector<const SimulatedRun*> all;
    for (const ContactFacts& contact : contacts)
        for (const SimulatedRun& run : contact.runs)
            all.push_back(&run);
    return all;
}

} // namespace runlens::simulation
