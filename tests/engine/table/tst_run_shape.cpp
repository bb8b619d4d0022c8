// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table/run_facts.h"
#include "engine/table/run_shape.h"
#include "engine/wire/reader.h"
#include "tests/data/sample.h"
#include "tests/engine/analysis/run_builder.h"

#include <limits>

using namespace runlens;
using namespace runlens::testing;
using layout::State;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Run sampleRun(const char* name) { return readRun(sample(name))->value; }

/// "completed timedOut* failed": the states, a star behind those that wait.
std::string states(const RunShape& shape)
{
    static constexpr const char* names[] = {"neutral", "pending", "skipped",  "cancelled", "completed",
                                            "running", "waiting", "timedOut", "overdue",   "failed"};
    std::string text;
    for (const ShapeSegment& segment : shape.segments)
        text += (text.empty() ? "" : " ") + std::string(names[static_cast<std::size_t>(segment.state)])
                + (segment.waits ? "*" : "");
    return text;
}

RunShape told(const std::string& json) { return shapeOf(readRun(R"({"id": "r", "shape": )" + json + "}")->value, {}); }

} // namespace

class RunShapeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofSteps();
    void ofSamples();
    void weightsGrowWithTime();
    void anOpenStepGrowsUntilNow();
    void asOurServerTellsIt();
    void whateverIsTold();
    void isBounded();
    void factsOfTheSheet();
    void sentIsUnknownWithoutDetails();
    void limitOfTheEarliestOpenWait();
};

void RunShapeTest::ofSteps()
{
    const Run run = sampleRun("timed-out");
    const RunShape shape = shapeOf(run, at("16:15:00"));
    QCOMPARE(states(shape), std::string("failed completed timedOut* completed waiting*"));
    QVERIFY(shape.segments[0].weight == 1 && shape.segments[1].weight == 1 && shape.segments[3].weight == 1);
    // A day against the two hours of the delay until now.
    QVERIFY(qAbs(shape.segments[2].weight - weightOf(hours(24))) < 0.01);
    QVERIFY(qAbs(shape.segments[4].weight - weightOf(hours(2))) < 0.01);
}

void RunShapeTest::ofSamples()
{
    const Instant now = at("16:15:00");
    QCOMPARE(states(shapeOf(sampleRun("failed"), now)), std::string("failed failed failed"));
    QCOMPARE(states(shapeOf(sampleRun("overdue"), now)), std::string("completed overdue*"));
    QCOMPARE(states(shapeOf(sampleRun("overdue"), at("14:00:00"))), std::string("completed waiting*"));
    QCOMPARE(states(shapeOf(sampleRun("skipped-and-deferred"), now)), std::string("completed completed"));
    QCOMPARE(states(shapeOf(sampleRun("unknown-words"), now)), std::string("neutral completed neutral* neutral"));
    QCOMPARE(states(shapeOf(sampleRun("empty-run"), now)), std::string());
}

void RunShapeTest::weightsGrowWithTime()
{
    QCOMPARE(weightOf(seconds(0)), 1.0);
    QCOMPARE(weightOf(seconds(-5)), 1.0);
    QVERIFY(weightOf(minutes(1)) < weightOf(hours(1)) && weightOf(hours(1)) < weightOf(hours(24)));
    QVERIFY2(weightOf(maxDuration) < 3 * weightOf(hours(1)), "and a hundred years still leave room for a moment");
}

void RunShapeTest::anOpenStepGrowsUntilNow()
{
    const Run run = sampleRun("timed-out");
    QVERIFY(shapeOf(run, at("18:15:00")).segments[4].weight > shapeOf(run, at("16:15:00")).segments[4].weight);
    QCOMPARE(shapeOf(run, at("18:15:00")).segments[2], shapeOf(run, at("16:15:00")).segments[2]);
}

void RunShapeTest::asOurServerTellsIt()
{
    QCOMPARE(states(told(R"([["completed", 1], ["timed_out", 9], ["waiting", 4, true], ["completed", 3, true]])")),
             std::string("completed timedOut* waiting* completed*"));
    QCOMPARE(told(R"([["timed_out", 9.5]])").segments[0].weight, 9.5);
    QCOMPARE(states(told(R"(["completed", "overdue", "failed", "received", "timeout"])")),
             std::string("completed overdue* failed completed timedOut*"));
    const auto objects = told(R"([{"state": "waiting", "seconds": 3600}, {"status": "failed", "weight": 2},
                                  {"state": "completed", "seconds": 60, "waits": true}])");
    QCOMPARE(states(objects), std::string("waiting* failed completed*"));
    QCOMPARE(objects.segments[0].weight, weightOf(hours(1)));
    QCOMPARE(objects.segments[1].weight, 2.0);
}

