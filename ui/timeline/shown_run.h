// SPDX-License-Identifier: GPL-3.0-or-later
// A run made ready to be shown. Everything that costs the length of the run is done here, away from the window's
// thread.
#pragma once

#include "engine/layout/overview.h"
#include "engine/layout/timeline_layout.h"
#include "engine/report/inspection.h"

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace runlens {

inline constexpr std::size_t axisKinds = 3;
/// The width for which axes are made beforehand, pixels; for others they are stretched.
inline constexpr double referenceWidth = 1200;

/// Immutable; shared between threads.
struct ShownRun {
    Inspection inspection;
    layout::TimelineLayout layout;
    layout::SceneHeader header;
    std::array<std::shared_ptr<const layout::Axis>, axisKinds> axes;     ///< by AxisKind, referenceWidth wide
    std::array<std::vector<layout::OverviewPiece>, axisKinds> overviews; ///< on those

    [[nodiscard]] const layout::Timeline& timeline() const noexcept { return layout.timeline(); }
};

/// Linear in the run (times its logarithm): not for the window's thread.
[[nodiscard]] std::shared_ptr<const ShownRun> showRun(Inspection inspection);

} // namespace runlens
