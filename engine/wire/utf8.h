// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace runlens {

/// Bytes of the character that `text` begins with; 0 where it begins with none (too long a form, a surrogate, beyond
/// U+10FFFF, cut off).
[[nodiscard]] inline std::size_t utf8Length(std::string_view text) noexcept
{
    const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i, unsigned char from = 0x80, unsigned char to = 0xBF) {
        return i < text.size() && at(i) >= from && at(i) <= to;
    };
    if (text.empty())
        return 0;
    const unsigned char first = at(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned char from = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned char to = first == 0xED ? 0x9F : 0xBF;
        return follows(1, from, to) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned char from = first == 0xF0 ? 0x90 : 0x80;
        const unsigned char to = first == 0xF4 ? 0x8F : 0xBF;
        return follows(1, from, to) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

/// Offset of the first byte that begins no character; the size where all is well.
[[nodiscard]] inline std::size_t utf8Prefix(std::string_view text) noexcept
{
    std::size_t offset = 0;
    while (offset < text.size()) {
        const auto length = utf8Length(text.substr(offset));
        if (length == 0)
            return offset;
        offset += length;
    }
    return offset;
}

} // namespace runlens
