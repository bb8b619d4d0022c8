// SPDX-License-Identifier: GPL-3.0-or-later
// Single stories that the rules tell, where a random run would not say which rule broke.
#include "definitions.h"
#include "engine/journey/machine.h"

#include <QTest>

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

using namespace runlens;
using namespace runlens::journey;
using namespace std::chrono_literals;

namespace {

const Instant noon = *parseInstant("2026-06-08T12:00:00Z");

template <class T, class Variant>
constexpr bool isOneOf = false;
template <class T, class... One>
constexpr bool isOneOf<T, std::variant<One...>> = (std::is_same_v<T, One> || ...);

/// Drives one run by hand, a second an input.
class Driven {
public:
    explicit Driven(Plan plan) : m_plan(std::move(plan)) { state.contact = ContactNumber{1}; }

    std::expected<void, Refusal> give(InputBody body, Duration later = 1s)
    {
        now += later;
        actions.clear();
        const Facts facts{contact, policy, zone, slots, usage};
        return apply(m_plan, state, {next(), now, std::move(body)}, facts, actions);
    }
    EventRef event(const char* name, Value payload = object({}), std::uint16_t depth = 0)
    {
        auto made = std::make_shared<EventRecord>();
        made->sequence = after(sequence);
        made->name = name;
        made->contact = state.contact;
        made->payload = std::move(payload);
        made->receivedAt = now;
        made->depth = depth;
        return made;
    }
    bool start(Value payload = object({}))
    {
        return give(Trigger{event("order.completed", std::move(payload))}).has_value();
    }
    bool done() { return give(StepDone{state.step, state.allAttempts}).has_value(); }
    bool open() { return give(ContactEvent{event("sendrealm.mail.open")}).has_value(); }
    bool timerFires()
    {
        now = std::max(now, state.timerDue);
        return give(TimerDue{state.timer}, 0s).has_value();
    }

    template <class T>
    std::optional<T> find() const
    {
        for (const Action& action : actions) {
            if constexpr (isOneOf<T, Action>) {
                if (const auto* found = std::get_if<T>(&action))
                    return *found;
            } else if (const auto* record = std::get_if<Record>(&action)) {
                if (const auto* found = std::get_if<T>(record))
                    return *found;
            }
        }
        return std::nullopt;
    }

    RunState state;
    Contact contact;
    Policy policy;
    ZoneOffsets zone;
    std::vector<CapSlot> slots;
    ProjectUsage usage;
    Actions actions;
    Instant now = noon;
    Sequence sequence{};

private:
    Sequence next() { return sequence = after(sequence); }

    Plan m_plan;
};

Driven documented() { return Driven(documentedJourney().plan()); }

} // namespace

class TestMachine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensInTime();
    void opensTooLate();
    void anOpenFasterThanOurBookkeeping();
    void anEventBetweenLimitAndTickWins();
    void withoutATimeOutToTheHorizon();
    void filtersAndCorrelation();
    void retriesAndThenDeadLetters();
    void aRetryKeepsKeyAndMessage();
    void whatNobodyAnsweredIsNotSentAgain();
    void cancelledWhileClaimed();
    void cancelledBeforeItWasSent();
    void deferredOverNight();
    void unsubscribesWhileBackingOff();
    void capsOfTheProject();
    void aChangeThatChangesNothing();
    void causationIsCounted();
    void recovery();
    void theSameInputAgainIsStale();
    void conditionsSeeTheContactAsItIs();
    void ticks_data();
    void ticks();
    void backOffDoublesUpToItsLimit();
};

void TestMachine::opensInTime()
{
    Driven run = documented();
    QVERIFY(run.start());
    QVERIFY(run.find<PerformStep>() && run.find<PerformStep>()->makesMessage && run.find<PerformStep>()->takesSlot);
    QVERIFY(run.done());
    QVERIFY(run.find<EmitEvent>()->event == SystemEvent::mailSend);
    QVERIFY(run.find<OpenWait>()->timeoutAt == run.now + 24h);
    QVERIFY(run.find<SetTimer>()->due == run.now + 24h && firesOnTick(run.find<SetTimer>()->kind));
    QVERIFY(run.open());
    QVERIFY(run.find<ClearTimer>().has_value() && run.find<CloseWait>()->status == WaitStatus::received);
    QVERIFY(run.find<StepEnded>()->branch == Branch::received);
    QVERIFY(run.state.phase == Phase::performing && run.state.step == 2);
    QVERIFY(run.done());
    QVERIFY(run.find<EmitEvent>()->event == SystemEvent::pushSend);
    QVERIFY(run.find<Finish>()->status == RunStatus::completed);
    QVERIFY(run.open()); // and once more
    QVERIFY(run.find<EventLate>() && run.actions.size() == 1 && run.state.phase == Phase::completed);
}

