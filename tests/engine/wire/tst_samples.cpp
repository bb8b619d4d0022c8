// SPDX-License-Identifier: GPL-3.0-or-later
// Every sample is read; those that show what is wrong with a run say so, and no other does.
#include "tests/data/sample.h"

#include <filesystem>
#include <set>

using namespace runlens;

class TestSamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allAreRead();
    void extremes();
};

void TestSamples::allAreRead()
{
    const std::set<std::string> withDiagnostics{"contradictory-waits", "null-everywhere"};
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(RUNLENS_SOURCE_DIR "/resources/samples")) {
        if (file.path().extension() != ".json")
            continue;
        ++seen;
        const auto name = file.path().stem().string();
        const auto json = sample(name);
        if (name.ends_with(".automation")) {
            const auto automation = readAutomation(json);
            QVERIFY2(automation.has_value(), name.c_str());
            QVERIFY2(automation->diagnostics.empty(), name.c_str());
            continue;
        }
        const auto run = readRun(json);
        QVERIFY2(run.has_value(), name.c_str());
        QVERIFY2(run->diagnostics.empty() != withDiagnostics.contains(name), (name + shown(run->diagnostics)).c_str());
    }
    QVERIFY(seen >= 19);
}

void TestSamples::extremes()
{
    const auto read = [](const char* name) { return readRun(sample(name))->value; };
    const auto many = read("many-steps");
    QCOMPARE(many.steps.size(), std::size_t{300});
    QCOMPARE(many.waits.size(), std::size_t{40});
    QVERIFY(read("empty-run").steps.empty());
    const auto nulls = read("null-everywhere");
    QVERIFY(nulls.steps.size() == 2 && nulls.waits.size() == 1 && nulls.messages.size() == 1);
    QVERIFY(!nulls.status.present() && !nulls.triggerEvent && nulls.other.empty());
    QCOMPARE(read("long-names").steps[0].key.text().size(), std::size_t{500});
    const auto tiny = read("tiny");
    QVERIFY(*tiny.completedAt - *tiny.startedAt == std::chrono::milliseconds{3});
    const auto years = read("years");
    QVERIFY(*years.completedAt - *years.triggerEvent->occurredAt > std::chrono::years{3} - std::chrono::days{2});
}

QTEST_APPLESS_MAIN(TestSamples)
#include "tst_samples.moc"
