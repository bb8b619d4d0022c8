// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a list of runs as text for other programs.
#pragma once

#include "engine/base/result.h"
#include "engine/table/run_search.h"
#include "ui/models/found_runs.h"
#include "ui/models/run_texts.h"

#include <QString>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace runlens {

struct CopyRequest {
    struct Column {
        std::optional<RunColumn> column; ///< none: a path
        std::string path;
    };
    std::shared_ptr<const FoundRuns> found; ///< not null
    std::vector<RowRange> rows;             ///< ascending
    std::vector<Column> columns;
    RunTexts texts;
    std::shared_ptr<const RunSearch> search; ///< for paths; may be null
};

struct CopiedRuns {
    QString text; ///< tab-separated, with a header
    QString html; ///< the same as a table; empty above mostAsHtml rows
    std::size_t rows = 0;
};
inline constexpr std::size_t mostAsHtml = 10'000;

/// Any thread; without paths it does not block. A cell that says nothing is empty, one that was not fetched says so.
/// Errors: cancelled; those of RunSearch::values().
[[nodiscard]] Result<CopiedRuns> copyOf(const CopyRequest& request, const std::stop_token& stop);

/// A cell that no spreadsheet takes for a formula: what begins with = + - @, a tab or the like has an apostrophe before
/// it. Tabs and line breaks become blanks.
[[nodiscard]] QString formulaSafe(const QString& text);

} // namespace runlens
