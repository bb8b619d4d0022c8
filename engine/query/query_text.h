// SPDX-License-Identifier: GPL-3.0-or-later
// Characters of a query's text. Private to query.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace runlens {

[[nodiscard]] constexpr bool isQueryBlank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
/// Code points; of bytes that are no UTF-8, each that does not continue another.
[[nodiscard]] std::size_t charactersOf(std::string_view text) noexcept;
/// The byte at which that character begins, or the end.
[[nodiscard]] std::size_t byteOf(std::string_view text, std::size_t character) noexcept;
[[nodiscard]] std::string inQuotes(std::string_view text);

} // namespace runlens
