// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/rows.h"

#include <algorithm>
#include <cstdint>

namespace runlens::layout {
namespace {

constexpr double narrowestLaneBar = 2;

/// In the place of the labels: how much it is that is seen.
void layOutCount(Frame& frame)
{
    constexpr double left = 16;
    const std::string count = frame.say(CaptionCode::rowCount, {static_cast<std::int64_t>(frame.timeline.rows.size())});
    const double width = frame.scene.plotLeft - left - 8;
    frame.scene.texts.push_back({{left, frame.rowsTop + 4, width, frame.metrics.lineHeight(TextRole::small)},
                                 frame.metrics.elided(count, TextRole::small, width),
                                 TextRole::small,
                                 Tone::muted,
                                 Align::left,
                                 false});
}

} // namespace

void layOutLanes(Frame& frame, const RowPyramid& pyramid, double laneHeight)
{
    layOutCount(frame);
    const std::size_t level = pyramid.levelFor(laneHeight, 1);
    const double height = laneHeight * static_cast<double>(std::size_t{1} << level);
    const auto groups = pyramid.level(level);
    const auto& rows = frame.timeline.rows;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const RowSummary& group = groups[i];
        if (!group.placed)
            continue;
        const std::size_t row = i << level;
        const Look look = lookOf(group.state, level == 0 && spansTime(rows[row]));
        const double left = frame.x(group.from);
        const double width = std::max(frame.x(group.to) - left, narrowestLaneBar);
        // Below 8 pixels a failure keeps the full height, so that it is seen among others of half of it.
        const double share = height >= 8 ? 0.7 : group.state == State::failed ? 1.0 : 0.5;
        const double y = frame.rowsTop + static_cast<double>(i) * height;
        const Rect seen = frame.clipped({left, y + height * (1 - share) / 2, width, std::max(height * share, 1.0)});
        if (seen.width <= 0)
            continue;
        Bar bar{seen, look.pattern, look.tone, End::cut, End::cut, Icon::none, row, {}};
        if (height < 6 && bar.pattern == Pattern::hatched)
            bar.pattern = Pattern::centreLine;
        frame.scene.bars.push_back(bar);
    }
}

} // namespace runlens::layout
