// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation/zones.h"

#include <date/tz.h>

#include <stdexcept>
#include <utility>
#include <vector>

namespace runlens::simulation {

Result<journey::ZoneOffsets> zoneOffsets(const std::string& name, Instant from, Instant until)
{
    if (name.empty() || name == "UTC")
        return journey::ZoneOffsets();
    try {
        const auto* zone = date::locate_zone(name);
        std::vector<journey::ZoneChange> changes;
        for (Instant at = from; at <= until;) {
            const auto info = zone->get_info(at);
            changes.push_back({changes.empty() ? from : Instant(info.begin), info.offset});
            if (info.end <= at)
                break;
            at = info.end;
        }
        return journey::ZoneOffsets(std::move(changes));
    } catch (const std::runtime_error&) {
        return std::unexpected(Error{ErrorCode::invalidDocument, "there is no time zone “" + name + "”", ""});
    }
}

std::string zoneDatabaseVersion()
{
    try {
        const std::string& version = date::get_tzdb().version;
        return version == "unknown" ? std::string() : version;
    } catch (const std::runtime_error&) {
        return {};
    }
}

} // namespace runlens::simulation
