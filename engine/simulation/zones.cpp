// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation/zones.h"

#include <date/tz.h>

#include <fstream>
#include <stdexcept>
#include <string_view>
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
        if (version != "unknown")
            return version;
    } catch (const std::runtime_error&) {
        return {};
    }
    // Of the system's own database the library does not know it: its source, which stands beside it, begins with it.
    constexpr std::string_view before = "# version ";
    std::string line;
    std::ifstream source("/usr/share/zoneinfo/tzdata.zi");
    if (!std::getline(source, line) || !line.starts_with(before))
        return {};
    return line.substr(before.size());
}

} // namespace runlens::simulation
