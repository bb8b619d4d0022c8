// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/not_taken.h"

#include <deque>

namespace runlens::layout {
namespace {

Branch otherBranch(StepType type, Branch taken) noexcept
{
    switch (type) {
    case StepType::waitForEvent:
        if (taken == Branch::received)
            return Branch::timeout;
        return taken == Branch::timeout ? Branch::received : Branch::unknown;
    case StepType::condition:
        if (taken == Branch::isTrue)
            return Branch::isFalse;
        return taken == Branch::isFalse ? Branch::isTrue : Branch::unknown;
    default: return Branch::unknown;
    }
}

} // namespace

BranchMap::BranchMap(const Run& run, const Definition* definition)
{
    if (definition == nullptr)
        return;
    for (const Step& step : run.steps)
        if (step.status != StepStatus::pending)
            m_executed.insert(step.key.text());
    for (const Connection& connection : definition->connections)
        m_ways[connection.from].push_back(&connection);
    for (const StepDefinition& step : definition->steps)
        m_defined.insert(step.key.text());
}

std::vector<BranchNotTaken> BranchMap::notTaken(const Step& step) const
{
    const Branch other = otherBranch(step.type.value, step.branchTaken.value);
    if (other == Branch::unknown)
        return {};
    BranchNotTaken branch{wireName(other), {}, m_defined.contains(step.key.text())};
    if (branch.known) {
        // Ways that join again are not lost: what the taken branch leads to as well is still to come.
        Keys except = m_executed;
        const auto taken = reached(step.key.text(), step.branchTaken.value, {});
        except.insert(taken.begin(), taken.end());
        const auto keys = reached(step.key.text(), other, except);
        branch.keys.assign(keys.begin(), keys.end());
    }
    return {std::move(branch)};
}

std::vector<std::string_view> BranchMap::reached(std::string_view from, Branch branch, const Keys& except) const
{
    std::vector<std::string_view> keys;
    Keys seen;
    std::deque<std::string_view> open;
    const auto follow = [&](std::string_view key, const Branch* only) {
        const auto ways = m_ways.find(key);
        if (ways == m_ways.end())
            return;
        for (const Connection* way : ways->second)
            if (only == nullptr || way->branch == *only)
                open.push_back(way->to);
    };
    follow(from, &branch);
    while (!open.empty()) {
        const std::string_view key = open.front();
        open.pop_front();
        if (!m_defined.contains(key) || except.contains(key) || !seen.insert(key).second)
            continue;
        keys.push_back(key);
        follow(key, nullptr);
    }
    return keys;
}

} // namespace runlens::layout
