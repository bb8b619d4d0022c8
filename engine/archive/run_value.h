// SPDX-License-Identifier: GPL-3.0-or-later
// The value at a path of a run; the paths are those of RunSearch::values.
#pragma once

#include "engine/domain/run.h"
#include "engine/domain/value.h"
#include "engine/table/run_summary.h"

#include <optional>
#include <string_view>

namespace runlens {

/// Of a document as it came: a run detail, or a row. Nothing where there is none, where it is null, and where the bytes
/// cannot be read.
[[nodiscard]] std::optional<Value> valueInDocument(std::string_view json, std::string_view path);

/// Of a run, as runs are written (run_writer.h).
[[nodiscard]] std::optional<Value> valueInRun(const Run& run, std::string_view path);

/// Of a run whose document was not kept: what a row would say.
[[nodiscard]] std::optional<Value> valueInSummary(const RunSummary& summary, std::string_view path);

} // namespace runlens