void TestMachine::opensTooLate()
{
    Driven run = documented();
    QVERIFY(run.start() && run.done());
    const auto early = run.give(TimerDue{run.state.timer}, 23h);
    QVERIFY(!early && early.error().code == RefusalCode::timerNotDue);
    QVERIFY(run.timerFires());
    QVERIFY(run.find<CloseWait>()->status == WaitStatus::timedOut && run.find<CloseWait>()->at == run.now);
    QVERIFY(run.state.step == 3);
    QVERIFY(run.open());
    QVERIFY(run.find<EventLate>() && run.state.step == 3 && run.state.phase == Phase::performing);
}

void TestMachine::anOpenFasterThanOurBookkeeping()
{
    Driven run = documented();
    QVERIFY(run.start());
    const EventRef before = run.state.trigger;
    QVERIFY(run.open());
    QVERIFY(run.find<EventHeld>() && run.state.phase == Phase::performing);
    const EventRef first = run.state.held;
    QVERIFY(run.open()); // the first counts
    QVERIFY(run.actions.empty() && run.state.held == first);
    QVERIFY(run.done());
    QVERIFY(run.find<OpenWait>()->matchesSince < run.find<OpenWait>()->openedAt);
    QVERIFY(run.find<CloseWait>()->event == first && !run.find<SetTimer>());
    QVERIFY(run.state.step == 2);
    QVERIFY(run.state.held == nullptr);

    // What was ingested before the outbox row was committed is too early, whenever it is applied.
    Driven other = documented();
    QVERIFY(other.start());
    auto earlier = std::make_shared<EventRecord>(*other.event("sendrealm.mail.open"));
    earlier->sequence = before->sequence;
    QVERIFY(other.give(ContactEvent{earlier}));
    QVERIFY(other.actions.empty() && other.done());
    QVERIFY(other.give(ContactEvent{earlier}));
    QVERIFY(other.actions.empty() && other.state.phase == Phase::waitingEvent);
}

void TestMachine::anEventBetweenLimitAndTickWins()
{
    Driven run = documented();
    QVERIFY(run.start() && run.done());
    QVERIFY(run.give(ContactEvent{run.event("sendrealm.mail.open")}, 24h + 30s));
    QVERIFY(run.find<CloseWait>()->status == WaitStatus::received);
}

void TestMachine::withoutATimeOutToTheHorizon()
{
    const auto plan = [](std::int64_t delay) {
        return DefinitionBuilder()
            .step("d", StepType::delay, object({{"duration_seconds", number(delay)}}))
            .step("w", StepType::waitForEvent, object({{"event_name", text("a")}}))
            .connect("trigger", "d")
            .connect("d", "w")
            .plan();
    };
    Driven run(plan(86400));
    QVERIFY(run.start());
    const Instant started = run.now;
    QVERIFY(run.timerFires());
    QVERIFY(run.find<OpenWait>()->timeoutAt == started + std::chrono::days(30));
    // A run that is older than the horizon goes on: the horizon bounds nothing but the wait.
    Driven old(plan(40 * 86400));
    QVERIFY(old.start() && old.timerFires());
    QVERIFY(old.find<OpenWait>()->timeoutAt == old.now);
    QVERIFY(old.timerFires() && old.state.phase == Phase::completed);
}

void TestMachine::filtersAndCorrelation()
{
    Driven run(DefinitionBuilder()
                   .step("w", StepType::waitForEvent,
                         object({{"event_name", text("paid")},
                                 {"filters", object({{"amount_gte", number(10)}})},
                                 {"correlation", text("order_id")}}))
                   .connect("trigger", "w")
                   .plan());
    QVERIFY(run.start(object({{"order_id", number(7)}})));
    const auto pay = [&](Value payload) {
        return run.give(ContactEvent{run.event("paid", std::move(payload))}).has_value()
               && run.find<CloseWait>().has_value();
    };
    QVERIFY(!pay(object({{"order_id", number(7)}, {"amount", number(9)}})));
    QVERIFY(!pay(object({{"order_id", number(8)}, {"amount", number(10)}})));
    QVERIFY(!pay(object({{"order_id", text("7")}, {"amount", number(10)}})));
    QVERIFY(!pay(object({{"amount", number(10)}})));
    auto stranger =
        std::make_shared<EventRecord>(*run.event("paid", object({{"order_id", number(7)}, {"amount", number(10)}})));
    stranger->contact = ContactNumber{2};
    const auto refused = run.give(ContactEvent{stranger});
    QVERIFY(!refused && refused.error().code == RefusalCode::otherContact);
    QVERIFY(pay(object({{"order_id", number(7)}, {"amount", number(10)}})));
}

