// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as bytes: whatever a run goes through comes back, and is told the same; and what was stored once is read for
// ever.
#include "definitions.h"
#include "engine/journey/history.h"
#include "engine/journey/run_codec.h"
#include "world.h"

#include <QTest>

#include <map>

using namespace runlens;
using namespace runlens::journey;

namespace {

/// The events of a trace, by their sequence.
class KnownEvents {
public:
    void know(const EventRef& event)
    {
        if (event != nullptr)
            m_events.insert_or_assign(event->sequence, event);
    }
    void know(const Input& input)
    {
        if (const auto* trigger = std::get_if<Trigger>(&input.what))
            know(trigger->event);
        else if (const auto* event = std::get_if<ContactEvent>(&input.what))
            know(event->event);
    }
    /// Has it a number that another has, or none? Traces have such events, stores never do.
    [[nodiscard]] bool isOdd(const Input& input) const
    {
        const auto* event = std::get_if<ContactEvent>(&input.what);
        const auto* trigger = std::get_if<Trigger>(&input.what);
        if (event == nullptr)
            return trigger != nullptr && trigger->event->sequence == Sequence{};
        return event->event->sequence == Sequence{} || m_events.contains(event->event->sequence);
    }
    [[nodiscard]] EventSource source() const
    {
        return [this](Sequence sequence) {
            const auto found = m_events.find(sequence);
            return found == m_events.end() ? EventRef() : found->second;
        };
    }

private:
    std::map<Sequence, EventRef> m_events;
};

} // namespace

class TestRunCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStateComesBack();
    void theHistoryTellsTheSame();
    void brokenBytesAreNoState();
    void whatFormat1Stored();
};

void TestRunCodec::everyStateComesBack()
{
    std::size_t states = 0;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Trace trace = randomTrace(chooser);
        KnownEvents events;
        for (const TraceEntry& entry : trace.entries) {
            if (!entry.refusal && events.isOdd(entry.input))
                break;
            if (!entry.refusal)
                events.know(entry.input);
            ++states;
            const auto back = decodeState(encodeState(entry.after), trace.plan, events.source());
            QVERIFY2(back && *back == entry.after, std::to_string(seed).c_str());
        }
    }
    QVERIFY(states > 30'000);
}

void TestRunCodec::theHistoryTellsTheSame()
{
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Trace trace = randomTrace(chooser);
        KnownEvents events;
        Run told;
        told.id = RunId("run_1");
        std::string history;
        for (const TraceEntry& entry : trace.entries) {
            if (entry.refusal)
                continue;
            if (events.isOdd(entry.input))
                break;
            events.know(entry.input);
            tell(told, trace.plan, entry.actions, entry.input.at);
            appendActions(history, entry.actions, entry.input.at);
        }
        const auto entries = decodeHistory(history, trace.plan, events.source());
        QVERIFY(entries);
        Run again;
        again.id = told.id;
        for (const HistoryEntry& entry : *entries)
            tell(again, trace.plan, std::get<HistoryEntry::Did>(entry.what), entry.at);
        QVERIFY2(again == told, std::to_string(seed).c_str());
    }
}

/// Cut off anywhere, or with any byte another one: never a crash, and never a step that the plan does not have.
void TestRunCodec::brokenBytesAreNoState()
{
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Trace trace = randomTrace(chooser);
        if (trace.entries.empty())
            continue;
        KnownEvents events;
        std::string history;
        for (const TraceEntry& entry : trace.entries) {
            events.know(entry.input);
            appendActions(history, entry.actions, entry.input.at);
        }
        const std::string state = encodeState(trace.entries.back().after);
        for (std::size_t size = 0; size < state.size(); ++size)
            QVERIFY(!decodeState(std::string_view(state).substr(0, size), trace.plan, events.source()));
        for (const std::string& bytes : {state, history}) {
            for (std::size_t i = 0; i < bytes.size(); ++i) {
                std::string broken = bytes;
                broken[i] = static_cast<char>(chooser.pick(256));
                const auto read = decodeState(broken, trace.plan, events.source());
                QVERIFY(!read || read->step == noStep || read->step < trace.plan.steps.size());
                refused += decodeHistory(broken, trace.plan, events.source()) ? 0U : 1U;
            }
        }
    }
    QVERIFY(refused > 1'000);
    QVERIFY(!decodeState("\x02", documentedJourney().plan(), KnownEvents().source())); // a format to come
}

void TestRunCodec::whatFormat1Stored()
{
    const Plan plan = documentedJourney().plan();
    auto trigger = std::make_shared<EventRecord>();
    trigger->sequence = Sequence{300};
    KnownEvents events;
    events.know(trigger);
    RunState state;
    state.phase = Phase::waitingBackOff;
    state.contact = ContactNumber{7};
    state.depth = 1;
    state.lastSequence = Sequence{301};
    state.lastAt = Instant(Duration(1'000'000));
    state.trigger = trigger;
    state.startedAt = Instant(Duration(2));
    state.step = 0;
    state.enteredAt = Instant(Duration(3));
    state.attempts = 2;
    state.allAttempts = 3;
    state.messageMade = true;
    state.slotTaken = true;
    state.timer = TimerNumber{5};
    state.lastTimer = TimerNumber{6};
    state.timerDue = Instant(Duration(-1));
    state.matchesAfter = Sequence{302};
    state.matchesSince = Instant(Duration(4));
    state.timeoutAt = Instant(Duration(5));
    state.held = trigger;
    state.resolvedWaits = {1};
    state.lastError = RunFailure{FailureCode::exhausted, 0, "503", "busy", Instant(Duration(6))};
    const std::string stored = "01040701ad0280897aac020401060203010100050601ae02080aac02010201010103353033046275737"
                               "90c";
    QCOMPARE(QByteArray::fromStdString(encodeState(state)).toHex().toStdString(), stored);
    const QByteArray bytes = QByteArray::fromHex(QByteArray::fromStdString(stored));
    const auto read = decodeState({bytes.constData(), static_cast<std::size_t>(bytes.size())}, plan, events.source());
    QVERIFY(read && *read == state);
}

QTEST_APPLESS_MAIN(TestRunCodec)
#include "tst_run_codec.moc"
