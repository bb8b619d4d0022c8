// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/hit.h"
#include "tests/ui/timeline/timeline_fixture.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/overview_strip.h"
#include "ui/timeline/timeline_widget.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace runlens;
using namespace runlens::layout;

namespace {

/// A window with what follows one view.
struct Window {
    TimelineView view;
    QWidget window;
    OverviewStrip strip{view, &window};
    TimelineWidget rows{view, &window};

    explicit Window(const std::string& sample = "timed-out", const QSize& size = {1000, 500})
    {
        auto* column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(&strip);
        column->addWidget(&rows);
        window.resize(size);
        window.show();
        view.setRun(shownSample(sample));
        rows.setFocus();
        QTest::qWait(0);
    }

    [[nodiscard]] QPoint middleOf(const Subject& subject)
    {
        const Rect box = boxOf(rows.scene(), subject).value();
        return {static_cast<int>(box.x + box.width / 2), static_cast<int>(box.y + box.height / 2)};
    }
    [[nodiscard]] std::size_t row(std::string_view key) const
    {
        const auto& all = view.run()->timeline().rows;
        return static_cast<std::size_t>(std::ranges::find(all, key, &Row::key) - all.begin());
    }
    void wheel(const QPoint& at, int angle, Qt::KeyboardModifiers modifiers)
    {
        QWheelEvent event(at, rows.viewport()->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(rows.viewport(), &event);
    }
    [[nodiscard]] Instant timeAt(double x) { return rows.scene().axis->toTime(x - rows.scene().axisLeft); }
};

class TestTimelineWidget : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClickSelectsWhatIsDrawnThere()
    {
        Window w;
        for (const Subject& subject :
             {Subject{w.row("send_receipt"), Part::attempt, 0}, Subject{w.row("send_receipt"), Part::message, 0},
              Subject{w.row("wait_for_open"), Part::limit, 0}, Subject{w.row("wait_for_open"), Part::lateEvent, 0},
              Subject{w.row("delay_2d"), Part::whole, 0}}) {
            QTest::mouseClick(w.rows.viewport(), Qt::LeftButton, {}, w.middleOf(subject));
            QVERIFY(w.view.selection() == subject);
        }
        QTest::mouseClick(w.rows.viewport(), Qt::LeftButton, {}, {5, w.rows.viewport()->height() - 5});
        QVERIFY(!w.view.selection());
    }

    void arrowsReadTheRun()
    {
        Window w;
        QTest::keyClick(&w.rows, Qt::Key_Right);
        std::size_t read = 1;
        for (std::optional<Subject> before; w.view.selection() != before; ++read) {
            before = w.view.selection();
            QTest::keyClick(&w.rows, Qt::Key_Right);
        }
        std::size_t all = 0;
        for (const Row& row : w.view.run()->timeline().rows)
            all += subjectCount(row);
        QCOMPARE(read - 1, all);
        QTest::keyClick(&w.rows, Qt::Key_Home);
        QTest::keyClick(&w.rows, Qt::Key_Down);
        QVERIFY(w.view.selection() == (Subject{1, Part::whole, 0}));
        QTest::keyClick(&w.rows, Qt::Key_End);
        QCOMPARE(w.view.selection()->row, w.view.run()->timeline().rows.size() - 1);
        QTest::keyClick(&w.rows, Qt::Key_Escape);
        QVERIFY(!w.view.selection());
    }

    void theWheelZoomsAboutTheCursor()
    {
        Window w;
        const QPoint at(600, 200);
        const Instant before = w.timeAt(at.x());
        w.wheel(at, 480, Qt::ControlModifier);
        QVERIFY(w.view.viewport().zoom > 2);
        QVERIFY(std::chrono::abs(w.timeAt(at.x()) - before) < std::chrono::seconds(1));
        const double left = w.view.viewport().left;
        w.wheel(at, -120, Qt::ShiftModifier);
        QVERIFY(w.view.viewport().left > left);
        w.view.fit();
        QCOMPARE(w.view.viewport(), Viewport{});
    }

    void aDragMovesAndADragWithShiftMeasures()
    {
        Window w;
        w.view.setViewport({4, 600});
        QWidget* plot = w.rows.viewport();
        QTest::mousePress(plot, Qt::LeftButton, {}, {600, 150});
        QTest::mouseMove(plot, {500, 150});
        QTest::mouseRelease(plot, Qt::LeftButton, {}, {500, 150});
        QCOMPARE(w.view.viewport().left, 700.0);
        QVERIFY(!w.view.selection());

        QTest::mousePress(plot, Qt::LeftButton, Qt::ShiftModifier, {400, 150});
        QTest::mouseMove(plot, {700, 150});
        QTest::mouseRelease(plot, Qt::LeftButton, Qt::ShiftModifier, {700, 150});
        QVERIFY(w.view.measured().has_value());
        QCOMPARE(w.view.measured()->from, w.timeAt(400));
        QCOMPARE(w.view.measured()->to, w.timeAt(700));
        QTest::keyClick(&w.rows, Qt::Key_Escape);
        QVERIFY(!w.view.measured());
    }

    void aSelectionFillsThePlotAndIsRevealed()
    {
        Window w("many-steps", {900, 400});
        w.view.setDensity(Density::comfortable);
        const auto& rows = w.view.run()->timeline().rows;
        const auto send = std::ranges::find(rows.rbegin(), rows.rend(), StepType::sendEmailTemplate,
                                            [](const Row& row) { return row.type.value; });
        const auto row = static_cast<std::size_t>(rows.rend() - send) - 1;
        w.view.select(Subject{row, Part::whole, 0});
        QVERIFY(boxOf(w.rows.scene(), {row, Part::whole, 0}).has_value());
        w.view.zoomToSelection();
        QVERIFY(w.view.viewport().zoom > 4);
        const Rect box = boxOf(w.rows.scene(), {row, Part::whole, 0}).value();
        QVERIFY(box.x >= w.rows.scene().plotLeft && box.right() <= w.rows.scene().plotRight);
        w.view.select(Subject{0, Part::whole, 0});
        QCOMPARE(w.view.scroll(), 0.0);
        const Rect first = boxOf(w.rows.scene(), {0, Part::whole, 0}).value();
        QVERIFY(first.x > w.rows.scene().plotLeft - 10);
    }

