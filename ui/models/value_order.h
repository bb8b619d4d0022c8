// SPDX-License-Identifier: GPL-3.0-or-later
// Rows by the value that their documents have at a path. Private to models.
#pragma once

#include "engine/base/result.h"
#include "engine/table/run_search.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

namespace runlens {

/// For each of `rows` the place of its value among all of theirs, alike for values that are alike; none without one.
/// Numbers come before texts, texts (without the case of ASCII) before false and true, those before lists and objects,
/// which are all alike. Null, and where `search` is null every one, is no value. Blocks: one look at each document.
[[nodiscard]] Result<std::vector<std::optional<std::int64_t>>> keysOfPath(std::span<const RowNumber> rows,
                                                                          std::string_view path,
                                                                          const RunSearch* search,
                                                                          const std::stop_token& stop);

} // namespace runlens
