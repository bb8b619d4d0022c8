// SPDX-License-Identifier: GPL-3.0-or-later
// Looking into a store without executing it: beside a process that does, or with none. Each query sees one consistent
// state, not older than the last commit before it. Errors as in store.h.
#pragma once

#include "engine/base/result.h"
#include "engine/store/rows.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace runlens::store {

/// Which runs, the newest first. What is not given asks for nothing.
struct RunQuery {
    std::optional<AutomationNumber> automation;
    std::vector<RunStatus> statuses; ///< any of these
    std::optional<ContactNumber> contact;
    std::string identity;                ///< part of the trigger's identity; ASCII letters of any case
    std::string step;                    ///< key of the current step
    std::optional<Instant> startedSince; ///< included
    std::optional<Instant> startedUntil; ///< not included
    std::optional<Instant> activeSince;  ///< not finished before
    std::optional<RunNumber> after;      ///< cursor: only older ones than this
    std::optional<RunNumber> before;     ///< cursor the other way: only newer ones, the nearest of them
    std::size_t limit = 50;
};

/// A run with its trigger. Other events that its history names are asked for one by one.
struct RunPageRow {
    RunRow run;
    EventRow trigger;
};

struct StoreCounts {
    std::uint64_t queued = 0;
    std::uint64_t running = 0;
    std::uint64_t waiting = 0;
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;
    std::uint64_t cancelled = 0;
};

/// One thread at a time; give each thread its own (see openReader of sqlite_store.h).
class Reader {
public:
    Reader() = default;
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    virtual ~Reader() = default;

    [[nodiscard]] virtual Result<std::optional<RunRow>> run(RunNumber number) = 0;
    /// `changes` of a run alone: whether what was made of it still holds.
    [[nodiscard]] virtual Result<std::optional<std::uint64_t>> changesOf(RunNumber number) = 0;
    /// One more than `limit` where there are more.
    [[nodiscard]] virtual Result<std::vector<RunPageRow>> runs(const RunQuery& query) = 0;
    [[nodiscard]] virtual Result<std::optional<EventRow>> event(Sequence number) = 0;
    /// The newest first; those of a smaller sequence than `after`. One more than `limit` where there are more.
    [[nodiscard]] virtual Result<std::vector<EventRow>> eventsOf(ContactNumber contact, std::optional<Sequence> after,
                                                                 std::size_t limit) = 0;
    [[nodiscard]] virtual Result<std::vector<RefusalRow>> refusalsOf(Sequence event) = 0;

    [[nodiscard]] virtual Result<std::vector<AutomationRow>> automations() = 0;
    [[nodiscard]] virtual Result<std::vector<VersionRow>> versionsOf(AutomationNumber automation) = 0;
    [[nodiscard]] virtual Result<std::optional<VersionRow>> version(VersionNumber number) = 0;
    [[nodiscard]] virtual Result<std::vector<AssetRow>> assets(AssetKind kind) = 0;

    [[nodiscard]] virtual Result<std::optional<ContactRow>> contact(ContactNumber number) = 0;
    /// By external id or normalised email, exactly.
    [[nodiscard]] virtual Result<std::optional<ContactRow>> contactByIdentity(std::string_view identity) = 0;
    /// By number; those after `after`. One more than `limit` where there are more.
    [[nodiscard]] virtual Result<std::vector<ContactRow>> contacts(std::optional<ContactNumber> after,
                                                                   std::size_t limit) = 0;

    /// The newest first, likewise.
    [[nodiscard]] virtual Result<std::vector<DeadLetterRow>> deadLetters(std::optional<DeadLetterNumber> after,
                                                                         std::size_t limit) = 0;
    [[nodiscard]] virtual Result<std::vector<AuditRow>> audit(std::size_t limit) = 0; ///< the newest first

    /// Runs by status. Reads an index of all runs: milliseconds a million.
    [[nodiscard]] virtual Result<StoreCounts> counts() = 0;
    /// Work that waits for its time, and how much of it is overdue at `now`.
    struct DueWork {
        std::uint64_t due = 0;
        std::uint64_t overdue = 0;
        std::uint64_t outbox = 0;
    };
    [[nodiscard]] virtual Result<DueWork> dueWork(Instant now) = 0;
};

} // namespace runlens::store
