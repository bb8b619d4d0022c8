// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/window_palette.h"

#include <QPalette>
#include <QString>

namespace runlens::theme {

/// resources/theme/window.qss with the palette's colours in the place of their names. A name that the palette does not
/// have is a programming error.
[[nodiscard]] QString styleSheetFor(const WindowPalette& palette);

/// The same colours for what style sheets do not reach: item delegates, links, text in rich documents.
[[nodiscard]] QPalette qtPaletteFor(const WindowPalette& palette);

} // namespace runlens::theme
