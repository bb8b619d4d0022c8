// SPDX-License-Identifier: GPL-3.0-or-later
// What reading a run remembers beside the run itself: where in the document its parts stood. Private to wire.
#pragma once

#include "engine/domain/run.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// A wait or message: item `item` of `list`, a list of the run or of one of its steps.
struct Place {
    std::optional<std::size_t> step; ///< index into Run::steps
    std::string_view list;           ///< the wire's name; a literal
    std::size_t item = 0;
};

struct Draft {
    Run* run = nullptr;
    std::vector<std::size_t> stepItems; ///< index in the JSON list, per step; items that were no objects count there
    std::vector<Place> waits;           ///< per wait of the run, as read
    std::vector<Place> messages;

    void begin(Run& target)
    {
        run = &target;
        stepItems.clear();
        waits.clear();
        messages.clear();
    }
    /// "/steps/1/waits/0", beneath the run's own pointer.
    [[nodiscard]] std::string pointerTo(const Place& place) const
    {
        std::string pointer = place.step ? "/steps/" + std::to_string(stepItems[*place.step]) : std::string();
        return pointer.append("/").append(place.list).append("/").append(std::to_string(place.item));
    }
};

} // namespace runlens
