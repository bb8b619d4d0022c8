// SPDX-License-Identifier: GPL-3.0-or-later
// Seeded simulation of the whole runtime with every kind of fault, in random order: no promise is ever broken.
//
// RUNLENS_SEEDS says how many seeds to play (10,000), RUNLENS_SEED from which on (1). A seed that fails is printed with
// the command that plays it again.
#include "fault_world.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <sqlite3.h>
#include <thread>

using namespace runlens;
using namespace runlens::testing;
using namespace std::chrono_literals;

namespace {

std::uint64_t fromEnvironment(const char* name, std::uint64_t otherwise)
{
    const QByteArray said = qgetenv(name);
    return said.isEmpty() ? otherwise : said.toULongLong();
}

runtime::SendResult anyResult(Chooser& chooser, bool deduplicates)
{
    using runtime::SendResult;
    const auto roll = chooser.pick(100);
    if (roll < 65)
        return {};
    if (roll < 82)
        return {SendResult::Kind::transient, "503", "busy"};
    if (roll < 93 || deduplicates)
        return {SendResult::Kind::permanent, "550", "refused"};
    return {SendResult::Kind::unknown, {}, "no answer"};
}

std::string anyone(Chooser& chooser)
{
    static constexpr const char* people[] = {"olivia@example.com", "ben@example.com", "chris@example.com"};
    return people[chooser.pick(3)];
}

RunId anyRun(FaultWorld& world, Chooser& chooser)
{
    const auto count = static_cast<std::uint32_t>(world.runCount());
    return store::idOf(store::RunNumber{1 + chooser.pick(count + 1)});
}

/// One of every kind.
void injectFault(FaultWorld& world, Chooser& chooser, std::uint64_t seed)
{
    using store::Lasting;
    const auto nth = 1 + chooser.pick(40);
    switch (chooser.pick(9)) {
    case 0:
        world.note("power lost between two commits");
        world.die(Death::power);
        break;
    case 1:
        world.note("process killed between two commits");
        world.die(Death::kill);
        break;
    case 2:
        world.note("power lost in a commit");
        world.vfs().stopAt(nth);
        world.ask("order.completed", anyone(chooser), true);
        world.die(Death::power);
        break;
    case 3:
        world.note("process killed in a commit");
        world.vfs().stopAt(nth);
        world.ask("order.paid", anyone(chooser), true);
        world.die(Death::kill);
        break;
    case 4:
        world.note("reply of a commit lost");
        world.storeFaults().loseReply(1);
        break;
    case 5:
        world.note("call of the store failed");
        world.storeFaults().failAny(nth, Lasting::once);
        break;
    case 6:
        world.note("store failed for a while");
        world.storeFaults().failAny(nth, Lasting::forEver, ErrorCode::storeFull);
        world.ask("order.completed", anyone(chooser), true);
        world.tick();
        world.storeFaults().heal();
        break;
    case 7:
        world.note("call of the disk failed");
        world.vfs().failAny(nth, Lasting::once, SQLITE_IOERR);
        break;
    default:
        world.note("disk full for a while");
        world.vfs().fail(store::VfsCall::write, nth, Lasting::forEver, SQLITE_FULL);
        world.ask("order.paid", anyone(chooser), (seed & 1U) != 0);
        world.tick();
        world.vfs().heal();
        break;
    }
}

void byHand(FaultWorld& world, Chooser& chooser)
{
    switch (chooser.pick(5)) {
    case 0: world.command(runtime::CancelRun{anyRun(world, chooser), "test", ""}); break;
    case 1: world.command(runtime::RetryRun{anyRun(world, chooser), "test", ""}); break;
    case 2:
        world.note("automation paused");
        world.command(runtime::PauseAutomation{AutomationId("aut_1"), "test", ""});
        break;
    case 3: world.command(runtime::ResumeAutomation{AutomationId("aut_1"), "test", ""}); break;
    default:
        world.command(runtime::ReportMessage{MessageId(anyRun(world, chooser).text() + "/receipt/message"),
                                             static_cast<MessageReport>(chooser.pick(5)), std::nullopt});
        break;
    }
}

void deliverSomething(FaultWorld& world, Chooser& chooser, bool deduplicates)
{
    if (world.handed().empty())
        return;
    const std::size_t index = chooser.pick(static_cast<std::uint32_t>(world.handed().size())); // in any order
    const auto result = anyResult(chooser, deduplicates);
    const bool answers = chooser.chance(85);
    if (!answers)
        world.note("worker not heard of again");
    world.deliver(index, result, answers);
}

struct Played {
    std::string failure;
    std::uint64_t digest = 0;
};

/// `deaf`: calls of the store that do nothing. Without `syncs` a commit does not wait for the disk.
Played play(std::uint64_t seed, Tally& tally, std::optional<store::StoreCall> deaf = {}, bool syncs = true)
{
    try {
        Chooser chooser = Chooser::ofSeed(seed);
        const bool deduplicates = chooser.chance(70);
        FaultWorld world(seed, deduplicates, tally, syncs);
        if (deaf)
            world.storeFaults().deafen(*deaf);
        const auto steps = 15 + chooser.pick(30);
        for (std::uint32_t i = 0; i < steps; ++i) {
            const auto roll = chooser.pick(100);
            if (roll < 28) {
                world.ask(chooser.chance(60) ? "order.completed" : "order.paid", anyone(chooser), chooser.chance(85));
            } else if (roll < 36 && !world.requests().empty()) {
                world.note("event sent again");
                world.askAgain(chooser.pick(static_cast<std::uint32_t>(world.requests().size())));
            } else if (roll < 58) {
                deliverSomething(world, chooser, deduplicates);
            } else if (roll < 76) {
                if (chooser.chance(70))
                    world.passToNext();
                else
                    world.pass(1s * chooser.pick(100));
                world.tick();
            } else if (roll < 82) {
                byHand(world, chooser);
            } else if (roll < 97) {
                injectFault(world, chooser, seed);
            } else if (const auto changed = world.look(); !changed.empty()) {
                return {changed, 0};
            }
        }
        const std::string broken = world.settle();
        return {broken, world.digest()};
    } catch (const std::exception& error) {
        return {error.what(), 0};
    }
}

void print(const char* title, const std::map<std::string, std::uint64_t>& counts)
{
    qInfo("%s", title);
    for (const auto& [name, count] : counts)
        qInfo("%10llu  %s", static_cast<unsigned long long>(count), name.c_str());
}

/// All seeds on two threads; each thread's share is its own.
Tally playAll(std::uint64_t first, std::uint64_t count, std::vector<std::uint64_t>& digests, std::string& failure)
{
    Tally all;
    std::mutex mutex;
    std::atomic<std::uint64_t> next{0};
    std::uint64_t failed = 0;
    digests.resize(count);
    const auto work = [&] {
        Tally mine;
        for (std::uint64_t i = next++; i < count; i = next++) {
            const Played played = play(first + i, mine);
            digests[i] = played.digest;
            if (played.failure.empty())
                continue;
            const std::lock_guard lock(mutex);
            if (++failed == 1)
                failure = "seed " + std::to_string(first + i) + ": " + played.failure
                          + "\n  to play it again: ./dev test --seed " + std::to_string(first + i);
        }
        const std::lock_guard lock(mutex);
        all.add(mine);
    };
    std::thread other(work);
    work();
    other.join();
    if (failed > 1)
        failure += "\n  and " + std::to_string(failed - 1) + " more";
    return all;
}

} // namespace

