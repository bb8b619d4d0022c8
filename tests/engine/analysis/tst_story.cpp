// SPDX-License-Identifier: GPL-3.0-or-later
// Which sentences tell which run. Their words are tested where they are made.
#include "engine/analysis/story.h"
#include "tests/engine/analysis/generated_run.h"
#include "tests/engine/analysis/run_builder.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace runlens;
using namespace runlens::testing;
using std::chrono::hours;

namespace {

using Situations = std::vector<Situation>;

std::vector<Sentence> tell(const Run& run, const Definition* definition = nullptr)
{
    const Evidence evidence = collectEvidence(run, definition);
    return tellStory(run, evidence, audit(run, evidence, definition, at("16:15:00")), definition, at("16:15:00"));
}

std::vector<Sentence> answer(const Run& run, const Definition* definition = nullptr)
{
    const Evidence evidence = collectEvidence(run, definition);
    return copyAnswer(run, evidence, audit(run, evidence, definition, at("16:15:00")), definition, at("16:15:00"));
}

Situations situations(const std::vector<Sentence>& sentences)
{
    Situations all;
    for (const Sentence& sentence : sentences)
        all.push_back(sentence.situation);
    return all;
}

/// What is said of the steps alone.
Situations ofSteps(const Run& run, const Definition* definition = nullptr)
{
    Situations all = situations(tell(run, definition));
    all.erase(all.begin());
    if (!all.empty() && (all.back() >= Situation::runCompleted || all.back() == Situation::nextIs))
        all.pop_back();
    return all;
}

RunBuilder sendOf(Named<MessageStatus> status)
{
    return RunBuilder().step("send", StepType::sendEmailTemplate).email("Hello", "10:00:00", std::move(status));
}

RunBuilder waitOf(WaitStatus status, const char* limit = "")
{
    const bool open = status == WaitStatus::waiting;
    return RunBuilder(open ? RunStatus::waiting : RunStatus::completed)
        .step("wait", StepType::waitForEvent, open ? StepStatus::waiting : StepStatus::completed)
        .wait("order.paid", status, limit);
}

} // namespace

#define TELLS(run, ...) QCOMPARE(ofSteps(run), (Situations{__VA_ARGS__}))

class StoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginnings();
    void endings();
    void whatComesNext();
    void messages();
    void farthestStage();
    void handedOver();
    void tries();
    void waitsThatEnded();
    void whenTheEventCame();
    void waitsThatAreOpen();
    void everyWaitOfAStep();
    void waitsOfARunWithoutSteps();
    void contradictions();
    void lateEvents();
    void delays();
    void steps();
    void failures();
    void goesByTheOrderOfExecution();
    void neverLongerThanPromised();
    void whatIsLeftOutIsCounted();
    void answerIsShortAndPlain();
};

void StoryTest::beginnings()
{
    const auto first = [](const Run& run) { return tell(run).front(); };
    QCOMPARE(first(RunBuilder().trigger("order")).situation, Situation::triggeredFor);
    auto nobody = RunBuilder().trigger("order", "10:00:00");
    nobody.run().identityValue.clear();
    QCOMPARE(first(nobody).situation, Situation::triggered);
    // Without the event itself its name is still known.
    nobody.run().triggerEvent.reset();
    QCOMPARE(first(nobody), (Sentence{Situation::triggered, {std::string("order"), Moment()}}));
    QCOMPARE(first(RunBuilder().runTimes("10:00:00")).situation, Situation::started);
    QCOMPARE(first(RunBuilder()).situation, Situation::beginningUntold);
    QCOMPARE(tell(RunBuilder())[1].situation, Situation::stepsUntold);
}

void StoryTest::endings()
{
    const auto last = [](RunBuilder builder) { return tell(builder.step("a", StepType::condition)).back().situation; };
    QCOMPARE(last(RunBuilder(RunStatus::completed)), Situation::runCompleted);
    QCOMPARE(last(RunBuilder(RunStatus::cancelled)), Situation::runCancelled);
    QCOMPARE(last(RunBuilder(RunStatus::waiting)), Situation::runWaiting);
    QCOMPARE(last(RunBuilder(RunStatus::running)), Situation::runRunning);
    QCOMPARE(last(RunBuilder(RunStatus::queued)), Situation::runQueued);
    QCOMPARE(last(RunBuilder(RunStatus::unknown)), Situation::runOther);
    QCOMPARE(last(RunBuilder(RunStatus::failed)), Situation::runFailedUntold);
    QCOMPARE(last(RunBuilder(RunStatus::failed).lastError("550", "no")), Situation::runFailed);
}

