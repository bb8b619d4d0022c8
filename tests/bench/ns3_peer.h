// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator of ns-3 behind an interface of numbers: its headers are C++17, and do not compile as C++23.
#pragma once

#include <cstddef>
#include <cstdint>

namespace runlens::bench {

/// There is one simulator of ns-3 in a program.
class Ns3Peer {
public:
    /// `delays` in microseconds, `count` of them, a power of two; they are used in turn.
    Ns3Peer(const std::int64_t* delays, std::size_t count, std::size_t pending);
    Ns3Peer(const Ns3Peer&) = delete;
    Ns3Peer& operator=(const Ns3Peer&) = delete;
    ~Ns3Peer();

    void run(std::size_t events);

private:
    /// What a task of our simulator is: indices.
    struct Record {
        std::uint32_t contact = 0;
        std::uint32_t run = 0;
        std::uint32_t number = 0;
        std::uint32_t kind = 0;
    };

    void schedule(const Record& record);
    void handle(Record record);

    const std::int64_t* m_delays;
    std::size_t m_count;
    std::size_t m_next = 0;
    std::size_t m_left = 0;
};

} // namespace runlens::bench
