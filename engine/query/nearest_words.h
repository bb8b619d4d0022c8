// SPDX-License-Identifier: GPL-3.0-or-later
// What may have been meant. Private to query.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// At most three of `words`: those that begin with `text`, then those that differ from it in few letters.
[[nodiscard]] std::vector<std::string> nearestWords(std::string_view text, std::span<const std::string_view> words);

} // namespace runlens
