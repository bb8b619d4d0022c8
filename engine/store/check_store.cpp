// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/thread_watch.h"
#include "engine/store/open_database.h"
#include "engine/store/statement.h"
#include "engine/store/upkeep.h"

#include <utility>

namespace runlens::store {
namespace {

/// One invariant: rows of `sql` (a number, and a detail) break it.
struct Rule {
    StoreFault fault;
    const char* sql;
    std::string (*place)(std::int64_t number);
};

template <class Number>
std::string idOfNumber(std::int64_t number)
{
    return std::string(idOf(static_cast<Number>(number)).text());
}
std::string ofRun(std::int64_t number) { return idOfNumber<RunNumber>(number); }
std::string ofContact(std::int64_t number) { return idOfNumber<ContactNumber>(number); }
std::string ofAutomation(std::int64_t number) { return idOfNumber<AutomationNumber>(number); }
std::string ofVersion(std::int64_t number) { return idOfNumber<VersionNumber>(number); }
std::string ofEvent(std::int64_t number) { return eventIdOf(static_cast<Sequence>(number)).text(); }
std::string ofDeadLetter(std::int64_t number) { return idOf(static_cast<DeadLetterNumber>(number)); }

constexpr Rule rules[] = {
    {StoreFault::runWithoutAutomation,
     "SELECT number, 'automation ' || automation FROM runs WHERE automation NOT IN (SELECT number FROM automations)",
     ofRun},
    {StoreFault::runWithoutVersion,
     "SELECT number, 'version ' || version FROM runs WHERE NOT EXISTS (SELECT 1 FROM versions WHERE versions.number = "
     "runs.version AND versions.automation = runs.automation)",
     ofRun},
    {StoreFault::runWithoutContact,
     "SELECT number, 'contact ' || contact FROM runs WHERE contact NOT IN (SELECT number FROM contacts)", ofRun},
    {StoreFault::runWithoutTrigger,
     "SELECT number, 'event ' || trigger FROM runs WHERE NOT EXISTS (SELECT 1 FROM events WHERE sequence = "
     "runs.trigger)",
     ofRun},
    {StoreFault::runningUnattended,
     "SELECT number, '' FROM runs WHERE status = 2 AND number NOT IN (SELECT run FROM outbox)", ofRun},
    {StoreFault::waitingForNothing, "SELECT number, '' FROM runs WHERE status = 3 AND due IS NULL AND NOT waits",
     ofRun},
    {StoreFault::outboxWithoutRun, "SELECT run, '' FROM outbox WHERE run NOT IN (SELECT number FROM runs)", ofRun},
    {StoreFault::outboxOfOtherState,
     "SELECT run, 'status ' || status FROM outbox JOIN runs ON number = run WHERE status NOT IN (2, 6)", ofRun},
    {StoreFault::clockBehindNumber, "SELECT number, '' FROM runs WHERE number > (SELECT runs FROM clock)", ofRun},
    {StoreFault::clockBehindNumber, "SELECT number, '' FROM contacts WHERE number > (SELECT contacts FROM clock)",
     ofContact},
    {StoreFault::clockBehindNumber, "SELECT number, '' FROM automations WHERE number > (SELECT automations FROM clock)",
     ofAutomation},
    {StoreFault::clockBehindNumber, "SELECT number, '' FROM versions WHERE number > (SELECT versions FROM clock)",
     ofVersion},
    {StoreFault::clockBehindNumber,
     "SELECT number, '' FROM dead_letters WHERE number > (SELECT dead_letters FROM clock)", ofDeadLetter},
    {StoreFault::clockBehindNumber, "SELECT sequence, '' FROM events WHERE sequence > (SELECT sequence FROM clock)",
     ofEvent},
    {StoreFault::clockBehindTime, "SELECT sequence, '' FROM events WHERE received_at > (SELECT time FROM clock)",
     ofEvent},
    {StoreFault::clockBehindTime,
     "SELECT number, '' FROM runs WHERE max(created_at, coalesce(started_at, created_at), coalesce(finished_at, "
     "created_at)) > (SELECT time FROM clock)",
     ofRun},
};

/// A damaged page under a query is a finding, not the end of the search.
Result<void> noteFailure(const Use& use, std::vector<StoreFinding>& findings)
{
    Error error = use.error();
    if (error.code != ErrorCode::storeCorrupt)
        return std::unexpected(std::move(error));
    findings.push_back({StoreFault::pages, {}, std::move(error.message)});
    return {};
}

Result<void> checkPages(Connection& connection, std::vector<StoreFinding>& findings)
{
    Statement statement(connection, "PRAGMA integrity_check(" + std::to_string(mostFindings) + ")");
    auto use = statement.with();
    while (use.next())
        if (use.text(0) != "ok")
            findings.push_back({StoreFault::pages, {}, std::string(use.text(0))});
    return use.failed() ? noteFailure(use, findings) : Result<void>();
}

Result<void> checkRule(Connection& connection, const Rule& rule, std::vector<StoreFinding>& findings)
{
    Statement statement(connection, std::string(rule.sql) + " LIMIT " + std::to_string(mostFindings));
    auto use = statement.with();
    while (use.next())
        findings.push_back({rule.fault, rule.place(use.integer(0)), std::string(use.text(1))});
    return use.failed() ? noteFailure(use, findings) : Result<void>();
}

Result<void> checkClock(Connection& connection, std::vector<StoreFinding>& findings)
{
    Statement statement(connection, "SELECT count(*) FROM clock");
    auto use = statement.with();
    if (use.next() && use.integer(0) != 1)
        findings.push_back({StoreFault::noClock, {}, {}});
    return use.failed() ? noteFailure(use, findings) : Result<void>();
}

} // namespace

Result<std::vector<StoreFinding>> checkStore(const std::string& path)
{
    noteWork(Work::sql, 0);
    auto connection = openToRead(path, {});
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    // One state for all questions.
    std::vector<StoreFinding> findings;
    auto done = (*connection)->execute("BEGIN");
    if (done)
        done = checkPages(**connection, findings);
    if (done)
        done = checkClock(**connection, findings);
    for (const Rule& rule : rules)
        if (done)
            done = checkRule(**connection, rule, findings);
    (*connection)->rollBack();
    if (!done)
        return std::unexpected(std::move(done.error()));
    return findings;
}

} // namespace runlens::store
