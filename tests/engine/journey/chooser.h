// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

/// Where random tests take their choices from: a script, which RapidCheck can shrink, or a seed, which is fast.
class Chooser {
public:
    explicit Chooser(std::vector<std::uint32_t> script) : m_script(std::move(script)) {}
    static Chooser ofSeed(std::uint64_t seed)
    {
        Chooser chooser({});
        chooser.m_seed = seed;
        chooser.m_seeded = true;
        return chooser;
    }

    /// 0 to count - 1. A script that has ended chooses 0.
    std::uint32_t pick(std::uint32_t count)
    {
        if (m_seeded)
            return static_cast<std::uint32_t>(draw() % count);
        return m_next < m_script.size() ? m_script[m_next++] % count : 0;
    }
    /// True in so many cases of a hundred.
    bool chance(std::uint32_t percent) { return pick(100) >= 100 - percent; }
    [[nodiscard]] bool ended() const { return !m_seeded && m_next >= m_script.size(); }

private:
    std::uint64_t draw() // splitmix64
    {
        m_seed += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_seed;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return (z ^ (z >> 31U)) >> 8U;
    }

    std::vector<std::uint32_t> m_script;
    std::size_t m_next = 0;
    std::uint64_t m_seed = 0;
    bool m_seeded = false;
};
