// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/zone_offsets.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace runlens::journey {

ZoneOffsets::ZoneOffsets(std::vector<ZoneChange> changes) : m_changes(std::move(changes))
{
    assert(std::ranges::is_sorted(m_changes, {}, &ZoneChange::from));
}

std::chrono::seconds ZoneOffsets::offsetAt(Instant at) const noexcept
{
    if (m_changes.empty())
        return {};
    const auto next = std::ranges::upper_bound(m_changes, at, {}, &ZoneChange::from);
    return next == m_changes.begin() ? next->offset : std::prev(next)->offset;
}

} // namespace runlens::journey
