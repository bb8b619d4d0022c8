// SPDX-License-Identifier: GPL-3.0-or-later
// The one mapping between time and place on a timeline. Free of Qt, immutable once built, safe to share between
// threads.
#pragma once

#include "engine/domain/time.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace runlens::layout {

enum class AxisKind : std::uint8_t {
    linear,   ///< a pixel is the same length everywhere
    folded,   ///< stretches in which nothing starts or ends are collapsed to bands of one width
    sequence, ///< one column of one width per happening
};

/// A stretch that was collapsed. Places inside it still map to times, on a coarser scale.
struct Fold {
    Instant from;
    Instant to;
    double x = 0; ///< left edge, pixels
    double width = 0;
    Duration before{}; ///< the length of all folds before this one

    [[nodiscard]] Duration length() const noexcept { return to - from; }
};

/// A strictly increasing, piecewise linear mapping of [from, to] onto [0, width] pixels and back. Times and places
/// outside continue the scale of the nearest end. With no happening at all the axis is `blank`: every time is at 0.
class Axis {
public:
    struct Knot {
        Instant at;
        double x = 0;
    };

    Axis() = default;
    /// `knots` rise strictly in both; `folds` are stretches between neighbouring knots, in order.
    Axis(AxisKind kind, std::vector<Knot> knots, std::vector<Fold> folds);

    [[nodiscard]] AxisKind kind() const noexcept { return m_kind; }
    [[nodiscard]] bool blank() const noexcept { return m_knots.empty(); }
    [[nodiscard]] double toX(Instant at) const noexcept;
    /// The inverse of toX, to a billionth of a pixel or the nearest microsecond, whichever is coarser.
    [[nodiscard]] Instant toTime(double x) const noexcept;
    [[nodiscard]] std::span<const Knot> knots() const noexcept { return m_knots; }
    [[nodiscard]] std::span<const Fold> folds() const noexcept { return m_folds; }

    /// The same mapping, `factor` (> 0) times as wide. Linear in the knots.
    [[nodiscard]] Axis stretched(double factor) const;

private:
    AxisKind m_kind = AxisKind::linear;
    std::vector<Knot> m_knots;
    std::vector<Fold> m_folds;
};

/// The measures of an axis, in pixels.
struct AxisMeasures {
    double width = 800;     ///< of the whole axis
    double foldWidth = 56;  ///< of a band, at most
    double foldMargin = 90; ///< of the live stretch kept on each side of a band, at most
};

/// `happenings` are the instants at which something starts or ends, in any order, repeats allowed.
/// The folded axis collapses, longest first, each idle stretch that takes more than half of what is left; and, while
/// short ones are too small to see, each that takes more than its share, or is far longer than the short ones. Which
/// ones depends on the happenings alone, not on the width. Bands and their margins share half of the width: where there
/// are many, both shrink.
[[nodiscard]] Axis buildAxis(AxisKind kind, std::vector<Instant> happenings, const AxisMeasures& measures);

} // namespace runlens::layout
