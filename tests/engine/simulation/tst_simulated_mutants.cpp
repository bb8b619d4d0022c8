// SPDX-License-Identifier: GPL-3.0-or-later
// The core broken on purpose: random simulations and the race explorer notice, by the same checks that take no honest
// run for broken.
#include "engine/journey/mutants.h"
#include "explorer.h"
#include "random_scenario.h"
#include "short_scenarios.h"

#include <QTest>

#include <algorithm>

using namespace runlens;
using namespace runlens::testing;
using journey::Mutant;

namespace {

/// What the driver never asks of the core it cannot be seen to do wrong: an input of an earlier time, a timer before it
/// is due, an event behind its turn. And whom to send to is no promise. The core's own tests catch these.
bool showsInRuns(Mutant mutant)
{
    return mutant != Mutant::goesBackInTime && mutant != Mutant::timesOutEarly && mutant != Mutant::matchesTooEarly
           && mutant != Mutant::sendsToUnsubscribed;
}

std::string breakInRandomRuns(std::uint64_t scenarios)
{
    for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
        const auto stage = stageOf(randomScenario(seed));
        simulation::WorldOptions options;
        options.seed = seed;
        options.mostInputs = 5000; // a broken one may go on for ever
        simulation::World world(stage, options);
        world.playToEnd();
        simulation::Facts facts;
        facts.contacts = world.facts();
        facts.endedAt = stage->end();
        facts.atRest = world.atRest();
        if (std::string broken = brokenPromise(*stage, facts); !broken.empty())
            return "seed " + std::to_string(seed) + ": " + broken;
    }
    return {};
}

std::string breakInRaces()
{
    for (const auto scenario : {&raceOfEventAndTimeout, &raceOfRetryAndCancel, &raceOfWorkers, &raceBeforeTheWait})
        if (auto found = Explorer(stageOf(scenario()), true, 20'000).explore(); !found.broken.empty())
            return found.broken.substr(0, found.broken.find('\n'));
    return {};
}

} // namespace

class TestSimulatedMutants : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areCaught_data();
    void areCaught();
    void theUnbrokenOneIsNot();
    void cleanup() { journey::useMutant(Mutant::none); }
};

void TestSimulatedMutants::areCaught_data()
{
    QTest::addColumn<int>("mutant");
    for (std::size_t i = 1; i < journey::mutantCount; ++i)
        if (showsInRuns(static_cast<Mutant>(i)))
            QTest::addRow("%s", std::string(nameOf(static_cast<Mutant>(i))).c_str()) << static_cast<int>(i);
}

void TestSimulatedMutants::areCaught()
{
    QFETCH(int, mutant);
    journey::useMutant(static_cast<Mutant>(mutant));
    const std::string inRuns = breakInRandomRuns(4000);
    const std::string inRaces = breakInRaces();
    qInfo("random: %s", inRuns.empty() ? "not noticed" : inRuns.c_str());
    qInfo("races: %s", inRaces.empty() ? "not noticed" : inRaces.c_str());
    QVERIFY(!inRuns.empty());
    QVERIFY(!inRaces.empty());
}

void TestSimulatedMutants::theUnbrokenOneIsNot()
{
    QCOMPARE(QByteArray::fromStdString(breakInRandomRuns(1000)), QByteArray());
    QCOMPARE(QByteArray::fromStdString(breakInRaces()), QByteArray());
}

QTEST_APPLESS_MAIN(TestSimulatedMutants)
#include "tst_simulated_mutants.moc"
