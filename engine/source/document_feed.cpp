// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/document_feed.h"

#include <algorithm>

namespace runlens {

std::span<const char> DocumentFeed::fetch()
{
    if (m_stop.stop_requested())
        return {};
    const auto piece = std::span<const char>(m_piece).first(m_file.read(m_piece));
    m_read += piece.size();
    m_keepsAll = m_keepsAll && m_kept.size() + piece.size() <= m_limits.bytes;
    if (m_keepsAll)
        m_kept.append(piece.data(), piece.size());
    else
        m_kept = std::string();
    tell();
    return piece;
}

std::span<const char> DocumentFeed::peek()
{
    if (m_peeked.empty())
        m_peeked = fetch();
    return m_peeked;
}

std::span<const char> DocumentFeed::next()
{
    if (m_stop.stop_requested())
        return {};
    if (!m_peeked.empty())
        return std::exchange(m_peeked, {});
    if (!m_givesKept)
        return fetch();
    const auto piece = std::span<const char>(m_kept).subspan(m_given);
    const auto given = piece.first(std::min(piece.size(), pieceBytes));
    m_given += given.size();
    tell();
    return given;
}

void DocumentFeed::readOn()
{
    while (m_keepsAll && !next().empty()) {
    }
}

void DocumentFeed::rewind() noexcept
{
    m_givesKept = true;
    m_given = 0;
}

void DocumentFeed::tell() const
{
    if (m_progress)
        m_progress({m_read, std::max(m_read, m_file.size()), m_runs});
}

Result<void> DocumentFeed::state() const
{
    if (m_stop.stop_requested())
        return std::unexpected(Error{ErrorCode::cancelled, {}, {}});
    return m_file.state();
}

} // namespace runlens
