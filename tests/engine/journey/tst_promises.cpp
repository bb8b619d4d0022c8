// SPDX-License-Identifier: GPL-3.0-or-later
// Random definitions, random inputs: what the engine promises holds, every legal transition happens, and no other.
#include "definitions.h"
#include "engine/journey/transitions.h"
#include "promises.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

using namespace runlens;
using namespace runlens::journey;

namespace {

rc::Gen<std::vector<std::uint32_t>> scripts()
{
    return rc::gen::container<std::vector<std::uint32_t>>(600, rc::gen::inRange<std::uint32_t>(0, 1U << 16U));
}

/// Enough for the rarest transition, and for seconds.
constexpr std::uint64_t manyRuns = 25'000;

std::string named(const Transition& transition)
{
    return std::string(nameOf(transition.from)) + " + " + std::string(nameOf(transition.on)) + " -> "
           + std::string(nameOf(transition.to));
}

/// One input of each kind; those that carry what the state must know carry the right thing.
Input inputOf(InputKind kind, const RunState& state)
{
    auto event = std::make_shared<EventRecord>();
    event->name = eventNames[0];
    event->contact = state.contact;
    event->sequence = after(state.lastSequence);
    Input input{after(state.lastSequence), std::max(state.lastAt, state.timerDue), Trigger{event}};
    switch (kind) {
    case InputKind::trigger: break;
    case InputKind::done: input.what = StepDone{state.step, state.allAttempts}; break;
    case InputKind::failedTransiently:
        input.what = StepFailedTransiently{state.step, state.allAttempts, {}, {}, 0};
        break;
    case InputKind::failedForGood: input.what = StepFailedForGood{state.step, state.allAttempts, {}, {}}; break;
    case InputKind::unknown: input.what = StepUnknown{state.step, state.allAttempts, {}}; break;
    case InputKind::event: input.what = ContactEvent{event}; break;
    case InputKind::timer: input.what = TimerDue{state.timer}; break;
    case InputKind::cancel: input.what = Cancel{}; break;
    case InputKind::retry: input.what = Retry{}; break;
    case InputKind::recover: input.what = Recover{}; break;
    }
    return input;
}

} // namespace

class TestPromises : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRandomDefinitionIsValid();
    void promisesAreKept();
    void promisesAreKeptByManyRuns();
    void theSameInputsGiveTheSameOutcome();
    void everyLegalTransitionHappensAndNoOther();
    void everyOtherInputIsRefused();
    void everyStatusChangeIsOfTheContract();
    void onlyWhatMayConcernARunChangesIt();
};

void TestPromises::everyRandomDefinitionIsValid()
{
    QVERIFY(rc::check("randomDefinition compiles", [] {
        Chooser chooser(*scripts());
        const auto compiled = compile(randomDefinition(chooser, 12));
        RC_ASSERT(compiled.plan.has_value());
    }));
}

void TestPromises::promisesAreKept()
{
    QVERIFY(rc::check("every promise is kept", [] {
        Chooser chooser(*scripts());
        const auto broken = brokenPromises(randomTrace(chooser));
        if (!broken.empty())
            RC_FAIL(broken.front());
    }));
}

void TestPromises::promisesAreKeptByManyRuns()
{
    std::size_t applied = 0;
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < manyRuns; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Trace trace = randomTrace(chooser);
        for (const TraceEntry& entry : trace.entries)
            ++(entry.refusal ? refused : applied);
        const auto broken = brokenPromises(trace);
        QVERIFY2(broken.empty(), broken.empty() ? "" : (broken.front() + ", seed " + std::to_string(seed)).c_str());
    }
    std::printf("%zu inputs applied, %zu refused\n", applied, refused);
    QVERIFY(applied > manyRuns);
    QVERIFY(refused > manyRuns);
}

