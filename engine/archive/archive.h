// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an archive. It is a cache of what a server keeps: a loss of power may cost the last commits (WAL,
// synchronous=NORMAL), never the file. One thread uses it; others read by readers and searches of their own
// (archive_reader.h, archive_search.h). Every function blocks on the disk: not for the window's thread.
//
// Errors of all: as in archive_reader.h; storeReadOnly, storeFull.
#pragma once

#include "engine/archive/archive_reader.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

class Archive {
public:
    /// Opens an archive to write, or makes one, with its folder: both are for their owner alone (0700, 0600), and so
    /// are the log's files. `facts` are those of a new one. What is refused (a newer one, another program's database, a
    /// damaged file, one that may not be written) keeps every byte.
    [[nodiscard]] static Result<std::unique_ptr<Archive>> open(const std::string& path, const ArchiveFacts& facts);
    ~Archive();
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    /// For the writing thread: sees what was put.
    [[nodiscard]] ArchiveReader& read() noexcept;

    /// Adds runs, or changes those of the same id, in one transaction. Told beside what is there as RunTableWriter::put
    /// does: what a run does not tell stays, a row leaves the detail where it is. Gives the number of each. Runs
    /// without an id are always new.
    [[nodiscard]] Result<std::vector<ArchiveNumber>> put(std::span<const ArchivedRun> runs);

    /// Adds automations, or takes the place of those of the same id.
    [[nodiscard]] Result<void> putAutomations(std::span<const ArchivedAutomation> automations);

    /// Removes every run of that identity (an email's case does not matter), with its detail and its part of the index,
    /// and writes the file anew, so that no byte of them is left in it: that takes as long as writing it, and as much
    /// room again. Gives the numbers of those that were removed, ascending. Runs of others which name the person are
    /// not touched. Errors: storeFailed where a reader keeps the log from being emptied: then everything is removed but
    /// for what the log still holds, and the same call again clears it.
    [[nodiscard]] Result<std::vector<ArchiveNumber>> forgetPerson(std::string_view identity);

    /// Removes runs of these numbers, as far as there are any. The file does not shrink, but uses the room again; what
    /// was there is written over with zeros.
    [[nodiscard]] Result<void> remove(std::span<const ArchiveNumber> numbers);
    /// Removes the runs that were last fetched before, likewise. Gives their numbers, ascending.
    [[nodiscard]] Result<std::vector<ArchiveNumber>> expire(Instant fetchedBefore);

private:
    struct State;
    explicit Archive(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace runlens
