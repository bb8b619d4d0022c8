// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/layout/scene_fixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace runlens;
using namespace runlens::layout;

namespace {

const Bar& barOfRow(const Scene& scene, std::size_t row)
{
    return *std::ranges::find_if(scene.bars, [row](const Bar& bar) { return bar.row == row; });
}

std::size_t rowOf(const Timeline& timeline, std::string_view key)
{
    for (std::size_t i = 0; i < timeline.rows.size(); ++i)
        if (timeline.rows[i].key == key)
            return i;
    return timeline.rows.size();
}

/// The parts of two polylines that run along or across each other.
bool cross(const Connector& a, const Connector& b)
{
    const auto boxOf = [](const Point& p, const Point& q) {
        return Rect{std::min(p.x, q.x), std::min(p.y, q.y), std::abs(p.x - q.x) + 0.01, std::abs(p.y - q.y) + 0.01};
    };
    for (std::size_t i = 0; i + 1 < a.points.size(); ++i)
        for (std::size_t j = 0; j + 1 < b.points.size(); ++j)
            if (boxOf(a.points[i], a.points[i + 1]).meets(boxOf(b.points[j], b.points[j + 1])))
                return true;
    return false;
}

} // namespace

class TestScene : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatFailedOrIsOverdueIsFilled()
    {
        const auto headed = [](const SheetRun& sheet, RunStatus status) {
            const TimelineLayout layout(sheet.timeline());
            const SceneOptions options;
            return layout.scene(options, {"run_7f3a", status, {}, {}, {}, false}, layout.axis(options), PlainCaptions(),
                                FixedMetrics());
        };
        SheetRun sheet;
        QVERIFY(headed(sheet, RunStatus::completed).plates.empty());
        QVERIFY(headed(sheet, RunStatus::waiting).plates.empty());
        const Scene failed = headed(sheet, RunStatus::failed);
        QCOMPARE(failed.plates.size(), std::size_t{1});
        QVERIFY(failed.plates[0].tone == Tone::failed);
        const auto word = std::ranges::find_if(
            failed.texts, [&failed](const Text& text) { return text.box.meets(failed.plates[0].box); });
        QVERIFY(word != failed.texts.end() && word->tone == Tone::failed);
        QVERIFY(word->box.x > failed.plates[0].box.x && word->box.right() < failed.plates[0].box.right());
        for (const Text& text : headed(sheet, RunStatus::completed).texts)
            QVERIFY(text.tone != Tone::completed); // a glyph in colour, and quiet text
        sheet.now = at("12T00:00:00");             // long after the delay was due
        const Scene overdue = headed(sheet, RunStatus::waiting);
        QCOMPARE(overdue.plates.size(), std::size_t{1});
        QVERIFY(overdue.plates[0].tone == Tone::timedOut);
    }

    void aChipIsAcrossTheNowLineRatherThanNowhere()
    {
        SheetRun sheet; // the wait is still open, now stands a little behind the send
        sheet.run.waits[0] = Wait{};
        sheet.run.waits[0].id = WaitId("wait_1");
        sheet.run.waits[0].step = 1;
        sheet.run.waits[0].status = WaitStatus::waiting;
        sheet.run.waits[0].timeoutAt = at("07T14:15:12");
        sheet.run.steps[1].status = StepStatus::waiting;
        sheet.run.steps.resize(2);
        sheet.now = at("07T14:15:06");
        SceneOptions options;
        options.axis = AxisKind::linear;
        options.width = 900;
        const Scene scene = sceneOf(sheet.timeline(), options);
        QCOMPARE(scene.chips.size(), std::size_t{1});
        QVERIFY(scene.chips[0].box.x < scene.nowLine[0].x && scene.chips[0].box.right() > scene.nowLine[0].x);
        QVERIFY(scene.chips[0].box.right() <= scene.plotRight);
    }

    void aChipOnItsBarLeavesTheBarsEndToBeSeen()
    {
        Run run;
        run.status = RunStatus::completed;
        run.triggerEvent = Event{EventId("evt_1"), "order.completed", {}, at("07T14:15:00"), {}, {}};
        Step send;
        send.key = StepKey("send");
        send.type = StepType::sendEmailTemplate;
        send.status = StepStatus::completed;
        send.messages = {0};
        run.steps.push_back(send);
        Message mail;
        mail.id = MessageId("email_1");
        mail.title = "Your receipt";
        mail.step = 0;
        mail.createdAt = at("07T14:15:01");
        run.messages.push_back(mail);
        const Timeline timeline = buildTimeline(run, collectEvidence(run, nullptr), nullptr, at("08T00:00:00"));
        const Scene scene = sceneOf(timeline, {});
        QCOMPARE(scene.chips.size(), std::size_t{1});
        const Bar& bar = barOfRow(scene, rowOf(timeline, "send"));
        QVERIFY(bar.right == End::fade && scene.chips[0].box.meets(bar.box));
        QVERIFY(scene.chips[0].box.right() <= bar.box.right() - 10);
    }

    void whatIsToComeStandsBehindTheNowLine()
    {
        SheetRun sheet;
        sheet.run.steps[3].status = StepStatus::running; // nothing leads beyond now
        sheet.definition.steps[4].delay.reset();
        for (const AxisKind kind : kinds)
            for (const double width : {371.0, 800.0, 1200.0}) {
                SceneOptions options;
                options.axis = kind;
                options.width = width;
                const Timeline timeline = sheet.timeline();
                const Scene scene = sceneOf(timeline, options);
                QCOMPARE(scene.nowLine.size(), std::size_t{1});
                int seen = 0;
                for (const Bar& bar : scene.bars)
                    if (timeline.rows[bar.row].state == State::pending) {
                        ++seen;
                        QVERIFY(bar.box.x > scene.nowLine[0].x + 2 && bar.box.right() <= scene.plotRight);
                        QVERIFY(bar.box.width >= 20);
                    }
                QCOMPARE(seen, 1);
                QVERIFY(says(scene, CaptionCode::next));
                QCOMPARE(textFault(scene), QString());
            }
    }

    void oneMappingForEverything()
    {
        const Timeline timeline = SheetRun().timeline();
        for (const AxisKind kind : kinds) {
            SceneOptions options;
            options.axis = kind;
            const Scene scene = sceneOf(timeline, options);
            const auto x = [&scene](const char* clock) { return scene.axisLeft + scene.axis->toX(at(clock)); };
            QCOMPARE(scene.diamonds[0].centre.x, x("07T14:15:00"));
            QCOMPARE(barOfRow(scene, rowOf(timeline, "wait_for_open")).box.x, x("07T14:15:04"));
            QCOMPARE(scene.flags[0].top.x, x("08T14:15:04"));
            QCOMPARE(scene.diamonds[1].centre.x, x("08T15:50:00"));
            QVERIFY(scene.diamonds[1].dashed && !scene.diamonds[0].dashed);
            QCOMPARE(scene.nowLine[0].x, x("08T16:15:00"));
        }
    }

    void endsSayHowTheyAreKnown()
    {
        SheetRun sheet;
        sheet.run.steps[2]
            .completedAt.reset(); // its end is now nowhere to be had but from the delay's start, unknown too
        const Timeline timeline = sheet.timeline();
        const Scene scene = sceneOf(timeline, {});
        const Bar& wait = barOfRow(scene, rowOf(timeline, "wait_for_open"));
        QCOMPARE(wait.left, End::fade);
        QCOMPARE(wait.pattern, Pattern::hatched);
        QCOMPARE(wait.tone, Tone::timedOut);
        const Bar* last = &wait;
        for (const Bar& bar : scene.bars)
            if (bar.row == wait.row)
                last = &bar;
        QCOMPARE(last->right, End::cap); // the wait itself reports when it timed out
        Row untimed = timeline.rows[1];
        Timeline single;
        untimed.attempts.clear();
        untimed.messages.clear();
        untimed.span.fromOrigin = untimed.span.toOrigin = Origin::unknown;
        single.rows = {untimed};
        single.rows[0].from.reset();
        single.happenings = {untimed.span.from, untimed.span.to};
        const Bar& bracketed = sceneOf(single, {}).bars[0];
        QCOMPARE(bracketed.left, End::bracket);
        QCOMPARE(bracketed.right, End::bracket);
    }

    void foldsCutBarsAndRepeatTheElapsedTime()
    {
        const Timeline timeline = SheetRun().timeline();
        const std::size_t row = rowOf(timeline, "wait_for_open");
        const Scene scene = sceneOf(timeline, {});
        QVERIFY(!scene.folds.empty());
        std::vector<Rect> pieces;
        for (const Bar& bar : scene.bars)
            if (bar.row == row)
                pieces.push_back(bar.box);
        QVERIFY(pieces.size() >= 2);
        for (const Rect& piece : pieces)
            for (const FoldBand& fold : scene.folds)
                QVERIFY(!piece.meets({fold.box.x + 0.01, piece.y, fold.box.width - 0.02, piece.height}));
        QVERIFY(says(scene, CaptionCode::foldLength));
    }

    void nothingCrossesAGhost()
    {
        for (const AxisKind kind : kinds) {
            for (const double width : {400.0, 700.0, 1100.0, 1600.0}) {
                SceneOptions options;
                options.axis = kind;
                options.width = width;
                const Scene scene = sceneOf(SheetRun().timeline(), options);
                const auto ghost =
                    std::ranges::find_if(scene.connectors, [](const Connector& c) { return c.tone == Tone::ghost; });
                QVERIFY(ghost != scene.connectors.end());
                for (const Connector& other : scene.connectors)
                    if (&other != &*ghost)
                        QVERIFY2(!cross(*ghost, other), qPrintable(QString::number(width)));
            }
        }
    }

    void attemptsAreBlocksAndFailuresSayWhy()
    {
        SceneOptions options;
        options.width = 1800; // room for every word
        const Scene scene = sceneOf(SheetRun().timeline(), options);
        std::vector<Bar> attempts;
        for (const Bar& bar : scene.bars)
            if (bar.row == 1)
                attempts.push_back(bar);
        QCOMPARE(attempts.size(), std::size_t{2});
        QCOMPARE(attempts[0].tone, Tone::failed);
        QCOMPARE(attempts[0].glyph, Icon::failed);
        QCOMPARE(attempts[1].glyph, Icon::completed);
        QVERIFY(attempts[0].box.right() <= attempts[1].box.x);
        QVERIFY(says(scene, CaptionCode::attemptError));
        QVERIFY(says(scene, CaptionCode::timedOutLate));
        QVERIFY(says(scene, CaptionCode::lateEvent));
        QVERIFY(says(scene, CaptionCode::left));
        QVERIFY(says(scene, CaptionCode::branch));
    }

    void failedAttemptsAreSeenHoweverShort()
    {
        SheetRun sheet;
        sheet.now = at("30T00:00:00"); // three weeks: all attempts in one pixel
        SceneOptions options;
        options.axis = AxisKind::linear;
        const Scene scene = sceneOf(sheet.timeline(), options);
        std::vector<Bar> attempts;
        for (const Bar& bar : scene.bars)
            if (bar.row == 1)
                attempts.push_back(bar);
        QCOMPARE(attempts.size(), std::size_t{2});
        QCOMPARE(attempts[0].tone, Tone::failed);
        QVERIFY(attempts[0].box.width >= 4);
        QVERIFY(attempts[0].box.right() <= attempts[1].box.x);
    }

    void aDeferralIsAClockWithItsReason()
    {
        SheetRun sheet;
        sheet.run.steps[0].startedAt = at("07T14:05:00");
        sheet.run.triggerEvent->receivedAt = at("07T14:05:00");
        sheet.run.triggerEvent->occurredAt.reset();
        sheet.run.steps[0].deferrals = {{at("07T14:10:00"), "rate_limit", {}},
                                        {std::nullopt, "told without a time", {}}};
        SceneOptions options;
        options.axis = AxisKind::sequence;
        options.width = 3000;
        const Scene scene = sceneOf(sheet.timeline(), options);
        QVERIFY(says(scene, CaptionCode::deferredBecause));
        const auto clock = std::ranges::find_if(
            scene.icons, [&](const IconMark& mark) { return mark.icon == Icon::delay && mark.box.x > scene.plotLeft; });
        QVERIFY(clock != scene.icons.end());
        QVERIFY(std::abs(clock->box.right() - scene.axisLeft - scene.axis->toX(at("07T14:10:00"))) < 5);
        QCOMPARE(textFault(scene), QString());
    }

    void whatWasFoundIsMarkedAtItsRow()
    {
        const auto marks = [](const Timeline& timeline) {
            return std::ranges::count(sceneOf(timeline, {}).icons, Icon::concern, &IconMark::icon);
        };
        SheetRun sheet;
        const auto marked = [&sheet] {
            Timeline timeline = sheet.timeline();
            const Evidence evidence = collectEvidence(sheet.run, &sheet.definition);
            noteFindings(timeline, audit(sheet.run, evidence, &sheet.definition, sheet.now));
            return timeline;
        };
        QCOMPARE(marks(marked()), 0); // late, but that is what its flag says
        sheet.run.contradictions.push_back({Contradiction::Object::wait, 0, "status", "timed_out", "received", {}, {}});
        QCOMPARE(marks(marked()), 1);
        QVERIFY(marked().rows[rowOf(marked(), "wait_for_open")].concern.has_value());
    }

    void anAbsentRunSaysSo()
    {
        SheetRun sheet;
        Timeline triggerAlone = sheet.timeline();
        triggerAlone.rows.resize(1);
        for (const Timeline& timeline : {Timeline(), triggerAlone}) {
            const Scene empty = sceneOf(timeline, {});
            QVERIFY(says(empty, CaptionCode::noSteps));
            QCOMPARE(textFault(empty), QString());
        }
        Run run;
        run.status = RunStatus::completed;
        run.steps = {sheet.run.steps[2]};
        run.steps[0].completedAt.reset();
        sheet.run = run;
        const Scene untimed = sceneOf(sheet.timeline(false), {});
        QVERIFY(says(untimed, CaptionCode::timeUnknown));
        QCOMPARE(untimed.bars.size(), std::size_t{1});
        QCOMPARE(textFault(untimed), QString());
    }
};

QTEST_APPLESS_MAIN(TestScene)
#include "tst_scene.moc"
