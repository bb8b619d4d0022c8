// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace runlens::shell;

class TestActionRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMenuHoldsItsGroupInOrder()
    {
        ActionRegistry registry;
        QObject owner;
        auto* open = new QAction(QStringLiteral("&Open"), &owner);
        auto* zoom = new QAction(QStringLiteral("Zoom"), &owner);
        auto* close = new QAction(QStringLiteral("Close"), &owner);
        registry.add(QStringLiteral("file.open"), QStringLiteral("File"), open);
        registry.add(QStringLiteral("view.zoom"), QStringLiteral("View"), zoom);
        registry.add(QStringLiteral("file.close"), QStringLiteral("File"), close);
        QMenu menu;
        registry.fillMenu(&menu, QStringLiteral("File"));
        QCOMPARE(menu.actions(), (QList<QAction*>{open, close}));
        QCOMPARE(registry.find(QStringLiteral("view.zoom")), zoom);
        QCOMPARE(registry.find(QStringLiteral("view.none")), nullptr);
    }

    void itTellsWhatRanAndWhatChanged()
    {
        ActionRegistry registry;
        QAction action(QStringLiteral("Copy"));
        registry.add(QStringLiteral("run.copy"), QStringLiteral("Run"), &action);
        QSignalSpy ran(&registry, &ActionRegistry::triggered);
        QSignalSpy changes(&registry, &ActionRegistry::changed);
        action.trigger();
        QCOMPARE(ran.size(), 1);
        QCOMPARE(ran[0][0].toString(), QStringLiteral("run.copy"));
        action.setText(QStringLiteral("Copy answer"));
        QCOMPARE(changes.size(), 1);
    }

    void whatDiesLeaves()
    {
        ActionRegistry registry;
        auto action = std::make_unique<QAction>(QStringLiteral("Copy"));
        registry.add(QStringLiteral("run.copy"), QStringLiteral("Run"), action.get());
        QCOMPARE(registry.actions().size(), std::size_t(1));
        action.reset();
        QVERIFY(registry.actions().empty());
        QCOMPARE(registry.find(QStringLiteral("run.copy")), nullptr);
    }

    void twoForOneKeyAreFound()
    {
        ActionRegistry registry;
        QAction one(QStringLiteral("One"));
        QAction two(QStringLiteral("Two"));
        registry.add(QStringLiteral("one"), {}, &one);
        registry.add(QStringLiteral("two"), {}, &two);
        one.setShortcuts({QKeySequence(QStringLiteral("Ctrl+O")), QKeySequence(QStringLiteral("F3"))});
        two.setShortcut(QKeySequence(QStringLiteral("Ctrl+P")));
        QVERIFY(registry.contestedKeys().isEmpty());
        two.setShortcut(QKeySequence(QStringLiteral("F3")));
        QCOMPARE(registry.contestedKeys(), QStringList{QStringLiteral("F3")});
    }

    void aReasonGoesWithBeingDisabled()
    {
        QAction action(QStringLiteral("Copy"));
        ActionRegistry::setUnavailable(&action, QStringLiteral("No run is open."));
        QVERIFY(!action.isEnabled());
        QCOMPARE(ActionRegistry::reasonOf(&action), QStringLiteral("No run is open."));
        ActionRegistry::setUnavailable(&action, {});
        QVERIFY(action.isEnabled());
        QVERIFY(ActionRegistry::reasonOf(&action).isEmpty());
        QCOMPARE(action.toolTip(), QStringLiteral("Copy"));
    }

    void namesLoseTheirMnemonics()
    {
        const QAction plain(QStringLiteral("&Open …"));
        const QAction ampersand(QStringLiteral("Find && &replace"));
        QCOMPARE(ActionRegistry::nameOf(&plain), QStringLiteral("Open …"));
        QCOMPARE(ActionRegistry::nameOf(&ampersand), QStringLiteral("Find & replace"));
    }
};

QTEST_MAIN(TestActionRegistry)
#include "tst_action_registry.moc"
