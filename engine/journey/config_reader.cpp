// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/config_reader.h"

#include "engine/domain/time.h"
#include "engine/journey/plan.h"

#include <algorithm>

namespace runlens::journey {

const Value* ConfigReader::field(std::string_view name, Need need)
{
    m_asked.push_back(name);
    const Value* value = m_config.find(name);
    if (value != nullptr && !value->isNull())
        return value;
    if (need == Need::required)
        report(m_violations, ViolationCode::configFieldMissing, m_place.pointer, m_place.label, name);
    return nullptr;
}

std::string ConfigReader::text(std::string_view name, Need need)
{
    const Value* value = field(name, need);
    if (value == nullptr)
        return {};
    const auto* text = value->as<std::string>();
    if (text != nullptr && !text->empty())
        return *text;
    if (text == nullptr)
        reportType(name, "a text", *value);
    else
        report(m_violations, ViolationCode::configFieldMissing, m_place.at(name), m_place.label, name);
    return {};
}

std::optional<bool> ConfigReader::boolean(std::string_view name)
{
    const Value* value = field(name, Need::required);
    if (value == nullptr)
        return std::nullopt;
    if (const auto* truth = value->as<bool>())
        return *truth;
    reportType(name, "true or false", *value);
    return std::nullopt;
}

std::optional<std::chrono::seconds> ConfigReader::length(std::initializer_list<std::string_view> names, Need need)
{
    const Value* found = nullptr;
    std::string_view foundName;
    for (const auto name : names) {
        const Value* value = field(name, Need::optional);
        if (found == nullptr && value != nullptr) {
            found = value;
            foundName = name;
        }
    }
    if (found != nullptr)
        return lengthOf(foundName, *found);
    if (need == Need::required)
        report(m_violations, ViolationCode::configFieldMissing, m_place.pointer, m_place.label, *names.begin());
    return std::nullopt;
}

std::optional<std::chrono::seconds> ConfigReader::lengthOf(std::string_view name, const Value& value)
{
    std::chrono::seconds length{};
    const auto tooLong = [&] {
        report(m_violations, ViolationCode::durationTooLong, m_place.at(name), m_place.label, name,
               std::to_string(std::chrono::floor<std::chrono::days>(maxLength).count()));
        return std::nullopt;
    };
    if (value.as<std::uint64_t>() != nullptr)
        return tooLong();
    if (const auto* text = value.as<std::string>()) {
        const auto parsed = parseDuration(*text);
        if (!parsed) {
            report(m_violations, ViolationCode::durationMalformed, m_place.at(name), m_place.label, name, *text);
            return std::nullopt;
        }
        length = *parsed;
    } else if (const auto* number = value.as<std::int64_t>()) {
        length = std::chrono::seconds(*number);
    } else {
        reportType(name, "a whole number of seconds, or a text such as \"3 days\"", value);
        return std::nullopt;
    }
    if (length > maxLength)
        return tooLong();
    if (length <= std::chrono::seconds{0}) {
        report(m_violations, ViolationCode::durationNotPositive, m_place.at(name), m_place.label, name);
        return std::nullopt;
    }
    return length;
}

const Value::Object* ConfigReader::object(std::string_view name)
{
    const Value* value = field(name, Need::required);
    if (value == nullptr)
        return nullptr;
    const auto* object = value->as<Value::Object>();
    if (object == nullptr)
        reportType(name, "an object", *value);
    else if (object->empty())
        report(m_violations, ViolationCode::configFieldMissing, m_place.at(name), m_place.label, name);
    return object;
}

void ConfigReader::finish()
{
    const auto* fields = m_config.as<Value::Object>();
    if (fields == nullptr)
        return;
    for (const Field& field : *fields)
        if (std::ranges::find(m_asked, field.name) == m_asked.end())
            report(m_violations, ViolationCode::configFieldUnknown, m_place.at(field.name), m_place.label, field.name);
}

void ConfigReader::reportType(std::string_view name, std::string_view expected, const Value& found)
{
    report(m_violations, ViolationCode::configFieldWrongType, m_place.at(name), m_place.label, name,
           misfit(expected, found));
}

} // namespace runlens::journey
