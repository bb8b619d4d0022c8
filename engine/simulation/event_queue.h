// SPDX-License-Identifier: GPL-3.0-or-later
// What is still to happen, in one global order: by time, and among equal times in the order of pushing.
//
// A hierarchical timing wheel of 8 levels x 256 slots, which together cover every 64-bit time at a microsecond's
// resolution. An entry lies in the level of the highest byte in which its time differs from the wheel's base. The
// lowest occupied slot is either small enough to be sorted into `m_ready`, from which entries are taken, or spread over
// the levels below it. Entries lie in chunks, so that spreading a slot reads memory in order: that, and not the number
// of comparisons, is what a million pending entries cost.
#pragma once

#include "engine/domain/time.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

namespace runlens::simulation {

/// `T` is copied as bytes: an index or a small record. A copy of a queue is a snapshot of it. Not for two threads at
/// once. Pushing and taking cost the same however many entries are pending, but for what memory itself costs.
template <class T>
    requires std::is_trivially_copyable_v<T>
class EventQueue {
public:
    struct Entry {
        Instant at;
        std::uint64_t order = 0; ///< counts pushes, from 0
        T what{};
    };

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] bool empty() const noexcept { return m_size == 0; }

    /// `at` is not before the entry taken last.
    void push(Instant at, const T& what)
    {
        const Entry entry{at, m_pushed++, what};
        const std::uint64_t key = keyOf(at);
        assert(key >= m_taken);
        if (m_size++ == 0) {
            restart(key);
            m_ready.push_back(entry);
        } else if (key < m_base) {
            m_early.push_back(entry);
            std::ranges::push_heap(m_early, later);
        } else if (key <= m_readyEnd) {
            insertReady(entry);
        } else {
            insertInWheel(entry);
        }
    }

    /// The entry that take() would give; there is one.
    [[nodiscard]] const Entry& next()
    {
        assert(!empty());
        if (!m_early.empty())
            return m_early.front();
        if (m_readyAt == m_ready.size())
            refill();
        return m_ready[m_readyAt];
    }

    /// Takes the first entry; there is one.
    Entry take()
    {
        const Entry entry = next();
        if (!m_early.empty()) {
            std::ranges::pop_heap(m_early, later);
            m_early.pop_back();
        } else {
            ++m_readyAt;
        }
        --m_size;
        m_taken = keyOf(entry.at);
        return entry;
    }

    /// Bytes of memory held.
    [[nodiscard]] std::size_t memory() const noexcept
    {
        return sizeof *this + m_chunks.capacity() * sizeof(Chunk)
               + (m_ready.capacity() + m_early.capacity()) * sizeof(Entry);
    }

private:
    static constexpr unsigned bitsPerLevel = 8;
    static constexpr std::size_t levels = 64 / bitsPerLevel;
    static constexpr std::size_t slots = std::size_t{1} << bitsPerLevel;
    static constexpr std::size_t wordsPerLevel = slots / 64;
    static constexpr std::uint32_t none = 0xFFFF'FFFF;
    static constexpr std::size_t chunkSize = 20;
    static constexpr std::size_t sortedAtOnce = 64; ///< a slot of at most so many is sorted instead of spread
    static constexpr std::size_t mostReady = 256;   ///< more than that are spread: inserting among them would cost

    struct Chunk {
        std::array<Entry, chunkSize> entries;
        std::uint32_t used = 0;
        std::uint32_t next = none;
    };
    /// A list of chunks, the last of which has room or is full. In the order of pushing.
    struct Slot {
        std::uint32_t first = none;
        std::uint32_t last = none;
        std::uint32_t count = 0;
    };

    /// Times as unsigned numbers of the same order.
    static std::uint64_t keyOf(Instant at) noexcept
    {
        return static_cast<std::uint64_t>(at.time_since_epoch().count()) ^ (std::uint64_t{1} << 63U);
    }
    static bool later(const Entry& left, const Entry& right) noexcept
    {
        return std::tie(left.at, left.order) > std::tie(right.at, right.order);
    }
    static bool sooner(const Entry& left, const Entry& right) noexcept { return later(right, left); }

    void restart(std::uint64_t key)
    {
        m_ready.clear();
        m_readyAt = 0;
        m_base = key;
        m_readyEnd = key;
    }

    void insertReady(const Entry& entry)
    {
        if (m_ready.size() - m_readyAt >= mostReady && m_readyEnd > keyOf(m_ready[m_readyAt].at))
            spreadReady();
        if (keyOf(entry.at) > m_readyEnd) {
            insertInWheel(entry);
            return;
        }
        const auto from = m_ready.begin() + static_cast<std::ptrdiff_t>(m_readyAt);
        m_ready.insert(std::upper_bound(from, m_ready.end(), entry, sooner), entry);
    }

