// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the file of an archive. Private to archive. Errors as in archive_reader.h and archive.h.
#pragma once

#include "engine/archive/archive_types.h"
#include "engine/store/connection.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace runlens {

/// The header of every archive says so ("Rnla"): no other program's database has it.
inline constexpr std::int64_t archiveApplicationId = 0x526E6C61;

/// The steps that lead to the schema: resources/migrations/archive/NNNN_*.sql. An archive's user_version is the number
/// of the last one that it has had. Those that were ever released never change.
[[nodiscard]] std::span<const char* const> archiveMigrations() noexcept;

using ArchiveConnection = std::unique_ptr<store::Connection>;

[[nodiscard]] Result<ArchiveConnection> openArchiveToRead(const std::string& path);
/// Made where there is none; brought up to date where it is older.
[[nodiscard]] Result<ArchiveConnection> openArchiveToWrite(const std::string& path, const ArchiveFacts& facts);

/// For a file that was just made: the schema and the facts, without a log.
[[nodiscard]] Result<ArchiveConnection> makeArchive(const std::string& path, const ArchiveFacts& facts);
[[nodiscard]] Result<void> writeFacts(store::Connection& connection, const ArchiveFacts& facts);

} // namespace runlens
