// SPDX-License-Identifier: GPL-3.0-or-later
// The power goes at any call that SQLite makes of the file system: what was committed survives.
#include "tests/engine/store/faults/fault_vfs.h"
#include "tests/engine/store/ledger.h"

#include <QTest>

#include <sqlite3.h>

using namespace runlens;
using namespace runlens::store;

namespace {

const std::string path = "store.db";

struct Lived {
    std::uint64_t acknowledged = 0;
    bool failed = false;
};

/// Commits entries until a call fails, at most up to entry `last`.
Lived live(const SqliteOptions& options, std::uint64_t acknowledged, std::uint64_t last)
{
    Lived lived{.acknowledged = acknowledged, .failed = false};
    auto opened = openStore(path, options);
    lived.failed = !opened;
    while (!lived.failed && lived.acknowledged < last) {
        lived.failed = !ledger::commitEntry(**opened, lived.acknowledged + 1);
        lived.acknowledged += lived.failed ? 0U : 1U;
    }
    return lived;
}

struct Outcome {
    std::string faults;         ///< the first ones that were found
    std::uint64_t lost = 0;     ///< lives after which something was wrong
    std::uint64_t lives = 0;    ///< that ended with a loss of power
    std::uint64_t promised = 0; ///< entries acknowledged
    std::uint64_t doubtful = 0; ///< entries that were there without having been acknowledged
    VfsCounts counts;
};

/// Three lives on one disk, each of which ends at some call; then a look.
void surviveOnce(std::uint64_t seed, bool syncs, Outcome& outcome)
{
    FaultVfs vfs;
    const auto options = vfs.options(syncs);
    std::uint64_t acknowledged = 0;
    for (std::uint64_t life = 0; life < 3; ++life) {
        const std::uint64_t dice = (seed * 3 + life) * 0x9E3779B97F4A7C15U;
        const std::uint64_t nth = 1 + (dice >> 40U) % 500;
        // One in four sees its disk fail before the power does: syncs that fail have lost what they should save.
        if (dice % 4 == 0)
            vfs.failAny(nth, Lasting::forEver, SQLITE_IOERR);
        else
            vfs.stopAt(nth);
        const auto lived = live(options, acknowledged, acknowledged + 30);
        vfs.crash(dice);
        ++outcome.lives;
        outcome.promised += lived.acknowledged - acknowledged;
        std::uint64_t entries = 0;
        const auto faults = ledger::faultsOf(path, options, lived.acknowledged, entries);
        if (!faults.empty()) {
            ++outcome.lost;
            if (outcome.faults.empty())
                outcome.faults = "seed " + std::to_string(seed) + ", life " + std::to_string(life) + ": " + faults;
            break;
        }
        outcome.doubtful += entries - lived.acknowledged;
        acknowledged = entries;
    }
    const VfsCounts counts = vfs.counts();
    for (std::size_t call = 0; call < vfsCalls; ++call)
        outcome.counts.injected[call] += counts.injected[call];
    outcome.counts.droppedSectors += counts.droppedSectors;
    outcome.counts.keptSectors += counts.keptSectors;
}

Outcome survive(std::uint64_t seeds, bool syncs)
{
    Outcome outcome;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
        surviveOnce(seed, syncs, outcome);
    return outcome;
}

} // namespace

class TestPowerLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasCommittedSurvives()
    {
        const Outcome outcome = survive(300, true);
        qInfo("%d losses of power, %d entries acknowledged, %d more were there, %d sectors lost, %d kept",
              int(outcome.lives), int(outcome.promised), int(outcome.doubtful), int(outcome.counts.droppedSectors),
              int(outcome.counts.keptSectors));
        QVERIFY2(outcome.faults.empty(), outcome.faults.c_str());
        // It would prove nothing if nothing had been promised, or nothing had been at stake.
        QVERIFY(outcome.promised > outcome.lives * 4);
        QVERIFY(outcome.doubtful > 0);
        QVERIFY(outcome.counts.droppedSectors > outcome.lives);
        QVERIFY(outcome.counts.keptSectors > outcome.lives);
        for (const VfsCall call : {VfsCall::open, VfsCall::read, VfsCall::write, VfsCall::sync, VfsCall::size,
                                   VfsCall::lock, VfsCall::shmMap, VfsCall::shmLock})
            QVERIFY2(outcome.counts.injectedOf(call) > 0, nameOf(call).data());
    }

    void withoutSyncItDoesNot()
    {
        const Outcome outcome = survive(60, false);
        qInfo("without sync: %d of %d lives lost something; the first: %s", int(outcome.lost), int(outcome.lives),
              outcome.faults.c_str());
        QVERIFY(outcome.lost > outcome.lives / 4);
    }
};

QTEST_APPLESS_MAIN(TestPowerLoss)
#include "tst_power_loss.moc"
