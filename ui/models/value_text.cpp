// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/value_text.h"

#include "engine/wire/json_writer.h"
#include "engine/words/safe_text.h"

#include <algorithm>

namespace runlens {
namespace {

bool isPlain(std::string_view name) noexcept
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
               || (static_cast<unsigned char>(c) & 0x80U) != 0;
    };
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    return !name.empty() && !isDigit(name.front())
           && std::ranges::all_of(name, [&](char c) { return isLetter(c) || isDigit(c); });
}

} // namespace

ValueType typeOf(const Value& value) noexcept
{
    if (value.isNull())
        return ValueType::null;
    if (value.as<bool>() != nullptr)
        return ValueType::boolean;
    if (value.as<std::string>() != nullptr)
        return ValueType::text;
    if (value.as<Value::Array>() != nullptr)
        return ValueType::list;
    return value.as<Value::Object>() != nullptr ? ValueType::object : ValueType::number;
}

std::size_t sizeOf(const Value& value) noexcept
{
    if (const auto* list = value.as<Value::Array>())
        return list->size();
    const auto* object = value.as<Value::Object>();
    return object != nullptr ? object->size() : 0;
}

QString safeStart(std::string_view utf8)
{
    // safeText() shows less than this in every case.
    constexpr std::size_t enough = 4096;
    return safeText(utf8.substr(0, enough));
}

QString lineOf(const Value& value)
{
    const auto size = sizeOf(value);
    const QString count = size == 0 ? QString() : QString::number(size);
    switch (typeOf(value)) {
    case ValueType::list: return QLatin1Char('[') + count + QLatin1Char(']');
    case ValueType::object: return QLatin1Char('{') + count + QLatin1Char('}');
    case ValueType::text: return QLatin1Char('"') + safeStart(*value.as<std::string>()) + QLatin1Char('"');
    case ValueType::null:
    case ValueType::boolean:
    case ValueType::number: break;
    }
    return QString::fromStdString(toJson(value));
}

void appendToPath(std::string& path, std::string_view name)
{
    if (isPlain(name)) {
        path.append(".").append(name);
        return;
    }
    std::string quoted;
    appendJsonString(quoted, name);
    // JSON escapes what RFC 9535 does, but for the kind of quotes.
    path += "['";
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
        if (quoted[i] == '\\' && quoted[i + 1] == '"')
            continue;
        if (quoted[i] == '\\')
            path += quoted[i++];
        else if (quoted[i] == '\'')
            path += '\\';
        path += quoted[i];
    }
    path += "']";
}

} // namespace runlens
