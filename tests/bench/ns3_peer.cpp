// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ns3_peer.h"

#include <ns3/core-module.h>

namespace runlens::bench {

Ns3Peer::Ns3Peer(const std::int64_t* delays, std::size_t count, std::size_t pending) : m_delays(delays), m_count(count)
{
    ns3::ObjectFactory scheduler;
    scheduler.SetTypeId("ns3::PriorityQueueScheduler");
    ns3::Simulator::SetScheduler(scheduler);
    for (std::size_t i = 0; i < pending; ++i) {
        Record record;
        record.contact = static_cast<std::uint32_t>(i);
        schedule(record);
    }
}

Ns3Peer::~Ns3Peer() { ns3::Simulator::Destroy(); }

void Ns3Peer::run(std::size_t events)
{
    m_left = events;
    ns3::Simulator::Run();
}

void Ns3Peer::schedule(const Record& record)
{
    const auto delay = static_cast<std::uint64_t>(m_delays[m_next++ & (m_count - 1)]);
    ns3::Simulator::Schedule(ns3::MicroSeconds(delay), &Ns3Peer::handle, this, record);
}

void Ns3Peer::handle(Record record)
{
    ++record.number;
    schedule(record);
    if (--m_left == 0)
        ns3::Simulator::Stop();
}

} // namespace runlens::bench
