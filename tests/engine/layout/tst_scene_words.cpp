// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/layout/scene_fixture.h"

#include <QTest>
#include <rapidcheck.h>

using namespace runlens;
using namespace runlens::layout;

namespace {

bool holds(bool property) { return property; }

} // namespace

class TestSceneWords : public QObject {
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
};

QTEST_APPLESS_MAIN(TestSceneWords)
#include "tst_scene_words.moc"
