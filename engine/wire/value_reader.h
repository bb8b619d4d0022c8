// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/domain/value.h"

#include <string_view>

namespace runlens {

/// Any JSON as a tree: what toJson wrote reads back as the same. Errors: those of readRun (reader.h). Any thread.
[[nodiscard]] Result<Value> readValue(std::string_view json);

} // namespace runlens