void StoryTest::whatComesNext()
{
    auto builder = waitOf(WaitStatus::waiting, "17:00:00");
    QCOMPARE(situations(tell(builder)).back(), Situation::waitOpen);
    builder.step("after", StepType::condition, StepStatus::pending)
        .step("later", StepType::condition, StepStatus::pending);
    QCOMPARE(tell(builder).back(), (Sentence{Situation::nextIs, {std::string("after")}}));
    // Nothing comes next in a run that has ended over its open wait.
    builder.run().status = RunStatus::cancelled;
    QCOMPARE(situations(tell(builder)).back(), Situation::runCancelled);
}

void StoryTest::messages()
{
    TELLS(sendOf(MessageStatus::queued), Situation::messageQueued);
    TELLS(sendOf(MessageStatus::sent), Situation::messageSent);
    TELLS(sendOf(MessageStatus::delivered), Situation::messageDelivered);
    TELLS(sendOf(MessageStatus::opened), Situation::messageOpened);
    TELLS(sendOf(MessageStatus::clicked), Situation::messageClicked);
    TELLS(sendOf(MessageStatus::deferred), Situation::messageDeferred);
    TELLS(sendOf(MessageStatus::bounced), Situation::messageBounced);
    TELLS(sendOf(MessageStatus::complained), Situation::messageComplained);
    TELLS(sendOf(MessageStatus::failed), Situation::messageFailed);
    TELLS(sendOf(MessageStatus::suppressed), Situation::messageSuppressed);
    TELLS(sendOf({}), Situation::messageUnknown);
    TELLS(sendOf(Named<MessageStatus>::unknownWord("unknown")), Situation::messageUnknown);
    TELLS(sendOf(Named<MessageStatus>::unknownWord("lost")), Situation::messageOther);
    TELLS(RunBuilder().step("send", StepType::sendEmailTemplate), Situation::sendUntold);
    TELLS(RunBuilder(RunStatus::running).step("send", StepType::sendEmailTemplate, StepStatus::running),
          Situation::sendUnderway);
}

void StoryTest::farthestStage()
{
    TELLS(sendOf(MessageStatus::sent).messageEvent("delivery"), Situation::messageDelivered);
    TELLS(sendOf(MessageStatus::sent).messageEvent("open").messageEvent("delivery"), Situation::messageOpened);
    TELLS(sendOf(MessageStatus::delivered).messageEvent("send"), Situation::messageDelivered);
    TELLS(sendOf(MessageStatus::bounced).messageEvent("delivery"), Situation::messageBounced);
    TELLS(sendOf(MessageStatus::sent).messageEvent("deferred"), Situation::messageSent);
    auto byLastEvent = sendOf({});
    byLastEvent.run().messages[0].lastEvent = "open";
    TELLS(byLastEvent, Situation::messageOpened);
}

void StoryTest::handedOver()
{
    const auto at = [](const Run& run) { return std::get<Moment>(tell(run)[1].arguments[1]); };
    QCOMPARE(at(sendOf(MessageStatus::sent)).at, testing::at("10:00:00"));
    QCOMPARE(at(sendOf(MessageStatus::sent)).origin, Origin::reported);
    QCOMPARE(at(sendOf(MessageStatus::sent).messageEvent("sent", "10:00:07")).at, testing::at("10:00:07"));
    // Made before the first of two tries, the message does not tell when it was accepted.
    const auto retried =
        sendOf(MessageStatus::bounced).attempt("09:59:59", "10:00:01", "503").attempt("10:00:02", "10:00:03");
    QCOMPARE(std::get<Moment>(tell(retried)[2].arguments[1]).at, testing::at("10:00:03"));
}

