// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/options.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace runlens::bench {

std::optional<Options> readOptions(int count, char** arguments, std::span<const Extra> extras)
{
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (i + 1 == count)
            return std::nullopt;
        const std::string_view value = arguments[++i];
        const auto extra = std::ranges::find_if(extras, [name](const Extra& one) { return name == one.name; });
        if (extra != extras.end())
            *extra->value = value;
        else if (name == "--filter")
            options.filter = value;
        else if (name == "--json")
            options.jsonPath = value;
        else if (name != "--rounds"
                 || std::from_chars(value.data(), value.data() + value.size(), options.rounds).ec != std::errc{})
            return std::nullopt;
    }
    return options;
}

} // namespace runlens::bench
