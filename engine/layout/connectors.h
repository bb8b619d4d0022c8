// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that lead from row to row. Private to this folder.
#pragma once

#include "engine/layout/frame.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace runlens::layout {

/// The box of a row's bar within the row's box, before it is cut or clipped; also where there is none.
[[nodiscard]] Rect barBox(const Frame& frame, const Row& row, const Rect& rowBox);

class Connectors {
public:
    /// `boxOf` gives the box of any row, visible or not.
    Connectors(Frame& frame, std::function<Rect(std::size_t)> boxOf) : m_frame(frame), m_boxOf(std::move(boxOf)) {}

    /// Draws the line that leads to a row from the one it is reached from.
    void lead(std::size_t index);
    /// Tells the board where lines run through a row.
    void block(LabelBoard& board, const Rect& rowBox) const;

private:
    /// `leaving` has no width: it is where the run left the row before, from the top to the bottom of its bar.
    void leadToStep(const Row& from, const Rect& leaving, const Rect& to);
    void leadToNotTaken(const Row& row, const Rect& leaving, const Rect& to);
    void draw(std::vector<Point> points, Tone tone, bool dashed);

    Frame& m_frame;
    std::function<Rect(std::size_t)> m_boxOf;
    std::vector<Rect> m_lines;
};

} // namespace runlens::layout
