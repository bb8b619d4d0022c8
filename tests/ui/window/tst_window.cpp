// SPDX-License-Identifier: GPL-3.0-or-later
// The window used as people use it: by files, mouse, keys and the clipboard.
#include "engine/base/thread_watch.h"
#include "engine/layout/hit.h"
#include "tests/ui/window/stage.h"
#include "ui/timeline/timeline_widget.h"
#include "ui/workspaces/runs/payload_view.h"
#include "ui/workspaces/runs/raw_view.h"
#include "ui/workspaces/runs/run_list_view.h"
#include "ui/workspaces/runs/run_pane.h"
#include "ui/workspaces/runs/step_panel.h"
#include "ui/workspaces/runs/story_panel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <memory>
#include <sys/stat.h>

using namespace runlens;
using namespace runlens::layout;
using namespace runlens::test;
using Page = RunsWorkspace::Page;

namespace {

QString clipboardText() { return QApplication::clipboard()->text(); }

QPoint middleOf(Stage& stage, const Subject& subject)
{
    const auto box = boxOf(stage.runs().runPane().rows().scene(), subject);
    return box ? QPoint(static_cast<int>(box->x + box->width / 2), static_cast<int>(box->y + box->height / 2))
               : QPoint(-1, -1);
}

/// What a file manager does: the window is asked, then the file is let go.
bool drop(Stage& stage, const QString& path)
{
    auto mime = std::make_unique<QMimeData>();
    mime->setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({200, 200}, Qt::CopyAction, mime.get(), Qt::LeftButton, {});
    QApplication::sendEvent(&stage.window(), &enter);
    if (!enter.isAccepted())
        return false;
    QSignalSpy changed(&stage.runs(), &RunsWorkspace::pageChanged);
    QDropEvent let({200, 200}, Qt::CopyAction, mime.get(), Qt::LeftButton, {});
    QApplication::sendEvent(&stage.window(), &let);
    while (stage.runs().page() == Page::loading)
        if (!changed.wait(30'000))
            return false;
    return let.isAccepted();
}

std::string shownRun(Stage& stage) { return stage.view().run()->header.run; }

/// The id of the run in that row of the list.
std::string runOfRow(Stage& stage, int row)
{
    const auto number = stage.runs().browser().model().numberOf(row);
    return number ? std::string(stage.runs().browser().snapshot().table.id(*number)) : std::string();
}

bool isSeen(const QList<QProgressBar*>& bars)
{
    return std::ranges::any_of(bars, [](const QProgressBar* bar) { return bar->isVisible(); });
}

class TestWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { watchThisThread(); }

    void aClickSelectsAndTheInspectorFollows()
    {
        Stage stage;
        QVERIFY(stage.openSampleWithDefinition(QStringLiteral("timed-out")));
        QWidget* plot = stage.runs().runPane().rows().viewport();
        const Subject chip{stage.row("send_receipt"), Part::message, 0};
        QTest::mouseClick(plot, Qt::LeftButton, {}, middleOf(stage, chip));
        QVERIFY(stage.view().selection() == chip);
        QVERIFY(!stage.runs().stepPanel().grab().isNull());
        QTest::keyClick(&stage.runs().runPane().rows(), Qt::Key_Down);
        QCOMPARE(stage.view().selection()->row, stage.row("wait_for_open"));
    }

    void arrowsMoveAtOnceAfterOpening()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QVERIFY(stage.view().selection() == (Subject{0, Part::whole, 0}));
    }

    void keysZoomAndChooseTheAxis()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("timed-out")));
        QTest::keyClick(&stage.window(), Qt::Key_Plus);
        QVERIFY(stage.view().viewport().zoom > 1.4);
        QTest::keyClick(&stage.window(), Qt::Key_F);
        QCOMPARE(stage.view().viewport().zoom, 1.0);
        QTest::keyClick(&stage.window(), Qt::Key_3);
        QCOMPARE(stage.view().axisKind(), AxisKind::sequence);
        QTest::keyClick(&stage.window(), Qt::Key_1);
        QCOMPARE(stage.view().axisKind(), AxisKind::linear);
        stage.view().select(Subject{stage.row("send_receipt"), Part::whole, 0});
        QTest::keyClick(&stage.window(), Qt::Key_Z);
        const auto& scene = stage.runs().runPane().rows().scene();
        const auto box = boxOf(scene, *stage.view().selection());
        QVERIFY(box && box->width > (scene.plotRight - scene.plotLeft) / 2);
    }

    void buttonsChooseTheAxis()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("timed-out")));
        for (QPushButton* button : stage.runs().runPane().findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Sequence"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(stage.view().axisKind(), AxisKind::sequence);
        QCOMPARE(stage.settings().axis(), AxisKind::sequence);
    }

    void theThemeIsSwitchedAndKept()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        const QColor light = stage.window().grab().toImage().pixelColor(700, 700);
        QVERIFY(stage.run(QStringLiteral("view.dark")));
        const QColor dark = stage.window().grab().toImage().pixelColor(700, 700);
        QVERIFY(light.lightness() > 200 && dark.lightness() < 60);
        QCOMPARE(stage.settings().themeChoice(), theme::ThemeChoice::dark);
        QVERIFY(stage.window().actionRegistry().find(QStringLiteral("view.dark"))->isChecked());
    }

    void answersPicturesAndVectorsAreCopied()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        QTest::keyClick(&stage.window(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(clipboardText().contains(QStringLiteral("An open was recorded at 14:16:30")));
        const auto sentences = clipboardText().count(QStringLiteral(". ")) + 1;
        QVERIFY(sentences >= 3 && sentences <= 6);

        QTest::keyClick(&stage.window(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        const QImage picture = QApplication::clipboard()->image();
        QVERIFY(picture.width() > 1'000 && picture.height() > 400);

        QTest::keyClick(&stage.window(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        const QMimeData* mime = QApplication::clipboard()->mimeData();
        QVERIFY(mime->data(QStringLiteral("image/svg+xml")).contains("wait_for_open"));
    }

    void payloadValuesAndPathsAreCopied()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        stage.view().selectFirst();
        stage.runs().stepPanel().showTab(StepPanel::payload);
        QTreeView& tree = stage.runs().stepPanel().payloadView().tree();
        tree.setFocus();
        tree.setCurrentIndex(tree.model()->index(0, 0));
        QTest::keyClick(&tree, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(clipboardText(), QStringLiteral("ord_123"));
        QTest::keyClick(&tree, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY2(clipboardText().contains(QStringLiteral("order_id")), qPrintable(clipboardText()));
    }

    void rawJsonIsCutOutAndSearched()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        stage.view().select(Subject{stage.row("wait_for_open"), Part::whole, 0});
        QTest::keyClick(&stage.window(), Qt::Key_F, Qt::ControlModifier);
        RawView& raw = stage.runs().stepPanel().rawView();
        QTRY_VERIFY(raw.text().contains(QStringLiteral("\"step_key\": \"wait_for_open\"")));
        QVERIFY(!raw.text().contains(QStringLiteral("send_receipt")));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("resumed_at"));
        QCOMPARE(raw.matches(), 1);
    }

    void aBrokenFileIsToldAndAGoodOneFollows()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        QVERIFY(drop(stage, stage.write(QStringLiteral("broken.json"), R"({"data": {"id": )")));
        QCOMPARE(stage.runs().page(), Page::unreadable);
        QVERIFY(stage.runs().problem().contains(QStringLiteral("broken.json")));
        QVERIFY(stage.runs().problem().contains(QStringLiteral("byte 16")));
        QVERIFY(!stage.view().run());
        QVERIFY(!stage.run(QStringLiteral("file.export")));
        QVERIFY(drop(stage, samplePath(QStringLiteral("timed-out"))));
        QCOMPARE(stage.runs().page(), Page::runs);
        QVERIFY(stage.window().windowTitle().contains(QStringLiteral("timed-out.json")));
        QVERIFY(stage.run(QStringLiteral("edit.answer")));
    }

    void whatIsNoFileIsNotTaken()
    {
        Stage stage;
        QMimeData mime;
        mime.setText(QStringLiteral("olivia@example.com"));
        QDragEnterEvent enter({200, 200}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        enter.setAccepted(false);
        QApplication::sendEvent(&stage.window(), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void aListIsWalkedThrough()
    {
        Stage stage;
        QVERIFY(stage.open(stage.write(QStringLiteral("list.json"), listOfRuns(9))));
        QVERIFY(stage.runs().runList().isVisible());
        QCOMPARE(shownRun(stage), runOfRow(stage, 0)); // the newest
        QSignalSpy shown(&stage.runs(), &RunsWorkspace::runShown);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QVERIFY(shown.wait());
        QCOMPARE(shownRun(stage), runOfRow(stage, 1));
        QTest::keyClick(&stage.window(), Qt::Key_J);
        QVERIFY(shown.wait());
        QCOMPARE(shownRun(stage), runOfRow(stage, 2));
        QTest::keyClick(&stage.window(), Qt::Key_K);
        QVERIFY(shown.wait());
        QCOMPARE(shownRun(stage), runOfRow(stage, 1));
        QCOMPARE(stage.runs().runList().currentIndex().row(), 1);
    }

    void aListIsSortedAndTheRunStays()
    {
        Stage stage;
        QVERIFY(stage.open(stage.write(QStringLiteral("list.json"), listOfRuns(9))));
        RunListView& table = stage.runs().runList();
        const std::string before = shownRun(stage);
        for (const int column : {2, 0, 5}) {
            table.sortByColumn(column, Qt::AscendingOrder);
            QTRY_COMPARE(stage.runs().browser().model().found()->sort.column, static_cast<RunColumn>(column));
            QCOMPARE(shownRun(stage), before);
            QCOMPARE(runOfRow(stage, table.currentIndex().row()), before);
        }
    }

    void tenThousandRunsOpenBesideTheWindow()
    {
        Stage stage;
        const WorkCounts before = workCounts();
        QVERIFY(stage.open(stage.write(QStringLiteral("list.json"), listOfRuns(10'000))));
        QCOMPARE(stage.runs().runList().model()->rowCount(), 10'000);
        QTest::keyClick(&stage.runs().runList(), Qt::Key_End, Qt::ControlModifier);
        QTRY_COMPARE(shownRun(stage), runOfRow(stage, 9'999));
        QVERIFY(workCounts().file.calls > before.file.calls && workCounts().parse.calls > before.parse.calls);
    }

    void columnsAreSharedUntilTheyAreSizedByHand()
    {
        Stage stage;
        QVERIFY(stage.open(stage.write(QStringLiteral("list.json"), listOfRuns(3))));
        RunListView& table = stage.runs().runList();
        QVERIFY(table.saveColumns().isEmpty());
        const int before = table.columnWidth(2);
        stage.window().resize(1024, 640);
        QVERIFY(table.columnWidth(2) < before);
        int sum = 0;
        for (int column = 0; column < table.model()->columnCount(); ++column)
            sum += table.columnWidth(column);
        QVERIFY(sum <= table.viewport()->width());
        table.setColumnWidth(2, 222);
        stage.window().resize(1440, 900);
        QCOMPARE(table.columnWidth(2), 222);
        QVERIFY(!table.saveColumns().isEmpty());
    }

    void keysAndCommandsAreShownByKeys()
    {
        Stage stage;
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        const auto overlay = [&stage](const char* kind) {
            for (QWidget* child : stage.window().findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
                if (child->inherits(kind))
                    return child;
            return static_cast<QWidget*>(nullptr);
        };
        QWidget* keys = overlay("runlens::shell::KeySheet");
        QTest::keyClick(&stage.window(), Qt::Key_Question);
        QVERIFY(keys->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!keys->isVisible());
        QTest::keyClick(&stage.window(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(overlay("runlens::shell::CommandPalette")->isVisible());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("sequence"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(stage.view().axisKind(), AxisKind::sequence);
        QVERIFY(stage.window().actionRegistry().contestedKeys().isEmpty());
    }

    void whatTakesLongSaysSoAndIsCancelled()
    {
        Stage stage;
        const QByteArray pipe = QFile::encodeName(stage.folder() + QStringLiteral("/slow.json"));
        QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
        stage.window().open(QString::fromLocal8Bit(pipe));
        QFile writer(QString::fromLocal8Bit(pipe));
        QVERIFY(writer.open(QIODevice::WriteOnly | QIODevice::Unbuffered)); // waits until it is being read
        writer.write(R"({"data": [)");
        QTRY_VERIFY(isSeen(stage.runs().findChildren<QProgressBar*>()));
        QPushButton* cancel = nullptr;
        for (QPushButton* button : stage.runs().findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Cancel") && button->isVisible())
                cancel = button;
        QVERIFY(cancel != nullptr);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(stage.runs().page(), Page::empty);
        writer.close();
        QVERIFY(stage.openSample(QStringLiteral("tiny")));
        QCOMPARE(stage.runs().page(), Page::runs);
    }

    void theWindowIsRestored()
    {
        Stage stage(theme::ThemeChoice::light, {1200, 700});
        QVERIFY(stage.openSample(QStringLiteral("documented-run")));
        QVERIFY(stage.run(QStringLiteral("timeline.linear")));
        QVERIFY(stage.run(QStringLiteral("view.mine")));
        stage.window().close();
        shell::MainWindow again(stage.shared());
        again.setAttribute(Qt::WA_DeleteOnClose, false);
        QCOMPARE(again.size(), QSize(1200, 700));
        QCOMPARE(again.runs().view().axisKind(), AxisKind::linear);
        QCOMPARE(again.zone(), shell::ZoneChoice::mine);
        QCOMPARE(stage.settings().recentFiles(), QStringList{samplePath(QStringLiteral("documented-run"))});
    }

    void thereAreSeveralWindows()
    {
        Stage stage;
        const auto windows = [] {
            QList<shell::MainWindow*> all;
            for (QWidget* widget : QApplication::topLevelWidgets())
                if (auto* window = qobject_cast<shell::MainWindow*>(widget))
                    all += window;
            return all;
        };
        QVERIFY(stage.run(QStringLiteral("file.window")));
        QCOMPARE(windows().size(), 2);
        for (shell::MainWindow* window : windows())
            if (window != &stage.window())
                delete window;
        QCOMPARE(windows().size(), 1);
    }

    void reloadingKeepsWhatIsLookedAt()
    {
        Stage stage;
        QFile::copy(samplePath(QStringLiteral("documented-run")), stage.folder() + QStringLiteral("/run.json"));
        QVERIFY(stage.open(stage.folder() + QStringLiteral("/run.json")));
        stage.view().select(Subject{stage.row("wait_for_open"), Part::limit, 0});
        stage.view().zoomIn();
        const Viewport seen = stage.view().viewport();
        QSignalSpy shown(&stage.runs(), &RunsWorkspace::runShown);
        QTest::keyClick(&stage.window(), Qt::Key_F5);
        QVERIFY(shown.wait());
        QVERIFY(stage.view().selection() == (Subject{stage.row("wait_for_open"), Part::limit, 0}));
        QCOMPARE(stage.view().viewport(), seen);
    }

    /// Last: whatever the tests above did, nothing slow was done on this thread.
    void cleanupTestCase()
    {
        const WorkCounts counts = workCounts();
        QVERIFY(counts.file.calls > 10 && counts.parse.calls > 10);
        QCOMPARE(counts.file.violations, std::uint64_t{0});
        QCOMPARE(counts.parse.violations, std::uint64_t{0});
        QCOMPARE(counts.sql.violations, std::uint64_t{0});
    }
};

} // namespace

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
