// SPDX-License-Identifier: GPL-3.0-or-later
// Events in one global order: each event that is taken schedules another one, so that as many are pending all the time.
//
// Ours hands out a record of indices and calls a handler with it. ns-3 (its Simulator over a PriorityQueueScheduler)
// makes an event object with a bound function for each, counts references, can cancel it, and calls it. The bare
// std::priority_queue does nothing but keep the order. All three draw the same delays from one table, exponential with
// a mean of an hour, to the microsecond.
#include "engine/simulation/event_queue.h"
#include "engine/simulation/random_stream.h"
#include "tests/bench/benches.h"
#include "tests/bench/ns3_peer.h"

#include <queue>

#include <cstdint>
#include <cstdio>
#include <string>
#include <tuple>
#include <vector>

namespace runlens::bench {
namespace {

constexpr std::size_t eventsPerCall = 100'000;

/// What a task of the simulator is: indices.
struct Record {
    std::uint32_t contact = 0;
    std::uint32_t run = 0;
    std::uint32_t number = 0;
    std::uint32_t kind = 0;
};

const std::vector<Duration>& delays()
{
    static const std::vector<Duration> table = [] {
        simulation::RandomStream chance(1, 1);
        std::vector<Duration> made(std::size_t{1} << 20U);
        for (Duration& delay : made)
            delay = chance.exponential(std::chrono::hours(1));
        return made;
    }();
    return table;
}
Duration nextDelay(std::size_t& at) { return delays()[at++ & (delays().size() - 1)]; }

class Ours {
public:
    explicit Ours(std::size_t pending)
    {
        for (std::size_t i = 0; i < pending; ++i)
            m_queue.push(Instant(nextDelay(m_delay)), {static_cast<std::uint32_t>(i), 0, 0, 0});
    }
    void run()
    {
        for (std::size_t i = 0; i < eventsPerCall; ++i) {
            const auto entry = m_queue.take();
            handle(entry.at, entry.what);
        }
    }
    [[nodiscard]] std::size_t memory() const { return m_queue.memory(); }

private:
    void handle(Instant now, Record record)
    {
        ++record.number;
        m_queue.push(now + nextDelay(m_delay), record);
    }

    simulation::EventQueue<Record> m_queue;
    std::size_t m_delay = 0;
};

class Bare {
public:
    explicit Bare(std::size_t pending)
    {
        for (std::size_t i = 0; i < pending; ++i)
            m_queue.push({nextDelay(m_delay).count(), m_order++, {static_cast<std::uint32_t>(i), 0, 0, 0}});
    }
    void run()
    {
        for (std::size_t i = 0; i < eventsPerCall; ++i) {
            Entry entry = m_queue.top();
            m_queue.pop();
            ++entry.what.number;
            m_queue.push({entry.at + nextDelay(m_delay).count(), m_order++, entry.what});
        }
    }

private:
    struct Entry {
        std::int64_t at = 0;
        std::uint64_t order = 0;
        Record what;

        friend bool operator<(const Entry& left, const Entry& right)
        {
            return std::tie(left.at, left.order) > std::tie(right.at, right.order);
        }
    };

    std::priority_queue<Entry> m_queue;
    std::uint64_t m_order = 0;
    std::size_t m_delay = 0;
};

} // namespace

void queueBenches(Bench& bench)
{
    for (const std::size_t pending : {std::size_t{10'000}, std::size_t{1'000'000}}) {
        const std::string name = "events in one order, " + std::to_string(pending) + " pending";
        if (!bench.wants(name))
            continue;
        const Work work{static_cast<double>(eventsPerCall), " events"};
        Ours ours(pending);
        for (std::size_t done = 0; done < pending; done += eventsPerCall)
            ours.run(); // until the first spreading of all that is pending is over
        {
            std::vector<std::int64_t> microseconds;
            for (const Duration delay : delays())
                microseconds.push_back(delay.count());
            Ns3Peer peer(microseconds.data(), microseconds.size(), pending);
            bench.compare(name + ", ns-3", {"ours: a timing wheel", [&] { ours.run(); }},
                          {"ns-3: Simulator, PriorityQueueScheduler", [&] { peer.run(eventsPerCall); }}, work);
        }
        Bare bare(pending);
        bench.compare(name + ", bare heap", {"ours: a timing wheel", [&] { ours.run(); }},
                      {"std::priority_queue", [&] { bare.run(); }}, work);
        std::printf("    memory of the queue: %.1f bytes a pending event\n",
                    static_cast<double>(ours.memory()) / static_cast<double>(pending));
    }
}

} // namespace runlens::bench
