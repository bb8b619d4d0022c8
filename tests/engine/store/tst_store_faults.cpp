// SPDX-License-Identifier: GPL-3.0-or-later
// Every call that SQLite makes of the file system fails once, and for ever from there on: nothing that was acknowledged
// is lost, nothing is there twice, and every failure is said.
#include "engine/store/connection.h"
#include "tests/engine/store/faults/fault_vfs.h"
#include "tests/engine/store/faults/faulty_store.h"
#include "tests/engine/store/ledger.h"

#include <QTest>

#include <sqlite3.h>

using namespace runlens;
using namespace runlens::store;

namespace {

const std::string path = "store.db";
constexpr std::uint64_t entriesOfLife = 6;

struct Tally {
    std::uint64_t lives = 0;
    std::uint64_t tried = 0; ///< commits
    std::uint64_t done = 0;
    VfsCounts counts;
    std::string faults; ///< the first ones that were found
    std::array<std::uint64_t, 256> codes{};
};

/// Commits entries as a runtime would: after a failure it opens the store again, and looks where that stands. Gives up
/// where nothing helps. How many were acknowledged.
std::uint64_t live(const SqliteOptions& options, Tally& tally)
{
    std::uint64_t acknowledged = 0;
    std::uint64_t next = 1;
    for (int openings = 0; openings < 4 && acknowledged < entriesOfLife; ++openings) {
        auto opened = openStore(path, options);
        if (!opened) {
            ++tally.codes[static_cast<std::size_t>(opened.error().code)];
            continue;
        }
        const auto clock = (*opened)->clock();
        if (!clock)
            continue;
        // What was in doubt is known now: what is there will stay.
        acknowledged = std::max(acknowledged, clock->runs);
        next = clock->runs + 1;
        while (next <= entriesOfLife) {
            ++tally.tried;
            if (const auto done = ledger::commitEntry(**opened, next); !done) {
                ++tally.codes[static_cast<std::size_t>(done.error().code)];
                break;
            }
            ++tally.done;
            acknowledged = next++;
        }
    }
    return acknowledged;
}

/// The `nth` call fails. False where a life has not so many.
bool failOnce(std::uint64_t nth, Lasting lasting, int code, Tally& tally)
{
    FaultVfs vfs;
    vfs.failAny(nth, lasting, code);
    const auto acknowledged = live(vfs.options(), tally);
    const bool happened = vfs.hasFailed();
    // The process ends; with every other call, the power fails too.
    if (nth % 2 == 0)
        vfs.crash(nth);
    else
        vfs.kill();
    const auto counts = vfs.counts();
    for (std::size_t call = 0; call < vfsCalls; ++call)
        tally.counts.injected[call] += counts.injected[call];
    ++tally.lives;
    std::uint64_t entries = 0;
    const auto faults = ledger::faultsOf(path, vfs.options(), acknowledged, entries);
    if (!faults.empty() && tally.faults.empty())
        tally.faults = "call " + std::to_string(nth) + ", code " + std::to_string(code)
                       + (lasting == Lasting::once ? ", once: " : ", for ever: ") + faults;
    return happened;
}

} // namespace

class TestStoreFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCallOfTheFileSystemFails_data()
    {
        QTest::addColumn<int>("lasting");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, Lasting lasting, int code) {
            QTest::newRow(name) << static_cast<int>(lasting) << code;
        };
        row("once, I/O error", Lasting::once, SQLITE_IOERR);
        row("once, full", Lasting::once, SQLITE_FULL);
        row("for ever, I/O error", Lasting::forEver, SQLITE_IOERR);
        row("for ever, full", Lasting::forEver, SQLITE_FULL);
    }

    void everyCallOfTheFileSystemFails()
    {
        QFETCH(int, lasting);
        QFETCH(int, code);
        Tally tally;
        std::uint64_t nth = 1;
        while (failOnce(nth, static_cast<Lasting>(lasting), code, tally))
            ++nth;
        std::string injected;
        for (std::size_t call = 0; call < vfsCalls; ++call)
            injected += ' ' + std::string(nameOf(static_cast<VfsCall>(call))) + ' '
                        + std::to_string(tally.counts.injected[call]);
        qInfo("%d lives; %d of %d commits done; injected:%s", int(tally.lives), int(tally.done), int(tally.tried),
              injected.c_str());
        QVERIFY2(tally.faults.empty(), tally.faults.c_str());
        // Where everything fails nothing is shown.
        QVERIFY(tally.lives > 200);
        QVERIFY(tally.done * 2 > tally.tried);
        for (std::size_t call = 0; call < vfsCalls; ++call)
            QVERIFY2(tally.counts.injected[call] > 0 || static_cast<VfsCall>(call) == VfsCall::truncate,
                     nameOf(static_cast<VfsCall>(call)).data());
        if (code == SQLITE_FULL)
            QVERIFY(tally.codes[static_cast<std::size_t>(ErrorCode::storeFull)] > 0);
    }

    void aSyncThatFailedIsNotTrusted()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            FaultVfs vfs;
            std::uint64_t entries = 0;
            {
                auto store = openStore(path, vfs.options());
                QVERIFY(store);
                QVERIFY(ledger::commitEntry(**store, 1));
                // What this commit wrote can be read, and is not on the disk.
                vfs.fail(VfsCall::sync, 1, Lasting::once, SQLITE_IOERR_FSYNC);
                QVERIFY(!ledger::commitEntry(**store, 2));
                QVERIFY(!(*store)->begin());
                vfs.kill();
            }
            {
                auto store = openStore(path, vfs.options());
                QVERIFY(store);
                entries = (*store)->clock()->runs;
                while (entries < 4)
                    QVERIFY(ledger::commitEntry(**store, ++entries));
                vfs.crash(seed);
            }
            const auto faults = ledger::faultsOf(path, vfs.options(), 4, entries);
            QVERIFY2(faults.empty(), faults.c_str());
        }
    }

    void aFullDiskIsSaidAndPasses()
    {
        FaultVfs vfs;
        auto store = openStore(path, vfs.options());
        QVERIFY(store);
        QVERIFY(ledger::commitEntry(**store, 1));
        vfs.fail(VfsCall::write, 1, Lasting::once, SQLITE_FULL);
        const auto full = ledger::commitEntry(**store, 2);
        QVERIFY(!full);
        QCOMPARE(full.error().code, ErrorCode::storeFull);
        QCOMPARE(full.error().where, path);
        store->reset();
        store = openStore(path, vfs.options());
        QVERIFY(store);
        QCOMPARE((*store)->clock()->runs, 1U);
        QVERIFY(ledger::commitEntry(**store, 2));
    }

    void aStoreThatWasTakenOverCommitsNothing()
    {
        FaultVfs vfs;
        auto first = openStore(path, vfs.options());
        QVERIFY(first);
        QVERIFY(ledger::commitEntry(**first, 1));
        // As if its lock had not held: another VFS name would not do, so the epoch is counted by hand.
        {
            auto other = store::Connection::open(path, store::Connection::Access::write, vfs.name());
            QVERIFY(other);
            QVERIFY((*other)->execute("UPDATE clock SET epoch = epoch + 1"));
        }
        const auto late = ledger::commitEntry(**first, 2);
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::storeFenced);
        QVERIFY(!ledger::commitEntry(**first, 2));
        first->reset();
        std::uint64_t entries = 0;
        const auto faults = ledger::faultsOf(path, vfs.options(), 1, entries);
        QVERIFY2(faults.empty(), faults.c_str());
        QCOMPARE(entries, 1U);
    }

    void callsOfAStoreFailAsAsked()
    {
        const auto faults = std::make_shared<StoreFaults>();
        FaultVfs vfs;
        auto opened = openStore(path, vfs.options());
        QVERIFY(opened);
        auto store = withFaults(std::move(*opened), faults);
        faults->fail(StoreCall::addRun, 2, Lasting::once, ErrorCode::storeFull);
        QVERIFY(ledger::commitEntry(*store, 1));
        QVERIFY(!faults->hasFailed());
        const auto failed = ledger::commitEntry(*store, 2);
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::storeFull);
        QVERIFY(ledger::commitEntry(*store, 2));
        QCOMPARE(faults->calls(StoreCall::addRun), 3U);
        QCOMPARE(faults->injected(StoreCall::addRun), 1U);
        // The reply is lost: it says no, and is there.
        faults->loseReply(1);
        QVERIFY(!ledger::commitEntry(*store, 3));
        QCOMPARE(faults->repliesLost(), 1U);
        QVERIFY(!store->begin());
        QCOMPARE(store->clock()->runs, 3U);
        faults->failAny(1, Lasting::forEver);
        QVERIFY(!store->clock());
        QVERIFY(!store->openWork());
        faults->heal();
        QVERIFY(store->openWork());
    }
};

QTEST_APPLESS_MAIN(TestStoreFaults)
#include "tst_store_faults.moc"
