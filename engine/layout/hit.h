// SPDX-License-Identifier: GPL-3.0-or-later
// What of a scene stands at a point, and where a subject stands. Both ask the same geometry that is painted.
#pragma once

#include "engine/layout/scene.h"
#include "engine/layout/subject.h"

#include <optional>

namespace runlens::layout {

/// How near to a mark counts as on it, pixels.
inline constexpr double hitTolerance = 3;

/// The subject at `point`: the smallest mark there, else the row. None outside of the rows.
[[nodiscard]] std::optional<Subject> subjectAt(const Scene& scene, const Point& point) noexcept;

/// The fold whose band stands at `point`, in ruler and rows; index into the folds of the scene's axis.
[[nodiscard]] std::optional<std::size_t> foldAt(const Scene& scene, const Point& point) noexcept;

/// The box of all that is painted of a subject; of one of which nothing is painted (it stands outside of the plot, is
/// lower than a pixel, or has no mark of its own), the part of its row that is seen, else none.
[[nodiscard]] std::optional<Rect> boxOf(const Scene& scene, const Subject& subject) noexcept;

/// The row that stands at `y`, and its box.
[[nodiscard]] const RowBand* rowAt(const Scene& scene, double y) noexcept;

} // namespace runlens::layout
