// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listed_source.h"

#include "app/cli/options.h"
#include "app/cli/server_key.h"
#include "engine/client/server_address.h"
#include "engine/query/match.h"
#include "engine/query/pushdown.h"
#include "engine/source/open_source.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTextStream>

#include <limits>
#include <unistd.h>
#include <utility>

namespace runlens::cli {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("ListedSource", text); }

constexpr double requestsOfLoopback = 1'000; ///< a second
constexpr double requestsOfOthers = 10;

FollowPolicy wholePolicy()
{
    FollowPolicy policy;
    policy.rowsAtFirst = std::numeric_limits<std::size_t>::max();
    return policy;
}

Result<std::unique_ptr<RunSource>> serverSource(const QString& url, const QString& archive,
                                                const QCommandLineParser& parser)
{
    auto key = keyOf(parser);
    if (!key)
        return std::unexpected(std::move(key.error()));
    if (auto address = client::ServerAddress::of(url, *key); !address)
        return std::unexpected(std::move(address.error()));
    ServerSourceOptions options;
    options.profile.url = url;
    options.profile.readOnly = true;
    options.profile.requestsPerSecond = client::isLoopback(QUrl(url).host()) ? requestsOfLoopback : requestsOfOthers;
    options.key = std::move(*key);
    options.archive = archive;
    options.policy = wholePolicy();
    return openServerSource(std::move(options));
}

Result<std::unique_ptr<RunSource>> openSource(const QString& source, const QString& archive,
                                              const QCommandLineParser& parser)
{
    if (isServerAddress(source))
        return serverSource(source, archive, parser);
    if (const QString store = storePathOf(source); !store.isEmpty())
        return openStoreSource(store, archive, wholePolicy());
    return openFileSource(source);
}

void sayProgress(const SourceState& state)
{
    if (isatty(STDERR_FILENO) == 0)
        return;
    QTextStream(stderr) << QLatin1Char('\r')
                        << tr("%1 runs, detail for %2").arg(state.coverage.runs).arg(state.coverage.details)
                        << QStringLiteral("  ") << Qt::flush;
}

/// All that will come without asking for more is there, or why not.
std::optional<Result<void>> settled(const RunSource& source)
{
    const SourceState& state = source.snapshot()->state;
    if (state.error && (!state.opened || state.link == Link::offline))
        return std::unexpected(*state.error);
    if (!state.opened || state.link == Link::opening)
        return std::nullopt;
    if (state.link == Link::none)
        return Result<void>();
    const bool whole = state.refreshed && !state.coverage.fetching && !state.coverage.hasMore;
    return whole ? std::optional(Result<void>()) : std::nullopt;
}

Result<void> waitFor(const RunSource& source)
{
    QEventLoop loop;
    std::optional<Result<void>> end = settled(source);
    QObject::connect(&source, &RunSource::changed, &loop, [&] {
        sayProgress(source.snapshot()->state);
        end = settled(source);
        if (end)
            loop.quit();
    });
    if (!end)
        loop.exec();
    return *end;
}

/// Fetches the details that decide about the query, until no more are to be had.
Result<void> decide(RunSource& source, const Query& query, Instant now)
{
    std::size_t before = std::numeric_limits<std::size_t>::max();
    for (;;) {
        const auto search = source.search();
        auto matches = matchRows(source.snapshot()->table, query, search.get(), now);
        if (!matches)
            return std::unexpected(std::move(matches.error()));
        if (matches->undecided.empty() || matches->undecided.size() >= before)
            return {};
        before = matches->undecided.size();
        const std::size_t known = source.snapshot()->table.detailed();
        source.want(matches->undecided, {});
        QEventLoop loop;
        QObject::connect(&source, &RunSource::changed, &loop, [&] {
            const SourceState& state = source.snapshot()->state;
            sayProgress(state);
            if (state.link == Link::offline || (!state.coverage.fetching && state.coverage.details > known))
                loop.quit();
        });
        loop.exec();
        if (source.snapshot()->state.link == Link::offline)
            return std::unexpected(source.snapshot()->state.error.value_or(Error{ErrorCode::unreachable, {}, {}}));
    }
}

} // namespace

Result<ListedSource> listSource(const QString& source, const Query& query, Instant now,
                                const QCommandLineParser& parser)
{
    ListedSource listed;
    listed.folder = std::make_unique<QTemporaryDir>();
    auto opened = openSource(source, listed.folder->filePath(QStringLiteral("fetched.runlens")), parser);
    if (!opened)
        return std::unexpected(std::move(opened.error()));
    listed.source = std::move(*opened);
    listed.source->open();
    listed.source->setScope({{}, pushdownOf(query, now).filter});
    if (auto good = waitFor(*listed.source); !good)
        return std::unexpected(std::move(good.error()));
    if (listed.source->kind() == SourceKind::server || listed.source->kind() == SourceKind::local)
        if (auto good = decide(*listed.source, query, now); !good)
            return std::unexpected(std::move(good.error()));
    if (isatty(STDERR_FILENO) != 0)
        QTextStream(stderr) << QLatin1Char('\r') << QString(60, QLatin1Char(' ')) << QLatin1Char('\r') << Qt::flush;
    listed.snapshot = listed.source->snapshot();
    listed.search = listed.source->search();
    return listed;
}

} // namespace runlens::cli
