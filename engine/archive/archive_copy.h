// SPDX-License-Identifier: GPL-3.0-or-later
// Saves runs of an archive as one of its own.
#pragma once

#include "engine/archive/archive_types.h"

#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace runlens {

/// Copies runs of the archive at `from`, with its automations, into a new archive at `to`; beside a thread that writes
/// `from` or without one. `runs`: their numbers, in any order; none: all of them. The copy appears whole under its
/// name, in place of an older file, or not at all; only its owner can read it (0600), and it needs no file beside it.
/// Any thread but the window's. `facts` are those of the copy. Errors: those of ArchiveReader; cancelled, writeFailed
/// (of the copy), usage (`to` is `from`).
[[nodiscard]] Result<void> copyArchive(const std::string& from, const std::string& to, const ArchiveFacts& facts,
                                       std::optional<std::span<const ArchiveNumber>> runs = std::nullopt,
                                       const ArchiveProgress& progress = {}, const std::stop_token& stop = {});

} // namespace runlens
