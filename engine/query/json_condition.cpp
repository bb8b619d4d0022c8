// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/json_condition.h"

#include "engine/query/query_keys.h"
#include "engine/query/text_pattern.h"

#include <algorithm>
#include <charconv>
#include <compare>
#include <optional>

namespace runlens {
namespace {

std::optional<double> numberIn(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number != number)
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> integerIn(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool holds(QueryOperator op, std::partial_ordering order)
{
    switch (op) {
    case QueryOperator::greater: return order > 0;
    case QueryOperator::greaterOrEqual: return order >= 0;
    case QueryOperator::less: return order < 0;
    case QueryOperator::lessOrEqual: return order <= 0;
    default: return order == 0;
    }
}

bool isTrueOfText(QueryOperator op, const QueryValue& wanted, const std::string& found)
{
    if (op == QueryOperator::equal)
        return found == wanted.text;
    if (op == QueryOperator::has)
        return TextPattern(wanted.text, !wanted.quoted, TextPattern::Case::folds).matches(found);
    const auto number = numberIn(found);
    const auto wantedNumber = numberIn(wanted.text);
    if (number && wantedNumber)
        return holds(op, *number <=> *wantedNumber);
    const auto time = parseInstant(found);
    const auto wantedTime = parseInstant(wanted.text);
    if (time && wantedTime)
        return holds(op, *time <=> *wantedTime);
    return holds(op, found <=> wanted.text);
}

/// Whole numbers exactly, where both are.
bool isTrueOfNumber(QueryOperator op, const QueryValue& wanted, const Value& found)
{
    if (const auto* whole = found.as<std::int64_t>())
        if (const auto wantedWhole = integerIn(wanted.text))
            return holds(op, *whole <=> *wantedWhole);
    const auto number = numberIn(wanted.text);
    if (!number)
        return false;
    if (const auto* whole = found.as<std::int64_t>())
        return holds(op, static_cast<double>(*whole) <=> *number);
    if (const auto* big = found.as<std::uint64_t>())
        return holds(op, static_cast<double>(*big) <=> *number);
    const auto* real = found.as<double>();
    return real != nullptr && holds(op, *real <=> *number);
}

bool isTrueOfOne(QueryOperator op, const QueryValue& wanted, const Value& found)
{
    const bool anything = op == QueryOperator::has && !wanted.quoted && wanted.text == "*";
    if (found.isNull())
        return !isComparison(op) && !wanted.quoted && wanted.text == "null";
    if (anything)
        return true;
    if (const auto* is = found.as<bool>())
        return !isComparison(op) && !wanted.quoted && wanted.text == (*is ? "true" : "false");
    if (const auto* text = found.as<std::string>())
        return isTrueOfText(op, wanted, *text);
    return isTrueOfNumber(op, wanted, found);
}

} // namespace

bool isTrueOf(const QueryTerm& term, const Value& found)
{
    return std::ranges::any_of(term.values, [&](const QueryValue& wanted) {
        if (const auto* items = found.as<Value::Array>())
            return std::ranges::any_of(*items, [&](const Value& item) { return isTrueOfOne(term.op, wanted, item); });
        return isTrueOfOne(term.op, wanted, found);
    });
}

} // namespace runlens