    /// Back into the wheel with all that is not the very next. The levels below the window of what was ready are empty.
    void spreadReady()
    {
        const std::vector<Entry> spread(m_ready.begin() + static_cast<std::ptrdiff_t>(m_readyAt), m_ready.end());
        restart(keyOf(spread.front().at));
        for (const Entry& entry : spread) {
            if (keyOf(entry.at) == m_base)
                m_ready.push_back(entry);
            else
                insertInWheel(entry);
        }
    }

    void insertInWheel(const Entry& entry)
    {
        const std::uint64_t key = keyOf(entry.at);
        const std::uint64_t differs = key ^ m_base;
        const std::size_t level = differs == 0 ? 0 : (std::bit_width(differs) - 1U) / bitsPerLevel;
        const std::size_t index = (key >> (level * bitsPerLevel)) % slots;
        Slot& slot = m_slots[level][index];
        m_occupied[level][index / 64] |= std::uint64_t{1} << (index % 64);
        if (slot.last == none || m_chunks[slot.last].used == chunkSize)
            addChunk(slot);
        Chunk& chunk = m_chunks[slot.last];
        chunk.entries[chunk.used++] = entry;
        ++slot.count;
    }

    void addChunk(Slot& slot)
    {
        std::uint32_t index = m_freeChunk;
        if (index == none) {
            index = static_cast<std::uint32_t>(m_chunks.size());
            m_chunks.emplace_back();
        } else {
            m_freeChunk = m_chunks[index].next;
        }
        m_chunks[index].used = 0;
        m_chunks[index].next = none;
        (slot.first == none ? slot.first : m_chunks[slot.last].next) = index;
        slot.last = index;
    }

    /// Empties a slot into `sink`, in order.
    template <class Sink>
    void drain(std::size_t level, std::size_t index, Sink sink)
    {
        const Slot slot = m_slots[level][index];
        m_slots[level][index] = {};
        m_occupied[level][index / 64] &= ~(std::uint64_t{1} << (index % 64));
        for (std::uint32_t at = slot.first; at != none;) {
            // The sink may add chunks, so nothing of this one is held by reference; it is freed only afterwards.
            for (std::uint32_t i = 0; i < m_chunks[at].used; ++i)
                sink(Entry(m_chunks[at].entries[i]));
            const std::uint32_t next = m_chunks[at].next;
            m_chunks[at].next = m_freeChunk;
            m_freeChunk = at;
            at = next;
        }
    }

    void refill()
    {
        m_ready.clear();
        m_readyAt = 0;
        while (m_ready.empty()) {
            std::size_t level = 0;
            std::size_t index = firstOf(level);
            while (index == slots)
                index = firstOf(++level);
            const auto shift = static_cast<unsigned>(level * bitsPerLevel);
            const std::uint64_t within = (std::uint64_t{slots - 1} << shift) | ((std::uint64_t{1} << shift) - 1);
            m_base = (m_base & ~within) | (std::uint64_t{index} << shift);
            if (level > 0 && m_slots[level][index].count > sortedAtOnce) {
                drain(level, index, [this](const Entry& entry) { insertInWheel(entry); });
                continue;
            }
            m_readyEnd = m_base | ((std::uint64_t{1} << shift) - 1);
            drain(level, index, [this](const Entry& entry) { m_ready.push_back(entry); });
            if (level > 0)
                std::ranges::sort(m_ready, sooner);
        }
    }

    /// The first slot of a level that has entries; `slots` where none has.
    [[nodiscard]] std::size_t firstOf(std::size_t level) const noexcept
    {
        for (std::size_t word = 0; word < wordsPerLevel; ++word)
            if (m_occupied[level][word] != 0)
                return word * 64 + static_cast<std::size_t>(std::countr_zero(m_occupied[level][word]));
        return slots;
    }

    std::array<std::array<Slot, slots>, levels> m_slots{};
    std::array<std::array<std::uint64_t, wordsPerLevel>, levels> m_occupied{};
    std::vector<Chunk> m_chunks;
    std::uint32_t m_freeChunk = none;
    std::vector<Entry> m_ready; ///< sorted; those before m_readyAt are gone. Times from m_base to m_readyEnd
    std::size_t m_readyAt = 0;
    std::vector<Entry> m_early; ///< a heap: pushed before m_base after next() had looked that far ahead
    std::uint64_t m_base = 0;
    std::uint64_t m_readyEnd = 0;
    std::uint64_t m_taken = 0;
    std::uint64_t m_pushed = 0;
    std::size_t m_size = 0;
};

} // namespace runlens::simulation
