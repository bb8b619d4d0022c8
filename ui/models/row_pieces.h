// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/found_runs.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace runlens {

/// Rows of a list while ranges of them leave and come one after another: pieces of the order before and of the order
/// now. What it costs grows with the pieces, not with the rows. Private to models.
class RowPieces {
public:
    /// All rows of `order`, as one piece.
    void reset(std::shared_ptr<const RowOrder> order);
    [[nodiscard]] int size() const noexcept { return m_size; }
    [[nodiscard]] RowNumber operator[](int row) const;

    void remove(RowRange range);
    /// The rows `range` of `from`, so that they have the same places here.
    void insert(RowRange range, const std::shared_ptr<const RowOrder>& from);

private:
    struct Piece {
        std::shared_ptr<const RowOrder> order;
        int from = 0; ///< in `order`
        int count = 0;
    };

    /// Number of the piece that begins at `row`: one is cut in two where none does.
    std::size_t cutAt(int row);

    std::vector<Piece> m_pieces;
    int m_size = 0;
};

} // namespace runlens
