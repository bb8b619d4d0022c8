// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/layout/layout_fixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace runlens;
using namespace runlens::layout;

namespace {

constexpr AxisKind kinds[] = {AxisKind::folded, AxisKind::linear, AxisKind::sequence};

Scene sceneOf(const Timeline& timeline, const SceneOptions& options)
{
    const TimelineLayout layout(timeline);
    const SceneHeader header{"run_7f3a", RunStatus::waiting, "olivia@example.com", {}, {}, false};
    return layout.scene(options, header, layout.axis(options), PlainCaptions(), FixedMetrics());
}

bool says(const Scene& scene, CaptionCode code)
{
    const std::string start = std::to_string(static_cast<int>(code));
    return std::ranges::any_of(
        scene.texts, [&start](const Text& text) { return text.text == start || text.text.starts_with(start + ":"); });
}

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

struct FoldSum {
    std::size_t count = 0;
    Duration length{};
};

/// What the labels of a scene's folds say.
FoldSum foldsWritten(const Scene& scene)
{
    FoldSum sum;
    for (const Text& text : scene.texts) {
        const QStringList parts = QString::fromStdString(text.text).split(QLatin1Char(':'));
        const int code = parts.front().toInt();
        if (parts.size() < 2 || !parts[1].endsWith(QLatin1String("ms")) // a tick, "13:00:00", also begins with a number
            || (code != static_cast<int>(CaptionCode::foldLength)
                && code != static_cast<int>(CaptionCode::foldLengths)))
            continue;
        sum.count += code == static_cast<int>(CaptionCode::foldLength) ? 1 : parts.back().toULongLong();
        sum.length += std::chrono::milliseconds(parts[1].chopped(2).toLongLong());
    }
    return sum;
}

/// Empty where nothing is wrong with the scene's texts.
QString textFault(const Scene& scene)
{
    for (std::size_t i = 0; i < scene.texts.size(); ++i) {
        const Text& a = scene.texts[i];
        const QString name = QString::fromStdString(a.text);
        if (a.box.x < -0.01 || a.box.right() > scene.width + 0.01 || a.box.y < -0.01
            || a.box.bottom() > scene.height + 0.01)
            return QStringLiteral("outside: ") + name;
        if (FixedMetrics().width(a.text, a.role) > a.box.width + 1.01)
            return QStringLiteral("wider than its box: ") + name;
        for (std::size_t j = 0; j < i; ++j)
            if (a.box.meets(scene.texts[j].box))
                return name + QStringLiteral(" overlaps ") + QString::fromStdString(scene.texts[j].text);
        for (const Diamond& d : scene.diamonds)
            if (a.box.meets({d.centre.x - d.radius + 1, d.centre.y - d.radius + 1, 2 * d.radius - 2, 2 * d.radius - 2}))
                return name + QStringLiteral(" on a diamond");
        for (const TickLine& now : scene.nowLine)
            if (!a.pill && a.box.y > now.top && a.box.bottom() < now.bottom
                && a.box.meets({now.x, now.top, 0.1, now.bottom - now.top})
                && std::ranges::none_of(scene.bars, [&a](const Bar& bar) { return bar.box.meets(a.box); })
                && std::ranges::none_of(scene.chips, [&a](const Chip& chip) { return chip.box.meets(a.box); }))
                return name + QStringLiteral(" on the now-line");
    }
    return {};
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

bool holds(bool property) { return property; }

} // namespace

class TestScene : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsOfARowAtTheEdgeStandInTheRowsWindow()
    {
        // Else they would be taken for what stands around it, and be painted on the now-line's label.
        const Timeline timeline = SheetRun().timeline();
        SceneOptions options;
        options.header = false;
        options.fit = false;
        for (int height = 150; height < 500; ++height) {
            options.height = height;
            const Scene scene = sceneOf(timeline, options);
            for (const Text& text : scene.texts) {
                const bool ruler = text.box.bottom() <= scene.rowsTop;
                const bool rows = text.box.y < scene.rowsBottom && text.box.bottom() > scene.rowsTop;
                QVERIFY2(ruler || rows || text.pill, qPrintable(QString::fromStdString(text.text)));
            }
        }
    }

