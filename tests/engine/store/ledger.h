// SPDX-License-Identifier: GPL-3.0-or-later
// A store that is filled with commits which can be told apart, and looked through afterwards: is each there that was
// acknowledged, whole and once?
#pragma once

#include "engine/store/sqlite_store.h"

#include <cstdint>
#include <memory>
#include <string>

namespace runlens::store::ledger {

/// Commits entry `number`, from 1 in order: an event, a run that waits, and the end of the run of the entry before.
[[nodiscard]] Result<void> commitEntry(Store& store, std::uint64_t number);

/// What is wrong with a store that `acknowledged` entries were promised of, and one more may be in; empty where all is
/// well. `entries` becomes how many there are.
[[nodiscard]] std::string faultsOf(const std::string& path, const SqliteOptions& options, std::uint64_t acknowledged,
                                   std::uint64_t& entries);

/// A quicker look at an open store: at how many there are, and the last few of them.
[[nodiscard]] std::string faultsOfTail(Store& store, std::uint64_t acknowledged, std::uint64_t entries);

} // namespace runlens::store::ledger
