// SPDX-License-Identifier: GPL-3.0-or-later
// The names by which machines know codes: part of the JSON output, never translated, never changed.
#pragma once

#include "engine/analysis/audit.h"
#include "engine/analysis/finding_names.h"
#include "engine/analysis/moment.h"
#include "engine/wire/diagnostic.h"

#include <string_view>

namespace runlens {

[[nodiscard]] std::string_view codeName(Origin origin) noexcept;
[[nodiscard]] std::string_view codeName(ObjectKind object) noexcept;
[[nodiscard]] std::string_view codeName(CheckId check) noexcept;
[[nodiscard]] std::string_view codeName(CheckResult result) noexcept;
[[nodiscard]] std::string_view codeName(Severity severity) noexcept;
[[nodiscard]] std::string_view codeName(DiagnosticCode code) noexcept;

} // namespace runlens
