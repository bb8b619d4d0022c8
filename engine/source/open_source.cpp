// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/source/open_source.h"

#include "engine/archive/archive_copy.h"
#include "engine/source/archive_keeper.h"
#include "engine/source/engine_backend.h"
#include "engine/source/file_run_source.h"
#include "engine/source/followed_run_source.h"
#include "engine/source/no_keeper.h"
#include "engine/source/server_backend.h"

#include <utility>

namespace runlens {
namespace {

Instant systemNow() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

ArchiveFacts factsOf(const client::ServerProfile& profile)
{
    ArchiveFacts facts;
    facts.profile = profile.id.toStdString();
    facts.server = profile.url.toStdString();
    facts.dialect = client::nameOf(profile.dialect).toStdString();
    facts.writtenBy = "runlens";
    facts.created = systemNow();
    return facts;
}

/// Runs can be looked at also where they cannot be kept; the source says why they are not.
std::unique_ptr<RunKeeper> keeperAt(const QString& archive, const ArchiveFacts& facts)
{
    auto keeper = ArchiveKeeper::open(archive.toStdString(), facts, systemNow() - keptFor);
    return keeper ? std::move(*keeper) : std::make_unique<NoKeeper>(std::move(keeper.error()));
}

Result<FollowParts> partsOf(const ServerSourceOptions& options)
{
    auto server = client::ServerAddress::of(options.profile.url, options.key);
    if (!server)
        return std::unexpected(std::move(server.error()));
    client::HttpOptions http = options.http;
    if (!options.profile.caFile.isEmpty()) {
        auto authorities = client::readAuthorities(options.profile.caFile);
        if (!authorities)
            return std::unexpected(std::move(authorities.error()));
        http.authorities += *authorities;
    }
    FollowParts parts;
    parts.keeper = keeperAt(options.archive, factsOf(options.profile));
    parts.backend = std::make_unique<ServerBackend>(
        ServerBackendOptions{std::move(*server), options.profile.dialect, options.profile.readOnly,
                             options.profile.requestsPerSecond, std::move(http), options.log});
    return parts;
}

std::unique_ptr<RunSource> engineSource(const QString& path, const QString& archive, FollowPolicy policy,
                                        EngineBackend::Access access)
{
    return std::make_unique<FollowedRunSource>(
        SourceKind::local,
        [path, archive, access]() -> Result<FollowParts> {
            ArchiveFacts facts;
            facts.server = path.toStdString();
            facts.writtenBy = "runlens";
            facts.created = systemNow();
            return FollowParts{std::make_unique<EngineBackend>(path.toStdString(), access), keeperAt(archive, facts)};
        },
        policy);
}

} // namespace

bool isServerAddress(const QString& source)
{
    return source.startsWith(QStringLiteral("http://")) || source.startsWith(QStringLiteral("https://"));
}

QString storePathOf(const QString& source)
{
    const QString scheme = QStringLiteral("sqlite:");
    return source.startsWith(scheme) ? source.mid(scheme.size()) : QString();
}

std::unique_ptr<RunSource> openFileSource(const QString& path)
{
    if (!path.endsWith(QStringLiteral(".runlens"), Qt::CaseInsensitive))
        return std::make_unique<FileRunSource>(path);
    return std::make_unique<FollowedRunSource>(SourceKind::archive, [path]() -> Result<FollowParts> {
        auto keeper = ArchiveKeeper::openSaved(path.toStdString());
        if (!keeper)
            return std::unexpected(std::move(keeper.error()));
        return FollowParts{nullptr, std::move(*keeper)};
    });
}

std::unique_ptr<RunSource> openServerSource(ServerSourceOptions options)
{
    const FollowPolicy policy = options.policy;
    auto clock = options.clock;
    // Made anew where it failed: what it is made of stays.
    auto shared = std::make_shared<ServerSourceOptions>(std::move(options));
    return std::make_unique<FollowedRunSource>(
        SourceKind::server, [shared] { return partsOf(*shared); }, policy, std::move(clock));
}

std::unique_ptr<RunSource> openLocalSource(const QString& path, const QString& archive, FollowPolicy policy)
{
    return engineSource(path, archive, policy, EngineBackend::Access::execute);
}

std::unique_ptr<RunSource> openStoreSource(const QString& path, const QString& archive, FollowPolicy policy)
{
    return engineSource(path, archive, policy, EngineBackend::Access::readOnly);
}

Result<void> saveArchive(const QString& archive, const QString& path,
                         const std::function<void(std::uint64_t, std::uint64_t)>& progress, const std::stop_token& stop)
{
    ArchiveFacts facts;
    facts.writtenBy = "runlens";
    facts.created = systemNow();
    return copyArchive(archive.toStdString(), path.toStdString(), facts, std::nullopt, progress, stop);
}

Result<std::size_t> forgetPersonIn(const QString& archive, const std::string& identity)
{
    auto opened = Archive::open(archive.toStdString(), {});
    if (!opened)
        return std::unexpected(std::move(opened.error()));
    const auto gone = (*opened)->forgetPerson(identity);
    if (!gone)
        return std::unexpected(gone.error());
    return gone->size();
}

} // namespace runlens
