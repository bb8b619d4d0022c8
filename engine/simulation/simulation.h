// SPDX-License-Identifier: GPL-3.0-or-later
// Playing a scenario from its start to its horizon.
#pragma once

#include "engine/simulation/facts.h"
#include "engine/simulation/stage.h"
#include "engine/simulation/world.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace runlens::simulation {

struct PlayOptions {
    std::optional<std::uint64_t> seed; ///< none: the scenario's
    unsigned threads = 1;              ///< of contacts that share nothing; each plays a part fixed beforehand
    bool trace = false;                ///< keep every input
};

struct Played {
    Facts facts;
    std::vector<std::uint64_t> inputsByThread; ///< how many inputs each one gave to runs
};

/// The same stage and seed give the same facts, whatever the number of threads.
[[nodiscard]] Played play(const std::shared_ptr<const Stage>& stage, const PlayOptions& options = {});

/// A world that can go to any time, back as well: by playing on from the nearest snapshot before it.
class TimeMachine {
public:
    /// A snapshot is kept every `instantsBetween` instants at which something happened.
    TimeMachine(std::shared_ptr<const Stage> stage, const WorldOptions& options, std::size_t instantsBetween = 64);

    /// The world as it is when everything up to that time, included, has happened.
    const World& goTo(Instant time);
    [[nodiscard]] const World& world() const noexcept { return m_world; }
    [[nodiscard]] std::size_t snapshotCount() const noexcept { return m_snapshots.size(); }

private:
    World m_world;
    std::vector<World> m_snapshots; ///< in order of time, the first at the start
    std::size_t m_instantsBetween;
    std::size_t m_instants = 0; ///< since the last snapshot
};

} // namespace runlens::simulation
