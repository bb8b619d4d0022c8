// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/compile_graph.h"

#include "engine/journey/graph_checks.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace runlens::journey {
namespace {

constexpr std::string_view triggerNode = "trigger";

std::string fittingBranches(StepType type)
{
    std::string names;
    for (const Branch branch : branchesOf(type))
        if (branch != Branch::unknown)
            names.append(names.empty() ? "" : ", ").append(wireName(branch));
    return names;
}

class ConnectionCompiler {
public:
    ConnectionCompiler(const Definition& definition, Plan& plan, Violations& violations)
        : m_definition(definition), m_plan(plan), m_violations(violations), m_graph(plan.steps.size() + 1)
    {
        for (std::size_t i = 0; i < definition.steps.size(); ++i)
            if (!definition.steps[i].key.empty())
                m_byKey.try_emplace(definition.steps[i].key.text(), static_cast<StepIndex>(i));
    }

    void compile()
    {
        m_taken.resize(m_plan.steps.size() + 1);
        for (std::size_t i = 0; i < m_definition.connections.size(); ++i)
            compileOne(m_definition.connections[i], i);
        checkGraph(m_definition, m_graph, m_violations);
        warnOfUnconnected();
    }

private:
    struct Taken {
        std::array<std::string, 2> by; ///< pointer of the connection that has the branch
        bool spoilt = false;           ///< a connection of the node has no sound branch
    };

    /// Node 0 is the trigger, step i is node i + 1.
    std::optional<std::size_t> nodeOf(std::string_view name) const
    {
        if (name == triggerNode)
            return 0;
        const auto found = m_byKey.find(name);
        return found == m_byKey.end() ? std::nullopt : std::optional<std::size_t>(found->second + std::size_t{1});
    }

    void compileOne(const Connection& connection, std::size_t index)
    {
        const Place place{connection.from, "/connections/" + std::to_string(index)};
        const bool whole = !connection.from.empty() && !connection.to.empty();
        if (connection.from.empty())
            report(m_violations, ViolationCode::connectionIncomplete, place.pointer, "from");
        if (connection.to.empty())
            report(m_violations, ViolationCode::connectionIncomplete, place.pointer, "to");
        const auto from = nodeOf(connection.from);
        const auto to = nodeOf(connection.to);
        if (!from && !connection.from.empty())
            report(m_violations, ViolationCode::connectionFromUnknown, place.at("from"), connection.from);
        if (!to && !connection.to.empty())
            report(m_violations, ViolationCode::connectionToUnknown, place.at("to"), connection.to);
        if (to == 0)
            report(m_violations, ViolationCode::connectionToTrigger, place.at("to"), connection.from);
        const bool sound = whole && from && to && *to != 0;
        if (sound)
            m_graph.connect(*from, *to, index);
        if (from && !takeBranch(connection, place, *from))
            m_taken[*from].spoilt = true;
        else if (from && sound)
            onwardOf(*from, connection.branch.value) = static_cast<StepIndex>(*to - 1);
    }

    /// Is the branch one of the node's, and not given before? Reports it where not.
    bool takeBranch(const Connection& connection, const Place& place, std::size_t from)
    {
        // An absent branch is the plain one.
        const Branch branch = connection.branch.present() ? connection.branch.value : Branch::next;
        const StepType type = typeOf(from);
        if (connection.branch.present() && !connection.branch.known()) {
            report(m_violations, ViolationCode::branchUnknown, place.at("branch"), connection.from,
                   connection.branch.original);
            return false;
        }
        if (from != 0 && type == StepType::unknown)
            return false; // that its type is unknown says it all
        if (!isBranchOf(type, branch)) {
            report(m_violations, ViolationCode::branchDoesNotFit, place.at("branch"), connection.from, wireName(branch),
                   fittingBranches(type));
            return false;
        }
        std::string& by = m_taken[from].by.at(slotOf(type, branch));
        if (!by.empty()) {
            report(m_violations, ViolationCode::branchRepeated, place.at("branch"), connection.from, wireName(branch),
                   by);
            return false;
        }
        by = place.pointer;
        return true;
    }

    /// The trigger is left as a plain step is.
    StepType typeOf(std::size_t node) const { return node == 0 ? StepType::delay : m_plan.steps[node - 1].type; }

    static std::size_t slotOf(StepType type, Branch branch) { return branchesOf(type)[0] == branch ? 0 : 1; }

    StepIndex& onwardOf(std::size_t node, Branch branch)
    {
        if (node == 0)
            return m_plan.first;
        PlanStep& step = m_plan.steps[node - 1];
        return step.onward.at(slotOf(step.type, branch == Branch::unknown ? Branch::next : branch));
    }

    void warnOfUnconnected()
    {
        for (std::size_t node = 0; node < m_taken.size(); ++node) {
            const StepType type = typeOf(node);
            if (m_taken[node].spoilt || type == StepType::unknown)
                continue;
            for (std::size_t slot = 0; slot < 2; ++slot) {
                const Branch branch = branchesOf(type).at(slot);
                if (branch != Branch::unknown && m_taken[node].by.at(slot).empty() && !endsPlainly(node, type))
                    report(m_violations, ViolationCode::outcomeUnconnected,
                           node == 0 ? "/trigger" : "/steps/" + std::to_string(node - 1),
                           node == 0 ? std::string(triggerNode) : labelOfStep(m_definition, node - 1),
                           wireName(branch));
            }
        }
    }

    /// The last step of a path has nothing behind it: that is no oversight.
    static bool endsPlainly(std::size_t node, StepType type) { return node != 0 && isBranchOf(type, Branch::next); }

    const Definition& m_definition;
    Plan& m_plan;
    Violations& m_violations;
    Graph m_graph;
    std::unordered_map<std::string_view, StepIndex> m_byKey;
    std::vector<Taken> m_taken;
};

} // namespace

std::string labelOfStep(const Definition& definition, std::size_t step)
{
    const StepKey& key = definition.steps[step].key;
    return key.empty() ? "#" + std::to_string(step + 1) : key.text();
}

void compileConnections(const Definition& definition, Plan& plan, Violations& violations)
{
    ConnectionCompiler(definition, plan, violations).compile();
}

} // namespace runlens::journey
