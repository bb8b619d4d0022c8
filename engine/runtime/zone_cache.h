// SPDX-License-Identifier: GPL-3.0-or-later
// Private to runtime.
#pragma once

#include "engine/journey/zone_offsets.h"
#include "engine/simulation/zones.h"

#include <chrono>
#include <string>
#include <unordered_map>

namespace runlens::runtime {

/// Offsets of zones from a day ago to beyond the horizon of what starts now. A zone that does not exist is UTC: it was
/// refused when it was given.
class ZoneCache {
public:
    [[nodiscard]] const journey::ZoneOffsets& at(const std::string& name, Instant now)
    {
        Known& known = m_zones[name];
        if (now >= known.until) {
            constexpr std::chrono::days past{1};
            constexpr std::chrono::days ahead{64}; // twice the horizon of a run, and more
            known.offsets = simulation::zoneOffsets(name, now - past, now + ahead).value_or(journey::ZoneOffsets());
            known.until = now + std::chrono::days{30};
        }
        return known.offsets;
    }

private:
    struct Known {
        journey::ZoneOffsets offsets;
        Instant until = Instant::min();
    };
    std::unordered_map<std::string, Known> m_zones;
};

} // namespace runlens::runtime
