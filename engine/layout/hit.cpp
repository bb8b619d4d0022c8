// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/hit.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace runlens::layout {
namespace {

Rect grown(const Rect& box, double by) noexcept
{
    return {box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

bool holds(const Rect& box, const Point& point) noexcept
{
    return point.x >= box.x && point.x <= box.right() && point.y >= box.y && point.y <= box.bottom();
}

Rect united(const std::optional<Rect>& a, const Rect& b) noexcept
{
    if (!a)
        return b;
    const double x = std::min(a->x, b.x);
    const double y = std::min(a->y, b.y);
    return {x, y, std::max(a->right(), b.right()) - x, std::max(a->bottom(), b.bottom()) - y};
}

Rect boxOfDiamond(const Diamond& diamond) noexcept
{
    return {diamond.centre.x - diamond.radius, diamond.centre.y - diamond.radius, 2 * diamond.radius,
            2 * diamond.radius};
}

Rect boxOfFlag(const Flag& flag) noexcept { return {flag.top.x - 1, flag.top.y, 13, flag.poleHeight}; }

/// Marks are in the order of their rows: those of one.
template <class Mark, class RowOf>
std::span<const Mark> ofRow(const std::vector<Mark>& marks, std::size_t row, RowOf rowOf)
{
    const auto range = std::ranges::equal_range(marks, row, {}, rowOf);
    return {range.begin(), range.end()};
}

std::optional<Subject> markAt(const Scene& scene, std::size_t row, const Point& point)
{
    const auto subjectRow = [](const auto& mark) { return mark.subject.row; };
    // What is painted last is on top: from the back.
    const auto chips = ofRow(scene.chips, row, subjectRow);
    for (auto chip = chips.rbegin(); chip != chips.rend(); ++chip)
        if (holds(chip->box, point))
            return chip->subject;
    const auto diamonds = ofRow(scene.diamonds, row, subjectRow);
    for (auto diamond = diamonds.rbegin(); diamond != diamonds.rend(); ++diamond)
        if (std::abs(point.x - diamond->centre.x) + std::abs(point.y - diamond->centre.y)
            <= diamond->radius + hitTolerance)
            return diamond->subject;
    const auto flags = ofRow(scene.flags, row, &Flag::row);
    for (auto flag = flags.rbegin(); flag != flags.rend(); ++flag)
        if (holds(grown(boxOfFlag(*flag), hitTolerance), point))
            return Subject{row, Part::limit, 0};
    const auto bars = ofRow(scene.bars, row, &Bar::row);
    for (const double tolerance : {0.0, hitTolerance})
        for (auto bar = bars.rbegin(); bar != bars.rend(); ++bar)
            if (bar->attempt && holds(grown(bar->box, tolerance), point))
                return Subject{row, Part::attempt, *bar->attempt};
    return std::nullopt;
}

/// Where rows have no bands of their own, because they are too low: the bar there.
std::optional<Subject> laneAt(const Scene& scene, const Point& point)
{
    for (const double tolerance : {0.0, hitTolerance})
        for (const Bar& bar : scene.bars)
            if (holds(grown(bar.box, tolerance), point))
                return Subject{bar.row, Part::whole, 0};
    return std::nullopt;
}

} // namespace

const RowBand* rowAt(const Scene& scene, double y) noexcept
{
    if (y < scene.rowsTop || y >= scene.rowsBottom)
        return nullptr;
    const auto after = std::ranges::upper_bound(scene.rows, y, {}, [](const RowBand& band) { return band.box.y; });
    if (after == scene.rows.begin())
        return nullptr;
    const RowBand& band = *(after - 1);
    return y < band.box.bottom() ? &band : nullptr;
}

std::optional<Subject> subjectAt(const Scene& scene, const Point& point) noexcept
{
    if (point.x < 0 || point.x > scene.width || point.y < scene.rowsTop || point.y >= scene.rowsBottom)
        return std::nullopt;
    if (scene.rows.empty())
        return laneAt(scene, point);
    const RowBand* band = rowAt(scene, point.y);
    if (band == nullptr)
        return std::nullopt;
    if (const auto mark = markAt(scene, band->row, point))
        return mark;
    return Subject{band->row, Part::whole, 0};
}

std::optional<std::size_t> foldAt(const Scene& scene, const Point& point) noexcept
{
    if (!scene.axis || point.x < scene.plotLeft || point.x > scene.plotRight)
        return std::nullopt;
    const auto folds = scene.axis->folds();
    const double x = point.x - scene.axisLeft;
    const auto after = std::ranges::upper_bound(folds, x, {}, &Fold::x);
    if (after == folds.begin() || x > (after - 1)->x + (after - 1)->width)
        return std::nullopt;
    return static_cast<std::size_t>(after - 1 - folds.begin());
}

std::optional<Rect> boxOf(const Scene& scene, const Subject& subject) noexcept
{
    std::optional<Rect> box;
    const auto subjectRow = [](const auto& mark) { return mark.subject.row; };
    for (const Bar& bar : ofRow(scene.bars, subject.row, &Bar::row))
        if (subject.part == Part::whole || (subject.part == Part::attempt && bar.attempt == subject.index))
            box = united(box, bar.box);
    for (const Diamond& diamond : ofRow(scene.diamonds, subject.row, subjectRow))
        if (diamond.subject == subject)
            box = united(box, boxOfDiamond(diamond));
    for (const Chip& chip : ofRow(scene.chips, subject.row, subjectRow))
        if (chip.subject == subject)
            box = united(box, chip.box);
    if (subject.part == Part::limit)
        for (const Flag& flag : ofRow(scene.flags, subject.row, &Flag::row))
            box = united(box, boxOfFlag(flag));
    if (box)
        return box;
    const auto band = std::ranges::lower_bound(scene.rows, subject.row, {}, &RowBand::row);
    if (band == scene.rows.end() || band->row != subject.row)
        return std::nullopt;
    const double top = std::max(band->box.y, scene.rowsTop);
    return Rect{band->box.x, top, band->box.width, std::min(band->box.bottom(), scene.rowsBottom) - top};
}

} // namespace runlens::layout