void StoryTest::tries()
{
    const auto retried = [](MessageStatus status) { return sendOf(status).attempt({}, {}, "503").attempt({}); };
    TELLS(retried(MessageStatus::sent), Situation::retriedSent);
    TELLS(retried(MessageStatus::delivered), Situation::retriedDelivered);
    TELLS(retried(MessageStatus::opened), Situation::firstTryFailed, Situation::messageOpened);
    TELLS(sendOf(MessageStatus::sent).attempt({}, {}, "503").attempt({}, {}, "504").attempt({}), Situation::triesFailed,
          Situation::messageSent);
    TELLS(sendOf(MessageStatus::sent).attempt({}), Situation::messageSent);
    // Delivered, although the only try told of failed: of a second one nothing is known.
    TELLS(sendOf(MessageStatus::delivered).attempt({}, {}, "503"), Situation::firstTryFailed,
          Situation::messageDelivered);
    // Still at it.
    auto between = sendOf(MessageStatus::queued).attempt({}, {}, "503");
    between.run().steps[0].status = StepStatus::waiting;
    between.run().status = RunStatus::waiting;
    QCOMPARE(situations(tell(between)),
             (Situations{Situation::beginningUntold, Situation::firstTryFailed, Situation::messageQueued}));
}

void StoryTest::waitsThatEnded()
{
    auto received = waitOf(WaitStatus::received).resumed("11:00:00", "order.paid", "10:30:00");
    TELLS(received, Situation::waitReceivedUntold);
    received.runTimes("09:30:00");
    TELLS(received, Situation::waitReceivedAbout);
    received.run().waits[0].openedAt = at("09:30:00");
    TELLS(received, Situation::waitReceived);
    QCOMPARE(std::get<Duration>(tell(received)[1].arguments[2]), Duration(hours(1)));
    received.run().waits[0].openedAt = at("10:45:00");
    TELLS(received, Situation::waitReceivedUntold);

    TELLS(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:01"), Situation::waitTimedOut);
    TELLS(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:02"), Situation::waitTimedOutLate);
    TELLS(waitOf(WaitStatus::timedOut, "11:00:00"), Situation::waitTimedOut);
    TELLS(waitOf(WaitStatus::timedOut).timedOut("11:00:00"), Situation::waitTimedOutUntold);
    const Definition definition = definitionOf({{"wait", StepType::waitForEvent, hours(1)}});
    QCOMPARE(ofSteps(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:00"), &definition),
             (Situations{Situation::waitTimedOutWithin}));
    QCOMPARE(ofSteps(waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:09"), &definition),
             (Situations{Situation::waitTimedOutWithinLate}));
    TELLS(waitOf(WaitStatus::cancelled), Situation::waitCancelled);
    TELLS(waitOf(WaitStatus::unknown), Situation::waitOther);
}

void StoryTest::whenTheEventCame()
{
    auto run = waitOf(WaitStatus::received).resumed("11:00:00", "order.paid", "10:59:10");
    const auto told = [&run] { return tell(run)[1]; };
    const auto time = [&told] { return std::get<Moment>(told().arguments[1]); };
    QCOMPARE(told().situation, Situation::waitReceivedUntold);
    QCOMPARE(time().at, at("10:59:10"));
    QCOMPARE(time().source.field, std::string_view("received_at"));
    // The sender's clock, where the server's is not told.
    Wait& wait = run.run().waits[0];
    wait.resumedBy->receivedAt.reset();
    wait.resumedBy->occurredAt = at("10:59:00");
    QCOMPARE(told().situation, Situation::waitReceivedUntold);
    QCOMPARE(time().at, at("10:59:00"));
    QCOMPARE(time().source.field, std::string_view("occurred_at"));
    // A clock that cannot be right does not tell when it came.
    wait.resumedBy->occurredAt = at("11:00:01");
    QCOMPARE(told().situation, Situation::waitResumedUntold);
    QCOMPARE(time().at, at("11:00:00"));
    wait.resumedBy->occurredAt = at("09:00:00");
    wait.openedAt = at("10:00:00");
    QCOMPARE(told().situation, Situation::waitResumed);
    // Nothing but the resumption.
    wait.resumedBy.reset();
    QCOMPARE(told().situation, Situation::waitResumed);
    QCOMPARE(time().at, at("11:00:00"));
    QCOMPARE(std::get<Duration>(told().arguments[2]), Duration(hours(1)));
    wait.openedAt.reset();
    TELLS(run, Situation::waitResumedUntold);
    TELLS(run.runTimes("10:00:00"), Situation::waitResumedAbout);
}

void StoryTest::waitsThatAreOpen()
{
    TELLS(waitOf(WaitStatus::waiting, "17:00:00"), Situation::waitOpen);
    TELLS(waitOf(WaitStatus::waiting, "16:00:00"), Situation::waitOverdue);
    TELLS(waitOf(WaitStatus::waiting), Situation::waitOpenUnlimited);
    const Definition definition = definitionOf({{"wait", StepType::waitForEvent, hours(24)}});
    QCOMPARE(ofSteps(waitOf(WaitStatus::waiting).runTimes("10:00:00"), &definition), (Situations{Situation::waitOpen}));
    auto ended = waitOf(WaitStatus::waiting, "16:00:00");
    ended.run().status = RunStatus::completed;
    TELLS(ended, Situation::waitLeftOpen);
}

void StoryTest::everyWaitOfAStep()
{
    auto builder = RunBuilder(RunStatus::waiting)
                       .step("wait", StepType::waitForEvent, StepStatus::waiting)
                       .wait("order.paid", WaitStatus::timedOut, "11:00:00")
                       .timedOut("11:00:00")
                       .wait("order.sent", WaitStatus::cancelled)
                       .wait("order.paid", WaitStatus::waiting, "17:00:00");
    TELLS(builder, Situation::waitTimedOut, Situation::waitCancelled, Situation::waitOpen);
    // A customer is told how it stands.
    QCOMPARE(situations(answer(builder)), (Situations{Situation::beginningUntold, Situation::waitOpen}));
}

void StoryTest::waitsOfARunWithoutSteps()
{
    auto builder = RunBuilder(RunStatus::waiting)
                       .step("wait", StepType::waitForEvent)
                       .wait("order.sent", WaitStatus::waiting, "17:00:00", "12:00:00")
                       .wait("order.paid", WaitStatus::timedOut, "11:00:00", "10:00:00")
                       .timedOut("11:00:00");
    const auto forget = [](Run& run) {
        run.steps.clear();
        for (Wait& wait : run.waits)
            wait.step.reset();
    };
    forget(builder.run());
    QCOMPARE(situations(tell(builder)), (Situations{Situation::beginningUntold, Situation::stepsUntold,
                                                    Situation::waitTimedOut, Situation::waitOpen}));
    auto many = RunBuilder().step("wait", StepType::waitForEvent);
    for (int i = 0; i < 30; ++i)
        many.wait("open", WaitStatus::timedOut);
    forget(many.run());
    const std::vector<Sentence> story = tell(many);
    QCOMPARE(story.size(), std::size_t{12});
    QCOMPARE(story[9], (Sentence{Situation::furtherWaits, {std::int64_t{23}}}));
    QCOMPARE(story[10], (Sentence{Situation::furtherTimedOut, {std::int64_t{23}}}));
}

void StoryTest::contradictions()
{
    auto builder = documentedRun();
    const auto count = [&builder] {
        return std::ranges::count(tell(builder), Situation::listingsContradict, &Sentence::situation);
    };
    QCOMPARE(count(), 0);
    for (const char* field : {"status", "outcome_branch"})
        builder.run().contradictions.push_back({Contradiction::Object::wait, 0, field, "a", "b", "", ""});
    QCOMPARE(count(), 1);
    const std::vector<Sentence> story = tell(builder);
    QCOMPARE(story[story.size() - 2], (Sentence{Situation::listingsContradict, {std::int64_t{2}}}));
}

void StoryTest::lateEvents()
{
    auto builder = waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:00").outcome(Branch::timeout);
    TELLS(builder.late("order.paid", "12:00:00"), Situation::waitTimedOut, Situation::lateEvent);
    TELLS(builder.late("order.paid", "11:30:00"), Situation::waitTimedOut, Situation::lateEvents);
    QCOMPARE(std::get<Moment>(tell(builder)[2].arguments[2]).at, at("11:30:00"));
    Definition definition;
    definition.connections = {{"wait", "thank", Branch::received}};
    builder.step("thank", StepType::condition);
    QCOMPARE(ofSteps(builder, &definition),
             (Situations{Situation::waitTimedOut, Situation::lateEventFollowed, Situation::stepCompleted}));
    // The server took it in before the limit.
    auto inTime = waitOf(WaitStatus::timedOut, "11:00:00").timedOut("11:00:00").outcome(Branch::timeout);
    inTime.run().waits[0].openedAt = at("10:00:00");
    inTime.late("order.paid", "").run().waits[0].lateEvents[0].receivedAt = at("10:59:00");
    TELLS(inTime, Situation::waitTimedOut, Situation::inTimeTakenForLate);
    // Whether it changed anything cannot be told.
    builder.run().steps[0].branchTaken = {};
    TELLS(builder, Situation::waitTimedOut, Situation::stepCompleted);
}

void StoryTest::delays()
{
    const auto run = [](StepStatus status, const char* started, const char* ended) {
        return RunBuilder(status == StepStatus::completed ? RunStatus::completed : RunStatus::waiting)
            .step("pause", StepType::delay, status)
            .times(started, ended);
    };
    TELLS(run(StepStatus::completed, "10:00:00", "11:00:00"), Situation::delayDone);
    TELLS(run(StepStatus::completed, "10:00:00", ""), Situation::delayDoneUntold);
    TELLS(run(StepStatus::completed, "10:00:00", "09:00:00"), Situation::delayDoneUntold);
    TELLS(run(StepStatus::completed, "10:00:00", "").runTimes({}, "11:00:00"), Situation::delayDoneAbout);
    TELLS(run(StepStatus::waiting, "10:00:00", ""), Situation::delayOpenUntold);
    const Definition hour = definitionOf({{"pause", StepType::delay, hours(1)}});
    QCOMPARE(ofSteps(run(StepStatus::waiting, "10:00:00", ""), &hour), (Situations{Situation::delayOverdue}));
    QCOMPARE(ofSteps(run(StepStatus::waiting, "16:00:00", ""), &hour), (Situations{Situation::delayOpen}));
}

void StoryTest::steps()
{
    const auto run = [](StepType type, StepStatus status = StepStatus::completed) {
        return RunBuilder(RunStatus::running).step("a", type, status);
    };
    TELLS(run(StepType::contactUpdate), Situation::contactUpdated);
    TELLS(run(StepType::addToAudience), Situation::audienceJoined);
    TELLS(run(StepType::removeFromAudience), Situation::audienceLeft);
    TELLS(run(StepType::setTopicSubscription), Situation::topicSet);
    TELLS(run(StepType::condition).branch(Branch::isTrue), Situation::conditionMet);
    TELLS(run(StepType::condition).branch(Branch::isFalse), Situation::conditionNotMet);
    TELLS(run(StepType::condition).branch(Branch::received), Situation::branchTaken);
    TELLS(run(StepType::condition), Situation::stepCompleted);
    TELLS(run(StepType::unknown).branch(Branch::next), Situation::stepCompleted);
    TELLS(run(StepType::unknown).branch(Branch::isTrue), Situation::branchTaken);
    TELLS(run(StepType::condition, StepStatus::running), Situation::stepRunning);
    TELLS(run(StepType::condition, StepStatus::cancelled), Situation::stepCancelled);
    TELLS(run(StepType::condition, StepStatus::skipped), Situation::stepSkippedUntold);
    TELLS(run(StepType::condition, StepStatus::skipped).skipReason("why"), Situation::stepSkipped);
    TELLS(run(StepType::condition, StepStatus::unknown), Situation::stepOther);
    TELLS(run(StepType::condition, StepStatus::pending));
    TELLS(run(StepType::condition, StepStatus::queued));
    TELLS(run(StepType::contactUpdate).deferral({}, "quiet hours"), Situation::stepDeferred, Situation::contactUpdated);
    TELLS(run(StepType::contactUpdate).deferral({}, ""), Situation::stepDeferredUntold, Situation::contactUpdated);
}

void StoryTest::failures()
{
    auto builder = RunBuilder().step("send", StepType::sendEmailTemplate, StepStatus::failed).email("Hello");
    TELLS(builder, Situation::stepFailedUntold);
    TELLS(builder.lastError("550", "no", "send"), Situation::stepFailed);
    TELLS(builder.lastError("550", "no", "another"), Situation::stepFailedUntold);
    TELLS(builder.error("550"), Situation::stepFailed);
    TELLS(builder.attempt({}).attempt({}), Situation::stepFailedAfterTries);
}

void StoryTest::goesByTheOrderOfExecution()
{
    TELLS(RunBuilder()
              .step("second", StepType::contactUpdate)
              .times("11:00:00", "11:00:00")
              .step("first", StepType::addToAudience)
              .times("10:00:00", "10:00:00"),
          Situation::audienceJoined, Situation::contactUpdated);
}

void StoryTest::neverLongerThanPromised()
{
    QVERIFY(rc::check("a story has at most twelve sentences, an answer at most six", [] {
        const Run run = RunGenerator(Clock::wild).run();
        Run longer = run;
        for (int i = *rc::gen::inRange(0, 40); i > 0; --i) // what is generated once stands for what is long
            for (Step step : run.steps) {
                step.waits.clear();
                step.messages.clear();
                longer.steps.push_back(std::move(step));
            }
        if (!longer.waits.empty() && *rc::gen::arbitrary<bool>())
            longer.contradictions.emplace_back();
        const Definition definition = RunGenerator::definitionOf(run);
        RC_ASSERT(tell(longer, &definition).size() <= 12u);
        RC_ASSERT(answer(longer, &definition).size() <= 6u);
        RC_ASSERT((!tell(longer).empty() && !answer(longer).empty()));
    }));
}

void StoryTest::whatIsLeftOutIsCounted()
{
    RunBuilder builder;
    for (int i = 0; i < 20; ++i)
        builder.step("mark", StepType::contactUpdate)
            .step("wait", StepType::waitForEvent)
            .wait("open", WaitStatus::timedOut, "10:00:00")
            .outcome(Branch::timeout)
            .step("branch", StepType::unknown)
            .branch(Branch::timeout)
            .step("retry", StepType::sendEmailTemplate)
            .attempt({}, {}, "503")
            .attempt({})
            .email("Hello")
            .step("lost", StepType::sendEmailTemplate)
            .email("Hello", {}, MessageStatus::bounced)
            .step("fail", StepType::contactUpdate, StepStatus::failed)
            .step("skip", StepType::contactUpdate, StepStatus::skipped);
    std::map<Situation, std::int64_t> told;
    const std::vector<Sentence> story = tell(builder);
    for (const Sentence& sentence : story) {
        const bool isCount =
            sentence.situation >= Situation::furtherFailed && sentence.situation <= Situation::furtherSkipped;
        told[sentence.situation] += isCount ? std::get<std::int64_t>(sentence.arguments[0]) : 1;
    }
    QVERIFY(story.size() <= 12u);
    QCOMPARE(told[Situation::stepFailedUntold] + told[Situation::furtherFailed], 20);
    QCOMPARE(told[Situation::waitTimedOut] + told[Situation::branchTaken] + told[Situation::furtherTimedOut], 40);
    QCOMPARE(told[Situation::messageBounced] + told[Situation::furtherUndelivered], 20);
    QCOMPARE(told[Situation::retriedSent] + told[Situation::furtherRetried], 20);
    QCOMPARE(told[Situation::stepSkippedUntold] + told[Situation::furtherSkipped], 20);

    // Plain completions are only that.
    RunBuilder plain;
    for (int i = 0; i < 40; ++i)
        plain.step("mark", StepType::contactUpdate);
    QCOMPARE(ofSteps(plain).back(), Situation::furtherStepsCompleted);
}

void StoryTest::answerIsShortAndPlain()
{
    auto builder =
        RunBuilder(RunStatus::failed).trigger("order", "10:00:00").lastError("550", "mailbox of mia", "send_9");
    for (int i = 0; i < 10; ++i) {
        builder.step("mark", StepType::contactUpdate);
        builder.step("send_" + std::to_string(i), StepType::sendEmailTemplate).email("Mail " + std::to_string(i));
        builder.step("wait", StepType::waitForEvent).wait("open", WaitStatus::timedOut).outcome(Branch::timeout);
    }
    builder.step("send_9", StepType::sendEmailTemplate, StepStatus::failed).error("", "mailbox of mia");
    const std::vector<Sentence> said = answer(builder);
    QCOMPARE(situations(said), (Situations{Situation::triggered, Situation::messageSent, Situation::waitTimedOutUntold,
                                           Situation::stepFailed, Situation::runFailedUntold}));
    QCOMPARE(std::get<std::string>(said[1].arguments[0]), std::string("Mail 9"));
    // The code of an error may be told, its text not.
    QCOMPARE(std::get<std::string>(said[3].arguments[1]), std::string("550"));
    // To an operator it may.
    const std::vector<Sentence> story = tell(builder);
    const auto failed = std::ranges::find(story, Situation::stepFailed, &Sentence::situation);
    QVERIFY(failed != story.end());
    QCOMPARE(std::get<std::string>(failed->arguments[1]), std::string("mailbox of mia"));
}

QTEST_APPLESS_MAIN(StoryTest)
#include "tst_story.moc"
