// SPDX-License-Identifier: GPL-3.0-or-later
// Private to store.
#pragma once

#include "engine/store/connection.h"
#include "engine/store/reader.h"

#include <vector>

namespace runlens::store {

/// As Reader::runs.
[[nodiscard]] Result<std::vector<RunPageRow>> queryRuns(const Connection& connection, const RunQuery& query);

} // namespace runlens::store
