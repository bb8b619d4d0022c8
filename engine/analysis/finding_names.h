// SPDX-License-Identifier: GPL-3.0-or-later
// The names by which machines know findings: part of JSON reports and of scenarios, never translated, never changed.
#pragma once

#include "engine/analysis/audit.h"

#include <optional>
#include <string_view>

namespace runlens {

[[nodiscard]] std::string_view codeName(FindingCode code) noexcept;
/// None where no finding has that name.
[[nodiscard]] std::optional<FindingCode> findingCodeOf(std::string_view name) noexcept;

} // namespace runlens
