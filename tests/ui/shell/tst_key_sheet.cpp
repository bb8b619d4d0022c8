// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/action_registry.h"
#include "ui/shell/key_columns.h"
#include "ui/shell/key_sheet.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include <memory>

using namespace runlens::shell;

namespace {

struct Stage {
    QWidget window;
    ActionRegistry registry;
    KeySheet sheet{&registry, &window};

    Stage()
    {
        add(QStringLiteral("File"), QStringLiteral("&Open"), {QStringLiteral("Ctrl+O")});
        add(QStringLiteral("View"), QStringLiteral("Zoom in"), {QStringLiteral("Ctrl++"), QStringLiteral("=")});
        add(QStringLiteral("File"), QStringLiteral("Close"), {QStringLiteral("Ctrl+W")});
        add(QStringLiteral("File"), QStringLiteral("Nothing to press"), {});
        sheet.setGestures(
            {{QStringLiteral("Mouse"), QStringLiteral("Zoom at the pointer"), {QStringLiteral("Wheel")}}});
        window.resize(1200, 700);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    void add(const QString& group, const QString& name, const QStringList& keys)
    {
        auto* action = new QAction(name, &window);
        QList<QKeySequence> sequences;
        for (const QString& key : keys)
            sequences << QKeySequence(key);
        action->setShortcuts(sequences);
        registry.add(QStringLiteral("id.%1").arg(registry.actions().size()), group, action);
    }
    [[nodiscard]] QStringList shown() const
    {
        QStringList texts;
        for (const QLabel* label : sheet.findChild<QScrollArea*>()->widget()->findChildren<QLabel*>())
            texts << label->text();
        return texts;
    }
};

QStringList names(const std::vector<KeyRow>& rows)
{
    QStringList all;
    for (const KeyRow& row : rows)
        all << row.what;
    return all;
}

} // namespace

class TestKeySheet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsComeFromTheActionsByGroup()
    {
        const auto stage = std::make_unique<Stage>();
        const auto rows = keyRows(stage->registry, {{QStringLiteral("File"), QStringLiteral("Drop"), {}}}, {});
        QCOMPARE(names(rows), (QStringList{QStringLiteral("Open"), QStringLiteral("Close"), QStringLiteral("Drop"),
                                           QStringLiteral("Zoom in")}));
        QCOMPARE(rows[3].keys, (QStringList{QStringLiteral("Ctrl++"), QStringLiteral("=")}));
    }

    void theSearchLooksAtNamesGroupsAndKeys()
    {
        const auto stage = std::make_unique<Stage>();
        const auto find = [&](const char* query) {
            return names(keyRows(stage->registry, {}, QString::fromLatin1(query)));
        };
        QCOMPARE(find("zoo"), QStringList{QStringLiteral("Zoom in")});
        QCOMPARE(find("view in"), QStringList{QStringLiteral("Zoom in")});
        QCOMPARE(find("ctrl+w"), QStringList{QStringLiteral("Close")});
        QVERIFY(find("zoom file").isEmpty());
    }

    void columnsAreOfAboutOneHeight()
    {
        using Starts = std::vector<std::size_t>;
        QCOMPARE(columnStarts({}, 3), Starts());
        QCOMPARE(columnStarts({5}, 3), Starts{0});
        QCOMPARE(columnStarts({4, 4, 4}, 3), (Starts{0, 1, 2}));
        QCOMPARE(columnStarts({10, 3, 3, 2}, 2), (Starts{0, 1}));
        QCOMPARE(columnStarts({1, 1, 1, 10}, 2), (Starts{0, 3}));
        QCOMPARE(columnStarts({7, 2, 9}, 1), Starts{0});
    }

    void itHasAsManyColumnsAsFit()
    {
        const auto stage = std::make_unique<Stage>();
        stage->sheet.popUp();
        QCOMPARE(stage->sheet.columns(), 3);
        stage->window.resize(640, 500);
        QCOMPARE(stage->sheet.columns(), 2);
        stage->window.resize(340, 300);
        QCOMPARE(stage->sheet.columns(), 1);
        QVERIFY(stage->shown().contains(QStringLiteral("Zoom at the pointer")));
    }

    void whatIsTooLongScrollsByKeys()
    {
        const auto stage = std::make_unique<Stage>();
        for (int i = 0; i < 40; ++i)
            stage->add(QStringLiteral("Many"), QStringLiteral("Action %1").arg(i), {QStringLiteral("Alt+%1").arg(i)});
        stage->window.resize(340, 300);
        stage->sheet.popUp();
        const auto* bar = stage->sheet.findChild<QScrollArea*>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown);
        QVERIFY(bar->value() > 0);
    }

    void typingFiltersAndEscapeCloses()
    {
        const auto stage = std::make_unique<Stage>();
        stage->sheet.popUp();
        auto* query = stage->sheet.findChild<QLineEdit*>();
        QVERIFY(query->hasFocus());
        QTest::keyClicks(query, QStringLiteral("close"));
        QCOMPARE(stage->shown(),
                 (QStringList{QStringLiteral("File"), QStringLiteral("Close"), QStringLiteral("Ctrl+W")}));
        QTest::keyClicks(query, QStringLiteral("xyz"));
        QCOMPARE(stage->shown().size(), 1);
        QTest::keyClick(query, Qt::Key_Escape);
        QVERIFY(!stage->sheet.isVisible());
    }

    void whatIsRegisteredLaterIsShownToo()
    {
        const auto stage = std::make_unique<Stage>();
        stage->add(QStringLiteral("Run"), QStringLiteral("Copy answer"), {QStringLiteral("Ctrl+Shift+C")});
        stage->sheet.popUp();
        QVERIFY(stage->shown().contains(QStringLiteral("Copy answer")));
    }
};

QTEST_MAIN(TestKeySheet)
#include "tst_key_sheet.moc"
