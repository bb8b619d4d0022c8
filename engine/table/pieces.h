// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace runlens {

/// A list that grows and is cheap to copy: pieces are shared, and one that somebody else holds is copied before it is
/// written to. A copy may be read by another thread while the original grows.
template <class T, std::size_t PieceLength>
class Pieces {
public:
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] const T& operator[](std::size_t index) const
    {
        return (*m_pieces[index / PieceLength])[index % PieceLength];
    }

    void append(T item)
    {
        if (m_size % PieceLength == 0) {
            m_pieces.push_back(std::make_shared<std::vector<T>>());
            m_pieces.back()->reserve(PieceLength < 64 ? PieceLength : 64);
        }
        own(m_pieces.back()).push_back(std::move(item));
        ++m_size;
    }
    /// To be written to.
    [[nodiscard]] T& change(std::size_t index) { return own(m_pieces[index / PieceLength])[index % PieceLength]; }

private:
    static std::vector<T>& own(std::shared_ptr<std::vector<T>>& piece)
    {
        if (piece.use_count() > 1)
            piece = std::make_shared<std::vector<T>>(*piece);
        return *piece;
    }

    std::vector<std::shared_ptr<std::vector<T>>> m_pieces;
    std::size_t m_size = 0;
};

} // namespace runlens
