// SPDX-License-Identifier: GPL-3.0-or-later
// Runs by the million, each the same at every call.
#pragma once

#include "engine/domain/run.h"
#include "engine/table/run_summary.h"

#include <cstddef>

namespace runlens::bench {

/// A list's row: what a server tells of a run without its detail.
[[nodiscard]] RunSummary benchRow(std::size_t number);
/// The same run whole, of about 3 KB.
[[nodiscard]] Run benchDetail(std::size_t number);

} // namespace runlens::bench
