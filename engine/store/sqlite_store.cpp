// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/sqlite_store.h"

#include "engine/base/thread_watch.h"
#include "engine/store/open_database.h"
#include "engine/store/sqlite_transaction.h"

#include <algorithm>
#include <utility>

namespace runlens::store {
namespace {

/// The times of rows from the newest back to `since`, given in the order of time.
template <class Counts>
Result<std::vector<Instant>> timesSince(Use use, Instant since, Counts counts)
{
    std::vector<Instant> times;
    while (use.next() && use.instant(0) >= since)
        if (counts(use))
            times.push_back(use.instant(0));
    if (use.failed())
        return std::unexpected(use.error());
    std::ranges::reverse(times);
    return times;
}

bool always(const Use& /*row*/) { return true; }

class SqliteStore final : public Store {
public:
    SqliteStore(ExecutedDatabase opened, Epoch epoch)
        : m_state(std::move(opened.lock), std::move(opened.connection), epoch)
    {
    }

    [[nodiscard]] Epoch epoch() const noexcept override { return m_state.epoch; }

    Result<StoreClock> clock() override
    {
        noteWork(Work::sql, 0);
        auto use = m_state.sql.clock.with();
        if (use.next())
            return StoreClock{.sequence = use.as<Sequence>(0),
                              .time = use.instant(1),
                              .runs = use.as<std::uint64_t>(2),
                              .contacts = use.as<std::uint64_t>(3),
                              .automations = use.as<std::uint64_t>(4),
                              .versions = use.as<std::uint64_t>(5),
                              .deadLetters = use.as<std::uint64_t>(6)};
        if (use.failed())
            return std::unexpected(use.error());
        return std::unexpected(Error{ErrorCode::storeCorrupt, "it has no clock", m_state.connection->path()});
    }

    Result<std::unique_ptr<Transaction>> begin() override
    {
        noteWork(Work::sql, 0);
        if (m_state.broken || m_state.inTransaction)
            return std::unexpected(
                Error{ErrorCode::storeFailed,
                      m_state.broken ? "a commit has failed: open the store again" : "a transaction is open already",
                      m_state.connection->path()});
        if (const auto begun = m_state.sql.begin.with().run(); !begun)
            return std::unexpected(begun.error());
        m_state.inTransaction = true;
        return std::make_unique<SqliteTransaction>(m_state);
    }

    Result<OpenWork> openWork() override
    {
        noteWork(Work::sql, 0);
        OpenWork work;
        auto& sql = m_state.sql;
        Result<void> counted = count(sql.countStatus.with(RunStatus::queued), work.queued);
        if (counted)
            counted = count(sql.countStatus.with(RunStatus::running), work.running);
        if (counted)
            counted = count(sql.countStatus.with(RunStatus::waiting), work.waiting);
        if (counted)
            counted = count(sql.countWaits.with(), work.openWaits);
        if (counted)
            counted = count(sql.countOutbox.with(), work.outbox);
        if (!counted)
            return std::unexpected(counted.error());
        return work;
    }

    Result<Usage> usageSince(Instant since) override
    {
        noteWork(Work::sql, 0);
        auto& sql = m_state.sql;
        auto ingested = timesSince(sql.eventTimes.with(), since,
                                   [](const Use& row) { return row.as<IdentityType>(1) != IdentityType::unknown; });
        if (!ingested)
            return std::unexpected(std::move(ingested.error()));
        auto started = timesSince(sql.runTimes.with(), since, always);
        if (!started)
            return std::unexpected(std::move(started.error()));
        auto slots = timesSince(sql.slotTimes.with(), since, always);
        if (!slots)
            return std::unexpected(std::move(slots.error()));
        return Usage{std::move(*ingested), std::move(*started), std::move(*slots)};
    }

private:
    static Result<void> count(Use use, std::uint64_t& out)
    {
        if (!use.next())
            return std::unexpected(use.error());
        out = use.as<std::uint64_t>(0);
        return {};
    }

    StoreState m_state;
};

/// One more process has executed it: commits of the earlier ones fail from now on.
Result<Epoch> countEpoch(Connection& connection)
{
    auto counted = connection.execute("BEGIN IMMEDIATE; UPDATE clock SET epoch = epoch + 1 WHERE id = 1;");
    const auto epoch = counted ? connection.number("SELECT epoch FROM clock WHERE id = 1") : 0;
    if (counted && epoch)
        counted = connection.execute("COMMIT");
    if (counted && epoch && *epoch > 0)
        return static_cast<Epoch>(*epoch);
    connection.rollBack();
    if (!counted)
        return std::unexpected(std::move(counted.error()));
    if (!epoch)
        return std::unexpected(epoch.error());
    return std::unexpected(Error{ErrorCode::storeCorrupt, "it has no clock", connection.path()});
}

} // namespace

Result<std::unique_ptr<Store>> openStore(const std::string& path, const SqliteOptions& options)
{
    noteWork(Work::sql, 0);
    auto opened = openToExecute(path, options);
    if (!opened)
        return std::unexpected(std::move(opened.error()));
    const auto epoch = countEpoch(*opened->connection);
    if (!epoch)
        return std::unexpected(epoch.error());
    return std::make_unique<SqliteStore>(std::move(*opened), *epoch);
}

} // namespace runlens::store
