// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/overview.h"

#include "engine/layout/rows.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace runlens::layout {
namespace {

/// What a pixel of the lane shows. Steps stand before waits, which take most of the time and would hide them.
struct Pixel {
    State state = State::neutral;
    bool spansTime = false;
    bool taken = false;
    double from = 0; ///< where what shows here begins: of two neighbours of one state each is a piece

    void show(State shown, bool spans, double begin) noexcept
    {
        if (taken && (spans != spansTime ? spans : shown <= state))
            return;
        *this = {shown, spans, true, begin};
    }
};

void paintRow(std::vector<Pixel>& pixels, const Row& row, const Axis& axis, double least)
{
    const bool spans = spansTime(row);
    const double from = axis.toX(row.span.from);
    const double to = std::max(axis.toX(row.span.to), from + (spans ? 1 : least));
    const auto clampPixel = [&pixels](double x) {
        return static_cast<std::size_t>(std::clamp(x, 0.0, static_cast<double>(pixels.size())));
    };
    const std::size_t last = clampPixel(std::ceil(to));
    for (std::size_t i = std::min(clampPixel(std::floor(from)), pixels.size() - 1); i < last; ++i)
        pixels[i].show(row.state, spans, from);
}

} // namespace

std::vector<OverviewPiece> overviewOf(const Timeline& timeline, const Axis& axis, double least)
{
    if (axis.blank())
        return {};
    std::vector<Pixel> pixels(static_cast<std::size_t>(std::ceil(axis.knots().back().x + least)) + 1);
    for (const Row& row : timeline.rows)
        if (row.placed && row.kind != RowKind::notTaken && row.kind != RowKind::trigger && row.state != State::skipped)
            paintRow(pixels, row, axis, least);
    std::vector<OverviewPiece> pieces;
    for (std::size_t i = 0; i < pixels.size();) {
        const Pixel& first = pixels[i];
        std::size_t end = i + 1;
        while (end < pixels.size() && pixels[end].taken == first.taken && pixels[end].state == first.state
               && pixels[end].spansTime == first.spansTime && pixels[end].from == first.from)
            ++end;
        if (first.taken)
            pieces.push_back({static_cast<double>(i), static_cast<double>(end - i), first.state, first.spansTime});
        i = end;
    }
    return pieces;
}

} // namespace runlens::layout
