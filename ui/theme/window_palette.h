// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of the window around the timeline. What the timeline is painted with too (surfaces, ink, the tones of a
// state) comes from engine/render/palette.h, so that the two never differ.
#pragma once

#include "engine/render/palette.h"

#include <QColor>
#include <QString>

#include <array>
#include <map>

namespace runlens::theme {

/// Values, free to copy. Text and muted text have a contrast of at least 4.5:1 on every surface; `control`, `disabled`
/// and a tone's mark at least 3:1 on every surface but `pressed`, on which nothing stays.
struct WindowPalette {
    QColor window;   ///< behind the cards
    QColor card;     ///< cards, bars, menus, fields
    QColor face;     ///< a button at rest
    QColor hover;    ///< under the pointer
    QColor selected; ///< a chosen row; also what a chip stands on
    QColor pressed;  ///< a button held down
    QColor border;   ///< of cards and between rows: a decoration, it carries nothing
    QColor control;  ///< of what can be pressed or typed into
    QColor ink;      ///< selected buttons, primary buttons, the ring around what has the focus
    QColor inkHover; ///< such a button under the pointer
    QColor onInk;    ///< text and icons on ink
    QColor text;
    QColor muted;
    QColor placeholder;
    QColor disabled;
    QColor scrim; ///< over what an overlay covers; the only colour that is not opaque
    std::array<render::ToneColours, render::toneCount> tones; ///< those of the timeline
    std::array<QColor, render::toneCount> onFill;             ///< text on a tone's fill

    [[nodiscard]] const render::ToneColours& operator[](layout::Tone tone) const noexcept
    {
        return tones[static_cast<std::size_t>(tone)];
    }
    [[nodiscard]] const QColor& textOnFill(layout::Tone tone) const noexcept
    {
        return onFill[static_cast<std::size_t>(tone)];
    }
};

[[nodiscard]] const WindowPalette& windowPaletteOf(render::Theme theme);

/// Every colour by the name it has in resources/theme/window.qss, as that file writes it.
[[nodiscard]] std::map<QString, QString> namedColours(const WindowPalette& palette);

} // namespace runlens::theme
