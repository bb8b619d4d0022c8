// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/wire/utf8.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace runlens {

/// A text of the document as diagnostics show it: in quotes, and cut to so many characters. It is not made safe to be
/// shown: words do that. Private to wire.
[[nodiscard]] inline std::string quoted(std::string_view text, std::size_t characters)
{
    std::size_t end = 0;
    for (std::size_t i = 0; i < characters && end < text.size(); ++i) {
        const std::size_t length = utf8Length(text.substr(end));
        end += length == 0 ? 1 : length;
    }
    std::string result = "“";
    result.append(text.substr(0, end));
    return result.append(end < text.size() ? "…”" : "”");
}

} // namespace runlens
