// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/json_writer.h"

#include "engine/wire/json_stream.h"
#include "engine/wire/utf8.h"

#include <cstddef>

namespace runlens {
namespace {

void appendEscaped(std::string& out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    default:
        out += "\\u00";
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
}

/// Stands for itself between quotes.
bool isPlain(char c) noexcept
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && isPlain(text[plain]))
            ++plain;
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty())
            break;
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            appendEscaped(out, text.front());
            text.remove_prefix(1);
            continue;
        }
        const auto length = utf8Length(text);
        out += length > 0 ? text.substr(0, length) : "\xEF\xBF\xBD";
        text.remove_prefix(length > 0 ? length : 1);
    }
    out += '"';
}

std::string toJson(const Value& value, int indent)
{
    std::string out;
    JsonStream(out, indent).value(value);
    return out;
}

} // namespace runlens
