// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to a store as a whole: looked through, copied, brought back, cleared of a person.
//
// Errors as in sqlite_store.h, and those that each names. Any thread; each may take as long as the disk needs to read
// the whole store.
#pragma once

#include "engine/base/result.h"
#include "engine/store/numbers.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::store {

/// What can be wrong with a store that opens.
enum class StoreFault : std::uint8_t {
    pages,                ///< the database's own check: `detail` is what it says
    runWithoutAutomation, ///< of these, `place` is the run
    runWithoutVersion,
    runWithoutContact,
    runWithoutTrigger,
    runningUnattended,  ///< running, and no outbox row stands for it
    waitingForNothing,  ///< waiting, with neither a timer nor an open wait
    outboxWithoutRun,   ///< the run is gone
    outboxOfOtherState, ///< the run is neither running nor cancelled
    clockBehindNumber,  ///< `place` has a number that the clock has not given yet
    clockBehindTime,    ///< `place` has a time that the clock has not reached
    noClock,
};

struct StoreFinding {
    StoreFault fault = StoreFault::pages;
    std::string place;  ///< "run_17", "evt_3", …; empty: the whole
    std::string detail; ///< technical, in English; may be empty

    friend bool operator==(const StoreFinding&, const StoreFinding&) = default;
};

/// At most so many of one fault are named.
inline constexpr std::size_t mostFindings = 100;

/// Looks through a store, beside a process that executes it or without one. Empty: nothing is wrong with it.
[[nodiscard]] Result<std::vector<StoreFinding>> checkStore(const std::string& path);

/// Called now and then, on the calling thread.
using BackupProgress = std::function<void(std::uint64_t pagesDone, std::uint64_t pagesInAll)>;

/// Copies a store as it is at one moment, beside a process that executes it or without one. The copy appears whole
/// under its name, in place of an older one, or not at all; only its owner can read it. Errors: cancelled, conflict
/// (`to` is the store itself, or executed), writeFailed (of the copy).
[[nodiscard]] Result<void> backupStore(const std::string& path, const std::string& to,
                                       const BackupProgress& progress = {}, const std::stop_token& stop = {});

/// What becomes of the store that stands where one is restored.
enum class OldStore : std::uint8_t {
    keep, ///< it becomes PATH.before-restore; conflict where there is one already
    drop
};

/// Puts a backup where a store stood, or none. The backup is checked first: storeCorrupt with the number of findings.
/// storeLocked where the old one is executed. What went wrong halfway left the old one in place, or under its new name.
[[nodiscard]] Result<void> restoreStore(const std::string& backup, const std::string& path, OldStore old,
                                        const BackupProgress& progress = {}, const std::stop_token& stop = {});

struct Forgotten {
    ContactNumber contact{};
    std::uint64_t events = 0;
    std::uint64_t runs = 0;
    std::uint64_t deadLetters = 0;
};

/// Removes a contact with everything that is known of it, so that no byte of it is left in the files: the store is
/// written anew, which needs as much room again. `identity`: contact id, external id or email. Of what was done by hand
/// the record stays, without its reason where that names the email. Backups are not touched. Errors: notFound;
/// storeLocked where the store is executed; storeFailed where a reader keeps the log from being emptied: then
/// everything is removed but for what the log still holds.
[[nodiscard]] Result<Forgotten> forgetPerson(const std::string& path, std::string_view identity);

} // namespace runlens::store
