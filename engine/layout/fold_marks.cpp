// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/fold_marks.h"

#include <algorithm>
#include <array>
#include <utility>

namespace runlens::layout {
namespace {

constexpr double narrowestSign = 12; ///< pixels of a band that carries the zigzag
constexpr double labelDistance = 6;  ///< between two labels of a line
/// Folds nearer to each other than this are labelled together from the start: no label is as narrow.
constexpr double nearestLabels = 24;
/// The lines of labels below the ruler's ticks; only single folds use the second.
constexpr std::array<double, 2> lines{32, 47};
constexpr double bracketY = 30;

/// Neighbouring folds [first, last) that share a label.
struct Group {
    std::size_t first = 0;
    std::size_t last = 0;
    Rect box; ///< of the label
    std::string label;
    std::size_t line = 0;
    double lineBefore = 0; ///< where the line was free from before this label

    [[nodiscard]] std::size_t count() const noexcept { return last - first; }
};

/// The folds of which something stands in the plot.
std::span<const Fold> seenFolds(const Frame& frame)
{
    const auto folds = frame.scene.axis->folds();
    const auto first = std::ranges::lower_bound(folds, frame.scene.plotLeft - frame.scene.axisLeft, {},
                                                [](const Fold& fold) { return fold.x + fold.width; });
    const auto last =
        std::ranges::upper_bound(first, folds.end(), frame.plotRight - frame.scene.axisLeft, {}, &Fold::x);
    return {first, last};
}

class FoldLabels {
public:
    explicit FoldLabels(const Frame& frame) : m_frame(frame), m_folds(seenFolds(frame)) {}

    std::vector<Group> groups()
    {
        for (std::size_t next = 0; next < m_folds.size();) {
            Group group;
            group.first = next;
            const auto after =
                std::ranges::lower_bound(m_folds.subspan(next + 1), m_folds[next].x + nearestLabels, {}, &Fold::x);
            next = static_cast<std::size_t>(after - m_folds.begin());
            group.last = next;
            while (!place(group)) { // joins the one before it, which had room, so that in the end there is some
                group.first = m_groups.back().first;
                m_free[m_groups.back().line] = m_groups.back().lineBefore;
                m_groups.pop_back();
            }
            m_groups.push_back(std::move(group));
        }
        return std::move(m_groups);
    }

private:
    bool place(Group& group)
    {
        const Fold& first = m_folds[group.first];
        const Fold& last = m_folds[group.last - 1];
        const Duration length = last.before + last.length() - first.before;
        group.label = group.count() == 1
                          ? m_frame.say(CaptionCode::foldLength, {length})
                          : m_frame.say(CaptionCode::foldLengths, {length, static_cast<std::int64_t>(group.count())});
        const double left = m_frame.scene.plotLeft + 2;
        const double width =
            std::min(m_frame.metrics.width(group.label, TextRole::smallStrong) + 1, m_frame.plotRight - left);
        const Rect seen = m_frame.clipped({m_frame.scene.axisLeft + first.x, 0, last.x + last.width - first.x, 0});
        const double middle = seen.x + seen.width / 2;
        const double x = std::clamp(middle - width / 2, left, m_frame.plotRight - width);
        for (std::size_t line = 0; line < (group.count() == 1 ? lines.size() : 1); ++line)
            if (x >= m_free[line] || m_groups.empty()) {
                group.line = line;
                group.box = {x, lines[line], width, m_frame.metrics.lineHeight(TextRole::smallStrong)};
                group.lineBefore = std::exchange(m_free[line], x + width + labelDistance);
                return true;
            }
        return false;
    }

    const Frame& m_frame;
    std::span<const Fold> m_folds;
    std::vector<Group> m_groups;
    std::array<double, lines.size()> m_free{}; ///< from where on each line is free
};

/// Bands with less than this many pixels between them are one: what lies between could not be seen.
constexpr double nearestBands = 2;

void addBand(std::vector<FoldBand>& bands, const Rect& band, double top)
{
    if (!bands.empty() && band.x - bands.back().box.right() < nearestBands)
        bands.back().box.width = std::max(bands.back().box.right(), band.right()) - bands.back().box.x;
    else
        bands.push_back({band, {}});
    bands.back().sign = {bands.back().box.x + bands.back().box.width / 2, top + 17};
}

} // namespace

std::vector<LiveStretch> layOutFolds(Frame& frame, LabelBoard& board, double shortest)
{
    const auto folds = seenFolds(frame);
    const double top = frame.rowsTop - rulerHeight;
    std::vector<LiveStretch> live;
    double left = std::max(0.0, frame.scene.plotLeft - frame.scene.axisLeft);
    for (auto fold = folds.begin(); fold != folds.end();) {
        if (fold->x - left >= shortest)
            live.push_back({left, fold->x});
        left = fold->x + fold->width;
        const Rect band = frame.clipped(
            {frame.scene.axisLeft + fold->x, top + 4, std::max(fold->width, 1.0), frame.rowsBottom - top - 4});
        if (band.width > 0)
            addBand(frame.scene.folds, band, top);
        // Where bands are narrower than a pixel, the next one of interest is a pixel further on.
        fold = std::ranges::lower_bound(fold + 1, folds.end(), std::max(left, fold->x + 1), {}, &Fold::x);
    }
    for (const FoldBand& band : frame.scene.folds)
        if (band.box.width >= narrowestSign)
            board.take({band.sign.x - 30, top, 60, 30}); // no tick's label across the sign
    const double right = std::min(frame.scene.axis->knots().back().x, frame.plotRight - frame.scene.axisLeft);
    if (right > left)
        live.push_back({left, right});

    for (Group& group : FoldLabels(frame).groups()) {
        group.box.y += top;
        board.take(group.box);
        if (group.count() > 1) {
            const Fold& last = folds[group.last - 1];
            const double from = folds[group.first].x;
            const Rect seen = frame.clipped({frame.scene.axisLeft + from, 0, last.x + last.width - from, 0});
            frame.scene.foldBrackets.push_back({seen.x, seen.right(), top + bracketY});
        }
        frame.scene.texts.push_back({group.box,
                                     frame.metrics.elided(group.label, TextRole::smallStrong, group.box.width),
                                     TextRole::smallStrong, Tone::muted, Align::centre, false});
    }
    return live;
}

} // namespace runlens::layout
