// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/found_runs.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// Which columns a list of runs has, in their order, and what it is sorted by.
struct RunListLayout {
    static constexpr int least = 36;   ///< pixels, a column's width
    static constexpr int most = 4'000; ///< pixels
    static constexpr std::size_t mostPaths = 50;
    static constexpr std::size_t longestPath = 500; ///< bytes

    struct Column {
        std::optional<RunColumn> column; ///< none: a path
        std::string path;
        int width = 0; ///< pixels; 0: shared with the others
        bool hidden = false;

        friend bool operator==(const Column&, const Column&) = default;
    };
    std::vector<Column> columns; ///< each column of RunColumn once, and paths, each once
    SortSpec sort;

    friend bool operator==(const RunListLayout&, const RunListLayout&) = default;

    /// The first seven columns, the others hidden; the newest first.
    [[nodiscard]] static RunListLayout defaults();
    [[nodiscard]] std::vector<std::string> paths() const; ///< in their order

    [[nodiscard]] QByteArray toJson() const;
    /// What toJson() gave, of this version; none where it is broken or of another. Columns that it does not know of are
    /// added as the defaults have them, widths are kept within bounds; one column at least is seen.
    [[nodiscard]] static std::optional<RunListLayout> fromJson(const QByteArray& json);
};

/// The column's name in files: "at_step".
[[nodiscard]] const char* nameOf(RunColumn column) noexcept;

} // namespace runlens
