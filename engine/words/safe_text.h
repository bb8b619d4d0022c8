// SPDX-License-Identifier: GPL-3.0-or-later
// Text of a run's own (names, subjects, errors), which anyone may have written, made fit to stand in a sentence.
#pragma once

#include <QString>
#include <QStringList>

#include <string_view>

namespace runlens {

inline constexpr qsizetype longestName = 80; ///< characters, as a reader counts them

/// One line of text: control characters and line breaks become a blank, invisible formatting of direction goes, what is
/// over `longestName` ends in an ellipsis, and a text with right-to-left letters is isolated from what stands around
/// it.
[[nodiscard]] QString safeText(std::string_view utf8);

/// `text` with its places %1 to %9 filled, each argument taken as it is: one that holds "%2" stays so.
[[nodiscard]] QString filled(const QString& text, const QStringList& arguments);

} // namespace runlens
