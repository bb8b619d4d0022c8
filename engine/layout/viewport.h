// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of an axis is seen. Pure numbers: every function takes the viewport and gives a new one.
#pragma once

namespace runlens::layout {

inline constexpr double deepestZoom = 1e9;

/// An axis is `zoom` times as wide as the place it is seen through; `left` of its pixels stand to the left of that
/// place. At zoom 1 the whole axis is seen.
struct Viewport {
    double zoom = 1; ///< 1 … deepestZoom
    double left = 0; ///< pixels of the zoomed axis, 0 … width * (zoom - 1)

    friend bool operator==(const Viewport&, const Viewport&) = default;
};

/// The nearest viewport that shows nothing beside the axis. `width` is that of the place, here and below: pixels, > 0.
[[nodiscard]] Viewport clamped(const Viewport& view, double width) noexcept;

/// Zoomed by `factor` (> 1: nearer) so that what stood at `x` pixels of the place stands there still, as far as the
/// ends of the axis allow.
[[nodiscard]] Viewport zoomedAbout(const Viewport& view, double x, double factor, double width) noexcept;

/// Moved by `pixels` to the right along the axis.
[[nodiscard]] Viewport panned(const Viewport& view, double pixels, double width) noexcept;

/// The viewport in which the stretch [from, to], in pixels of the axis at zoom 1, fills the place but for `margin`
/// pixels on each side. A stretch without length is shown at the deepest zoom at which `least` pixels of the axis at
/// zoom 1 are seen.
[[nodiscard]] Viewport showing(double from, double to, double width, double margin, double least = 1) noexcept;

/// The least move that brings `x`, in pixels of the axis at zoom 1, into the place, `margin` pixels from its edges.
[[nodiscard]] Viewport revealing(const Viewport& view, double x, double width, double margin) noexcept;

/// From the pixels of the place to those of the axis at zoom 1, and back.
[[nodiscard]] inline double toAxis(const Viewport& view, double x) noexcept { return (x + view.left) / view.zoom; }
[[nodiscard]] inline double toPlace(const Viewport& view, double x) noexcept { return x * view.zoom - view.left; }

} // namespace runlens::layout
