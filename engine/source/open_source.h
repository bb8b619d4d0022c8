// SPDX-License-Identifier: GPL-3.0-or-later
// Each kind of source, by what a user names it by. Nothing is opened before RunSource::open(). Any thread that has an
// event loop.
#pragma once

#include "engine/base/result.h"
#include "engine/client/http_client.h"
#include "engine/client/request_log.h"
#include "engine/client/server_profile.h"
#include "engine/source/follow_policy.h"
#include "engine/source/run_source.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace runlens {

/// What is fetched is kept that long; then it is fetched again where it is wanted.
inline constexpr std::chrono::days keptFor{30};

/// An archive where the name ends in ".runlens"; else a run, a list of runs, or a scenario (which is played), whichever
/// the file turns out to be; "-" is the standard input.
[[nodiscard]] std::unique_ptr<RunSource> openFileSource(const QString& path);

/// Does it name a server, rather than a file?
[[nodiscard]] bool isServerAddress(const QString& source);
/// The path of a store that is named as sqlite:PATH; empty for any other source.
[[nodiscard]] QString storePathOf(const QString& source);

struct ServerSourceOptions {
    client::ServerProfile profile;
    std::string key;
    QString archive;                         ///< where what is fetched is kept; made where there is none
    std::shared_ptr<client::RequestLog> log; ///< may be null
    FollowPolicy policy;
    client::HttpOptions http;       ///< its authorities are added to by the profile's file
    std::function<Instant()> clock; ///< empty: the system's
};
/// Errors of the profile (its address, its file of certificates) are the source's.
[[nodiscard]] std::unique_ptr<RunSource> openServerSource(ServerSourceOptions options);

/// The engine at hand: executes the store at `path`, or reads it where another process executes it.
[[nodiscard]] std::unique_ptr<RunSource> openLocalSource(const QString& path, const QString& archive,
                                                         FollowPolicy policy = {});

/// A store that is read alone, beside whoever executes it.
[[nodiscard]] std::unique_ptr<RunSource> openStoreSource(const QString& path, const QString& archive,
                                                         FollowPolicy policy = {});

/// Saves what a source keeps: as an archive that openFileSource() opens. Blocks. Errors: those of copyArchive.
[[nodiscard]] Result<void> saveArchive(const QString& archive, const QString& path,
                                       const std::function<void(std::uint64_t, std::uint64_t)>& progress,
                                       const std::stop_token& stop);

/// Forgets a person in an archive, index and all, and tells how many runs that were. Blocks; no source may have it
/// open.
[[nodiscard]] Result<std::size_t> forgetPersonIn(const QString& archive, const std::string& identity);

} // namespace runlens