void TestMachine::retriesAndThenDeadLetters()
{
    Driven run = documented();
    QVERIFY(run.start());
    for (std::uint32_t attempt = 1; attempt < 5; ++attempt) {
        QVERIFY(run.give(StepFailedTransiently{run.state.step, attempt, "timeout", "timed out", 1U << 31U}));
        QVERIFY(run.state.phase == Phase::waitingBackOff);
        const auto timer = run.find<SetTimer>();
        QVERIFY(timer->due == run.now + 500ms * (1 << (attempt - 1)) && !firesOnTick(timer->kind));
        QVERIFY(run.timerFires());
        QVERIFY(!run.find<PerformStep>()->makesMessage && !run.find<PerformStep>()->takesSlot);
        QCOMPARE(run.find<PerformStep>()->attempt, attempt + 1);
    }
    const auto stale = run.give(StepFailedTransiently{run.state.step, 4, "timeout", "timed out", 0});
    QVERIFY(!stale && stale.error().code == RefusalCode::staleResult);
    QVERIFY(run.give(StepFailedTransiently{run.state.step, 5, "timeout", "timed out", 0}));
    QVERIFY(run.find<Finish>()->status == RunStatus::failed && run.find<ReturnSlot>());
    QVERIFY(run.state.lastError->code == FailureCode::exhausted && run.state.lastError->senderCode == "timeout");
}

void TestMachine::aRetryKeepsKeyAndMessage()
{
    Driven run = documented();
    QVERIFY(run.start() && run.give(StepFailedForGood{run.state.step, 1, "550", "no such mailbox"}));
    QVERIFY(run.state.lastError->code == FailureCode::permanent);
    QVERIFY(!run.give(Cancel{}));
    QVERIFY(run.give(Retry{}));
    const auto perform = run.find<PerformStep>();
    QVERIFY(perform && perform->step == 0 && perform->attempt == 2 && !perform->makesMessage && perform->takesSlot);
    QVERIFY(!run.state.lastError && run.state.attempts == 1);
    QVERIFY(run.give(StepFailedTransiently{run.state.step, 2, "timeout", "", 0})); // fresh attempts
    QVERIFY(run.state.phase == Phase::waitingBackOff);
    QVERIFY(run.timerFires() && run.done());
    QVERIFY(run.state.phase == Phase::waitingEvent);
    QCOMPARE(idempotencyKey(RunId("run_1"), documentedJourney().plan().steps[0]), std::string("run_1/send_receipt"));
}

void TestMachine::whatNobodyAnsweredIsNotSentAgain()
{
    Driven careless = documented();
    careless.policy.senderDeduplicates = false;
    QVERIFY(careless.start() && careless.give(Recover{OutboxRow::claimed}));
    QVERIFY(careless.state.phase == Phase::failed && careless.state.lastError->code == FailureCode::unknown);
    QVERIFY(!careless.find<PerformStep>() && !careless.find<ReturnSlot>()); // it may have arrived

    Driven unclaimed = documented();
    unclaimed.policy.senderDeduplicates = false;
    QVERIFY(unclaimed.start() && unclaimed.give(Recover{OutboxRow::unclaimed}));
    QVERIFY(unclaimed.find<PerformStep>()->again);

    Driven careful = documented();
    QVERIFY(careful.start() && careful.give(Recover{OutboxRow::claimed}));
    QVERIFY(careful.find<PerformStep>()->again && careful.find<PerformStep>()->attempt == 1);
}

void TestMachine::cancelledWhileClaimed()
{
    Driven run = documented();
    QVERIFY(run.start() && run.give(Cancel{OutboxRow::claimed}));
    QVERIFY(!run.find<WithdrawSend>() && !run.find<ReturnSlot>());
    QVERIFY(run.done());
    QVERIFY(run.find<AttemptEnded>()->afterCancel && !run.find<StepEnded>() && run.find<EmitEvent>());
    QVERIFY(run.state.phase == Phase::cancelled);
    const auto again = run.give(StepDone{run.state.step, 1});
    QVERIFY(!again && again.error().code == RefusalCode::staleResult);
}