class TestFaultSimulation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noPromiseIsBroken();
    void theSameSeedDoesTheSame();
    void whatIsBrokenIsFound_data();
    void whatIsBrokenIsFound();
};

void TestFaultSimulation::noPromiseIsBroken()
{
    const bool whole = qEnvironmentVariableIsEmpty("RUNLENS_SEED");
    const std::uint64_t first = fromEnvironment("RUNLENS_SEED", 1);
    const std::uint64_t count = fromEnvironment("RUNLENS_SEEDS", whole ? 10'000 : 1);
    std::vector<std::uint64_t> digests;
    std::string failure;
    const Tally tally = playAll(first, count, digests, failure);
    print("faults injected:", tally.faults);
    print("commits after a fault of that kind:", tally.commits);
    print("transitions committed:", tally.transitions);
    qInfo("%llu seeds, %llu runs, %llu batches, %llu of them committed", static_cast<unsigned long long>(count),
          static_cast<unsigned long long>(tally.runs), static_cast<unsigned long long>(tally.asked),
          static_cast<unsigned long long>(tally.committed));
    QVERIFY2(failure.empty(), failure.c_str());
    QVERIFY(tally.committed * 2 >= tally.asked); // where nearly everything fails, nothing can go wrong
    if (count < 1'000)
        return;
    for (const char* fault : {"power lost between two commits", "process killed between two commits",
                              "power lost in a commit", "process killed in a commit", "reply of a commit lost",
                              "call of the store failed", "store failed for a while", "call of the disk failed",
                              "disk full for a while", "event sent again", "worker not heard of again"}) {
        QVERIFY2(tally.faults.contains(fault), fault);
        QVERIFY2(tally.commits.contains(fault), fault);
    }
    for (const char* transition : {"queued + trigger -> performing",
                                   "performing + done -> waiting_event",
                                   "performing + done -> completed",
                                   "performing + failed_transiently -> waiting_back_off",
                                   "performing + failed_transiently -> failed",
                                   "performing + failed_for_good -> failed",
                                   "performing + unknown -> failed",
                                   "performing + event -> performing",
                                   "performing + cancel -> cancelled",
                                   "performing + recover -> performing",
                                   "performing + recover -> failed",
                                   "waiting_event + event -> performing",
                                   "waiting_event + timer -> waiting_delay",
                                   "waiting_event + timer -> performing",
                                   "waiting_event + cancel -> cancelled",
                                   "waiting_delay + timer -> performing",
                                   "waiting_delay + cancel -> cancelled",
                                   "waiting_back_off + timer -> performing",
                                   "waiting_back_off + cancel -> cancelled",
                                   "failed + retry -> performing",
                                   "cancelled + done -> cancelled",
                                   "cancelled + recover -> cancelled",
                                   "completed + event -> completed"})
        QVERIFY2(tally.transitions.contains(transition), transition);
}

void TestFaultSimulation::theSameSeedDoesTheSame()
{
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Tally tally;
        const Played once = play(seed, tally);
        const Played again = play(seed, tally);
        QVERIFY2(once.digest == again.digest, std::to_string(seed).c_str());
    }
}

void TestFaultSimulation::whatIsBrokenIsFound_data()
{
    QTest::addColumn<int>("deaf"); // a call of the store that does nothing; -1: none
    QTest::addColumn<bool>("syncs");
    QTest::addRow("synchronous=OFF") << -1 << false;
    using store::StoreCall;
    for (const StoreCall call :
         {StoreCall::eventByKey, StoreCall::claimable, StoreCall::dueRuns, StoreCall::changeRun, StoreCall::putOutbox,
          StoreCall::removeOutbox, StoreCall::addEvent, StoreCall::listeningRuns})
        QTest::addRow("%s does nothing", std::string(nameOf(call)).c_str()) << static_cast<int>(call) << true;
}

/// The simulation is no proof unless it fails when it should: a few dozen seeds are enough.
void TestFaultSimulation::whatIsBrokenIsFound()
{
    QFETCH(const int, deaf);
    QFETCH(const bool, syncs);
    const auto call = deaf < 0 ? std::nullopt : std::optional(static_cast<store::StoreCall>(deaf));
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Tally tally;
        const Played played = play(seed, tally, call, syncs);
        if (!played.failure.empty()) {
            qInfo("seed %llu: %s", static_cast<unsigned long long>(seed),
                  played.failure.substr(0, played.failure.find('\n')).c_str());
            return;
        }
    }
    QFAIL("60 seeds, and nothing was noticed");
}

QTEST_APPLESS_MAIN(TestFaultSimulation)
#include "tst_fault_simulation.moc"
