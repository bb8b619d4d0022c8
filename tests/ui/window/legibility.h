// SPDX-License-Identifier: GPL-3.0-or-later
// Whether people can read what a window says: proved over what is really painted, not over what was asked for.
#pragma once

#include <QImage>
#include <QStringList>

class QWidget;

namespace runlens::test {

/// Paints the window and its children and judges every text of them. Empty where nothing is wrong; else one line a
/// fault: a character that no font has, a text cut off where no ellipsis says so, two texts on one place, a contrast
/// with what is behind it below 4.5 (3 for what is disabled). Texts under another layer are not judged.
[[nodiscard]] QStringList illegible(QWidget& window);

/// How many texts the last call judged: nothing wrong with nothing proves nothing.
[[nodiscard]] int textsJudged();

} // namespace runlens::test