void TestMachine::cancelledBeforeItWasSent()
{
    Driven run = documented();
    QVERIFY(run.start() && run.give(Cancel{OutboxRow::unclaimed}));
    QVERIFY(run.find<WithdrawSend>() && run.find<ReturnSlot>());
    QVERIFY(!run.give(StepDone{run.state.step, 1}));

    Driven waiting = documented();
    QVERIFY(waiting.start() && waiting.done() && waiting.give(Cancel{}));
    QVERIFY(waiting.find<CloseWait>()->status == WaitStatus::cancelled && waiting.find<ClearTimer>());
    QVERIFY(!waiting.find<WithdrawSend>()); // that send is done
    QVERIFY(waiting.open() && waiting.find<EventLate>());

    Driven queued = documented();
    QVERIFY(queued.give(Cancel{}) && queued.state.phase == Phase::cancelled && !queued.find<StepEnded>());
    QVERIFY(queued.open() && queued.actions.empty()); // it has no trigger yet
}

void TestMachine::deferredOverNight()
{
    Driven run = documented();
    run.policy.quietHours.push_back({22h, 8h});
    run.now = *parseInstant("2026-06-08T23:00:00Z");
    QVERIFY(run.start());
    QVERIFY(run.find<StepDeferred>()->reason == DeferReason::quietHours && !run.find<PerformStep>());
    QVERIFY(run.find<SetTimer>()->due == *parseInstant("2026-06-09T08:00:00Z"));
    QVERIFY(!firesOnTick(run.find<SetTimer>()->kind));
    QVERIFY(run.open() && run.actions.empty()); // nothing was sent that could be opened
    QVERIFY(run.timerFires());
    QVERIFY(run.find<PerformStep>()->attempt == 1); // no attempt was spent
}

void TestMachine::unsubscribesWhileBackingOff()
{
    Driven run = documented();
    QVERIFY(run.start() && run.open()); // held
    QVERIFY(run.give(StepFailedTransiently{run.state.step, 1, "timeout", "", 1U << 31U}));
    run.contact.unsubscribed = true;
    QVERIFY(run.timerFires());
    QVERIFY(run.find<WithdrawSend>() && run.find<ReturnSlot>());
    QVERIFY(run.find<StepEnded>()->status == StepStatus::skipped);
    // What was held belonged to a message that never went out: the wait begins at its opening.
    QVERIFY(run.state.phase == Phase::waitingEvent && run.state.held == nullptr);
    QVERIFY(run.find<OpenWait>()->matchesSince == run.now);
}

void TestMachine::capsOfTheProject()
{
    Driven run = documented();
    run.policy.caps.sends = 10;
    run.usage.sends = 10;
    QVERIFY(run.start());
    QVERIFY(run.state.lastError->code == FailureCode::projectSendCap && !run.find<PerformStep>());
    run.usage.sends = 9;
    QVERIFY(run.give(Retry{}) && run.find<PerformStep>()->makesMessage);
    run.policy.caps.concurrentWaits = 3;
    run.usage.concurrentWaits = 3;
    QVERIFY(run.done());
    QVERIFY(run.state.lastError->code == FailureCode::projectWaitCap && run.state.step == 1);
    run.usage.concurrentWaits = 2;
    QVERIFY(run.give(Retry{}) && run.find<OpenWait>());
}

void TestMachine::aChangeThatChangesNothing()
{
    const Plan plan = DefinitionBuilder()
                          .step("u", StepType::contactUpdate, object({{"fields", object({{"vip", truth(true)}})}}))
                          .step("r", StepType::removeFromAudience, object({{"audience_id", text("a")}}))
                          .connect("trigger", "u")
                          .connect("u", "r")
                          .plan();
    Driven run(plan);
    QVERIFY(run.start() && run.give(StepDone{run.state.step, 1, false}));
    QVERIFY(!run.find<EmitEvent>());
    QVERIFY(run.give(StepDone{run.state.step, 1, true})
            && !run.find<EmitEvent>()); // the platform has no event for leaving
    Driven other(plan);
    QVERIFY(other.start() && other.give(StepDone{other.state.step, 1, true}));
    const auto emit = other.find<EmitEvent>();
    QVERIFY(emit && emit->event == SystemEvent::contactUpdated);
    QVERIFY(payloadOf(plan, *emit)
            == object({{"automation_step_key", text("u")}, {"fields", object({{"vip", truth(true)}})}}));
}

void TestMachine::causationIsCounted()
{
    Driven run = documented();
    QVERIFY(run.give(Trigger{run.event("order.completed", object({}), 3)}) && run.done());
    QCOMPARE(run.find<EmitEvent>()->depth, std::uint16_t{4});
    // Resumed by a deeper event, what follows is caused by it too.
    QVERIFY(run.give(ContactEvent{run.event("sendrealm.mail.open", object({}), 9)}) && run.done());
    QCOMPARE(run.find<EmitEvent>()->depth, std::uint16_t{10});
}

