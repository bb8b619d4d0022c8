// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/operators.h"

#include "engine/journey/compare.h"

#include <algorithm>

namespace runlens::journey {
namespace {

struct OperatorName {
    std::string_view name;
    Operator op;
};

constexpr OperatorName conditionOperators[] = {
    {"eq", Operator::equal},
    {"neq", Operator::notEqual},
    {"gt", Operator::greater},
    {"gte", Operator::greaterOrEqual},
    {"lt", Operator::less},
    {"lte", Operator::lessOrEqual},
    {"contains", Operator::contains},
    {"starts_with", Operator::startsWith},
    {"ends_with", Operator::endsWith},
    {"exists", Operator::exists},
    {"is_empty", Operator::isEmpty},
};

constexpr OperatorName filterSuffixes[] = {
    {"_ne", Operator::notEqual},       {"_gt", Operator::greater},      {"_gte", Operator::greaterOrEqual},
    {"_lt", Operator::less},           {"_lte", Operator::lessOrEqual}, {"_in", Operator::oneOf},
    {"_contains", Operator::contains}, {"_exists", Operator::exists},
};

bool isListOfScalars(const Value& value)
{
    const auto* list = value.as<Value::Array>();
    return list != nullptr && !list->empty() && std::ranges::all_of(*list, isScalar);
}

} // namespace

std::optional<Operator> operatorOf(std::string_view name) noexcept
{
    for (const auto& entry : conditionOperators)
        if (entry.name == name)
            return entry.op;
    return std::nullopt;
}

FilterKey filterKeyOf(std::string_view key) noexcept
{
    for (const auto& suffix : filterSuffixes)
        if (key.ends_with(suffix.name))
            return {key.substr(0, key.size() - suffix.name.size()), suffix.op};
    return {key, Operator::equal};
}

std::string_view expectedInstead(Operator op, const Value& operand)
{
    const bool isText = operand.as<std::string>() != nullptr;
    switch (op) {
    case Operator::equal:
    case Operator::notEqual:
    case Operator::contains: return isScalar(operand) ? "" : "a text, a number, true or false";
    case Operator::greater:
    case Operator::greaterOrEqual:
    case Operator::less:
    case Operator::lessOrEqual: return isText || isNumber(operand) ? "" : "a number or a text";
    case Operator::startsWith:
    case Operator::endsWith: return isText ? "" : "a text";
    case Operator::exists:
    case Operator::isEmpty: return operand.as<bool>() != nullptr ? "" : "true or false";
    case Operator::oneOf: return isListOfScalars(operand) ? "" : "a list of texts, numbers, true or false";
    }
    return "";
}

} // namespace runlens::journey
