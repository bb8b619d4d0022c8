// SPDX-License-Identifier: GPL-3.0-or-later
// A point of time with what it rests on. The documented run detail gives steps no times, so most are inferred.
#pragma once

#include "engine/domain/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace runlens {

enum class Origin : std::uint8_t { unknown, inferred, reported };

/// The kinds of object a run is made of, as evidence names them.
enum class ObjectKind : std::uint8_t {
    run,
    triggerEvent,
    step,
    attempt,
    wait,
    message,
    messageEvent,
    event,
    definition
};

/// One field of one object of a run.
struct FieldRef {
    ObjectKind object = ObjectKind::run;
    std::string id;         ///< the object's id, else its key, else its place in the list
    std::string_view field; ///< the wire's name of the field; a literal

    friend bool operator==(const FieldRef&, const FieldRef&) = default;
};

struct Moment {
    Origin origin = Origin::unknown;
    Instant at{};    ///< meaningless while unknown
    FieldRef source; ///< what was read: the moment itself when reported, what it was concluded from when inferred

    [[nodiscard]] bool known() const noexcept { return origin != Origin::unknown; }
    friend bool operator==(const Moment&, const Moment&) = default;
};

} // namespace runlens
