// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of scene layout share. Private to this folder.
#pragma once

#include "engine/layout/scene.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace runlens::layout {

/// The measures of a picture, in pixels.
inline constexpr double headerHeight = 48;
inline constexpr double rulerHeight = 68;
inline constexpr double noteHeight = 34;
inline constexpr double absenceHeight = 38; ///< of the line that stands in for the steps of a run without any
inline constexpr double plotPaddingLeft = 18;
inline constexpr double plotPaddingRight = 40;
inline constexpr double narrowestBar = 22;

/// One scene in the making.
struct Frame {
    const Timeline& timeline;
    const SceneOptions& options;
    const Captions& captions;
    const TextMetrics& metrics;
    Scene& scene;
    Density density = Density::comfortable;
    bool overdue = false; ///< some row is, seen or not
    double rowsTop = 0;   ///< where the rows' window begins and ends
    double rowsBottom = 0;
    double plotRight = 0;

    [[nodiscard]] double x(Instant at) const noexcept { return scene.axisLeft + scene.axis->toX(at); }
    /// Does `x` stand in the plot, and may something there be seen?
    [[nodiscard]] bool inPlot(double x) const noexcept { return x >= scene.plotLeft && x <= plotRight; }
    /// The part of a box that stands in the plot; its width is negative where none does.
    [[nodiscard]] Rect clipped(const Rect& box) const noexcept
    {
        const double left = std::max(box.x, scene.plotLeft + 1);
        return {left, box.y, std::min(box.right(), plotRight) - left, box.height};
    }
    [[nodiscard]] std::string say(CaptionCode code, const Arguments& arguments = {}) const
    {
        return captions.text(code, arguments);
    }
};

/// The width of the label column of a picture.
[[nodiscard]] double labelWidth(double width) noexcept;

/// Keeps texts of one row (or one ruler) from each other and from what they may not cover.
class LabelBoard {
public:
    explicit LabelBoard(Frame& frame) : m_frame(frame) {}

    void take(const Rect& box) { m_taken.push_back(box); }
    [[nodiscard]] bool free(const Rect& box) const noexcept;
    /// How far to the right of `start`'s left edge nothing stands, up to the edge of the plot; `start`'s width does not
    /// count.
    [[nodiscard]] double freeUntil(const Rect& start) const noexcept;
    /// Puts `text` at the first of `anchors` where it fits between the plot's edges and meets nothing. An anchor is the
    /// left edge of its box (Align::left), its middle or its right edge. Where it fits nowhere whole, it is put at the
    /// first anchor where at least `least` pixels are free to the right, elided; else left out. Returns whether it was
    /// put.
    struct Anchor {
        Point at; ///< y: the top of the line
        Align align = Align::left;
    };
    bool put(const std::string& text, TextRole role, Tone tone, std::span<const Anchor> anchors, double least = 60);

private:
    Frame& m_frame;
    std::vector<Rect> m_taken;
};

void layOutHeader(Frame& frame, const SceneHeader& header);
void layOutRuler(Frame& frame);
void layOutNow(Frame& frame);

} // namespace runlens::layout
