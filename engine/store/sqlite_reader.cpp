// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/thread_watch.h"
#include "engine/store/open_database.h"
#include "engine/store/row_codec.h"
#include "engine/store/run_query.h"
#include "engine/store/sqlite_store.h"
#include "engine/store/statement.h"

#include <utility>

namespace runlens::store {
namespace {

constexpr std::int64_t noMore = INT64_MAX;

/// One more than `limit`: then there are more.
std::int64_t andOneMore(std::size_t limit) { return static_cast<std::int64_t>(limit) + 1; }

class SqliteReader final : public Reader {
public:
    explicit SqliteReader(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}

    Result<std::optional<RunRow>> run(RunNumber number) override { return one<RunRow>(m_run.with(number), readRunRow); }
    Result<std::optional<std::uint64_t>> changesOf(RunNumber number) override
    {
        return one<std::uint64_t>(m_changes.with(number), [](const Use& row) { return row.as<std::uint64_t>(0); });
    }
    Result<std::vector<RunPageRow>> runs(const RunQuery& query) override
    {
        noteWork(Work::sql, 0);
        return queryRuns(*m_connection, query);
    }
    Result<std::optional<EventRow>> event(Sequence number) override
    {
        return one<EventRow>(m_event.with(number), eventOf);
    }
    Result<std::vector<EventRow>> eventsOf(ContactNumber contact, std::optional<Sequence> after,
                                           std::size_t limit) override
    {
        return all<EventRow>(m_eventsOf.with(contact, after.value_or(static_cast<Sequence>(noMore)), andOneMore(limit)),
                             eventOf);
    }
    Result<std::vector<RefusalRow>> refusalsOf(Sequence event) override
    {
        return all<RefusalRow>(m_refusals.with(event), readRefusalRow);
    }
    Result<std::vector<AutomationRow>> automations() override
    {
        return all<AutomationRow>(m_automations.with(), readAutomationRow);
    }
    Result<std::vector<VersionRow>> versionsOf(AutomationNumber automation) override
    {
        return all<VersionRow>(m_versionsOf.with(automation), readVersionRow);
    }
    Result<std::optional<VersionRow>> version(VersionNumber number) override
    {
        return one<VersionRow>(m_version.with(number), readVersionRow);
    }
    Result<std::vector<AssetRow>> assets(AssetKind kind) override
    {
        return all<AssetRow>(m_assets.with(kind), readAssetRow);
    }
    Result<std::optional<ContactRow>> contact(ContactNumber number) override
    {
        return one<ContactRow>(m_contact.with(number), readContactRow);
    }
    Result<std::optional<ContactRow>> contactByIdentity(std::string_view identity) override
    {
        auto found = one<ContactRow>(m_contactByExternalId.with(identity), readContactRow);
        return !found || *found ? std::move(found) : one<ContactRow>(m_contactByEmail.with(identity), readContactRow);
    }
    Result<std::vector<ContactRow>> contacts(std::optional<ContactNumber> after, std::size_t limit) override
    {
        return all<ContactRow>(m_contacts.with(after.value_or(ContactNumber{}), andOneMore(limit)), readContactRow);
    }
    Result<std::vector<DeadLetterRow>> deadLetters(std::optional<DeadLetterNumber> after, std::size_t limit) override
    {
        return all<DeadLetterRow>(
            m_deadLetters.with(after.value_or(static_cast<DeadLetterNumber>(noMore)), andOneMore(limit)),
            readDeadLetterRow);
    }
    Result<std::vector<AuditRow>> audit(std::size_t limit) override
    {
        return all<AuditRow>(m_audit.with(limit), readAuditRow);
    }

    Result<StoreCounts> counts() override
    {
        noteWork(Work::sql, 0);
        auto use = m_counts.with();
        if (!use.next())
            return std::unexpected(use.error());
        StoreCounts counts{.queued = use.as<std::uint64_t>(0),
                           .running = use.as<std::uint64_t>(1),
                           .waiting = use.as<std::uint64_t>(2),
                           .completed = use.as<std::uint64_t>(3),
                           .failed = use.as<std::uint64_t>(4),
                           .cancelled = use.as<std::uint64_t>(5)};
        return counts;
    }
    Result<DueWork> dueWork(Instant now) override
    {
        noteWork(Work::sql, 0);
        auto use = m_dueWork.with(now);
        if (!use.next())
            return std::unexpected(use.error());
        return DueWork{
            .due = use.as<std::uint64_t>(0), .overdue = use.as<std::uint64_t>(1), .outbox = use.as<std::uint64_t>(2)};
    }

private:
    static Result<EventRow> eventOf(const Use& row) { return readEventRow(row); }

