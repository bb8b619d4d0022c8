// SPDX-License-Identifier: GPL-3.0-or-later
// What a sentence is made of, before it is one. `engine/words` holds one whole translatable sentence per code.
#pragma once

#include "engine/analysis/moment.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace runlens {

/// Text of the run's own (a name, a subject, a code), quoted by the sentence where it wants to be.
using Argument = std::variant<std::string, Moment, Duration, std::int64_t>;
/// The values of a sentence's places, in the order its code documents.
using Arguments = std::vector<Argument>;

} // namespace runlens
