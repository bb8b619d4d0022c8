// SPDX-License-Identifier: GPL-3.0-or-later
// Private to journey.
#pragma once

#include "engine/domain/automation.h"
#include "engine/journey/check_report.h"

#include <cstddef>
#include <vector>

namespace runlens::journey {

/// Node 0 is the trigger, step i is node i + 1. An edge per sound connection, whatever its branch is worth, so that a
/// wrong branch makes nothing unreachable.
class Graph {
public:
    struct Edge {
        std::size_t to = 0;
        std::size_t connection = 0; ///< index into the definition's
    };

    explicit Graph(std::size_t nodes) : m_edges(nodes) {}
    void connect(std::size_t from, std::size_t to, std::size_t connection)
    {
        m_edges[from].push_back({to, connection});
    }

    [[nodiscard]] std::size_t nodes() const noexcept { return m_edges.size(); }
    [[nodiscard]] const std::vector<Edge>& edgesFrom(std::size_t node) const { return m_edges[node]; }

private:
    std::vector<std::vector<Edge>> m_edges;
};

/// Reports cycles, one for each connection that closes one, at most a hundred; and the steps that no path from the
/// trigger reaches.
void checkGraph(const Definition& definition, const Graph& graph, Violations& violations);

} // namespace runlens::journey