    void wordsNeverOverlap_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("width");
        for (const AxisKind kind : kinds)
            for (const double width : {480.0, 1024.0, 1200.0, 1440.0, 3000.0})
                QTest::addRow("axis %d, %.0f px", static_cast<int>(kind), width) << static_cast<int>(kind) << width;
    }

    void wordsNeverOverlap()
    {
        QFETCH(int, kind);
        QFETCH(double, width);
        for (const bool withDefinition : {false, true}) {
            SceneOptions options;
            options.axis = static_cast<AxisKind>(kind);
            options.width = width;
            QCOMPARE(textFault(sceneOf(SheetRun().timeline(withDefinition), options)), QString());
        }
    }

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

    void bandsThatCannotBeToldApartAreOne()
    {
        // More folds than pixels: painted one by one, bands as high as the picture would cost more than all else.
        const Run run = longRun(20'000);
        const Timeline timeline = buildTimeline(run, collectEvidence(run, nullptr), nullptr, at("01T00:00:00"));
        SceneOptions options;
        options.width = 1440;
        options.height = 900;
        const Scene scene = sceneOf(timeline, options);
        QVERIFY(scene.axis->folds().size() > 2'000);
        QVERIFY(!scene.folds.empty() && scene.folds.size() < 400);
        for (std::size_t i = 1; i < scene.folds.size(); ++i)
            QVERIFY(scene.folds[i].box.x - scene.folds[i - 1].box.right() >= 2);
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

    void theLagOfATimeOutIsWrittenOnEveryAxis()
    {
        SheetRun sheet; // and a late event so near behind the flag that no words go between
        sheet.run.waits[0].lateEvents[0].occurredAt = at("08T16:13:20");
        sheet.now = at("09T12:00:00");
        for (const AxisKind kind : kinds) {
            SceneOptions options;
            options.axis = kind;
            options.width = 1600;
            const Scene scene = sceneOf(sheet.timeline(), options);
            for (const CaptionCode code : {CaptionCode::timedOut, CaptionCode::timedOutLate})
                QVERIFY2(says(scene, code), qPrintable(QString::number(static_cast<int>(kind))));
            QCOMPARE(textFault(scene), QString());
            options.width = 1200; // where there is not room for both, it is the lag that stays
            QVERIFY(says(sceneOf(sheet.timeline(), options), CaptionCode::timedOutLate));
        }
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

    void wordsKeepClearOfTheNowLineWhereverItStands()
    {
        // A now-line that moves in steps of a tenth of a pixel over all the places that words begin at.
        SheetRun sheet;
        SceneOptions options;
        options.axis = AxisKind::linear;
        options.width = 371;
        const Instant first = *sheet.run.steps[2].completedAt;
        for (int step = 0; step < 2000; ++step) {
            sheet.now = first + std::chrono::seconds{60 * step};
            const QString fault = textFault(sceneOf(sheet.timeline(), options));
            QVERIFY2(fault.isEmpty(), qPrintable(QString::number(step) + QStringLiteral(": ") + fault));
        }
    }

    void wordsNeverOverlapWhateverTheTimes()
    {
        QVERIFY(holds(rc::check("no text on another text, a diamond or the now-line", [] {
            SheetRun sheet;
            const auto shifted = [](Instant base) {
                return base + std::chrono::seconds{*rc::gen::inRange(0, 200'000)};
            };
            Wait& wait = sheet.run.waits[0];
            wait.timeoutAt = shifted(*wait.timeoutAt);
            wait.timedOutAt = shifted(*wait.timeoutAt);
            for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
                wait.lateEvents.push_back(
                    {EventId("late"), "sendrealm.mail.open", {}, shifted(*wait.timedOutAt), {}, {}});
            sheet.run.messages[0].title = *rc::gen::container<std::string>(rc::gen::inRange('a', 'z'));
            sheet.run.steps[2].completedAt = shifted(*wait.timedOutAt);
            sheet.now = shifted(*sheet.run.steps[2].completedAt);
            SceneOptions options;
            options.axis = kinds[*rc::gen::inRange(0, 3)];
            options.width = *rc::gen::inRange(300, 2000);
            const QString fault = textFault(sceneOf(sheet.timeline(), options));
            RC_ASSERT(fault.toStdString() == std::string());
        })));
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

    void everyFoldsLengthIsWritten()
    {
        QVERIFY(rc::check("the labels of the folds come to all that was folded", [] {
            // Anything from one band with room to bands far below a pixel.
            const auto count = *rc::gen::inRange<std::size_t>(2, 3'000);
            SceneOptions options;
            options.width = *rc::gen::inRange(300, 2'000);
            const Timeline timeline =
                buildTimeline(longRun(count), collectEvidence(longRun(count), nullptr), nullptr, at("01T00:00:00"));
            const Scene scene = sceneOf(timeline, options);
            const FoldSum written = foldsWritten(scene);
            Duration folded{};
            for (const Fold& fold : scene.axis->folds())
                folded += fold.length();
            RC_ASSERT(written.count == scene.axis->folds().size());
            RC_ASSERT(folded >= written.length); // a label is cut to milliseconds
            RC_ASSERT(folded - written.length < std::chrono::milliseconds(scene.texts.size()));
            RC_ASSERT(textFault(scene).isEmpty());
        }));
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

    void rowsFitTheHeightTheyAreGiven()
    {
        const Run run = longRun(300);
        const Timeline timeline = buildTimeline(run, collectEvidence(run, nullptr), nullptr, at("01T00:00:00"));
        SceneOptions options;
        options.height = 900;
        const Scene lanes = sceneOf(timeline, options);
        QCOMPARE(lanes.height, 900.0);
        std::set<std::size_t> rows;
        for (const Bar& bar : lanes.bars) {
            QVERIFY(bar.box.bottom() <= 900);
            rows.insert(bar.row);
        }
        QCOMPARE(rows.size(), std::size_t{301}); // none is left out
        const Run shorter = longRun(20);
        const Scene compact =
            sceneOf(buildTimeline(shorter, collectEvidence(shorter, nullptr), nullptr, at("01T00:00:00")), options);
        QCOMPARE(compact.rows.size(), std::size_t{21});
        QCOMPARE(textFault(compact), QString());
    }

    void failuresAreSeenAtEverySize_data()
    {
        QTest::addColumn<int>("steps");
        QTest::newRow("2 px a lane") << 400;
        QTest::newRow("many rows a pixel") << 50'000;
    }

    void failuresAreSeenAtEverySize()
    {
        QFETCH(int, steps);
        Run run = longRun(static_cast<std::size_t>(steps));
        for (Step& step : run.steps)
            step.status = StepStatus::completed;
        run.steps[123].status = StepStatus::failed;
        const Timeline timeline = buildTimeline(run, collectEvidence(run, nullptr), nullptr, at("01T00:00:00"));
        SceneOptions options;
        options.height = 900;
        const Scene scene = sceneOf(timeline, options);
        QVERIFY(scene.bars.size() <= 1800); // as many as there are pixels, not as there are steps
        double failed = 0;
        double other = 0;
        for (const Bar& bar : scene.bars)
            (bar.tone == Tone::failed ? failed : other) = bar.box.height;
        QVERIFY(failed > 0);
        QVERIFY(failed >= other);
        if (steps < 1000)
            QVERIFY(failed > 1.5 * other); // the full lane, others half of it
    }

    void aWindowShowsItsRowsAndNoOthers()
    {
        const Run run = longRun(10'000);
        const Timeline timeline = buildTimeline(run, collectEvidence(run, nullptr), nullptr, at("01T00:00:00"));
        SceneOptions options;
        options.height = 600;
        options.fit = false;
        options.scroll = 58.0 * 5'000;
        const Scene scene = sceneOf(timeline, options);
        QVERIFY(scene.rows.size() < 12);
        QCOMPARE(scene.rows.front().row, std::size_t{5'000});
    }

    void floodsOfLateEventsAreDrawnByPixel()
    {
        SheetRun sheet;
        for (int i = 0; i < 100'000; ++i)
            sheet.run.waits[0].lateEvents.push_back(
                {EventId("late"), "sendrealm.mail.open", {}, at("08T15:50:00") + std::chrono::milliseconds{i}, {}, {}});
        const Scene scene = sceneOf(sheet.timeline(), {});
        QVERIFY(scene.diamonds.size() < 1200);
    }
};

QTEST_APPLESS_MAIN(TestScene)
#include "tst_scene.moc"
