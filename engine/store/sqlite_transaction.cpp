// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sqlite_transaction.h"

#include <algorithm>
#include <utility>

namespace runlens::store {
namespace {

/// As many rows as a statement may be asked for.
std::int64_t limitOf(std::size_t limit)
{
    return static_cast<std::int64_t>(std::min(limit, static_cast<std::size_t>(INT64_MAX)));
}

/// The first column of the first row; none: no row, or null.
template <class T>
Result<std::optional<T>> firstOf(Use use)
{
    if (use.next())
        return use.optional<T>(0);
    if (use.failed())
        return std::unexpected(use.error());
    return std::nullopt;
}

} // namespace

SqliteTransaction::~SqliteTransaction()
{
    if (!m_over) {
        m_state.connection->rollBack();
        m_state.retainedUpTo = {};
    }
    m_state.inTransaction = false;
}

Result<void> SqliteTransaction::commit(const StoreClock& clock)
{
    {
        auto use = m_sql.setClock.with(clock.sequence, clock.time, clock.runs, clock.contacts, clock.automations,
                                       clock.versions, clock.deadLetters, m_state.epoch);
        if (const auto set = use.run(); !set)
            return set;
    }
    if (sqlite3_changes(m_state.connection->handle()) != 1)
        return std::unexpected(
            Error{ErrorCode::storeFenced, "another process has executed it since", m_state.connection->path()});
    auto done = m_sql.commit.with().run();
    m_over = done.has_value();
    m_state.broken = !m_over;
    return done;
}

Result<std::vector<AutomationRow>> SqliteTransaction::automations()
{
    auto use = m_sql.automations.with();
    return allRows<AutomationRow>(use, readAutomationRow);
}

Result<std::vector<VersionRow>> SqliteTransaction::versions()
{
    auto use = m_sql.versions.with();
    return allRows<VersionRow>(use, readVersionRow);
}

Result<void> SqliteTransaction::putAutomation(const AutomationRow& row)
{
    return m_sql.putAutomation
        .with(row.number, row.name, row.description, row.status, row.reentry, row.definition, row.editorLayout,
              row.current, row.createdAt, row.updatedAt)
        .run();
}

Result<void> SqliteTransaction::addVersion(const VersionRow& row)
{
    return m_sql.addVersion.with(row.number, row.automation, row.ordinal, row.definition, row.publishedAt).run();
}

Result<std::vector<AssetRow>> SqliteTransaction::assets()
{
    auto use = m_sql.assets.with();
    return allRows<AssetRow>(use, readAssetRow);
}

Result<void> SqliteTransaction::putAsset(const AssetRow& row)
{
    return m_sql.putAsset.with(row.kind, row.id, row.name, row.status, row.channel, row.title, row.createdAt).run();
}

Result<std::optional<ContactRow>> SqliteTransaction::contact(ContactNumber number)
{
    auto use = m_sql.contact.with(number);
    return remembered(use);
}

Result<std::optional<ContactRow>> SqliteTransaction::contactByExternalId(std::string_view id)
{
    auto use = m_sql.contactByExternalId.with(id);
    return remembered(use);
}

Result<std::optional<ContactRow>> SqliteTransaction::contactByEmail(std::string_view normalised)
{
    auto use = m_sql.contactByEmail.with(normalised);
    return remembered(use);
}

Result<std::optional<ContactRow>> SqliteTransaction::remembered(Use& use)
{
    auto row = oneRow<ContactRow>(use, readContactRow);
    if (row && *row)
        m_read = {(*row)->number, (*row)->externalId, (*row)->email};
    return row;
}

Result<void> SqliteTransaction::addContact(const ContactRow& row)
{
    const ContactColumns made(row.contact);
    return m_sql.addContact
        .with(row.number, TextOrNull{row.externalId}, TextOrNull{row.email}, made.flags, row.contact.zone,
              made.attributes, made.audiences, made.topics, row.createdAt, row.updatedAt)
        .run();
}

Result<void> SqliteTransaction::changeContact(const ContactRow& row)
{
    const ContactColumns made(row.contact);
    auto changed = m_sql.changeContact
                       .with(row.number, made.flags, row.contact.zone, made.attributes, made.audiences, made.topics,
                             row.createdAt, row.updatedAt)
                       .run();
    const bool same = m_read.number == row.number && m_read.externalId == row.externalId && m_read.email == row.email;
    if (!changed || same)
        return changed;
    m_read = {};
    return m_sql.changeIdentities.with(row.number, TextOrNull{row.externalId}, TextOrNull{row.email}).run();
}

Result<std::optional<EventRow>> SqliteTransaction::event(Sequence number)
{
    auto use = m_sql.event.with(number);
    return oneRow<EventRow>(use, [](const Use& row) { return readEventRow(row); });
}

Result<std::optional<EventRow>> SqliteTransaction::eventByKey(std::string_view idempotencyKey)
{
    auto use = m_sql.eventByKey.with(idempotencyKey);
    return oneRow<EventRow>(use, [](const Use& row) { return readEventRow(row); });
}

Result<void> SqliteTransaction::addEvent(const EventRow& row)
{
    const std::string payload = payloadText(row.payload);
    return m_sql.addEvent
        .with(row.sequence, row.contact, row.receivedAt, row.occurredAt, row.depth, row.identityType, row.name,
              row.identityValue, TextOrNull{row.idempotencyKey}, payload)
        .run();
}

Result<void> SqliteTransaction::addRefusal(const RefusalRow& row)
{
    return m_sql.addRefusal.with(row.event, row.automation, row.why, row.at).run();
}

Result<std::optional<RunRow>> SqliteTransaction::run(RunNumber number)
{
    auto use = m_sql.run.with(number);
    return oneRow<RunRow>(use, readRunRow);
}

Result<void> SqliteTransaction::addRun(const RunRow& row)
{
    return m_sql.addRun
        .with(row.number, row.automation, row.version, row.contact, row.trigger, row.status, row.createdAt,
              row.startedAt, row.finishedAt, row.due, row.timer, row.waits, row.listens, row.changes, row.currentStep,
              Blob{row.state}, Blob{row.history})
        .run();
}

Result<void> SqliteTransaction::changeRun(const RunRow& row)
{
    return m_sql.changeRun
        .with(row.number, row.status, row.startedAt, row.finishedAt, row.due, row.timer, row.waits, row.listens,
              row.changes, row.currentStep, Blob{row.state}, Blob{row.history})
        .run();
}

Result<std::vector<RunNumber>> SqliteTransaction::listeningRuns(ContactNumber contact)
{
    auto use = m_sql.listeningRuns.with(contact);
    return allRows<RunNumber>(use, [](const Use& row) { return row.as<RunNumber>(0); });
}

Result<journey::ContactHistory> SqliteTransaction::historyOf(ContactNumber contact, AutomationNumber automation)
{
    auto use = m_sql.history.with(contact, automation);
    if (!use.next())
        return std::unexpected(use.error());
    return journey::ContactHistory{.runs = use.as<std::uint64_t>(0), .openRuns = use.as<std::uint64_t>(1)};
}

Result<std::vector<DueRun>> SqliteTransaction::dueRuns(Firing firing, Instant until, std::size_t limit)
{
    auto use = (firing == Firing::onTick ? m_sql.dueOnTick : m_sql.dueAtOnce).with(until, limitOf(limit));
    return allRows<DueRun>(use, [](const Use& row) {
        return DueRun{row.instant(0), row.as<RunNumber>(1), row.as<journey::TimerKind>(2)};
    });
}

Result<std::optional<Instant>> SqliteTransaction::nextDue(Firing firing)
{
    return firstOf<Instant>((firing == Firing::onTick ? m_sql.nextOnTick : m_sql.nextAtOnce).with());
}

Result<std::optional<OutboxRow>> SqliteTransaction::outbox(RunNumber run)
{
    auto use = m_sql.outbox.with(run);
    return oneRow<OutboxRow>(use, readOutboxRow);
}

Result<void> SqliteTransaction::putOutbox(const OutboxRow& row)
{
    return m_sql.putOutbox
        .with(row.run, row.contact, row.step, row.attempt, row.createdAt, row.claimedBy, row.epoch, row.fence,
              row.leaseUntil)
        .run();
}

Result<void> SqliteTransaction::removeOutbox(RunNumber run) { return m_sql.removeOutbox.with(run).run(); }

Result<std::vector<OutboxRow>> SqliteTransaction::claimable(Instant now, std::size_t limit)
{
    std::vector<OutboxRow> rows;
    const auto take = [&rows](Use use) -> Result<void> {
        while (use.next())
            rows.push_back(readOutboxRow(use));
        if (use.failed())
            return std::unexpected(use.error());
        return {};
    };
    const auto left = [&] { return limitOf(limit - rows.size()); };
    auto taken = take(m_sql.abandoned.with(m_state.epoch, left()));
    if (taken && rows.size() < limit)
        taken = take(m_sql.expired.with(m_state.epoch, now, left()));
    if (taken && rows.size() < limit)
        taken = take(m_sql.unclaimed.with(left()));
    if (!taken)
        return std::unexpected(taken.error());
    return rows;
}

Result<std::optional<Instant>> SqliteTransaction::nextLeaseEnd()
{
    auto ours = firstOf<Instant>(m_sql.nextLeaseEnd.with(m_state.epoch));
    if (!ours)
        return ours;
    auto older = firstOf<Instant>(m_sql.nextOldLeaseEnd.with(m_state.epoch));
    if (!older || !*older)
        return older ? ours : older;
    return *ours ? std::min(**ours, **older) : **older;
}

Result<std::vector<SlotRow>> SqliteTransaction::slots(ContactNumber contact, Instant since)
{
    auto use = m_sql.slots.with(contact, since);
    return allRows<SlotRow>(use, readSlotRow);
}

Result<void> SqliteTransaction::addSlot(const SlotRow& row)
{
    return m_sql.addSlot.with(row.contact, row.run, row.step, row.takenAt, row.channel).run();
}

Result<void> SqliteTransaction::removeSlot(RunNumber run, std::uint32_t step)
{
    return m_sql.removeSlot.with(run, step).run();
}

Result<std::optional<DeadLetterRow>> SqliteTransaction::deadLetter(DeadLetterNumber number)
{
    auto use = m_sql.deadLetter.with(number);
    return oneRow<DeadLetterRow>(use, readDeadLetterRow);
}

Result<std::optional<DeadLetterRow>> SqliteTransaction::openDeadLetterOf(RunNumber run)
{
    auto use = m_sql.openDeadLetterOf.with(run);
    return oneRow<DeadLetterRow>(use, readDeadLetterRow);
}

Result<void> SqliteTransaction::putDeadLetter(const DeadLetterRow& row)
{
    return m_sql.putDeadLetter
        .with(row.number, row.run, row.event, row.automation, row.stepKey, row.code, row.message, row.failedAt,
              row.replayedAt)
        .run();
}

Result<void> SqliteTransaction::addAudit(const AuditRow& row)
{
    return m_sql.addAudit.with(row.at, row.who, row.action, row.object, row.reason).run();
}

Result<std::size_t> SqliteTransaction::removeFinishedRuns(Instant before, std::size_t limit)
{
    return store::removeFinishedRuns(m_state, before, limit);
}

} // namespace runlens::store
