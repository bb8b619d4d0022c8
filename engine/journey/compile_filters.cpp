// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/operators.h"

namespace runlens::journey {
namespace {

bool hasEmptySegment(const FieldPath& path)
{
    for (const auto& segment : path.segments)
        if (segment.empty())
            return true;
    return false;
}

} // namespace

std::vector<Filter> compileFilters(const Value& filters, const Place& place, Violations& violations)
{
    std::vector<Filter> compiled;
    if (filters.isNull())
        return compiled;
    const auto* fields = filters.as<Value::Object>();
    if (fields == nullptr) {
        report(violations, ViolationCode::configFieldWrongType, place.pointer, place.label, "filters",
               misfit("an object", filters));
        return compiled;
    }
    for (const Field& field : *fields) {
        const FilterKey key = filterKeyOf(field.name);
        Filter filter{pathOf(key.field), key.op, field.value};
        if (hasEmptySegment(filter.field))
            report(violations, ViolationCode::filterFieldEmpty, place.at(field.name), place.label, field.name);
        else if (const auto expected = expectedInstead(key.op, field.value); !expected.empty())
            report(violations, ViolationCode::filterDoesNotFit, place.at(field.name), place.label, field.name,
                   misfit(expected, field.value));
        else
            compiled.push_back(std::move(filter));
    }
    return compiled;
}

} // namespace runlens::journey
