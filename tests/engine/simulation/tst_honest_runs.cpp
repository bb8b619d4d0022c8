// SPDX-License-Identifier: GPL-3.0-or-later
// Random simulations break no promise, and the auditor takes none of them for broken. RUNLENS_HONEST_RUNS says how many
// runs to play; seeds count up from RUNLENS_HONEST_SEED.
#include "promise_watch.h"
#include "random_scenario.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <memory>
#include <string>

using namespace runlens;
using namespace runlens::testing;

namespace {

/// How often each thing was seen: a test that never meets a crash proves nothing about crashes.
class Coverage {
public:
    void add(const simulation::Facts& facts, const std::vector<Audit>& audits)
    {
        for (const Audit& audit : audits)
            for (const Finding& finding : audit.findings)
                ++m_seen["finding " + std::string(codeName(finding.code))];
        for (const auto& contact : facts.contacts) {
            for (const auto& refused : contact.refusedEvents)
                ++m_seen["refused event " + std::to_string(static_cast<int>(refused.why))];
            for (const auto& event : contact.events)
                for (const auto& record : event.admissions)
                    ++m_seen["admission " + std::string(nameOf(record.admission))];
            for (const auto& input : contact.inputs)
                ++m_seen[input.lost      ? std::string("lost in a crash")
                         : input.refused ? "refused input " + std::string(nameOf(*input.refused))
                                         : "input " + std::string(nameOf(input.input))];
            for (const auto& run : contact.runs)
                add(run.run);
        }
    }
    [[nodiscard]] std::string missing(std::initializer_list<const char*> wanted) const
    {
        std::string text;
        for (const char* one : wanted)
            if (!m_seen.contains(one))
                text += std::string(text.empty() ? "" : ", ") + one;
        return text;
    }
    void print() const
    {
        for (const auto& [what, count] : m_seen)
            qInfo("%8lld  %s", count, what.c_str());
    }

private:
    void add(const Run& run)
    {
        ++m_seen["run " + std::string(run.status.name())];
        for (const Step& step : run.steps)
            ++m_seen["step " + std::string(step.status.name())];
        for (const Wait& wait : run.waits)
            ++m_seen["wait " + std::string(wait.status.name())];
    }

    std::map<std::string, long long> m_seen;
};

qint64 numberOf(const char* variable, qint64 otherwise)
{
    return qEnvironmentVariableIsSet(variable) ? qEnvironmentVariable(variable).toLongLong() : otherwise;
}

} // namespace

class TestHonestRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void breakNoPromise();
    void changeNothingThatIsFinal();
};

void TestHonestRuns::breakNoPromise()
{
    const qint64 wanted = numberOf("RUNLENS_HONEST_RUNS", 100'000);
    Coverage coverage;
    qint64 runs = 0;
    qint64 rested = 0;
    qint64 scenarios = 0;
    for (auto seed = static_cast<std::uint64_t>(numberOf("RUNLENS_HONEST_SEED", 1)); runs < wanted;
         ++seed, ++scenarios) {
        const auto stage = std::make_shared<const simulation::Stage>(simulation::prepare(randomScenario(seed)).value());
        simulation::PlayOptions options;
        options.trace = true;
        const auto played = simulation::play(stage, options);
        const std::string broken = brokenPromise(*stage, played.facts);
        if (!broken.empty())
            qWarning("%s", inputsOf(played.facts).c_str());
        QVERIFY2(broken.empty(), ("seed " + std::to_string(seed) + ": " + broken).c_str());
        runs += static_cast<qint64>(played.facts.runs().size());
        rested += played.facts.atRest ? 1 : 0;
        coverage.add(played.facts, auditsOf(stage->scenario, played.facts));
    }
    qInfo("%lld scenarios, %lld at rest in the end, %lld runs", scenarios, rested, runs);
    coverage.print();
    QVERIFY2(rested * 2 > scenarios, "that nothing is stuck is judged at rest alone");
    const std::string missing = coverage.missing({"run completed",
                                                  "run failed",
                                                  "run cancelled",
                                                  "step skipped",
                                                  "step failed",
                                                  "wait received",
                                                  "wait timed_out",
                                                  "wait cancelled",
                                                  "input recover",
                                                  "input retry",
                                                  "input cancel",
                                                  "input unknown",
                                                  "input failed_transiently",
                                                  "input failed_for_good",
                                                  "lost in a crash",
                                                  "refused input stale_result",
                                                  "finding late_event_ignored",
                                                  "finding step_deferred",
                                                  "finding send_retried",
                                                  "refused event 0",
                                                  "refused event 2",
                                                  "admission filtered",
                                                  "admission already_been",
                                                  "admission already_inside",
                                                  "admission starts_cap"});
    QVERIFY2(missing.empty(), ("never seen: " + missing).c_str());
}

void TestHonestRuns::changeNothingThatIsFinal()
{
    int compared = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const auto stage = std::make_shared<const simulation::Stage>(simulation::prepare(randomScenario(seed)).value());
        simulation::World world(stage, {});
        std::map<std::string, Run> before;
        bool more = true;
        while (more) {
            more = world.step();
            for (const auto& contact : world.facts())
                for (const auto& run : contact.runs) {
                    auto [earlier, isNew] = before.try_emplace(run.run.id.text(), run.run);
                    if (isNew || earlier->second == run.run)
                        continue;
                    ++compared;
                    const auto changed = auditChange(earlier->second, run.run);
                    QVERIFY2(changed.empty(), ("seed " + std::to_string(seed) + ": "
                                               + (changed.empty() ? std::string() : told(changed.front())))
                                                  .c_str());
                    earlier->second = run.run;
                }
        }
    }
    QVERIFY(compared > 1000);
}

QTEST_APPLESS_MAIN(TestHonestRuns)
#include "tst_honest_runs.moc"
