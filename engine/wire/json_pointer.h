// SPDX-License-Identifier: GPL-3.0-or-later
// Writing JSON pointers (RFC 6901).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace runlens {

inline void appendField(std::string& pointer, std::string_view name)
{
    pointer += '/';
    for (const char c : name) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
}

inline void appendIndex(std::string& pointer, std::size_t index)
{
    pointer += '/';
    pointer += std::to_string(index);
}

} // namespace runlens
