// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"

#include <QColor>

#include <array>
#include <cstddef>
#include <cstdint>

namespace runlens::render {

enum class Theme : std::uint8_t { light, dark };

/// The three strengths of a tone. Text on every surface of its theme has a contrast of at least 4.5:1, a mark of at
/// least 3:1.
struct ToneColours {
    QColor text;
    QColor mark;
    QColor fill; ///< pale: under hatches and in failed attempts
};

inline constexpr std::size_t toneCount = 7;

/// Every colour a timeline is painted with. Values, free to copy.
struct Palette {
    QColor surface;   ///< of the picture
    QColor shadedRow; ///< of every other row
    QColor fold;      ///< of folded stretches
    QColor line;      ///< ticks and the edge of the label column
    QColor glyph;     ///< on a solid bar
    QColor chip;      ///< a message's chip
    QColor chipLine;
    QColor pill; ///< behind inverted text
    QColor pillText;
    std::array<ToneColours, toneCount> tones;

    [[nodiscard]] const ToneColours& operator[](layout::Tone tone) const noexcept
    {
        return tones[static_cast<std::size_t>(tone)];
    }
};

[[nodiscard]] const Palette& paletteOf(Theme theme);

} // namespace runlens::render
