// SPDX-License-Identifier: GPL-3.0-or-later
// A time zone as plain data, so that the core needs no database of zones: the driver copies out of its own what is
// needed from a run's now to the horizon.
#pragma once

#include "engine/domain/time.h"

#include <chrono>
#include <vector>

namespace runlens::journey {

/// Local time is UTC plus `offset`, from `from` to the next change.
struct ZoneChange {
    Instant from{};
    std::chrono::seconds offset{};

    friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

class ZoneOffsets {
public:
    ZoneOffsets() = default; ///< UTC
    /// In order of time. The first one holds before its `from` as well, the last one for ever.
    explicit ZoneOffsets(std::vector<ZoneChange> changes);

    [[nodiscard]] std::chrono::seconds offsetAt(Instant at) const noexcept;
    [[nodiscard]] const std::vector<ZoneChange>& changes() const noexcept { return m_changes; }

    friend bool operator==(const ZoneOffsets&, const ZoneOffsets&) = default;

private:
    std::vector<ZoneChange> m_changes;
};

} // namespace runlens::journey
