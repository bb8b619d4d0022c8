// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archive_copy.h"

#include "engine/archive/archive_state.h"
#include "engine/base/thread_watch.h"
#include "engine/store/folder.h"
#include "engine/store/part_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace runlens {
namespace {

using store::PartFile;
using store::Statement;

/// Between two looks at who wants it stopped.
constexpr std::uint64_t runsAtOnce = 512;

std::unexpected<Error> cancelled(const std::string& to) { return std::unexpected(Error{ErrorCode::cancelled, {}, to}); }

Error ofCopy(Error error, const std::string& to)
{
    const bool ofReading = error.code == ErrorCode::storeCorrupt;
    return ofReading ? std::move(error) : Error{ErrorCode::writeFailed, std::move(error.message), to};
}

/// The other archive is `source` to the connection of the copy; what is to be copied stands in a table of its own.
Result<std::uint64_t> choose(store::Connection& copy, std::optional<std::span<const ArchiveNumber>> runs)
{
    if (auto made = copy.execute("CREATE TEMP TABLE chosen (number INTEGER PRIMARY KEY)"); !made)
        return std::unexpected(std::move(made.error()));
    if (!runs) {
        if (auto all = copy.execute("INSERT INTO chosen SELECT number FROM source.runs"); !all)
            return std::unexpected(std::move(all.error()));
    } else {
        Statement choose(copy, "INSERT OR IGNORE INTO chosen SELECT number FROM source.runs WHERE number = ?1");
        for (const ArchiveNumber number : *runs)
            if (auto chosen = choose.with(number).run(); !chosen)
                return std::unexpected(std::move(chosen.error()));
    }
    const auto count = copy.number("SELECT count(*) FROM chosen");
    if (!count)
        return std::unexpected(count.error());
    return static_cast<std::uint64_t>(*count);
}

/// Copies the chosen ones, a few at a time, in the order of their numbers.
Result<void> copyRuns(store::Connection& copy, std::uint64_t all, const ArchiveProgress& progress,
                      const std::stop_token& stop)
{
    Statement last(copy, "SELECT max(number), count(*) FROM"
                         " (SELECT number FROM chosen WHERE number > ?1 ORDER BY number LIMIT ?2)");
    const std::string some = " WHERE number IN (SELECT number FROM chosen WHERE number > ?1 AND number <= ?2)";
    const std::string ofSome = " WHERE run IN (SELECT number FROM chosen WHERE number > ?1 AND number <= ?2)";
    std::array<Statement, 4> tables{
        Statement(copy, "INSERT INTO main.runs SELECT * FROM source.runs" + some),
        Statement(copy, "INSERT INTO main.documents SELECT * FROM source.documents" + ofSome),
        Statement(copy, "INSERT INTO main.texts SELECT * FROM source.texts" + ofSome),
        Statement(copy, "INSERT INTO main.texts_index (rowid, text) SELECT run, text FROM main.texts" + ofSome)};
    ArchiveNumber from = 0;
    for (std::uint64_t done = 0; done < all;) {
        if (stop.stop_requested())
            return cancelled(copy.path());
        auto to = last.with(from, static_cast<std::int64_t>(runsAtOnce));
        if (!to.next() || to.isNull(0))
            return to.failed() ? Result<void>(std::unexpected(to.error())) : Result<void>();
        for (Statement& table : tables)
            if (auto copied = table.with(from, to.integer(0)).run(); !copied)
                return copied;
        from = to.integer(0);
        done += to.as<std::uint64_t>(1);
        if (progress)
            progress(done, all);
    }
    return {};
}

/// Those alone that the copied runs have: others may tell of people who are not in the copy.
Result<void> copyNames(store::Connection& copy)
{
    const auto used = usedNames(copy);
    if (!used)
        return std::unexpected(used.error());
    Statement put(copy, "INSERT INTO main.names SELECT * FROM source.names WHERE number = ?1");
    for (std::size_t number = 0; number < used->size(); ++number)
        if ((*used)[number])
            if (auto done = put.with(static_cast<std::int64_t>(number)).run(); !done)
                return done;
    return copy.execute("INSERT INTO main.automations SELECT * FROM source.automations");
}

Result<void> fill(store::Connection& copy, std::optional<std::span<const ArchiveNumber>> runs,
                  const ArchiveProgress& progress, const std::stop_token& stop)
{
    if (auto begun = copy.execute("BEGIN"); !begun)
        return begun;
    const auto all = choose(copy, runs);
    if (!all)
        return std::unexpected(all.error());
    auto done = copyRuns(copy, *all, progress, stop);
    if (done)
        done = copyNames(copy);
    if (done)
        done = copy.execute("COMMIT");
    return done;
}

Result<void> syncFile(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int reason = errno;
    if (file >= 0)
        ::close(file);
    return synced ? Result<void>() : store::systemFailure(ErrorCode::writeFailed, reason, path);
}

Result<void> copyInto(const PartFile& part, const std::string& from, const ArchiveFacts& facts,
                      std::optional<std::span<const ArchiveNumber>> runs, const ArchiveProgress& progress,
                      const std::stop_token& stop)
{
    auto copy = makeArchive(part.path(), facts);
    if (!copy)
        return std::unexpected(ofCopy(std::move(copy.error()), part.path()));
    {
        Statement attach(**copy, "ATTACH ?1 AS source");
        if (auto attached = attach.with(from).run(); !attached)
            return attached;
    }
    auto filled = fill(**copy, runs, progress, stop);
    (*copy)->rollBack();
    if (!filled && filled.error().code == ErrorCode::cancelled)
        return filled;
    if (!filled)
        return std::unexpected(ofCopy(std::move(filled.error()), part.path()));
    return {};
}

} // namespace

Result<void> copyArchive(const std::string& from, const std::string& to, const ArchiveFacts& facts,
                         std::optional<std::span<const ArchiveNumber>> runs, const ArchiveProgress& progress,
                         const std::stop_token& stop)
{
    noteWork(Work::sql, 0);
    const std::string source = store::resolved(from);
    const std::string target = store::resolved(to);
    if (source == target)
        return std::unexpected(Error{ErrorCode::usage, "the copy would take the place of what it is made of", to});
    // Says what is wrong with it in the words of a reader.
    if (const auto readable = openArchiveToRead(source); !readable)
        return std::unexpected(readable.error());
    const PartFile part(target + ".part");
    auto done = copyInto(part, source, facts, runs, progress, stop);
    if (done)
        done = syncFile(part.path());
    if (!done)
        return done;
    if (std::rename(part.path().c_str(), target.c_str()) != 0)
        return store::systemFailure(ErrorCode::writeFailed, errno, target);
    store::syncFolder(target);
    return {};
}

} // namespace runlens