void TestPromises::theSameInputsGiveTheSameOutcome()
{
    QVERIFY(rc::check("advance is a function of its arguments", [] {
        Chooser chooser(*scripts());
        const Trace trace = randomTrace(chooser);
        for (const TraceEntry& entry : trace.entries) {
            const Facts facts{entry.contact, trace.policy, trace.zone, entry.slots, entry.usage};
            const auto again = advance(trace.plan, entry.before, entry.input, facts);
            RC_ASSERT(again.has_value() == !entry.refusal);
            if (again) {
                RC_ASSERT(again->state == entry.after);
                RC_ASSERT(again->actions.size() == entry.actions.size());
            }
        }
    }));
}

void TestPromises::everyLegalTransitionHappensAndNoOther()
{
    std::map<std::array<std::size_t, 3>, std::size_t> seen;
    for (std::uint64_t seed = 0; seed < manyRuns; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed + manyRuns);
        for (const TraceEntry& entry : randomTrace(chooser).entries)
            if (!entry.refusal)
                ++seen[{static_cast<std::size_t>(entry.before.phase), static_cast<std::size_t>(entry.input.kind()),
                        static_cast<std::size_t>(entry.after.phase)}];
    }
    std::size_t never = 0;
    for (const Transition& transition : legalTransitions()) {
        const auto count = seen[{static_cast<std::size_t>(transition.from), static_cast<std::size_t>(transition.on),
                                 static_cast<std::size_t>(transition.to)}];
        std::printf("%8zu  %s\n", count, named(transition).c_str());
        never += count == 0 ? 1U : 0U;
    }
    std::printf("%zu legal transitions, %zu of them never seen\n", legalTransitions().size(), never);
    QCOMPARE(never, std::size_t{0});
    QCOMPARE(seen.size(), legalTransitions().size()); // and no other
}

void TestPromises::everyOtherInputIsRefused()
{
    // States as they come, by phase; what the table does not have is refused in each of them.
    std::array<std::size_t, phaseCount> states{};
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Trace trace = randomTrace(chooser);
        for (const TraceEntry& entry : trace.entries) {
            ++states.at(static_cast<std::size_t>(entry.after.phase));
            for (std::size_t kind = 0; kind < inputKindCount; ++kind) {
                const auto on = static_cast<InputKind>(kind);
                const Facts facts{entry.contact, trace.policy, trace.zone, entry.slots, entry.usage};
                const auto outcome = advance(trace.plan, entry.after, inputOf(on, entry.after), facts);
                if (isLegal(entry.after.phase, on)) {
                    QVERIFY(outcome || outcome.error().code != RefusalCode::illegal);
                    continue;
                }
                QVERIFY(!outcome);
                QCOMPARE(outcome.error(), (Refusal{RefusalCode::illegal, entry.after.phase, on}));
                ++refused;
            }
        }
    }
    QVERIFY(std::ranges::find(states, std::size_t{0}) == states.end());
    QVERIFY(refused > 0);
}

void TestPromises::everyStatusChangeIsOfTheContract()
{
    // The transitions, seen from outside, are those of the contract. (Passing through "running" counts as two.)
    for (const Transition& transition : legalTransitions()) {
        const RunStatus from = statusOf(transition.from);
        const RunStatus to = statusOf(transition.to);
        const bool through = isLegal(from, RunStatus::running) && isLegal(RunStatus::running, to);
        QVERIFY2(from == to || isLegal(from, to) || through, named(transition).c_str());
    }
}

void TestPromises::onlyWhatMayConcernARunChangesIt()
{
    QVERIFY(rc::check("what mayConcern denies leads to no action", [] {
        Chooser chooser(*scripts());
        const Trace trace = randomTrace(chooser);
        for (const TraceEntry& entry : trace.entries) {
            const auto* happened = std::get_if<ContactEvent>(&entry.input.what);
            if (happened != nullptr && !entry.refusal && !mayConcern(trace.plan, entry.before, *happened->event))
                RC_ASSERT(entry.actions.empty());
        }
    }));
}

QTEST_APPLESS_MAIN(TestPromises)
#include "tst_promises.moc"
