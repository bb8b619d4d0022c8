// SPDX-License-Identifier: GPL-3.0-or-later
// What on a timeline can be pointed at, selected and read out, and in which order.
#pragma once

#include "engine/layout/timeline.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace runlens::layout {

/// Of a row; in this order they are read.
enum class Part : std::uint8_t {
    whole,      ///< the row itself: its label and its bar
    attempt,    ///< index into Row::attempts
    limit,      ///< the flag at a wait's time-out
    resumption, ///< the event that resumed a wait
    lateEvent,  ///< index into WaitMark::lateEvents
    message,    ///< index into Row::messages
};

struct Subject {
    std::size_t row = 0; ///< index into Timeline::rows
    Part part = Part::whole;
    std::size_t index = 0; ///< of those of its part, from 0

    friend auto operator<=>(const Subject&, const Subject&) = default;
};

/// How many parts of a kind a row has.
[[nodiscard]] std::size_t countOf(const Row& row, Part part) noexcept;
/// How many subjects a row is, the row itself included.
[[nodiscard]] std::size_t subjectCount(const Row& row) noexcept;
/// The `place`-th subject of a row, in reading order; `place` is below subjectCount.
[[nodiscard]] Subject subjectAt(const Timeline& timeline, std::size_t row, std::size_t place) noexcept;
/// The inverse of subjectAt; none where there is no such subject.
[[nodiscard]] std::optional<std::size_t> placeOf(const Timeline& timeline, const Subject& subject) noexcept;

/// The neighbours in reading order, across rows: none before the first and behind the last. What does not exist (any
/// more) has none.
[[nodiscard]] std::optional<Subject> nextOf(const Timeline& timeline, const Subject& subject) noexcept;
[[nodiscard]] std::optional<Subject> previousOf(const Timeline& timeline, const Subject& subject) noexcept;

/// The time a subject stands at: from its start to its end, the same where it is an instant. None where it has no time.
struct SubjectSpan {
    Instant from;
    Instant to;
};
[[nodiscard]] std::optional<SubjectSpan> spanOf(const Timeline& timeline, const Subject& subject) noexcept;

} // namespace runlens::layout
