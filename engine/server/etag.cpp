// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/server/etag.h"

#include <algorithm>
#include <cstdint>

namespace runlens::server {

std::string etagOf(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325U; // FNV-1a
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string tag = "\"";
    for (unsigned shift = 64; shift > 0; shift -= 4)
        tag += digits[(hash >> (shift - 4)) & 15U];
    return tag + '"';
}

bool matches(std::string_view ifNoneMatch, std::string_view etag) noexcept
{
    while (!ifNoneMatch.empty()) {
        const auto end = std::min(ifNoneMatch.find(','), ifNoneMatch.size());
        std::string_view one = ifNoneMatch.substr(0, end);
        ifNoneMatch.remove_prefix(std::min(end + 1, ifNoneMatch.size()));
        one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
        one = one.substr(0, one.find_last_not_of(" \t") + 1);
        if (one.starts_with("W/"))
            one.remove_prefix(2);
        if (one == "*" || one == etag)
            return true;
    }
    return false;
}

} // namespace runlens::server
