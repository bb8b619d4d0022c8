// SPDX-License-Identifier: GPL-3.0-or-later
// Reading lists of runs that need not fit into memory.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/run.h"
#include "engine/wire/diagnostic.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace runlens {

/// The next bytes of the document; empty at its end. They must stay until the next call.
using ReadChunk = std::function<std::span<const char>()>;

/// Takes each run with its diagnostics (those of this run alone; pointers are of the whole document). False ends the
/// reading.
using TakeRun = std::function<bool(Run run, Diagnostics diagnostics)>;

struct StreamedList {
    std::size_t runs = 0; ///< handed over
    bool stopped = false; ///< because the taker said so
    bool hasMore = false;
    std::string nextCursor;
    Diagnostics diagnostics; ///< of what stands around the runs
};

/// Reads a list of runs of any length, in every form that readRunList reads. Each run, and what stands between two, may
/// have maxBodyBytes and the other limits of limits.h; one run is held at a time. Rows of the same id are not merged.
/// An error comes after the runs before it were handed over. Places are "byte 17". Errors are those of reader.h.
[[nodiscard]] Result<StreamedList> streamRunList(ReadChunk read, const TakeRun& take);

} // namespace runlens
