// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation/simulation.h"

#include "engine/simulation/zones.h"

#include <algorithm>
#include <iterator>
#include <thread>
#include <utility>

namespace runlens::simulation {

Played play(const std::shared_ptr<const Stage>& stage, const PlayOptions& options)
{
    WorldOptions common;
    common.seed = options.seed.value_or(stage->scenario.seed);
    common.trace = options.trace;
    const std::size_t contacts = stage->contacts.size();
    const std::size_t parts = stage->contactsAreIndependent()
                                  ? std::clamp<std::size_t>(options.threads, 1, std::max<std::size_t>(contacts, 1))
                                  : 1;
    struct Part {
        std::vector<ContactFacts> facts;
        std::uint64_t inputs = 0;
        bool atRest = true;
        bool cutShort = false;
    };
    std::vector<Part> played(parts);
    const auto playPart = [&](std::size_t part) {
        WorldOptions mine = common;
        mine.firstContact = contacts * part / parts;
        mine.contactCount = contacts * (part + 1) / parts - mine.firstContact;
        World world(stage, mine);
        world.playToEnd();
        played[part] = {world.facts(), world.inputCount(), world.atRest(), world.cutShort()};
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t part = 1; part < parts; ++part)
            threads.emplace_back(playPart, part);
        playPart(0);
    }
    Played all;
    all.facts.endedAt = stage->end();
    all.facts.atRest = true;
    all.facts.tzdata = zoneDatabaseVersion();
    for (Part& part : played) {
        std::ranges::move(part.facts, std::back_inserter(all.facts.contacts));
        all.facts.atRest = all.facts.atRest && part.atRest;
        all.facts.cutShort = all.facts.cutShort || part.cutShort;
        all.inputsByThread.push_back(part.inputs);
    }
    return all;
}

TimeMachine::TimeMachine(std::shared_ptr<const Stage> stage, const WorldOptions& options, std::size_t instantsBetween)
    : m_world(std::move(stage), options), m_snapshots{m_world}, m_instantsBetween(instantsBetween)
{
}

const World& TimeMachine::goTo(Instant time)
{
    if (time < m_world.now()) {
        auto before = std::ranges::upper_bound(m_snapshots, time, {}, &World::now);
        if (before != m_snapshots.begin())
            --before;
        m_world = *before;
        m_instants = 0;
    }
    for (auto at = m_world.next(); at && *at <= time; at = m_world.next()) {
        m_world.step();
        if (++m_instants >= m_instantsBetween && m_world.now() > m_snapshots.back().now()) {
            m_snapshots.push_back(m_world);
            m_instants = 0;
        }
    }
    m_world.playUntil(time);
    return m_world;
}

} // namespace runlens::simulation
