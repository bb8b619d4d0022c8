// SPDX-License-Identifier: GPL-3.0-or-later
// A store as a whole: looked through, copied while it is executed, brought back, cleared of a person.
#include "engine/store/connection.h"
#include "engine/store/upkeep.h"
#include "tests/engine/store/ledger.h"
#include "tests/engine/store/scratch.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace runlens;
using namespace runlens::store;

namespace {

const char* const email = "olivia.unmistakable@example.org";

std::string wordsOf(const std::vector<StoreFinding>& findings)
{
    std::string words;
    for (const StoreFinding& finding : findings)
        words += std::to_string(static_cast<int>(finding.fault)) + ' ' + finding.place + ' ' + finding.detail + '\n';
    return words;
}

void execute(const std::string& path, const char* sql)
{
    auto connection = store::Connection::open(path, store::Connection::Access::write, {});
    QVERIFY(connection);
    const auto done = (*connection)->execute(sql);
    QVERIFY2(done, done ? "" : done.error().message.c_str());
}

/// What the rules of a store ask for, beside the entries of the ledger.
void addSurroundings(Transaction& transaction)
{
    AutomationRow automation;
    automation.number = AutomationNumber{1};
    QVERIFY(transaction.putAutomation(automation));
    VersionRow version;
    version.number = VersionNumber{1};
    version.automation = automation.number;
    QVERIFY(transaction.addVersion(version));
    for (std::uint64_t number = 1; number <= 7; ++number) {
        ContactRow contact;
        contact.number = ContactNumber{number};
        if (number == 3) {
            contact.email = email;
            contact.externalId = "customer-3";
            contact.contact.attributes = Value(Value::Object{{"mail", Value(std::string(email))}});
        }
        QVERIFY(transaction.addContact(contact));
    }
}

/// A sound store of `entries` entries of the ledger.
void makeStore(const std::string& path, std::uint64_t entries)
{
    auto store = openStore(path, quick);
    QVERIFY(store);
    {
        auto transaction = (*store)->begin();
        QVERIFY(transaction);
        addSurroundings(**transaction);
        QVERIFY((*transaction)->commit({}));
    }
    for (std::uint64_t number = 1; number <= entries; ++number)
        QVERIFY(ledger::commitEntry(**store, number));
    // The clock of the ledger stands at its entries; the last run began with the last of them.
    auto transaction = (*store)->begin();
    QVERIFY(transaction);
    auto clock = *(*store)->clock();
    clock.time = Instant(std::chrono::hours(1));
    QVERIFY((*transaction)->commit(clock));
}

std::uint64_t runsIn(const std::string& path)
{
    const auto reader = openReader(path);
    if (!reader)
        return 0;
    const auto counts = (*reader)->counts();
    return counts ? counts->waiting + counts->completed : 0;
}

} // namespace

