// SPDX-License-Identifier: GPL-3.0-or-later
// Reads an archive, beside a thread that writes it or without one. One thread at a time uses a reader; there may be
// several. Every function blocks on the disk: not for the window's thread.
//
// Errors of all: unreadable (no such file, not allowed), storeCorrupt (damaged, or no archive), storeNewer (made by a
// newer program), storeFailed. A file that is refused is not changed.
#pragma once

#include "engine/archive/archive_types.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

namespace store {
class Connection;
}

class ArchiveReader {
public:
    /// Opens an archive that is there, without any right to write it.
    [[nodiscard]] static Result<std::unique_ptr<ArchiveReader>> open(const std::string& path);
    /// Of a connection that is an archive's, and outlives the reader.
    explicit ArchiveReader(store::Connection& connection);
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader&) = delete;
    ArchiveReader& operator=(const ArchiveReader&) = delete;

    [[nodiscard]] Result<ArchiveFacts> facts();
    /// By id.
    [[nodiscard]] Result<std::vector<ArchivedAutomation>> automations();

    /// Hands over every run, in the order of their numbers, a few at first and then more at once. Takes one moment of
    /// the archive, whatever is written meanwhile. Errors: cancelled, soon after `stop` was stopped.
    [[nodiscard]] Result<void> load(const std::function<void(std::span<ArchivedRow>)>& take,
                                    const std::stop_token& stop = {});

    [[nodiscard]] Result<std::optional<ArchivedRow>> run(const RunId& id);
    /// Nothing where only its row, or nothing, is kept.
    [[nodiscard]] Result<std::optional<ArchivedDetail>> detail(const RunId& id);
    [[nodiscard]] Result<std::optional<ArchivedDetail>> detail(ArchiveNumber number);
    /// Its detail, else its row; empty where neither is kept.
    [[nodiscard]] Result<std::string> document(ArchiveNumber number);
    [[nodiscard]] Result<ArchiveSize> size();

private:
    struct State;
    explicit ArchiveReader(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace runlens
