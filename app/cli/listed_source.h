// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/query/query.h"
#include "engine/source/run_source.h"

#include <QCommandLineParser>
#include <QTemporaryDir>

#include <memory>

namespace runlens::cli {

/// The runs of a source, as far as a query needs them.
struct ListedSource {
    std::shared_ptr<const SourceSnapshot> snapshot;
    std::shared_ptr<const RunSearch> search; ///< may be null
    // What the two above may still use.
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<RunSource> source;
};

/// SOURCE by what it is: the file of a run, a list or a scenario, "-", an archive (.runlens), a store (sqlite:PATH,
/// read beside whoever executes it), the address of a server (with its key, see keyOf). Of a server all pages are
/// fetched, less what it can leave out by itself, and the details that decide about the query; progress is said on
/// stderr where that is a terminal. Blocks. Errors: those of the source.
[[nodiscard]] Result<ListedSource> listSource(const QString& source, const Query& query, Instant now,
                                              const QCommandLineParser& parser);

} // namespace runlens::cli
