// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/strict_object.h"

#include "engine/wire/json_pointer.h"
#include "engine/wire/quoted.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t mostShown = 60;

std::string_view kindOf(const Value& value)
{
    if (value.as<std::string>() != nullptr)
        return "a text";
    if (value.as<bool>() != nullptr)
        return "a boolean";
    if (value.as<Value::Array>() != nullptr)
        return "a list";
    if (value.as<Value::Object>() != nullptr)
        return "an object";
    return value.isNull() ? "null" : "a number";
}

/// "400 ms", or what parseDuration reads.
std::optional<Duration> parseOne(std::string_view text)
{
    if (!text.ends_with("ms"))
        return parseDuration(text);
    std::int64_t count = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    if (error != std::errc{} || count < 0 || count > 1'000'000'000 || (unit != "ms" && unit != " ms"))
        return std::nullopt;
    return std::chrono::milliseconds(count);
}

} // namespace

std::optional<Duration> lengthOf(const Value& value)
{
    if (const auto* seconds = value.as<std::int64_t>())
        return *seconds < 0 || *seconds > maxDuration.count() ? std::nullopt
                                                              : std::optional<Duration>(std::chrono::seconds(*seconds));
    const auto* text = value.as<std::string>();
    if (text == nullptr)
        return std::nullopt;
    constexpr std::string_view digits = "0123456789";
    std::string_view rest = *text;
    Duration sum{0};
    do {
        // One part goes from a digit to the next one behind a unit.
        const auto unit = std::min(rest.find_first_not_of(digits), rest.size());
        const auto next = std::min(rest.find_first_of(digits, unit), rest.size());
        std::string_view part = rest.substr(0, next);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        const auto length = parseOne(part);
        if (!length)
            return std::nullopt;
        sum += *length;
        rest.remove_prefix(next);
    } while (!rest.empty() && sum <= maxDuration);
    return sum <= maxDuration ? std::optional(sum) : std::nullopt;
}

StrictObject::StrictObject(const Value& value, std::string pointer, Diagnostics& problems)
    : m_object(value.as<Value::Object>()), m_pointer(std::move(pointer)), m_problems(problems)
{
    if (m_object == nullptr)
        mistyped({}, "an object", value);
}

std::string StrictObject::pointerTo(std::string_view name) const
{
    std::string pointer = m_pointer;
    if (!name.empty())
        appendField(pointer, name);
    return pointer;
}

void StrictObject::wrong(std::string_view name, std::string detail)
{
    m_problems.add(DiagnosticCode::badValue, pointerTo(name), std::move(detail));
}

void StrictObject::mistyped(std::string_view name, std::string_view expected, const Value& found)
{
    wrong(name, "expected " + std::string(expected) + ", found " + std::string(kindOf(found)));
}

bool StrictObject::has(std::string_view name) const
{
    return m_object != nullptr && std::ranges::any_of(*m_object, [name](const Field& field) {
               return field.name == name && !field.value.isNull();
           });
}

const Value* StrictObject::any(std::string_view name, Need need)
{
    if (m_object == nullptr)
        return nullptr;
    m_asked.push_back(name);
    for (const Field& field : *m_object)
        if (field.name == name && !field.value.isNull())
            return &field.value;
    if (need == Need::required)
        m_problems.add(DiagnosticCode::missingField, pointerTo(name), std::string(name));
    return nullptr;
}

bool StrictObject::text(std::string_view name, std::string& out, Need need)
{
    const Value* value = any(name, need);
    if (value == nullptr)
        return false;
    const auto* text = value->as<std::string>();
    if (text == nullptr)
        mistyped(name, "a text", *value);
    else if (text->empty() && need == Need::required)
        wrong(name, "expected a text, found an empty one");
    else
        out = *text;
    return text != nullptr;
}

