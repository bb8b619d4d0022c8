// SPDX-License-Identifier: GPL-3.0-or-later
// Where the publish checks put what they find. Private to journey.
#pragma once

#include "engine/domain/value.h"
#include "engine/journey/violation.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runlens::journey {

using Violations = std::vector<Violation>;

/// A part of the definition that violations are reported of.
struct Place {
    std::string label;   ///< a step's key, else "#3"; or "trigger"
    std::string pointer; ///< of the part

    /// The pointer of a field of it.
    [[nodiscard]] std::string at(std::string_view field) const;
    [[nodiscard]] std::string at(std::size_t index) const;
};

template <class... Argument>
void report(Violations& violations, ViolationCode code, std::string pointer, Argument&&... arguments)
{
    violations.push_back({code, std::move(pointer), {std::string(std::forward<Argument>(arguments))...}});
}

/// "expected a text, found a number"
[[nodiscard]] std::string misfit(std::string_view expected, const Value& found);

} // namespace runlens::journey
