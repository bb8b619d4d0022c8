// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/axis.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace runlens::layout {
namespace {

/// A stretch is folded when it takes more than this part of the live axis …
constexpr double mostOfAll = 0.5;
/// … or more than this part (or four times the mean part, if less), or is this many times as long as a typical short
/// one …
constexpr double dominantShare = 0.12;
constexpr double idleRatio = 25;
/// … a typical short stretch being the one that this part of all stretches do not exceed …
constexpr double typicalPart = 0.4;
/// … and while short stretches, the one at this part of all, take less than this part of the axis.
constexpr double shortPart = 0.25;
constexpr double invisibleShare = 0.02;
/// Bands and their margins never take more than this part of the width.
constexpr double foldedPart = 0.5;
/// What a band takes of its and its margins' place, where that is narrow.
constexpr double bandPart = 0.45;

double microseconds(Duration duration) { return static_cast<double>(duration.count()); }

Axis linearAxis(std::span<const Instant> times, double width)
{
    return {AxisKind::linear, {{times.front(), 0}, {times.back(), width}}, {}};
}

Axis sequenceAxis(std::span<const Instant> times, double width)
{
    std::vector<Axis::Knot> knots;
    knots.reserve(times.size());
    const double column = width / static_cast<double>(times.size());
    for (std::size_t i = 0; i < times.size(); ++i)
        knots.push_back({times[i], (static_cast<double>(i) + 0.5) * column});
    return {AxisKind::sequence, std::move(knots), {}};
}

/// Which of the stretches between neighbouring times are folded, and the length of those that are not.
struct FoldPlan {
    std::vector<bool> folded;
    double live = 0; ///< microseconds
    std::size_t count = 0;
};

FoldPlan planFolds(std::span<const Instant> times)
{
    const std::size_t stretches = times.size() - 1;
    const auto length = [times](std::size_t i) { return times[i + 1] - times[i]; };
    std::vector<std::size_t> longestFirst(stretches);
    std::iota(longestFirst.begin(), longestFirst.end(), std::size_t{0});
    std::ranges::stable_sort(longestFirst, std::greater{}, length);

    FoldPlan plan{std::vector<bool>(stretches), microseconds(times.back() - times.front()), 0};
    const auto lengthAt = [&](double part) {
        const auto shorter = static_cast<std::size_t>(part * static_cast<double>(stretches - 1));
        return microseconds(length(longestFirst[stretches - 1 - shorter]));
    };
    const double shortOne = lengthAt(shortPart);
    const double idle = idleRatio * lengthAt(typicalPart);
    for (const std::size_t stretch : longestFirst) {
        const double remaining = static_cast<double>(stretches - plan.count);
        const double taken = microseconds(length(stretch));
        const bool dominant = taken / plan.live > std::min(dominantShare, 4.0 / remaining);
        const bool most = remaining > 1 && taken / plan.live > mostOfAll;
        if (!most && (shortOne / plan.live >= invisibleShare || (!dominant && taken <= idle)))
            break;
        plan.folded[stretch] = true;
        plan.live -= microseconds(length(stretch));
        ++plan.count;
    }
    return plan;
}

Axis foldedAxis(std::span<const Instant> times, const AxisMeasures& measures)
{
    const FoldPlan plan = planFolds(times);
    const double each = measures.width * foldedPart / static_cast<double>(std::max<std::size_t>(plan.count, 1));
    const double band = std::min(measures.foldWidth, each * bandPart);
    const double margin = std::min(measures.foldMargin, (each - band) / 2);
    const double livePixels = measures.width - static_cast<double>(plan.count) * (band + 2 * margin);
    const double scale = livePixels / plan.live; // pixels a microsecond, outside bands

    std::vector<Axis::Knot> knots{{times.front(), 0}};
    std::vector<Fold> folds;
    double x = 0;
    Duration before{};
    for (std::size_t i = 0; i + 1 < times.size(); ++i) {
        const Duration length = times[i + 1] - times[i];
        if (plan.folded[i]) {
            // The margins keep the live scale, but never more than a quarter of the stretch each, so that a band
            // remains.
            const Duration kept = std::clamp(Duration{std::llround(margin / scale)}, Duration{0}, length / 4);
            if (kept.count() > 0)
                knots.push_back({times[i] + kept, x + margin});
            folds.push_back({times[i] + kept, times[i + 1] - kept, x + (kept.count() > 0 ? margin : 0), band, before});
            before += folds.back().length();
            if (kept.count() > 0)
                knots.push_back({times[i + 1] - kept, x + margin + band});
            x += band + (kept.count() > 0 ? 2 * margin : 0);
        } else {
            x += microseconds(length) * scale;
        }
        knots.push_back({times[i + 1], x});
    }
    return {AxisKind::folded, std::move(knots), std::move(folds)};
}

} // namespace

Axis::Axis(AxisKind kind, std::vector<Knot> knots, std::vector<Fold> folds)
    : m_kind(kind), m_knots(std::move(knots)), m_folds(std::move(folds))
{
}

Axis Axis::stretched(double factor) const
{
    Axis axis = *this;
    for (Knot& knot : axis.m_knots)
        knot.x *= factor;
    for (Fold& fold : axis.m_folds) {
        fold.x *= factor;
        fold.width *= factor;
    }
    return axis;
}

double Axis::toX(Instant at) const noexcept
{
    if (m_knots.empty())
        return 0;
    if (m_knots.size() == 1)
        return m_knots.front().x;
    auto right = std::ranges::upper_bound(m_knots, at, {}, &Knot::at);
    right = std::clamp(right, m_knots.begin() + 1, m_knots.end() - 1);
    const Knot& a = *(right - 1);
    const Knot& b = *right;
    return a.x + (b.x - a.x) * (microseconds(at - a.at) / microseconds(b.at - a.at));
}

Instant Axis::toTime(double x) const noexcept
{
    if (m_knots.empty())
        return {};
    if (m_knots.size() == 1)
        return m_knots.front().at;
    auto right = std::ranges::upper_bound(m_knots, x, {}, &Knot::x);
    right = std::clamp(right, m_knots.begin() + 1, m_knots.end() - 1);
    const Knot& a = *(right - 1);
    const Knot& b = *right;
    return a.at + Duration{std::llround((x - a.x) / (b.x - a.x) * microseconds(b.at - a.at))};
}

Axis buildAxis(AxisKind kind, std::vector<Instant> happenings, const AxisMeasures& measures)
{
    if (!std::ranges::is_sorted(happenings)) // a run's mostly are
        std::ranges::sort(happenings);
    const auto repeats = std::ranges::unique(happenings);
    happenings.erase(repeats.begin(), repeats.end());
    if (happenings.empty())
        return {};
    if (happenings.size() == 1)
        return {kind, {{happenings.front(), measures.width / 2}}, {}};
    switch (kind) {
    case AxisKind::linear: return linearAxis(happenings, measures.width);
    case AxisKind::folded: return foldedAxis(happenings, measures);
    case AxisKind::sequence: return sequenceAxis(happenings, measures.width);
    }
    return {};
}

} // namespace runlens::layout
