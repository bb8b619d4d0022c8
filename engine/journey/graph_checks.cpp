// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/graph_checks.h"

#include "engine/journey/compile_graph.h"

#include <algorithm>

namespace runlens::journey {
namespace {

constexpr std::size_t mostCycles = 100; ///< a cycle's text may be as long as the definition

/// Walks the graph depth first, with a stack of its own: definitions may be deep.
class Walk {
public:
    Walk(const Definition& definition, const Graph& graph, Violations& violations)
        : m_definition(definition), m_graph(graph), m_violations(violations), m_state(graph.nodes(), State::unseen)
    {
    }

    void from(std::size_t root)
    {
        if (m_state[root] != State::unseen)
            return;
        enter(root);
        while (!m_path.empty()) {
            Visit& visit = m_path.back();
            const auto& edges = m_graph.edgesFrom(visit.node);
            if (visit.next == edges.size()) {
                m_state[visit.node] = State::left;
                m_path.pop_back();
                continue;
            }
            const Graph::Edge& edge = edges[visit.next++];
            if (m_state[edge.to] == State::unseen)
                enter(edge.to);
            else if (m_state[edge.to] == State::onPath)
                reportCycle(edge);
        }
    }

    [[nodiscard]] bool reached(std::size_t node) const { return m_state[node] != State::unseen; }

private:
    enum class State : std::uint8_t { unseen, onPath, left };
    struct Visit {
        std::size_t node = 0;
        std::size_t next = 0; ///< which of its edges comes next
    };

    void enter(std::size_t node)
    {
        m_state[node] = State::onPath;
        m_path.push_back({node, 0});
    }

    void reportCycle(const Graph::Edge& closing)
    {
        if (++m_cycles > mostCycles)
            return;
        Violation violation{ViolationCode::cycle, "/connections/" + std::to_string(closing.connection), {}};
        const auto start = std::ranges::find(m_path, closing.to, &Visit::node);
        for (auto at = start; at != m_path.end(); ++at)
            violation.arguments.push_back(labelOfStep(m_definition, at->node - 1));
        violation.arguments.push_back(labelOfStep(m_definition, closing.to - 1));
        m_violations.push_back(std::move(violation));
    }

    const Definition& m_definition;
    const Graph& m_graph;
    Violations& m_violations;
    std::vector<State> m_state;
    std::vector<Visit> m_path;
    std::size_t m_cycles = 0;
};

} // namespace

void checkGraph(const Definition& definition, const Graph& graph, Violations& violations)
{
    Walk walk(definition, graph, violations);
    walk.from(0);
    std::vector<std::size_t> unreachable;
    for (std::size_t node = 1; node < graph.nodes(); ++node)
        if (!walk.reached(node))
            unreachable.push_back(node);
    for (const std::size_t node : unreachable)
        walk.from(node); // for the cycles among them
    for (const std::size_t node : unreachable)
        report(violations, ViolationCode::stepUnreachable, "/steps/" + std::to_string(node - 1),
               labelOfStep(definition, node - 1));
}

} // namespace runlens::journey