class TestUpkeep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundStoreHasNoFindings()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 40);
        const auto findings = checkStore(scratch.path());
        QVERIFY(findings);
        QVERIFY2(findings->empty(), wordsOf(*findings).c_str());
    }

    void eachBrokenRuleIsFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("place");
        const auto row = [](const char* name, const char* sql, StoreFault fault, const char* place) {
            QTest::newRow(name) << QByteArray(sql) << static_cast<int>(fault) << QByteArray(place);
        };
        row("no automation", "UPDATE runs SET automation = 9 WHERE number = 4", StoreFault::runWithoutAutomation,
            "run_4");
        row("no version", "UPDATE runs SET version = 9 WHERE number = 4", StoreFault::runWithoutVersion, "run_4");
        row("no contact", "UPDATE runs SET contact = 9 WHERE number = 4", StoreFault::runWithoutContact, "run_4");
        row("no trigger", "DELETE FROM events WHERE sequence = 4", StoreFault::runWithoutTrigger, "run_4");
        row("unattended", "UPDATE runs SET status = 2 WHERE number = 4", StoreFault::runningUnattended, "run_4");
        row("waits for nothing", "UPDATE runs SET due = NULL, waits = 0 WHERE number = 5",
            StoreFault::waitingForNothing, "run_5");
        row("outbox without a run", "INSERT INTO outbox VALUES (99, 1, 0, 1, 0, NULL, 0, 0, 0)",
            StoreFault::outboxWithoutRun, "run_99");
        row("outbox of a run that is over", "INSERT INTO outbox VALUES (4, 1, 0, 1, 0, NULL, 0, 0, 0)",
            StoreFault::outboxOfOtherState, "run_4");
        row("a number ahead", "UPDATE clock SET runs = 4", StoreFault::clockBehindNumber, "run_5");
        row("a contact ahead", "UPDATE clock SET contacts = 6", StoreFault::clockBehindNumber, "contact_7");
        row("an event ahead", "UPDATE clock SET sequence = 4", StoreFault::clockBehindNumber, "evt_5");
        row("a time ahead", "UPDATE events SET received_at = 3600000001 WHERE sequence = 2",
            StoreFault::clockBehindTime, "evt_2");
        row("a run's time ahead", "UPDATE runs SET finished_at = 3600000001 WHERE number = 2",
            StoreFault::clockBehindTime, "run_2");
        row("no clock", "DELETE FROM clock", StoreFault::noClock, "");
    }

    void eachBrokenRuleIsFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, fault);
        QFETCH(QByteArray, place);
        const Scratch scratch;
        makeStore(scratch.path(), 5);
        execute(scratch.path(), sql.constData());
        const auto findings = checkStore(scratch.path());
        QVERIFY(findings);
        QVERIFY2(std::ranges::any_of(*findings,
                                     [&](const StoreFinding& finding) {
                                         return finding.fault == static_cast<StoreFault>(fault)
                                                && finding.place == place.toStdString();
                                     }),
                 wordsOf(*findings).c_str());
    }

    void aBackupIsTheStoreAtOneMoment()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 20);
        auto store = openStore(scratch.path(), quick);
        QVERIFY(store);
        {
            // Enough to be copied in many steps.
            auto transaction = (*store)->begin();
            QVERIFY(transaction);
            auto run = **(*transaction)->run(RunNumber{1});
            run.history.assign(5'000'000, 'h');
            QVERIFY((*transaction)->changeRun(run));
            QVERIFY((*transaction)->commit(*(*store)->clock()));
        }
        std::uint64_t steps = 0;
        std::uint64_t added = 20;
        // Entries come while it is copied; they are in the store, and not in the copy.
        const auto done =
            backupStore(scratch.path(), scratch.path("copy.db"), [&](std::uint64_t at, std::uint64_t all) {
                QVERIFY(at <= all);
                ++steps;
                if (added < 60) // or a copy that begins anew with each of them would never end
                    QVERIFY(ledger::commitEntry(**store, ++added));
            });
        QVERIFY2(done, done ? "" : done.error().message.c_str());
        QVERIFY(steps > 3);
        QCOMPARE(runsIn(scratch.path("copy.db")), 20U);
        QCOMPARE(runsIn(scratch.path()), added);
        QVERIFY(checkStore(scratch.path("copy.db"))->empty());
        QCOMPARE(std::filesystem::status(scratch.path("copy.db")).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    void aBackupIsWholeOrNotThere()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 5);
        writeBytes(scratch.path("copy.db"), "an older copy");
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = backupStore(scratch.path(), scratch.path("copy.db"), {}, stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::cancelled);
        QCOMPARE(bytesOf(scratch.path("copy.db")), std::string("an older copy"));
        const auto nowhere = backupStore(scratch.path(), scratch.path("no/such/folder"));
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, ErrorCode::writeFailed);
        for (const auto& entry :
             std::filesystem::directory_iterator(std::filesystem::path(scratch.path()).parent_path()))
            QVERIFY2(entry.path().string().find(".part") == std::string::npos, entry.path().c_str());
    }

    void aStoreIsNotItsOwnBackup()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 1);
        const auto self = backupStore(scratch.path(), scratch.path());
        QVERIFY(!self);
        QCOMPARE(self.error().code, ErrorCode::conflict);
        const auto back = restoreStore(scratch.path(), scratch.path(), OldStore::drop);
        QVERIFY(!back);
        QCOMPARE(back.error().code, ErrorCode::conflict);
        const auto executed = openStore(scratch.path("other.db"), quick);
        QVERIFY(executed);
        const auto over = backupStore(scratch.path(), scratch.path("other.db"));
        QVERIFY(!over);
        QCOMPARE(over.error().code, ErrorCode::conflict);
    }

    void aRestoredStoreIsTheBackup()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 6);
        QVERIFY(backupStore(scratch.path(), scratch.path("copy.db")));
        {
            auto store = openStore(scratch.path(), quick);
            QVERIFY(store);
            QVERIFY(ledger::commitEntry(**store, 7));
            const auto locked = restoreStore(scratch.path("copy.db"), scratch.path(), OldStore::keep);
            QVERIFY(!locked);
            QCOMPARE(locked.error().code, ErrorCode::storeLocked);
        }
        QVERIFY(restoreStore(scratch.path("copy.db"), scratch.path(), OldStore::keep));
        QCOMPARE(runsIn(scratch.path()), 6U);
        QCOMPARE(runsIn(scratch.path("store.db.before-restore")), 7U);
        const auto again = restoreStore(scratch.path("copy.db"), scratch.path(), OldStore::keep);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::conflict);
        QVERIFY(restoreStore(scratch.path("copy.db"), scratch.path(), OldStore::drop));
        QVERIFY(openStore(scratch.path(), quick));
        QVERIFY(restoreStore(scratch.path("copy.db"), scratch.path("new.db"), OldStore::keep));
        QCOMPARE(runsIn(scratch.path("new.db")), 6U);
    }

    void aLogWithoutItsStoreSpoilsNothing()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 6);
        QVERIFY(backupStore(scratch.path(), scratch.path("copy.db")));
        // As a process that was killed leaves it.
        std::string log;
        {
            auto store = openStore(scratch.path(), quick);
            QVERIFY(store);
            QVERIFY(ledger::commitEntry(**store, 7));
            log = bytesOf(scratch.path("store.db-wal"));
        }
        writeBytes(scratch.path("store.db-wal"), log);
        QVERIFY(!log.empty());
        QVERIFY(restoreStore(scratch.path("copy.db"), scratch.path(), OldStore::drop));
        QCOMPARE(runsIn(scratch.path()), 6U);
        writeBytes(scratch.path("copy.db-wal"), log);
        QVERIFY(backupStore(scratch.path(), scratch.path("copy.db")));
        QCOMPARE(runsIn(scratch.path("copy.db")), 6U);
    }

    void aDamagedBackupIsRefused()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 6);
        QVERIFY(backupStore(scratch.path(), scratch.path("copy.db")));
        execute(scratch.path("copy.db"), "DELETE FROM events WHERE sequence = 2");
        const std::string before = bytesOf(scratch.path());
        const auto refused = restoreStore(scratch.path("copy.db"), scratch.path(), OldStore::drop);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::storeCorrupt);
        QVERIFY(bytesOf(scratch.path()) == before);
    }

    void aForgottenPersonLeavesNoByte_data()
    {
        QTest::addColumn<QByteArray>("identity");
        QTest::newRow("email") << QByteArray(email);
        QTest::newRow("email in capitals") << QByteArray(email).toUpper();
        QTest::newRow("external id") << QByteArray("customer-3");
        QTest::newRow("contact id") << QByteArray("contact_3");
    }

    void aForgottenPersonLeavesNoByte()
    {
        QFETCH(QByteArray, identity);
        const Scratch scratch;
        makeStore(scratch.path(), 30);
        {
            auto store = openStore(scratch.path(), quick);
            QVERIFY(store);
            auto transaction = (*store)->begin();
            QVERIFY(transaction);
            auto clock = *(*store)->clock();
            EventRow event;
            event.sequence = clock.sequence = journey::after(clock.sequence);
            event.contact = ContactNumber{3};
            event.identityValue = email;
            event.payload = Value(std::string("mail to ") + email);
            QVERIFY((*transaction)->addEvent(event));
            // Earlier states of rows stay in pages that are free now.
            auto run = **(*transaction)->run(RunNumber{2});
            run.history.assign(20'000, ' ');
            run.history.append(email);
            QVERIFY((*transaction)->changeRun(run));
            run.history.clear();
            QVERIFY((*transaction)->changeRun(run));
            AuditRow audit;
            audit.reason = std::string("asked by ") + email;
            QVERIFY((*transaction)->addAudit(audit));
            QVERIFY((*transaction)->commit(clock));
        }
        const auto found = [&] {
            return (bytesOf(scratch.path()) + bytesOf(scratch.path("store.db-wal"))).find(email) != std::string::npos;
        };
        QVERIFY(found());
        const auto gone = forgetPerson(scratch.path(), identity.toStdString());
        QVERIFY2(gone, gone ? "" : gone.error().message.c_str());
        QVERIFY(!found());
        QCOMPARE(gone->contact, ContactNumber{3});
        QCOMPARE(gone->runs, 5U); // 2, 9, 16, 23 and 30
        QCOMPARE(gone->events, 6U);
        QVERIFY(checkStore(scratch.path())->empty());
        QCOMPARE(runsIn(scratch.path()), 25U);
        const auto again = forgetPerson(scratch.path(), identity.toStdString());
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::notFound);
    }

    void aReaderKeepsTheLogAndThatIsSaid()
    {
        const Scratch scratch;
        makeStore(scratch.path(), 10);
        auto reading = store::Connection::open(scratch.path(), store::Connection::Access::read, {});
        QVERIFY(reading);
        QVERIFY((*reading)->execute("BEGIN; SELECT count(*) FROM runs"));
        const auto kept = forgetPerson(scratch.path(), email);
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, ErrorCode::storeFailed);
        reading->reset();
        const auto again = forgetPerson(scratch.path(), email);
        QCOMPARE(again.error().code, ErrorCode::notFound);
        QVERIFY((bytesOf(scratch.path()) + bytesOf(scratch.path("store.db-wal"))).find(email) == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
