// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/json_text.h"

#include <charconv>
#include <cstdint>

namespace runlens {
namespace {

void appendUtf8(std::string& text, std::uint32_t code)
{
    const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0U | (code >> 6U));
        add(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        add(0xE0U | (code >> 12U));
        add(0x80U | ((code >> 6U) & 0x3FU));
        add(0x80U | (code & 0x3FU));
    } else {
        add(0xF0U | (code >> 18U));
        add(0x80U | ((code >> 12U) & 0x3FU));
        add(0x80U | ((code >> 6U) & 0x3FU));
        add(0x80U | (code & 0x3FU));
    }
}

/// The four hexadecimal digits at the start; 0 where there are none.
std::uint32_t fourDigits(std::string_view text)
{
    std::uint32_t code = 0;
    text = text.substr(0, 4);
    std::from_chars(text.data(), text.data() + text.size(), code, 16);
    return code;
}

/// Appends what the escape behind a backslash means, and gives its length.
std::size_t appendEscape(std::string& text, std::string_view escape)
{
    static constexpr std::string_view letters = "bfnrt";
    static constexpr std::string_view meanings = "\b\f\n\r\t";
    if (escape.empty())
        return 0;
    if (escape[0] != 'u') {
        const auto letter = letters.find(escape[0]);
        text += letter == std::string_view::npos ? escape[0] : meanings[letter];
        return 1;
    }
    std::uint32_t code = fourDigits(escape.substr(1));
    const auto rest = escape.substr(std::min<std::size_t>(escape.size(), 5));
    const std::uint32_t low = rest.starts_with("\\u") ? fourDigits(rest.substr(2)) : 0;
    const bool isPair = code >= 0xD800 && code < 0xDC00 && low >= 0xDC00 && low < 0xE000;
    if (isPair)
        code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
    appendUtf8(text, code);
    return std::min<std::size_t>(escape.size(), isPair ? 11 : 5);
}

} // namespace

std::string unquoted(std::string_view token)
{
    token.remove_prefix(token.starts_with('"') ? 1 : 0);
    token.remove_suffix(token.ends_with('"') ? 1 : 0);
    std::string text;
    for (std::size_t at = 0; at < token.size(); ++at) {
        if (token[at] == '\\')
            at += appendEscape(text, token.substr(at + 1));
        else
            text += token[at];
    }
    return text;
}

} // namespace runlens
