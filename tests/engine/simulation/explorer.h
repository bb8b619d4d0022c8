// SPDX-License-Identifier: GPL-3.0-or-later
// Plays every order in which the things of a short scenario can happen: of all that is on the agenda, any may come
// next, however late the others then are; and once on the way the worker may die, before or after the commit.
#pragma once

#include "promise_watch.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace runlens::testing {

struct Exploration {
    std::size_t orders = 0;     ///< played to their end
    std::size_t crashes = 0;    ///< orders in which the worker died
    std::size_t recoveries = 0; ///< orders in which a run was recovered
    std::string broken;         ///< the first promise that an order broke; empty where none did
    bool complete = true;       ///< every order was played
};

class Explorer {
public:
    Explorer(std::shared_ptr<const simulation::Stage> stage, bool withCrash, std::size_t mostOrders)
        : m_stage(std::move(stage)), m_withCrash(withCrash), m_mostOrders(mostOrders)
    {
    }

    Exploration explore()
    {
        simulation::WorldOptions options;
        options.trace = true;
        options.mostInputs = 100; // a core that is broken may go on for ever
        simulation::World world(m_stage, options);
        world.explore();
        follow(world, false);
        return m_found;
    }

private:
    [[nodiscard]] bool done()
    {
        if (m_found.orders >= m_mostOrders)
            m_found.complete = false;
        return !m_found.broken.empty() || !m_found.complete;
    }

    void follow(const simulation::World& world, bool crashed)
    {
        if (done())
            return;
        const std::size_t choices = world.agenda().size();
        if (choices == 0 || world.cutShort()) {
            finish(world, crashed);
            return;
        }
        for (std::size_t i = 0; i < choices; ++i) {
            branch(world, i, std::nullopt, 0, crashed);
            // A take-over applies what was lost: the worker that does it may die as well, but once is enough here.
            for (const auto crash : {scenario::CrashPoint::beforeCommit, scenario::CrashPoint::afterCommit})
                for (std::size_t input = 0; m_withCrash && !crashed; ++input)
                    if (!branch(world, i, crash, input, true))
                        break;
        }
    }

    bool branch(const simulation::World& world, std::size_t entry, std::optional<scenario::CrashPoint> crash,
                std::size_t input, bool crashed)
    {
        if (done())
            return false;
        const auto next = std::make_unique<simulation::World>(world); // too large for the stack of a deep recursion
        if (!next->play(entry, crash, input))
            return false;
        follow(*next, crashed);
        return true;
    }

    void finish(const simulation::World& world, bool crashed)
    {
        ++m_found.orders;
        m_found.crashes += crashed ? 1U : 0U;
        simulation::Facts facts;
        facts.contacts = world.facts();
        facts.endedAt = world.now();
        facts.atRest = world.atRest();
        bool recovered = false;
        for (const auto& contact : facts.contacts)
            for (const auto& input : contact.inputs)
                recovered = recovered || input.input == journey::InputKind::recover;
        m_found.recoveries += recovered ? 1U : 0U;
        m_found.broken = brokenPromise(*m_stage, facts);
        if (!m_found.broken.empty())
            m_found.broken += inputsOf(facts);
    }

    std::shared_ptr<const simulation::Stage> m_stage;
    bool m_withCrash;
    std::size_t m_mostOrders;
    Exploration m_found;
};

} // namespace runlens::testing
