// SPDX-License-Identifier: GPL-3.0-or-later
// Tags by which a client tells which answer it has. Private to server.
#pragma once

#include <string>
#include <string_view>

namespace runlens::server {

/// Of just these bytes, quotes included; the same in every process.
[[nodiscard]] std::string etagOf(std::string_view bytes);
/// Does an If-None-Match header name the tag? A list of tags, weak ones among them, or "*".
[[nodiscard]] bool matches(std::string_view ifNoneMatch, std::string_view etag) noexcept;

} // namespace runlens::server
