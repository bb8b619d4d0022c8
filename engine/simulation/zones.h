// SPDX-License-Identifier: GPL-3.0-or-later
// The system's time zone database, as far as the core needs one.
#pragma once

#include "engine/base/result.h"
#include "engine/journey/zone_offsets.h"

#include <string>

namespace runlens::simulation {

/// The offsets of a zone between two times. Error: invalidDocument where there is no zone of that name.
[[nodiscard]] Result<journey::ZoneOffsets> zoneOffsets(const std::string& name, Instant from, Instant until);

/// "2025b"; empty where the database does not say. What a simulation gives may depend on it.
[[nodiscard]] std::string zoneDatabaseVersion();

} // namespace runlens::simulation
