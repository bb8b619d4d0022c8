// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/check_report.h"

namespace runlens::journey {
namespace {

std::string_view kindOf(const Value& value) noexcept
{
    if (value.isNull())
        return "null";
    if (value.as<bool>() != nullptr)
        return "true or false";
    if (value.as<std::string>() != nullptr)
        return "a text";
    if (value.as<Value::Array>() != nullptr)
        return "a list";
    return value.as<Value::Object>() != nullptr ? "an object" : "a number";
}

} // namespace

std::string Place::at(std::string_view field) const
{
    std::string result = pointer;
    result += '/';
    for (const char c : field) {
        if (c == '~')
            result += "~0";
        else if (c == '/')
            result += "~1";
        else
            result += c;
    }
    return result;
}

std::string Place::at(std::size_t index) const { return pointer + '/' + std::to_string(index); }

std::string misfit(std::string_view expected, const Value& found)
{
    std::string text = "expected ";
    text.append(expected).append(", found ").append(kindOf(found));
    return text;
}

} // namespace runlens::journey
