// SPDX-License-Identifier: GPL-3.0-or-later
// What the simulated store holds of one contact. Plain values: a copy is a snapshot.
#pragma once

#include "engine/journey/admission.h"
#include "engine/journey/facts.h"
#include "engine/journey/input.h"
#include "engine/simulation/facts.h"
#include "engine/simulation/random_stream.h"
#include "engine/simulation/sender.h"

#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace runlens::simulation {

struct LiveRun {
    SimulatedRun facts;
    journey::OutboxRow outbox = journey::OutboxRow::none;
    std::optional<journey::CapSlot> slot; ///< that its current send has taken
    bool waits = false;                   ///< counts among the project's open waits
};

inline constexpr std::uint32_t everyRun = std::numeric_limits<std::uint32_t>::max();

/// An input that is numbered and not yet applied.
struct Pending {
    journey::Sequence sequence{};
    std::uint32_t run = everyRun; ///< index into ContactState::runs; everyRun: an event that was just ingested
    journey::InputBody what;
};

struct ContactState {
    ContactState(journey::Contact initial, RandomStream stream, std::size_t automations, std::size_t faults)
        : contact(std::move(initial)), chance(stream), histories(automations), spent(faults)
    {
    }

    journey::Contact contact;
    RandomStream chance;
    Sender sender;
    std::vector<journey::CapSlot> slots; ///< in order of time
    std::vector<LiveRun> runs;
    std::vector<journey::ContactHistory> histories; ///< by automation
    std::deque<Pending> inbox;            ///< in order of sequence: inputs of one contact apply one after another
    std::uint64_t sequence = 0;           ///< given last
    std::vector<bool> spent;              ///< by fault: those that happen once have happened
    Instant leasedUntil = Instant::min(); ///< by a worker that died; nothing is applied until then
    bool applying = false;
    std::vector<IngestedEvent> events;
    std::vector<RefusedEvent> refusedEvents;
    std::vector<TracedInput> inputs;

    [[nodiscard]] journey::Sequence nextSequence() noexcept { return journey::Sequence{++sequence}; }
};

} // namespace runlens::simulation