void RunShapeTest::whateverIsTold()
{
    for (const char* json :
         {"null", "5", "\"completed\"", "{}", "[]", "[null, 5, [], [5], {}, {\"state\": 5}, [[\"a\"]]]"})
        QVERIFY2(told(json).segments.empty(), json);
    QCOMPARE(states(told(R"(["paused", ["half-done", "3"]])")), std::string("neutral neutral"));
    QCOMPARE(told(R"([["failed", -3]])").segments[0].weight, 0.1);
    QCOMPARE(told(R"([["failed", 1e300]])").segments[0].weight, 100.0);
    QVERIFY(told(R"([{"state": "waiting", "seconds": 1e300}])").segments[0].weight < 100);
    QCOMPARE(told(R"([{"state": "waiting", "seconds": -1}])").segments[0].weight, 1.0);
}

void RunShapeTest::isBounded()
{
    QCOMPARE(shapeOf(sampleRun("many-steps"), {}).segments.size(), RunShape::mostSegments);
    RunBuilder retried;
    retried.step("send", StepType::sendEmailTemplate);
    for (std::size_t i = 0; i < RunShape::mostSegments + 5; ++i)
        retried.attempt({}, {}, "503");
    QCOMPARE(shapeOf(retried, {}).segments.size(), RunShape::mostSegments);
    std::string json = "[\"failed\"";
    for (std::size_t i = 0; i < RunShape::mostSegments + 5; ++i)
        json += ",\"failed\"";
    QCOMPARE(told(json + "]").segments.size(), RunShape::mostSegments);
}

void RunShapeTest::factsOfTheSheet()
{
    const RunFacts facts = factsOf(sampleRun("timed-out"));
    QVERIFY(facts.open && facts.timedOut && !facts.limit && !facts.overdue(at("16:15:00")));
    QCOMPARE(facts.atStep.text(), std::string("delay_2d"));
    QVERIFY(facts.sent == 1 && facts.lastedExactly());
    QVERIFY(*facts.lasted(at("16:15:00")) == hours(26) - std::chrono::milliseconds(300));
    const RunFacts failed = factsOf(sampleRun("failed"));
    QVERIFY(!failed.open && failed.sent == 0 && failed.end.known() && !failed.lastedExactly());
    QCOMPARE(failed.atStep.text(), std::string("send_receipt"));
    QVERIFY(!factsOf(sampleRun("null-everywhere")).start.known());
}

void RunShapeTest::sentIsUnknownWithoutDetails()
{
    QVERIFY(!factsOf(RunBuilder()).sent.has_value());
    QVERIFY(factsOf(RunBuilder().step("a", StepType::delay)).sent == 0);
    RunBuilder row;
    row.run().sentCount = 3;
    QVERIFY(factsOf(row).sent == 3);
    row.step("a", StepType::sendEmailTemplate).email("x", {}, MessageStatus::suppressed).email("y");
    QVERIFY2(factsOf(row).sent == 3, "the server's own count is believed");
    RunBuilder untold;
    untold.step("a", StepType::sendEmailTemplate).email("x").email("y", {}, MessageStatus::failed);
    QVERIFY(factsOf(untold).sent == 1);
    untold.email("z", {}, Named<MessageStatus>());
    QVERIFY2(!factsOf(untold).sent, "whether one of them went out is not known");
    untold.run().messages.back().createdAt = at("14:00:00");
    QVERIFY(factsOf(untold).sent == 2);
}

void RunShapeTest::limitOfTheEarliestOpenWait()
{
    const RunFacts facts = factsOf(RunBuilder(RunStatus::waiting)
                                       .step("a", StepType::waitForEvent, StepStatus::waiting)
                                       .wait("x", WaitStatus::waiting, "15:00:00")
                                       .wait("y", WaitStatus::waiting, "14:00:00")
                                       .wait("z", WaitStatus::received, "13:00:00"));
    QVERIFY(facts.limit == at("14:00:00"));
    QVERIFY(facts.overdue(at("14:00:01")) && !facts.overdue(at("14:00:00")));
    const RunFacts ended = factsOf(RunBuilder(RunStatus::completed)
                                       .step("a", StepType::waitForEvent, StepStatus::waiting)
                                       .wait("x", WaitStatus::waiting, "15:00:00"));
    QVERIFY2(!ended.overdue(at("16:00:00")), "what has ended waits no more");
}

QTEST_APPLESS_MAIN(RunShapeTest)
#include "tst_run_shape.moc"
