// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/run.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace runlens::layout {

/// The way that a run could have gone at a step and did not.
struct BranchNotTaken {
    std::string_view branch;       ///< the wire's name
    std::vector<std::string> keys; ///< the steps reached only so, nearest first
    bool known = false; ///< a definition told which steps these are; if they are none, the run would have ended
};

/// Answers, for the steps of one run, which branches were not taken. Keeps references to the run and the definition,
/// which must outlive it. Cycles, missing steps and repeated connections in the definition do no harm.
class BranchMap {
public:
    /// `definition` may be null: then only the other branch of a step's type is known, not its steps.
    BranchMap(const Run& run, const Definition* definition);

    /// What was not taken at `step`; nothing where the step has no other branch, or has not been left by a known one.
    [[nodiscard]] std::vector<BranchNotTaken> notTaken(const Step& step) const;

private:
    using Keys = std::unordered_set<std::string_view>;

    /// The steps reached from `from` by `branch`, nearest first, but for those in `except`.
    [[nodiscard]] std::vector<std::string_view> reached(std::string_view from, Branch branch, const Keys& except) const;

    Keys m_executed;
    std::unordered_map<std::string_view, std::vector<const Connection*>> m_ways; ///< by Connection::from
    Keys m_defined;
};

} // namespace runlens::layout