void TestMachine::recovery()
{
    Driven run = documented();
    QVERIFY(run.give(Recover{}) && run.state.phase == Phase::queued);
    QVERIFY(run.start() && run.done());
    const auto opened = *run.find<OpenWait>();
    const auto timer = *run.find<SetTimer>();
    const RunState before = run.state;
    QVERIFY(run.give(Recover{}));
    QVERIFY(run.find<OpenWait>()->openedAt == opened.openedAt && run.find<OpenWait>()->timeoutAt == opened.timeoutAt);
    QVERIFY(run.find<SetTimer>()->timer == timer.timer && run.find<SetTimer>()->due == timer.due);
    RunState same = run.state;
    same.lastSequence = before.lastSequence;
    same.lastAt = before.lastAt;
    QVERIFY(same == before);
}

void TestMachine::theSameInputAgainIsStale()
{
    const Plan plan = documentedJourney().plan();
    Driven run(plan);
    QVERIFY(run.start());
    const Facts facts{run.contact, run.policy, run.zone, run.slots, run.usage};
    const Input input{after(run.sequence), run.now, StepDone{run.state.step, 1}};
    const auto once = advance(plan, run.state, input, facts);
    QVERIFY(once);
    const auto twice = advance(plan, once->state, input, facts);
    QVERIFY(!twice && twice.error().code == RefusalCode::stale);
    const Input earlier{after(after(run.sequence)), run.now - 1us, StepDone{run.state.step, 1}};
    const auto back = advance(plan, run.state, earlier, facts);
    QVERIFY(!back && back.error().code == RefusalCode::timeRanBack);
}

void TestMachine::conditionsSeeTheContactAsItIs()
{
    Driven run(DefinitionBuilder()
                   .step("d", StepType::delay, object({{"duration_seconds", number(60)}}))
                   .step("c", StepType::condition,
                         object({{"type", text("rule")},
                                 {"field", text("contact.vip")},
                                 {"operator", text("eq")},
                                 {"value", truth(true)}}))
                   .step("yes", StepType::addToAudience, object({{"audience_id", text("a")}}))
                   .connect("trigger", "d")
                   .connect("d", "c")
                   .connect("c", "yes", Branch::isTrue)
                   .plan());
    QVERIFY(run.start());
    run.contact.attributes = object({{"vip", truth(true)}}); // by another run, meanwhile
    QVERIFY(run.timerFires());
    QVERIFY(run.find<ConditionJudged>()->judgement.met && run.state.step == 2);
}

void TestMachine::ticks_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<qint64>("interval");
    QTest::addColumn<QString>("tick");
    const auto row = [](const char* at, qint64 interval, const char* tick) {
        QTest::newRow(at) << QString::fromLatin1(at) << interval << QString::fromLatin1(tick);
    };
    row("2026-06-08T14:15:00.000Z", 60, "2026-06-08T14:15:00.000Z");
    row("2026-06-08T14:15:00.000001Z", 60, "2026-06-08T14:16:00.000Z");
    row("2026-06-08T14:15:59.999999Z", 1, "2026-06-08T14:16:00.000Z");
    row("1969-12-31T23:59:30.000Z", 60, "1970-01-01T00:00:00.000Z");
    row("1969-12-31T23:59:00.000Z", 60, "1969-12-31T23:59:00.000Z");
}

void TestMachine::ticks()
{
    QFETCH(QString, at);
    QFETCH(qint64, interval);
    QFETCH(QString, tick);
    const Instant found = tickAtOrAfter(*parseInstant(at.toStdString()), std::chrono::seconds(interval));
    QCOMPARE(QString::fromStdString(formatInstant(found)), tick);
}

void TestMachine::backOffDoublesUpToItsLimit()
{
    const RetryPolicy policy;
    constexpr std::uint32_t most = UINT32_MAX;
    QVERIFY(backOff(policy, 1, 0) == 0us);
    QVERIFY(backOff(policy, 1, most) == 999'999us);
    QVERIFY(backOff(policy, 3, 1U << 31U) == 2s);
    QVERIFY(backOff(policy, 9, 1U << 31U) == 128s);
    QVERIFY(backOff(policy, 10, 1U << 31U) == 150s);
    QVERIFY(backOff(policy, most, 1U << 31U) == 150s);
    const RetryPolicy years{5, std::chrono::days(36500), std::chrono::days(36500)};
    QVERIFY(backOff(years, 2, 1U << 31U) == std::chrono::days(18250));
}

QTEST_APPLESS_MAIN(TestMachine)
#include "tst_machine.moc"
