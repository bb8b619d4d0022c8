// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of the programs that measure.
#pragma once

#include "tests/bench/harness.h"

#include <optional>
#include <span>

namespace runlens::bench {

/// A further option that takes a value.
struct Extra {
    const char* name;
    std::string* value;
};

/// Null where the arguments are not understood.
[[nodiscard]] std::optional<Options> readOptions(int count, char** arguments, std::span<const Extra> extras = {});

} // namespace runlens::bench
