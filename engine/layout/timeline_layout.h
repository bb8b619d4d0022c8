// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/row_places.h"
#include "engine/layout/row_pyramid.h"
#include "engine/layout/scene.h"
#include "engine/layout/timeline.h"

#include <memory>

namespace runlens::layout {

/// The width of the axis at zoom 1, in a picture of that width: the place it is seen through.
[[nodiscard]] double axisWidth(double width) noexcept;

/// The x at which the axis begins at zoom 1, in a picture of that width.
[[nodiscard]] double plotLeftOf(double width) noexcept;

struct RowExtent {
    double top = 0;
    double height = 0;
};

/// The height of the rows' window of a picture without a header.
[[nodiscard]] double rowsWindow(double height) noexcept;

/// A timeline made ready to be laid out at any size. Immutable; may be shared between threads.
/// Making one is linear in the rows; a scene costs what is visible: rows, or pixels where rows are lower than one.
class TimelineLayout {
public:
    explicit TimelineLayout(Timeline timeline);

    [[nodiscard]] const Timeline& timeline() const noexcept { return m_timeline; }
    /// The height all rows take at a density (not lanes), with header and ruler, pixels.
    [[nodiscard]] double naturalHeight(Density density, bool header) const noexcept;
    /// Where a row stands below the first one's top, at a density other than lanes, pixels.
    [[nodiscard]] RowExtent rowExtent(std::size_t row, Density density) const noexcept;
    /// The axis of scenes of these options. Costs a sort of all happenings: keep it while kind, width and zoom stay,
    /// and where only the zoom changes, stretch the one of zoom 1.
    [[nodiscard]] std::shared_ptr<const Axis> axis(const SceneOptions& options) const;
    /// `axis` is one made for the same kind, width and zoom.
    [[nodiscard]] Scene scene(const SceneOptions& options, const SceneHeader& header, std::shared_ptr<const Axis> axis,
                              const Captions& captions, const TextMetrics& metrics) const;

private:
    [[nodiscard]] Density densityFor(const SceneOptions& options) const noexcept;

    Timeline m_timeline;
    RowPlaces m_comfortable;
    RowPlaces m_compact;
    RowPyramid m_pyramid;
    bool m_overdue = false; ///< some row is
};

} // namespace runlens::layout