    void hoverSelectionAndMeasureMakeNoGeometry()
    {
        Window w;
        w.rows.grab();
        const int passes = w.rows.geometryPasses();
        for (int x = 250; x < 900; x += 10)
            QTest::mouseMove(w.rows.viewport(), {x, 200});
        w.view.select(Subject{1, Part::whole, 0});
        w.view.select(Subject{2, Part::limit, 0});
        w.view.measure(Measure{w.timeAt(300), w.timeAt(500)});
        w.rows.grab();
        QCOMPARE(w.rows.geometryPasses(), passes);
        w.view.zoomIn();
        w.rows.grab();
        QCOMPARE(w.rows.geometryPasses(), passes + 1);
    }

    void theCardTellsWhatIsUnderTheCursor()
    {
        Window w;
        const Subject wait{w.row("wait_for_open"), Part::limit, 0};
        QTest::mouseMove(w.rows.viewport(), {300, 80});
        QTest::mouseMove(w.rows.viewport(), w.middleOf(wait));
        QTRY_VERIFY(w.rows.hoverCard() != nullptr && w.rows.hoverCard()->isVisible());
        QVERIFY(w.rows.hoverCard()->text().lines.join(QLatin1Char(' ')).contains(QStringLiteral("14:15:42")));
        QVERIFY(w.window.rect().contains(w.rows.hoverCard()->geometry()));
        QTest::keyClick(&w.rows, Qt::Key_Down);
        QTest::mouseMove(w.rows.viewport(), {5, w.rows.viewport()->height() - 3});
        QTRY_VERIFY(!w.rows.hoverCard()->isVisible());
    }

    void theOverviewMovesAndZooms()
    {
        Window w;
        const QRectF whole = w.strip.frame();
        QTest::mousePress(&w.strip, Qt::LeftButton, {}, whole.toRect().topRight() + QPoint(0, 10));
        QTest::mouseMove(&w.strip, {static_cast<int>(whole.center().x()), 15});
        QTest::mouseRelease(&w.strip, Qt::LeftButton, {}, {static_cast<int>(whole.center().x()), 15});
        QVERIFY(std::abs(w.view.viewport().zoom - 2) < 0.05);
        QCOMPARE(w.view.viewport().left, 0.0);
        const int x = static_cast<int>(w.strip.frame().center().x());
        QTest::mousePress(&w.strip, Qt::LeftButton, {}, {x, 15});
        QTest::mouseMove(&w.strip, {x + 100, 15});
        QTest::mouseRelease(&w.strip, Qt::LeftButton, {}, {x + 100, 15});
        QVERIFY(std::abs(w.view.viewport().left - 200) < 1);
    }

    void whatIsSeenStaysWhenTheWindowIsResized()
    {
        Window w;
        w.view.setViewport({5, 1000});
        const double seen = toAxis(w.view.viewport(), 0) / w.view.placeWidth();
        w.window.resize(1400, 600);
        QCOMPARE(w.view.placeWidth(), axisWidth(w.rows.viewport()->width()));
        QVERIFY(std::abs(toAxis(w.view.viewport(), 0) / w.view.placeWidth() - seen) < 1e-9);
    }

    void longRunsScrollAndFitInTheWindow()
    {
        Window w("many-steps", {900, 400});
        QVERIFY(w.rows.scene().rows.size() < 20);
        w.wheel({400, 200}, -1200, {});
        QVERIFY(w.view.scroll() > 100);
        w.view.setDensity(std::nullopt);
        QVERIFY(w.rows.scene().rows.empty()); // lanes
        QVERIFY(!w.rows.scene().bars.empty());
        QCOMPARE(w.view.scroll(), 0.0);
    }

    void itIsReadInOrder()
    {
        QAccessible::setActive(true);
        Window w;
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&w.rows);
        QVERIFY(list != nullptr);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), static_cast<int>(w.view.run()->timeline().rows.size()));
        QStringList names;
        for (int i = 0; i < list->childCount(); ++i) {
            QAccessibleInterface* row = list->child(i);
            QCOMPARE(row->parent(), list);
            QCOMPARE(list->indexOfChild(row), i);
            names += row->text(QAccessible::Name);
            for (int part = 0; part < row->childCount(); ++part) {
                QCOMPARE(row->child(part)->parent(), row);
                QCOMPARE(row->indexOfChild(row->child(part)), part);
                QVERIFY(!row->child(part)->text(QAccessible::Name).isEmpty());
            }
        }
        QCOMPARE(names.first(), QStringLiteral("order.completed, trigger"));
        QVERIFY(names.contains(QStringLiteral("wait_for_open, wait for event")));
        w.view.select(Subject{2, Part::whole, 0});
        QVERIFY(list->child(2)->state().selected && list->child(2)->state().focused);
        QVERIFY(!list->child(1)->state().selected);
        QVERIFY(list->child(2)->text(QAccessible::Value).contains(QStringLiteral("timed out")));
        list->child(1)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(w.view.selection()->row, std::size_t{1});
        w.view.setRun(shownSample("documented-run"));
        QCOMPARE(list->childCount(), 5);
    }
};

} // namespace

QTEST_MAIN(TestTimelineWidget)
#include "tst_timeline_widget.moc"
