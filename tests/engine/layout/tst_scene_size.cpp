// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/layout/scene_fixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <set>

using namespace runlens;
using namespace runlens::layout;

namespace {

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

} // namespace

class TestSceneSize : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

QTEST_APPLESS_MAIN(TestSceneSize)
#include "tst_scene_size.moc"
