// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/value.h"

#include <string>
#include <string_view>

namespace runlens {

/// JSON of a value: fields in their order, numbers so that they read back as the same, and as the same kind. `indent`
/// is the blanks per level; 0 writes one line without blanks. Bytes that are not UTF-8 become U+FFFD, numbers that JSON
/// does not have (infinite, NaN) null. Any depth.
[[nodiscard]] std::string toJson(const Value& value, int indent = 0);

/// A text as a JSON string, quotes included.
void appendJsonString(std::string& out, std::string_view text);

} // namespace runlens
