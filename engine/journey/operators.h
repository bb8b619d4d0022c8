// SPDX-License-Identifier: GPL-3.0-or-later
// How definitions name operators, and which operands each takes. Private to journey.
#pragma once

#include "engine/domain/value.h"
#include "engine/journey/check_report.h"
#include "engine/journey/condition.h"

#include <optional>
#include <string_view>

namespace runlens::journey {

/// Of conditions: "eq", "starts_with", …
[[nodiscard]] std::optional<Operator> operatorOf(std::string_view name) noexcept;

/// A key of `filters`, taken apart: "amount_gte" is "amount" and Operator::greaterOrEqual.
struct FilterKey {
    std::string_view field;
    Operator op = Operator::equal;
};
[[nodiscard]] FilterKey filterKeyOf(std::string_view key) noexcept;

/// What the operator expects in place of this operand, as in "expected a number or a text"; empty where it fits. A null
/// operand is one that was not given.
[[nodiscard]] std::string_view expectedInstead(Operator op, const Value& operand);

/// Compiles a `filters` object; null is none.
[[nodiscard]] std::vector<Filter> compileFilters(const Value& filters, const Place& place, Violations& violations);

/// Compiles a condition's config: `{type: rule | and | or, field, operator, value, rules[]}`.
[[nodiscard]] Condition compileCondition(const Value& config, const Place& step, Violations& violations);

} // namespace runlens::journey