    template <class Row, class Read>
    static Result<std::optional<Row>> one(Use use, Read read)
    {
        noteWork(Work::sql, 0);
        return oneRow<Row>(use, read);
    }
    template <class Row, class Read>
    static Result<std::vector<Row>> all(Use use, Read read)
    {
        noteWork(Work::sql, 0);
        return allRows<Row>(use, read);
    }

    std::unique_ptr<Connection> m_connection;
    const Connection& m_at = *m_connection;

    Statement m_run{m_at, "SELECT " + columns::runs + " FROM runs WHERE number = ?1"};
    Statement m_changes{m_at, "SELECT changes FROM runs WHERE number = ?1"};
    Statement m_event{m_at, "SELECT " + columns::events + " FROM events WHERE sequence = ?1"};
    Statement m_eventsOf{m_at, "SELECT " + columns::events
                                   + " FROM events WHERE contact = ?1 AND sequence < ?2 "
                                     "ORDER BY sequence DESC LIMIT ?3"};
    Statement m_refusals{m_at, "SELECT " + columns::refusals + " FROM refusals WHERE event = ?1 ORDER BY automation"};
    Statement m_automations{m_at, "SELECT " + columns::automations + " FROM automations ORDER BY number"};
    Statement m_versionsOf{m_at, "SELECT " + columns::versions
                                     + " FROM versions WHERE automation = ?1 "
                                       "ORDER BY number"};
    Statement m_version{m_at, "SELECT " + columns::versions + " FROM versions WHERE number = ?1"};
    Statement m_assets{m_at, "SELECT " + columns::assets + " FROM assets WHERE kind = ?1 ORDER BY id"};
    Statement m_contact{m_at, "SELECT " + columns::contacts + " FROM contacts WHERE number = ?1"};
    Statement m_contactByExternalId{m_at, "SELECT " + columns::contacts + " FROM contacts WHERE external_id = ?1"};
    Statement m_contactByEmail{m_at, "SELECT " + columns::contacts + " FROM contacts WHERE email = ?1"};
    Statement m_contacts{m_at, "SELECT " + columns::contacts
                                   + " FROM contacts WHERE number > ?1 ORDER BY number "
                                     "LIMIT ?2"};
    Statement m_deadLetters{m_at, "SELECT " + columns::deadLetters
                                      + " FROM dead_letters WHERE number < ?1 "
                                        "ORDER BY number DESC LIMIT ?2"};
    Statement m_audit{m_at, "SELECT " + columns::audit + " FROM audit ORDER BY number DESC LIMIT ?1"};
    /// What has no entry in the index of the others is completed.
    Statement m_counts{m_at,
                       "SELECT queued, running, waiting, total - queued - running - waiting - failed - cancelled, "
                       "failed, cancelled FROM (SELECT "
                       "(SELECT count(*) FROM runs WHERE status = 1 AND status <> 4) AS queued, "
                       "(SELECT count(*) FROM runs WHERE status = 2 AND status <> 4) AS running, "
                       "(SELECT count(*) FROM runs WHERE status = 3 AND status <> 4) AS waiting, "
                       "(SELECT count(*) FROM runs WHERE status = 5 AND status <> 4) AS failed, "
                       "(SELECT count(*) FROM runs WHERE status = 6 AND status <> 4) AS cancelled, "
                       "(SELECT count(*) FROM runs) AS total)"};
    Statement m_dueWork{m_at, "SELECT (SELECT count(*) FROM runs WHERE due IS NOT NULL), "
                              "(SELECT count(*) FROM runs WHERE due IS NOT NULL AND due <= ?1), "
                              "(SELECT count(*) FROM outbox)"};
};

} // namespace

Result<std::unique_ptr<Reader>> openReader(const std::string& path, const SqliteOptions& options)
{
    noteWork(Work::sql, 0);
    auto connection = openToRead(path, options);
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    return std::make_unique<SqliteReader>(std::move(*connection));
}

} // namespace runlens::store
