// SPDX-License-Identifier: GPL-3.0-or-later
// Where a runtime keeps what must not be lost. One interface; an implementation for each database.
//
// Errors of every call: storeFull, storeReadOnly, storeCorrupt, storeFailed (the database's word in `message`, the file
// in `where`), storeFenced. After an error a transaction can only be dropped, and nothing of it was written. An error
// of `commit` alone leaves open whether it was written (the reply may have been lost): open the store again, and see.
//
// A store is used by one thread at a time; readers (reader.h) are others' business.
#pragma once

#include "engine/base/result.h"
#include "engine/store/rows.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace runlens::store {

/// When a timer that is due fires: delays and time-outs on a tick, back-off and deferrals at once
/// (journey::firesOnTick).
enum class Firing : std::uint8_t { onTick, atOnce };

/// All that is read here is as of this transaction, its own writes included. Dropped without a commit it is undone.
class Transaction {
public:
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    virtual ~Transaction() = default;

    /// Writes everything and the clock, and returns once it would survive a loss of power. storeFenced where another
    /// process has executed this store since: nothing was written, and this process must stop.
    [[nodiscard]] virtual Result<void> commit(const StoreClock& clock) = 0;

    // Automations: few, kept in memory by the runtime.
    [[nodiscard]] virtual Result<std::vector<AutomationRow>> automations() = 0;
    [[nodiscard]] virtual Result<std::vector<VersionRow>> versions() = 0;
    [[nodiscard]] virtual Result<void> putAutomation(const AutomationRow& row) = 0; ///< new, or in place of the old
    [[nodiscard]] virtual Result<void> addVersion(const VersionRow& row) = 0;
    [[nodiscard]] virtual Result<std::vector<AssetRow>> assets() = 0;
    [[nodiscard]] virtual Result<void> putAsset(const AssetRow& row) = 0;

    // Contacts
    [[nodiscard]] virtual Result<std::optional<ContactRow>> contact(ContactNumber number) = 0;
    [[nodiscard]] virtual Result<std::optional<ContactRow>> contactByExternalId(std::string_view id) = 0;
    [[nodiscard]] virtual Result<std::optional<ContactRow>> contactByEmail(std::string_view normalised) = 0;
    [[nodiscard]] virtual Result<void> addContact(const ContactRow& row) = 0;
    [[nodiscard]] virtual Result<void> changeContact(const ContactRow& row) = 0;

    // Events
    [[nodiscard]] virtual Result<std::optional<EventRow>> event(Sequence number) = 0;
    [[nodiscard]] virtual Result<std::optional<EventRow>> eventByKey(std::string_view idempotencyKey) = 0;
    [[nodiscard]] virtual Result<void> addEvent(const EventRow& row) = 0;
    [[nodiscard]] virtual Result<void> addRefusal(const RefusalRow& row) = 0;

    // Runs
    [[nodiscard]] virtual Result<std::optional<RunRow>> run(RunNumber number) = 0;
    [[nodiscard]] virtual Result<void> addRun(const RunRow& row) = 0;
    /// Everything but number, automation, version, contact, trigger and createdAt.
    [[nodiscard]] virtual Result<void> changeRun(const RunRow& row) = 0;
    /// Those that listen, by number.
    [[nodiscard]] virtual Result<std::vector<RunNumber>> listeningRuns(ContactNumber contact) = 0;
    [[nodiscard]] virtual Result<journey::ContactHistory> historyOf(ContactNumber contact,
                                                                    AutomationNumber automation) = 0;
    /// Timers of that firing due at or before `until`, by (due, run), at most `limit`.
    [[nodiscard]] virtual Result<std::vector<DueRun>> dueRuns(Firing firing, Instant until, std::size_t limit) = 0;
    /// When the first timer of that firing is due; none: no run has one.
    [[nodiscard]] virtual Result<std::optional<Instant>> nextDue(Firing firing) = 0;

    // Outbox
    [[nodiscard]] virtual Result<std::optional<OutboxRow>> outbox(RunNumber run) = 0;
    [[nodiscard]] virtual Result<void> putOutbox(const OutboxRow& row) = 0; ///< new, or in place of the run's old one
    [[nodiscard]] virtual Result<void> removeOutbox(RunNumber run) = 0;
    /// Rows nobody claims: unclaimed ones, those whose lease ended at or before `now`, those that an older process
    /// claimed. The oldest first, at most `limit`.
    [[nodiscard]] virtual Result<std::vector<OutboxRow>> claimable(Instant now, std::size_t limit) = 0;
    /// When the first lease of a claimed row ends; none: nothing is claimed.
    [[nodiscard]] virtual Result<std::optional<Instant>> nextLeaseEnd() = 0;

    // Slots of frequency caps
    [[nodiscard]] virtual Result<std::vector<SlotRow>> slots(ContactNumber contact, Instant since) = 0; ///< by time
    [[nodiscard]] virtual Result<void> addSlot(const SlotRow& row) = 0;
    [[nodiscard]] virtual Result<void> removeSlot(RunNumber run, std::uint32_t step) = 0;

    // Dead letters and audit
    [[nodiscard]] virtual Result<std::optional<DeadLetterRow>> deadLetter(DeadLetterNumber number) = 0;
    [[nodiscard]] virtual Result<std::optional<DeadLetterRow>> openDeadLetterOf(RunNumber run) = 0;
    [[nodiscard]] virtual Result<void> putDeadLetter(const DeadLetterRow& row) = 0;
    [[nodiscard]] virtual Result<void> addAudit(const AuditRow& row) = 0;

    // Retention: removes at most `limit` runs that finished before `before`, with what only they need: dead letters,
    // slots, refusals and events of their contact that are older than every run that is left. How many runs went.
    [[nodiscard]] virtual Result<std::size_t> removeFinishedRuns(Instant before, std::size_t limit) = 0;
};

/// Counts of a whole store, as of now. Cost grows with what is open, not with what is finished.
struct OpenWork {
    std::uint64_t queued = 0;
    std::uint64_t running = 0;
    std::uint64_t waiting = 0;
    std::uint64_t openWaits = 0;
    std::uint64_t outbox = 0;
};

/// A store that this process executes: it holds the exclusive lock of execution as long as this lives.
class Store {
public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    [[nodiscard]] virtual Epoch epoch() const noexcept = 0;
    [[nodiscard]] virtual Result<StoreClock> clock() = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Transaction>> begin() = 0;
    [[nodiscard]] virtual Result<OpenWork> openWork() = 0;
    /// What the project has used of its caps since `since`: events and starts from outside, slots taken. `at` of each.
    struct Usage {
        std::vector<Instant> ingested;
        std::vector<Instant> started;
        std::vector<Instant> slots;
    };
    [[nodiscard]] virtual Result<Usage> usageSince(Instant since) = 0;
};

} // namespace runlens::store
