// SPDX-License-Identifier: GPL-3.0-or-later
// Our icons as QIcons, painted as vectors at whatever size and scale is asked for. For the window's thread.
#pragma once

#include "engine/layout/scene.h"
#include "engine/render/palette.h"

#include <QIcon>
#include <QString>

#include <cstdint>
#include <optional>

namespace runlens::theme {

/// Icons of the window; those of steps and states are layout::Icon.
enum class ChromeIcon : std::uint8_t {
    runs,
    search,
    help,
    open,
    exportFile,
    copy,
    theme,
    close,
    empty,
    unreadable,
    folder,
    chevronDown,
    chevronRight,
    zoomIn,
    zoomOut,
    fit,
};
inline constexpr int chromeIconCount = static_cast<int>(ChromeIcon::fit) + 1;

/// The file in resources/icons, without its ending.
[[nodiscard]] QString fileNameOf(ChromeIcon icon);

struct IconLook {
    layout::Tone tone = layout::Tone::ink;
    /// Ink turns to what is written on ink where the icon's button is checked: for the buttons that turn to ink.
    bool onInkWhenChecked = false;
    /// None: the theme the application has when the icon is painted, so that nobody has to set icons anew.
    std::optional<render::Theme> theme{};
};

/// Grey where disabled.
[[nodiscard]] QIcon themedIcon(ChromeIcon icon, const IconLook& look = {});
[[nodiscard]] QIcon themedIcon(layout::Icon icon, const IconLook& look = {});

/// What the application's palette says: dark where its windows are darker than the middle.
[[nodiscard]] render::Theme applicationTheme();

} // namespace runlens::theme
