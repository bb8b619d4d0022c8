// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/result.h"
#include "tests/ui/models/run_list_fixture.h"
#include "ui/models/run_list_model.h"
#include "ui/workspaces/runs/run_list_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace runlens;
using namespace runlens::testing;

namespace {

#define T(text) QStringLiteral(text)

struct Stage {
    RunsToShow source;
    Finder finder;
    RunListModel model;
    RunListView view{&model};
    int newest = 0;

    explicit Stage(int runs)
    {
        for (int i = 0; i < runs; ++i)
            putNew();
        QObject::connect(&model, &RunListModel::sortRequested, &view, [this](const SortSpec& sort) {
            finder.request.sort = sort;
            model.apply(finder.again());
        });
        model.apply(finder.all(source));
        view.resize(900, 400);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("no window");
    }
    RowNumber putNew()
    {
        ++newest;
        return source.put(summary(std::to_string(10'000 + newest), newest));
    }
    void update() { model.apply(finder.changes(source)); }
    [[nodiscard]] QScrollBar& bar() const { return *view.verticalScrollBar(); }
    [[nodiscard]] RowNumber current() const { return model.numberOf(view.currentIndex().row()).value_or(99'999); }
    [[nodiscard]] int yOf(RowNumber run) const { return view.rowRect(*model.rowOf(run)).top(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view, key, modifiers); }
};

} // namespace

class RunListViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysMoveAndTheCurrentRunIsTold()
    {
        Stage stage(1'000);
        QSignalSpy told(&stage.view, &RunListView::currentRunChanged);
        stage.view.selectRow(1);
        stage.key(Qt::Key_End);
        QCOMPARE(stage.view.currentIndex().row(), 999);
        QCOMPARE(stage.bar().value(), stage.bar().maximum());
        QCOMPARE(stage.view.lastSeen(), 999);
        stage.key(Qt::Key_PageUp);
        const int page = stage.view.viewport()->height() / stage.view.rowHeight() - 1;
        QCOMPARE(stage.view.currentIndex().row(), 999 - page);
        stage.key(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(stage.view.currentIndex().row(), 0);
        stage.key(Qt::Key_Down);
        QCOMPARE(told.size(), qsizetype{5});
        QCOMPARE(told.last()[0].value<RowNumber>(), RowNumber{998});
    }

    void theEndIsThereAtOnce()
    {
        Stage stage(20);
        for (int i = 0; i < 5'000; ++i)
            stage.putNew();
        stage.finder = Finder();
        stage.model.apply(stage.finder.all(stage.source)); // another source
        stage.view.scrollToBottom();
        stage.view.selectAll();
        QCOMPARE(stage.view.lastSeen(), 5'019);
        QCoreApplication::processEvents();
        QCOMPARE(stage.view.lastSeen(), 5'019);
    }

    void manyAreSelected()
    {
        Stage stage(1'000);
        stage.view.selectRow(2);
        stage.key(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(stage.view.selectedRows(), (std::vector<RowRange>{{2, 999}}));
        stage.view.scrollToTop();
        const auto click = [&](int row, Qt::KeyboardModifiers modifiers) {
            QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, modifiers,
                              stage.view.visualRect(stage.model.index(row, 0)).center());
        };
        click(1, {});
        click(3, Qt::ControlModifier);
        QCOMPARE(stage.view.selectedRows(), (std::vector<RowRange>{{1, 1}, {3, 3}}));
        click(5, Qt::ShiftModifier);
        QCOMPARE(stage.view.selectedRows(), (std::vector<RowRange>{{1, 1}, {3, 5}}));
        stage.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(stage.view.selectedCount(), 1'000);
    }

    void whatIsSeenStaysWhenRowsCome()
    {
        Stage stage(200);
        stage.view.selectRow(100);
        stage.view.scrollTo(stage.view.currentIndex(), QAbstractItemView::PositionAtCenter);
        const RowNumber run = stage.current();
        const int y = stage.yOf(run);
        for (int i = 0; i < 3; ++i)
            stage.putNew();
        stage.source.remove(*stage.model.numberOf(10));
        stage.update();
        QCOMPARE(stage.current(), run);
        QVERIFY(stage.view.isRowSelected(*stage.model.rowOf(run)));
        QCOMPARE(stage.view.currentIndex().row(), 102);
        QCOMPARE(stage.yOf(run), y);
        // At the very top new rows come in.
        stage.view.scrollToTop();
        const RowNumber top = stage.putNew();
        stage.update();
        QCOMPARE(stage.bar().value(), 0);
        QCOMPARE(stage.yOf(top), 0);
    }

    /// In whatever way: one row leaves by itself, or with so many that all are put in order anew.
    void noOtherRunIsShownWhenTheCurrentOneLeaves_data()
    {
        QTest::addColumn<int>("others");
        QTest::newRow("alone") << 0;
        QTest::newRow("with many") << 200;
    }
    void noOtherRunIsShownWhenTheCurrentOneLeaves()
    {
        QFETCH(int, others);
        Stage stage(500);
        stage.view.selectRow(20);
        const RowNumber before = *stage.model.numberOf(19);
        const RowNumber after = *stage.model.numberOf(21);
        QSignalSpy told(&stage.view, &RunListView::currentRunChanged);
        stage.source.remove(stage.current());
        for (int i = 0; i < others; ++i)
            stage.source.remove(*stage.model.numberOf(30 + 2 * i));
        stage.update();
        QCOMPARE(told.count(), 0);
        QVERIFY(!stage.view.currentIndex().isValid());
        QCOMPARE(stage.view.selectedCount(), 0);
        const RowNumber newest = stage.putNew();
        stage.update();
        QCOMPARE(stage.model.rowOf(newest), std::optional(0));
        QCOMPARE(stage.view.rowFromCurrent(1), *stage.model.rowOf(after));
        stage.key(Qt::Key_Up);
        QCOMPARE(stage.current(), before);
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.current(), after);
        QCOMPARE(told.count(), 2);
    }

    void keysGoOnBelowTheFirstOneThatLeft()
    {
        Stage stage(50);
        stage.view.selectRow(0);
        const RowNumber after = *stage.model.numberOf(1);
        stage.source.remove(stage.current());
        stage.update();
        stage.putNew();
        stage.update();
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.current(), after);
    }

    void whatIsSeenStaysWhenManyRangesCome()
    {
        Stage stage(500);
        stage.view.selectRow(300);
        stage.view.scrollTo(stage.view.currentIndex(), QAbstractItemView::PositionAtCenter);
        const RowNumber run = stage.current();
        const int y = stage.yOf(run);
        for (int i = 0; i < 200; ++i)
            stage.source.put(summary("x" + std::to_string(i), 2 * i));
        stage.update();
        QCOMPARE(stage.model.rowCount(), 700);
        QCOMPARE(stage.current(), run);
        QVERIFY(stage.view.isRowSelected(*stage.model.rowOf(run)));
        QCOMPARE(stage.yOf(run), y);
    }

    void sortingByClicks()
    {
        Stage stage(300);
        QHeaderView& header = *stage.view.horizontalHeader();
        const int run = static_cast<int>(RunColumn::started);
        const auto click = [&] {
            QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                              QPoint(header.sectionViewportPosition(run) + 20, header.height() / 2));
        };
        stage.view.selectRow(5);
        stage.key(Qt::Key_A, Qt::ControlModifier);
        const RowNumber current = stage.current();
        click();
        QVERIFY((stage.model.found()->sort == SortSpec{RunColumn::started, {}, false}));
        QCOMPARE(stage.current(), current);
        QCOMPARE(stage.view.selectedCount(), 300);
        click();
        QVERIFY(stage.model.found()->sort.descending);
        click();
        QVERIFY(stage.model.found()->sort.isDefault());
        QCOMPARE(header.sortIndicatorSection(), -1);
    }

    void selectionsOfAnySizeOutliveSorting()
    {
        Stage stage(RunListView::mostKeptSelected + 500);
        stage.view.selectRow(7);
        const RowNumber current = stage.current();
        stage.key(Qt::Key_A, Qt::ControlModifier);
        stage.model.sort(static_cast<int>(RunColumn::run));
        QCOMPARE(stage.view.selectedCount(), RunListView::mostKeptSelected + 500);
        stage.view.selectRow(*stage.model.rowOf(current));
        stage.key(Qt::Key_Home, Qt::ShiftModifier);
        QVERIFY(stage.view.selectedCount() > RunListView::mostKeptSelected);
        const RowNumber last = stage.current();
        stage.model.sort(-1);
        QCOMPARE(stage.view.selectedCount(), 1); // the current one
        QCOMPARE(stage.current(), last);
        QVERIFY(stage.view.isRowSelected(stage.view.currentIndex().row()));
    }

    void columnsAreChosenAndComeBack()
    {
        Stage stage(3);
        QVERIFY(stage.view.saveColumns().isEmpty());
        QMenu menu;
        stage.view.fillColumnsMenu(&menu, static_cast<int>(RunColumn::sent));
        menu.actions().constFirst()->trigger();
        QVERIFY(stage.view.isColumnHidden(static_cast<int>(RunColumn::sent)));
        stage.view.addPath(T("payload.amount"));
        stage.view.horizontalHeader()->moveSection(0, 3);
        stage.view.setColumnWidth(static_cast<int>(RunColumn::person), 222);
        const RunListLayout layout = stage.view.columnLayout();
        QVERIFY(layout.columns[3].column == RunColumn::status && layout.paths().size() == 1);
        RunListModel model;
        RunListView other(&model);
        other.restoreColumns(stage.view.saveColumns());
        QVERIFY(other.columnLayout() == layout);
        other.restoreColumns("{");
        QVERIFY(other.columnLayout() == RunListLayout::defaults());
        for (int column = 0; column < model.columnCount(); ++column)
            other.setColumnSeen(column, false);
        QCOMPARE(other.horizontalHeader()->hiddenSectionCount(), model.columnCount() - 1);
    }

    void copying()
    {
        Stage stage(RunListView::mostCopiedAtOnce + 1);
        QSignalSpy copied(&stage.view, &RunListView::copied);
        stage.view.selectRow(1);
        QTest::keySequence(&stage.view, QKeySequence(QKeySequence::Copy));
        QCOMPARE(copied.size(), qsizetype{1});
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(T("Status\tStarted\t")));
        QVERIFY(QGuiApplication::clipboard()->mimeData()->hasHtml());
        stage.view.selectAll();
        stage.view.copySelection();
        QCOMPARE(copied.size(), qsizetype{1}); // not yet: more than that is put together elsewhere
        QTRY_COMPARE(copied.size(), qsizetype{2});
        QCOMPARE(copied[1][0].toInt(), RunListView::mostCopiedAtOnce + 1);
        QCOMPARE(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')), RunListView::mostCopiedAtOnce + 2);
    }

    void whatIsNewIsMarked()
    {
        Stage stage(3);
        auto clock = std::chrono::milliseconds(0);
        stage.model.setFreshClock([&clock] { return clock; });
        const auto inkAt = [&stage](int row) {
            const QRect rect = stage.view.rowRect(row);
            return stage.view.viewport()->grab().toImage().pixelColor(4, rect.center().y()).lightness();
        };
        const int before = inkAt(0);
        stage.putNew();
        stage.update();
        QVERIFY(inkAt(0) < before - 60);
        QCOMPARE(inkAt(1), before);
        clock = RunListModel::freshFor;
        QTRY_COMPARE(inkAt(0), before);
    }
};

QTEST_MAIN(RunListViewTest)
#include "tst_run_list_view.moc"
