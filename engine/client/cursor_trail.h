// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_set>

namespace runlens::client {

/// The cursors of one list so far.
class CursorTrail {
public:
    /// False where this one came before: who follows it goes round in circles.
    [[nodiscard]] bool add(const std::string& cursor) { return m_seen.insert(cursor).second; }
    void clear() { m_seen.clear(); }

private:
    std::unordered_set<std::string> m_seen;
};

} // namespace runlens::client
