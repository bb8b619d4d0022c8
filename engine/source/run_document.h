// SPDX-License-Identifier: GPL-3.0-or-later
// What a window opens: a run, or a list of runs, whichever the file turns out to be.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/run.h"
#include "engine/wire/diagnostic.h"
#include "engine/wire/limits.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace runlens {

struct RunDocument {
    enum class Kind : std::uint8_t { run, list };

    std::string path; ///< as it was opened; "-" is the standard input
    Kind kind = Kind::run;
    std::vector<Run> runs; ///< one of a run detail; of a list its rows in their order. Rows of one id are one: the
                           ///< first's place, and where both have a value the later row's
    /// Per run: which of the document's runs it is, as pointerToRun() of engine/wire/excerpt.h counts. Of rows of one
    /// id the last.
    std::vector<std::uint32_t> places;
    Diagnostics diagnostics;                  ///< of the document; pointers are of all of it
    std::shared_ptr<const std::string> bytes; ///< the text as it came; null where it is longer than OpenLimits::bytes
    bool hasMore = false;                     ///< the server has more pages
    std::string nextCursor;
    bool cut = false; ///< the document has more runs than OpenLimits::runs; these are the first
};

struct OpenProgress {
    std::size_t bytesRead = 0;
    std::size_t bytesTotal = 0; ///< 0: not known
    std::size_t runs = 0;       ///< so far
};

struct OpenLimits {
    std::size_t bytes = maxBodyBytes; ///< of a run, and of the text that is kept; a list may be longer
    std::size_t runs = 2'000'000;     ///< held in memory; one without steps takes about a kilobyte
};

/// Reads `path`, or "-" for the standard input. Blocks: not for the window's thread; `progress`, which may be empty, is
/// called on the calling thread, once per 256 KiB. A stopped `stop` ends reading within that much, or within one run of
/// up to OpenLimits::bytes; what is waited for on the standard input it cannot interrupt.
///
/// Errors: unreadable; cancelled, where `stop` was stopped; tooLarge for what is no list; those of readRun and of
/// readRunList, with the path before the place within.
[[nodiscard]] Result<RunDocument> openDocument(const std::string& path, const std::stop_token& stop,
                                               const std::function<void(OpenProgress)>& progress,
                                               const OpenLimits& limits = {});

} // namespace runlens
