// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/viewport.h"

#include <algorithm>

namespace runlens::layout {

Viewport clamped(const Viewport& view, double width) noexcept
{
    const double zoom = std::clamp(view.zoom, 1.0, deepestZoom);
    return {zoom, std::clamp(view.left, 0.0, width * (zoom - 1))};
}

Viewport zoomedAbout(const Viewport& view, double x, double factor, double width) noexcept
{
    const double zoom = std::clamp(view.zoom * factor, 1.0, deepestZoom);
    return clamped({zoom, toAxis(view, x) * zoom - x}, width);
}

Viewport panned(const Viewport& view, double pixels, double width) noexcept
{
    return clamped({view.zoom, view.left + pixels}, width);
}

Viewport showing(double from, double to, double width, double margin, double least) noexcept
{
    const double room = std::max(width - 2 * margin, 1.0);
    const double zoom = std::clamp(room / std::max(to - from, std::max(least, 1e-12)), 1.0, deepestZoom);
    return clamped({zoom, (from + to) / 2 * zoom - width / 2}, width);
}

Viewport revealing(const Viewport& view, double x, double width, double margin) noexcept
{
    const double place = toPlace(view, x);
    const double edge = std::min(margin, width / 2);
    if (place < edge)
        return panned(view, place - edge, width);
    if (place > width - edge)
        return panned(view, place - (width - edge), width);
    return view;
}

} // namespace runlens::layout
