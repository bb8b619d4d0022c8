// SPDX-License-Identifier: GPL-3.0-or-later
// Private to store.
#pragma once

#include "engine/store/store.h"
#include "engine/store/store_state.h"

namespace runlens::store {

/// Begun by whoever makes it; the state must outlive it.
class SqliteTransaction final : public Transaction {
public:
    explicit SqliteTransaction(StoreState& state) : m_state(state), m_sql(state.sql) {}
    ~SqliteTransaction() override;
    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;

    Result<void> commit(const StoreClock& clock) override;

    Result<std::vector<AutomationRow>> automations() override;
    Result<std::vector<VersionRow>> versions() override;
    Result<void> putAutomation(const AutomationRow& row) override;
    Result<void> addVersion(const VersionRow& row) override;
    Result<std::vector<AssetRow>> assets() override;
    Result<void> putAsset(const AssetRow& row) override;

    Result<std::optional<ContactRow>> contact(ContactNumber number) override;
    Result<std::optional<ContactRow>> contactByExternalId(std::string_view id) override;
    Result<std::optional<ContactRow>> contactByEmail(std::string_view normalised) override;
    Result<void> addContact(const ContactRow& row) override;
    Result<void> changeContact(const ContactRow& row) override;

    Result<std::optional<EventRow>> event(Sequence number) override;
    Result<std::optional<EventRow>> eventByKey(std::string_view idempotencyKey) override;
    Result<void> addEvent(const EventRow& row) override;
    Result<void> addRefusal(const RefusalRow& row) override;

    Result<std::optional<RunRow>> run(RunNumber number) override;
    Result<void> addRun(const RunRow& row) override;
    Result<void> changeRun(const RunRow& row) override;
    Result<std::vector<RunNumber>> listeningRuns(ContactNumber contact) override;
    Result<journey::ContactHistory> historyOf(ContactNumber contact, AutomationNumber automation) override;
    Result<std::vector<DueRun>> dueRuns(Firing firing, Instant until, std::size_t limit) override;
    Result<std::optional<Instant>> nextDue(Firing firing) override;

    Result<std::optional<OutboxRow>> outbox(RunNumber run) override;
    Result<void> putOutbox(const OutboxRow& row) override;
    Result<void> removeOutbox(RunNumber run) override;
    Result<std::vector<OutboxRow>> claimable(Instant now, std::size_t limit) override;
    Result<std::optional<Instant>> nextLeaseEnd() override;

    Result<std::vector<SlotRow>> slots(ContactNumber contact, Instant since) override;
    Result<void> addSlot(const SlotRow& row) override;
    Result<void> removeSlot(RunNumber run, std::uint32_t step) override;

    Result<std::optional<DeadLetterRow>> deadLetter(DeadLetterNumber number) override;
    Result<std::optional<DeadLetterRow>> openDeadLetterOf(RunNumber run) override;
    Result<void> putDeadLetter(const DeadLetterRow& row) override;
    Result<void> addAudit(const AuditRow& row) override;

    Result<std::size_t> removeFinishedRuns(Instant before, std::size_t limit) override;

private:
    /// The contact that was last read here: most changes follow, and leave the identities as they were.
    struct Identities {
        ContactNumber number{};
        std::string externalId;
        std::string email;
    };
    Result<std::optional<ContactRow>> remembered(Use& use);

    StoreState& m_state;
    Statements& m_sql;
    Identities m_read;
    bool m_over = false; ///< committed
};

/// As removeFinishedRuns of a transaction that is open.
[[nodiscard]] Result<std::size_t> removeFinishedRuns(StoreState& state, Instant before, std::size_t limit);

} // namespace runlens::store
