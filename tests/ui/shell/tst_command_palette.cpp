// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"
#include "ui/shell/command_model.h"
#include "ui/shell/command_palette.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFrame>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace runlens::shell;

namespace {

/// A window with a field that has the focus, three actions and the palette over them.
struct Stage {
    QWidget window;
    QLineEdit field{&window};
    ActionRegistry registry;
    QAction open{QStringLiteral("&Open a run …"), &window};
    QAction copy{QStringLiteral("Copy answer"), &window};
    QAction fit{QStringLiteral("Fit"), &window};
    CommandPalette palette{&registry, &window};

    Stage()
    {
        window.resize(700, 500);
        open.setShortcut(QKeySequence(QStringLiteral("Ctrl+O")));
        window.addAction(&open);
        registry.add(QStringLiteral("open"), QStringLiteral("File"), &open);
        registry.add(QStringLiteral("copy"), QStringLiteral("Run"), &copy);
        registry.add(QStringLiteral("fit"), QStringLiteral("View"), &fit);
        ActionRegistry::setUnavailable(&fit, QStringLiteral("No run is open."));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        field.setFocus();
    }
    [[nodiscard]] QLineEdit* query() const { return palette.findChild<QLineEdit*>(); }
    [[nodiscard]] QListView* list() const { return palette.findChild<QListView*>(); }
    [[nodiscard]] QString current() const { return list()->currentIndex().data().toString(); }
    void type(const QString& text) const { QTest::keyClicks(query(), text); }
    void press(Qt::Key key) const { QTest::keyClick(query(), key); }
};

} // namespace

class TestCommandPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itOpensOnAllAndTakesTheFocus()
    {
        const auto stage = std::make_unique<Stage>();
        QVERIFY(!stage->palette.isVisible());
        stage->palette.popUp();
        QVERIFY(stage->query()->hasFocus());
        QCOMPARE(stage->list()->model()->rowCount(), 3);
        QCOMPARE(stage->current(), QStringLiteral("Open a run …"));
        QCOMPARE(stage->list()->currentIndex().data(CommandModel::keyRole).toString(), QStringLiteral("Ctrl+O"));
        QVERIFY(!stage->palette.isWindow());
    }

    void escapeClosesAndGivesTheFocusBack()
    {
        const auto stage = std::make_unique<Stage>();
        QAction onEscape(&stage->window);
        onEscape.setShortcut(Qt::Key_Escape);
        stage->window.addAction(&onEscape);
        QSignalSpy stolen(&onEscape, &QAction::triggered);
        stage->palette.popUp();
        stage->press(Qt::Key_Escape);
        QVERIFY(!stage->palette.isVisible());
        QVERIFY(stage->field.hasFocus());
        QCOMPARE(stolen.size(), 0);
    }

    void aPressBesideTheCardCloses()
    {
        const auto stage = std::make_unique<Stage>();
        stage->palette.popUp();
        const QRect card = stage->palette.findChild<QFrame*>()->geometry();
        QTest::mouseClick(&stage->palette, Qt::LeftButton, {}, card.center());
        QVERIFY(stage->palette.isVisible());
        QTest::mouseClick(&stage->palette, Qt::LeftButton, {}, QPoint(2, 2));
        QVERIFY(!stage->palette.isVisible());
    }

    void enterClosesThenRuns()
    {
        const auto stage = std::make_unique<Stage>();
        bool openThen = true;
        QWidget* focusThen = nullptr;
        connect(&stage->copy, &QAction::triggered, this, [&] {
            openThen = stage->palette.isVisible();
            focusThen = QApplication::focusWidget();
        });
        QSignalSpy ran(&stage->copy, &QAction::triggered);
        stage->palette.popUp();
        stage->type(QStringLiteral("ca"));
        QCOMPARE(stage->current(), QStringLiteral("Copy answer"));
        stage->press(Qt::Key_Return);
        QCOMPARE(ran.size(), 1);
        QVERIFY(!openThen);
        QCOMPARE(focusThen, &stage->field);
    }

    void aDisabledOneSaysWhyAndStays()
    {
        const auto stage = std::make_unique<Stage>();
        QSignalSpy ran(&stage->fit, &QAction::triggered);
        stage->palette.popUp();
        stage->type(QStringLiteral("fit"));
        QCOMPARE(stage->list()->currentIndex().data(CommandModel::reasonRole).toString(),
                 QStringLiteral("No run is open."));
        stage->press(Qt::Key_Return);
        QCOMPARE(ran.size(), 0);
        QVERIFY(stage->palette.isVisible());
    }

    void arrowsGoRoundAndPagesStop()
    {
        const auto stage = std::make_unique<Stage>();
        stage->palette.popUp();
        stage->press(Qt::Key_Up);
        QCOMPARE(stage->current(), QStringLiteral("Fit"));
        stage->press(Qt::Key_Down);
        QCOMPARE(stage->current(), QStringLiteral("Open a run …"));
        stage->press(Qt::Key_PageDown);
        QCOMPARE(stage->current(), QStringLiteral("Fit"));
        stage->press(Qt::Key_PageDown);
        QCOMPARE(stage->current(), QStringLiteral("Fit"));
    }

    void whatWasUsedLastComesFirst()
    {
        const auto stage = std::make_unique<Stage>();
        QSignalSpy changes(&stage->palette, &CommandPalette::recentChanged);
        stage->open.trigger();
        stage->copy.trigger(); // by a menu or a key: it counts all the same
        QCOMPARE(stage->palette.recent(), (QStringList{QStringLiteral("copy"), QStringLiteral("open")}));
        QCOMPARE(changes.size(), 2);
        stage->palette.popUp();
        QCOMPARE(stage->current(), QStringLiteral("Copy answer"));
    }

    void theTabKeyStaysInside()
    {
        const auto stage = std::make_unique<Stage>();
        stage->palette.popUp();
        QTest::keyClick(stage->query(), Qt::Key_Tab);
        QVERIFY(stage->palette.isAncestorOf(QApplication::focusWidget()));
    }

    void itFitsEveryWindow()
    {
        const auto stage = std::make_unique<Stage>();
        for (int i = 0; i < 40; ++i) {
            auto* more =
                new QAction(QStringLiteral("A rather long name of a command, number %1").arg(i), &stage->window);
            stage->registry.add(QStringLiteral("more.%1").arg(i), QStringLiteral("More"), more);
        }
        stage->palette.popUp();
        const auto* card = stage->palette.findChild<QFrame*>();
        for (const QSize size : {QSize(1400, 900), QSize(700, 500), QSize(320, 240)}) {
            stage->window.resize(size);
            QCOMPARE(stage->palette.size(), size);
            QVERIFY(stage->palette.rect().contains(card->geometry()));
            QVERIFY(card->width() >= std::min(600, size.width() - 32));
        }
    }

    void nothingFoundIsSaid()
    {
        const auto stage = std::make_unique<Stage>();
        stage->palette.popUp();
        stage->type(QStringLiteral("xyzzy"));
        QVERIFY(!stage->list()->isVisible());
        stage->press(Qt::Key_Down);
        stage->press(Qt::Key_Return); // and does no harm
        QVERIFY(stage->palette.isVisible());
    }

    void theModelKeepsItsWord()
    {
        CommandModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCommands({{QStringLiteral("a"), QStringLiteral("Alpha"), QStringLiteral("G"), QStringLiteral("A"),
                            QStringLiteral("Because."), false}},
                          {});
        model.setQuery(QStringLiteral("al"));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Alpha, G, A, Because."));
        model.setQuery(QStringLiteral("b"));
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
