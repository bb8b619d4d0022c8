// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/upkeep.h"

#include <QString>

#include <string_view>

namespace runlens::cli {

/// The word of a fault in JSON: "run_without_version".
[[nodiscard]] std::string_view wordOf(store::StoreFault fault) noexcept;

/// What is wrong, in a sentence with its place.
[[nodiscard]] QString sentenceOf(const store::StoreFinding& finding);

} // namespace runlens::cli
