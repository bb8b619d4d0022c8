// SPDX-License-Identifier: GPL-3.0-or-later
// One short scenario, and every single fault in it: a death before and after each commit, every pair of deaths, every
// call of the store failing once and for a while. What comes out is what comes out without any.
#include "fault_world.h"

#include <QTest>

#include <functional>

using namespace runlens;
using namespace runlens::testing;
using namespace std::chrono_literals;

namespace {

void askUntilAnswered(FaultWorld& world, const char* event, const char* email)
{
    const std::size_t request = world.ask(event, email, true);
    for (int i = 0; i < 20 && !world.requests()[request].answered; ++i) {
        if (i == 4) // what fails for ever is mended some day
            world.storeFaults().heal();
        world.askAgain(request);
    }
}

/// Every type of step: one person pays in time, one does not; one pays without having ordered.
void shortScenario(FaultWorld& world)
{
    askUntilAnswered(world, "order.completed", "olivia@example.com");
    world.deliverUntilQuiet();
    askUntilAnswered(world, "order.completed", "ben@example.com");
    world.deliverUntilQuiet();
    world.pass(10s);
    askUntilAnswered(world, "order.paid", "olivia@example.com");
    world.deliverUntilQuiet();
    world.pass(61s);
    world.deliverUntilQuiet(); // ben's wait has timed out
    world.pass(31s);
    world.deliverUntilQuiet();
    askUntilAnswered(world, "order.paid", "ben@example.com");
    world.deliverUntilQuiet();
    world.pass(91s);
    world.deliverUntilQuiet();
}

struct Lived {
    std::string outcome;
    std::string broken;
    std::uint64_t batches = 0;
    std::uint64_t storeCalls = 0;
};

Lived live(Tally& tally, const std::function<void(FaultWorld&)>& prepare = {})
{
    FaultWorld world(1, true, tally);
    const std::uint64_t before = world.storeFaults().allCalls();
    if (prepare)
        prepare(world);
    shortScenario(world);
    Lived lived;
    lived.batches = world.batches();
    lived.storeCalls = world.storeFaults().allCalls() - before;
    lived.broken = world.settle();
    lived.outcome = world.outcome();
    return lived;
}

struct Way {
    Boundary boundary;
    Death how;
};
constexpr Way ways[] = {{Boundary::before, Death::power},
                        {Boundary::before, Death::kill},
                        {Boundary::after, Death::power},
                        {Boundary::after, Death::kill}};

} // namespace

class TestFaultSweep : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aDeathAtEveryCommit();
    void everyPairOfDeaths();
    void everyCallFails();
    void everyCallFailsForAWhile();
    void everyReplyIsLost();

private:
    /// Fails the test once, not at every place.
    void sameAs(const Lived& lived, const std::string& what) const;

    Lived m_honest;
    Tally m_tally;
};

void TestFaultSweep::initTestCase()
{
    m_honest = live(m_tally);
    QCOMPARE(m_honest.broken, std::string());
    qInfo("%llu batches, %llu calls of the store; without a fault:\n%s",
          static_cast<unsigned long long>(m_honest.batches), static_cast<unsigned long long>(m_honest.storeCalls),
          m_honest.outcome.c_str());
    for (const char* step :
         {"receipt=completed", "wait=completed/received", "wait=completed/timeout", "thanks=completed",
          "pause=completed", "mark=completed", "joins=completed", "leaves=completed", "topic=completed",
          "known=completed/true", "known=completed/false", "reminder*1"})
        QVERIFY2(m_honest.outcome.find(step) != std::string::npos, step);
}

void TestFaultSweep::sameAs(const Lived& lived, const std::string& what) const
{
    if (QTest::currentTestFailed())
        return;
    QVERIFY2(lived.broken.empty(), (what + ": " + lived.broken).c_str());
    QVERIFY2(lived.outcome == m_honest.outcome, (what + ":\n" + lived.outcome).c_str());
}

void TestFaultSweep::aDeathAtEveryCommit()
{
    for (std::uint64_t batch = 1; batch <= m_honest.batches; ++batch)
        for (const Way& way : ways)
            sameAs(live(m_tally, [&](FaultWorld& world) { world.dieAt(batch, way.boundary, way.how); }),
                   "death at batch " + std::to_string(batch));
    QCOMPARE(m_tally.faults["power lost before a commit"], m_honest.batches);
    QCOMPARE(m_tally.faults["process killed after a commit"], m_honest.batches);
}

void TestFaultSweep::everyPairOfDeaths()
{
    std::uint64_t pairs = 0;
    for (std::uint64_t first = 1; first < m_honest.batches; ++first)
        for (std::uint64_t second = first + 1; second <= m_honest.batches; ++second) {
            const Way& one = ways[pairs % 4];
            const Way& other = ways[pairs / 4 % 4];
            ++pairs;
            sameAs(live(m_tally,
                        [&](FaultWorld& world) {
                            world.dieAt(first, one.boundary, one.how);
                            world.dieAt(second, other.boundary, other.how);
                        }),
                   "deaths at batches " + std::to_string(first) + " and " + std::to_string(second));
        }
    qInfo("%llu pairs of deaths", static_cast<unsigned long long>(pairs));
}

void TestFaultSweep::everyCallFails()
{
    for (std::uint64_t nth = 1; nth <= m_honest.storeCalls; ++nth)
        sameAs(live(m_tally, [&](FaultWorld& world) { world.storeFaults().failAny(nth, store::Lasting::once); }),
               "call " + std::to_string(nth) + " of the store failed");
}

void TestFaultSweep::everyCallFailsForAWhile()
{
    for (std::uint64_t nth = 1; nth <= m_honest.storeCalls; nth += 3)
        sameAs(live(m_tally,
                    [&](FaultWorld& world) {
                        world.storeFaults().failAny(nth, store::Lasting::forEver, ErrorCode::storeFull);
                    }),
               "all calls of the store from " + std::to_string(nth) + " on failed for a while");
}

void TestFaultSweep::everyReplyIsLost()
{
    for (std::uint64_t batch = 1; batch <= m_honest.batches; ++batch)
        sameAs(live(m_tally, [&](FaultWorld& world) { world.storeFaults().loseReply(batch); }),
               "reply of commit " + std::to_string(batch) + " lost");
}

QTEST_APPLESS_MAIN(TestFaultSweep)
#include "tst_fault_sweep.moc"
