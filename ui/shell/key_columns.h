// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/key_sheet.h"

#include <cstddef>
#include <vector>

class QWidget;

namespace runlens::shell {

/// Where each column begins: groups stay whole, in order, and the columns are about equally high. `sizes` are the rows
/// of each group; the answer has at most `columns` entries, rising, the first of them 0. None for no groups.
[[nodiscard]] std::vector<std::size_t> columnStarts(const std::vector<int>& sizes, int columns);

/// The rows under their headings, or a sentence that there are none. The caller owns it.
[[nodiscard]] QWidget* keyColumns(const std::vector<KeyRow>& rows, int columns);

} // namespace runlens::shell
