// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as the command `runs` prints them.
#pragma once

#include "engine/table/run_table.h"

#include <QByteArray>

#include <span>

namespace runlens::cli {

/// Aligned columns below a header, times in UTC to the second; "~" before one that is concluded, "?" for what is not
/// known. `now` is when the runs are looked at.
[[nodiscard]] QByteArray tableOfRuns(const RunTable& table, std::span<const RowNumber> rows, Instant now);

/// RFC 4180 with a header; what is not known is empty. A cell that a spreadsheet would take for a formula begins with
/// an apostrophe.
[[nodiscard]] QByteArray csvOfRuns(const RunTable& table, std::span<const RowNumber> rows, Instant now);

/// One object a line; what is not known is null.
[[nodiscard]] QByteArray jsonOfRuns(const RunTable& table, std::span<const RowNumber> rows, Instant now);

} // namespace runlens::cli
