// SPDX-License-Identifier: GPL-3.0-or-later
// A check that cannot fail proves nothing: the core is broken in each of the ways of mutant_list.h, and the promises'
// checks must see it. The same checks pass with the core as it is.
#include "engine/journey/mutants.h"
#include "promises.h"

#include <QTest>

#include <cstdio>
#include <optional>

using namespace runlens::journey;

namespace {

constexpr std::uint64_t mostRuns = 20'000;

/// The first run that breaks a promise, and which.
struct Caught {
    std::uint64_t seed = 0;
    std::string promise;
};

std::optional<Caught> firstBreak()
{
    for (std::uint64_t seed = 0; seed < mostRuns; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        auto broken = brokenPromises(randomTrace(chooser));
        if (!broken.empty())
            return Caught{seed, std::move(broken.front())};
    }
    return std::nullopt;
}

} // namespace

class TestMutants : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { useMutant(Mutant::none); }
    void theCoreAsItIsPasses()
    {
        const auto caught = firstBreak();
        QVERIFY2(!caught, caught ? caught->promise.c_str() : "");
    }
    void eachIsCaught_data()
    {
        QTest::addColumn<int>("mutant");
        for (std::size_t i = 1; i < mutantCount; ++i)
            QTest::addRow("%s", std::string(nameOf(static_cast<Mutant>(i))).c_str()) << static_cast<int>(i);
    }
    void eachIsCaught()
    {
        QFETCH(int, mutant);
        useMutant(static_cast<Mutant>(mutant));
        const auto caught = firstBreak();
        QVERIFY(caught);
        std::printf("%-22s caught in run %llu by \"%s\"\n", std::string(nameOf(static_cast<Mutant>(mutant))).c_str(),
                    static_cast<unsigned long long>(caught->seed + 1), caught->promise.c_str());
    }
};

QTEST_APPLESS_MAIN(TestMutants)
#include "tst_mutants.moc"
