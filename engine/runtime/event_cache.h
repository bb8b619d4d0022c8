// SPDX-License-Identifier: GPL-3.0-or-later
// Events that runs still speak of, by their number. Private to runtime.
#pragma once

#include "engine/journey/event.h"

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace runlens::runtime {

/// Keeps the last ones used, at least `generation` of them and at most twice as many.
class EventCache {
public:
    explicit EventCache(std::size_t generation = 50'000) : m_generation(generation) {}

    [[nodiscard]] journey::EventRef find(journey::Sequence sequence)
    {
        if (const auto found = m_young.find(sequence); found != m_young.end())
            return found->second;
        const auto found = m_old.find(sequence);
        if (found == m_old.end())
            return nullptr;
        journey::EventRef event = found->second;
        put(event);
        return event;
    }
    void put(const journey::EventRef& event)
    {
        if (m_young.size() >= m_generation) {
            m_old = std::move(m_young);
            m_young.clear();
        }
        m_young.insert_or_assign(event->sequence, event);
    }

private:
    std::size_t m_generation;
    std::unordered_map<journey::Sequence, journey::EventRef> m_young;
    std::unordered_map<journey::Sequence, journey::EventRef> m_old;
};

} // namespace runlens::runtime