bool StrictObject::boolean(std::string_view name, bool& out)
{
    const Value* value = any(name);
    if (value == nullptr)
        return false;
    const auto* flag = value->as<bool>();
    if (flag == nullptr)
        mistyped(name, "true or false", *value);
    else
        out = *flag;
    return flag != nullptr;
}

bool StrictObject::integer(std::string_view name, std::int64_t& out, std::int64_t least, std::int64_t most, Need need)
{
    const Value* value = any(name, need);
    if (value == nullptr)
        return false;
    const auto* number = value->as<std::int64_t>();
    const std::string range = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    if (number == nullptr)
        mistyped(name, range, *value);
    else if (*number < least || *number > most)
        wrong(name, "expected " + range + ", found " + std::to_string(*number));
    else
        out = *number;
    return number != nullptr && out == *number;
}

bool StrictObject::length(std::string_view name, Duration& out, Need need)
{
    const Value* value = any(name, need);
    if (value == nullptr)
        return false;
    const auto length = lengthOf(*value);
    if (length)
        out = *length;
    else if (const auto* text = value->as<std::string>())
        wrong(name, "expected a length of time such as \"1 d 2 h\" or seconds, found " + quoted(*text, mostShown));
    else if (const auto* number = value->as<std::int64_t>())
        wrong(name, "expected a length of time from 0 to a hundred years, found " + std::to_string(*number));
    else
        mistyped(name, "a length of time such as \"1 d 2 h\" or seconds", *value);
    return length.has_value();
}

bool StrictObject::time(std::string_view name, Instant& out, Need need)
{
    const Value* value = any(name, need);
    if (value == nullptr)
        return false;
    const auto* text = value->as<std::string>();
    const auto time = text != nullptr ? parseInstant(*text) : std::nullopt;
    if (time)
        out = *time;
    else if (text != nullptr)
        wrong(name, "expected a time such as 2026-06-08T14:15:00Z, found " + quoted(*text, mostShown));
    else
        mistyped(name, "a time such as 2026-06-08T14:15:00Z", *value);
    return time.has_value();
}

bool StrictObject::texts(std::string_view name, std::vector<std::string>& out)
{
    bool good = has(name);
    list(name, [&](const Value& value, const std::string& pointer) {
        if (const auto* text = value.as<std::string>()) {
            out.push_back(*text);
            return;
        }
        good = false;
        m_problems.add(DiagnosticCode::badValue, pointer, "expected a text, found " + std::string(kindOf(value)));
    });
    return good;
}

bool StrictObject::object(std::string_view name, Value::Object& out)
{
    const Value* value = any(name);
    if (value == nullptr)
        return false;
    const auto* object = value->as<Value::Object>();
    if (object == nullptr)
        mistyped(name, "an object", *value);
    else
        out = *object;
    return object != nullptr;
}

bool StrictObject::choice(std::string_view name, std::span<const std::string_view> words, std::size_t& out, Need need)
{
    std::string word;
    if (!text(name, word, need))
        return false;
    if (const auto found = std::ranges::find(words, word); found != words.end()) {
        out = static_cast<std::size_t>(found - words.begin());
        return true;
    }
    std::string known;
    for (const auto one : words)
        known.append(known.empty() ? "" : ", ").append(one);
    wrong(name, "expected one of " + known + ", found " + quoted(word, mostShown));
    return false;
}

void StrictObject::close()
{
    if (m_object == nullptr)
        return;
    for (std::size_t i = 0; i < m_object->size(); ++i) {
        const std::string& name = (*m_object)[i].name;
        const auto before = std::ranges::find(*m_object, name, &Field::name);
        if (before != m_object->begin() + static_cast<std::ptrdiff_t>(i))
            m_problems.add(DiagnosticCode::badValue, pointerTo(name), "the field stands twice");
        else if (std::ranges::find(m_asked, name) == m_asked.end())
            m_problems.add(DiagnosticCode::unknownField, pointerTo(name), quoted(name, mostShown));
    }
}

} // namespace runlens
