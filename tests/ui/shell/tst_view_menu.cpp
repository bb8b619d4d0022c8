// SPDX-License-Identifier: GPL-3.0-or-later
// Saved views, used in the window by keys and mouse.
#include "tests/ui/shell/view_hands.h"

#include <QApplication>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

using namespace runlens;
using namespace runlens::shell;
using namespace runlens::test;

namespace {

#define T(text) QStringLiteral(text)

constexpr int personColumn = static_cast<int>(RunColumn::person);

class TestViewMenu : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aViewIsSavedAsItIsSeen()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        QCOMPARE(h.button().accessibleName(), T("Saved views"));
        h.key(Qt::Key_Slash);
        QTest::keyClicks(QApplication::focusWidget(), T("status:failed"));
        h.list().setColumnSeen(personColumn, false);
        h.sortBySent();
        QVERIFY(h.save(T("  Failed   today ")));
        QVERIFY(h.views().dialog() == nullptr || !h.dialog().isVisible());
        const SavedView* view = stage.savedViews().find(T("Failed today"));
        QVERIFY(view != nullptr);
        QCOMPARE(view->query, T("status:failed"));
        QVERIFY(view->layout.sort == (SortSpec{RunColumn::sent, {}, true})); // though it may not be found yet
        QVERIFY(std::ranges::find(view->layout.columns, RunColumn::person, &RunListLayout::Column::column)->hidden);
        QCOMPARE(h.views().current(), T("Failed today"));
        QVERIFY(!h.button().differs());
        QCOMPARE(h.button().accessibleName(), T("Saved view: Failed today"));
        QCOMPARE(h.toast(), T("Saved the view “Failed today”"));
    }

    void aViewIsChosenByKeys()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        SavedView failed = viewOf(T("Failed"), T("status:failed"));
        std::swap(failed.layout.columns[0], failed.layout.columns[2]);
        failed.layout.columns[1].hidden = true;
        failed.layout.sort = {RunColumn::sent, {}, true};
        stage.savedViews().save(viewOf(T("All")));
        stage.savedViews().save(failed);
        h.key(Qt::Key_V);
        QMenu& menu = h.button().choices();
        QVERIFY(menu.isVisible());
        QCOMPARE(menu.activeAction(), h.action("views.all")); // which is what is shown
        QVERIFY(h.action("views.all")->isChecked());
        QTest::keyClick(&menu, Qt::Key_Down);
        QTest::keyClick(&menu, Qt::Key_Down);
        QTest::keyClick(&menu, Qt::Key_Return);
        QVERIFY(!menu.isVisible());
        QCOMPARE(h.bar().text(), T("status:failed"));
        QVERIFY(h.waitForFound(3));
        QVERIFY(h.list().columnLayout() == failed.layout);
        QVERIFY(stage.runs().browser().sort() == failed.layout.sort);
        QCOMPARE(h.button().current(), T("Failed"));
        QVERIFY(!h.button().differs());
        h.key(Qt::Key_V);
        QCOMPARE(menu.activeAction()->text(), T("Failed")); // from where one goes on
        QVERIFY(menu.activeAction()->isChecked() && !h.action("views.all")->isChecked());
        QTest::keyClick(&menu, Qt::Key_Escape);
        QVERIFY(!menu.isVisible());
        // As chosen by hand: the next window begins with these columns.
        QVERIFY(!h.list().saveColumns().isEmpty());
    }

    void aViewIsChosenByMouse()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        stage.savedViews().save(viewOf(T("Failed"), T("status:failed")));
        bool seen = false;
        // The button waits in its menu's own event loop.
        QMetaObject::invokeMethod(
            &h.button(),
            [&] {
                QMenu& menu = h.button().choices();
                seen = menu.isVisible();
                QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(menu.actions()[1]).center());
                menu.close();
            },
            Qt::QueuedConnection);
        QTest::mouseClick(&h.button(), Qt::LeftButton);
        QVERIFY(seen);
        QCOMPARE(h.button().current(), T("Failed"));
        QVERIFY(h.waitForFound(3));
    }

    /// The order of the view chosen last counts, whatever the finder was still at.
    void theLastChoiceCounts()
    {
        ViewStage stage;
        SavedView sorted = viewOf(T("Sorted"));
        sorted.layout.sort = {RunColumn::person, {}, false};
        stage.savedViews().save(sorted);
        stage.savedViews().save(viewOf(T("Plain")));
        QSignalSpy found(&stage.runs().browser(), &RunBrowser::foundRuns);
        stage.hands.views().choose(T("Sorted"));
        QVERIFY(!stage.hands.views().differs()); // though it is not sorted yet
        stage.hands.views().choose(T("Plain"));
        QVERIFY(found.wait(30'000));
        QVERIFY(stage.runs().browser().sort().isDefault());
        QVERIFY(stage.hands.list().columnLayout() == RunListLayout::defaults());
        QVERIFY(!stage.hands.views().differs());
    }

    void aMarkSaysThatSomethingDiffers_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"query", "unreadable", "hidden", "moved", "width", "path", "order"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void aMarkSaysThatSomethingDiffers()
    {
        QFETCH(QString, what);
        ViewStage stage;
        const Hands& h = stage.hands;
        QVERIFY(h.save(T("Mine")));
        QVERIFY(!h.button().differs() && !h.action("views.update")->isEnabled());
        QCOMPARE(ActionRegistry::reasonOf(h.action("views.update")), T("Nothing differs from the saved view"));
        if (what == T("query") || what == T("unreadable")) {
            h.key(Qt::Key_Slash);
            QTest::keyClicks(QApplication::focusWidget(), what == T("query") ? T("ada") : T("status:"));
        }
        if (what == T("hidden"))
            h.list().setColumnSeen(personColumn, false);
        if (what == T("moved"))
            h.list().horizontalHeader()->moveSection(1, 2);
        if (what == T("width"))
            h.list().horizontalHeader()->resizeSection(personColumn, 222);
        if (what == T("path"))
            h.list().addPath(T("payload.amount"));
        if (what == T("order"))
            h.sortBySent();
        QVERIFY(h.button().differs() && h.action("views.update")->isEnabled());
        QCOMPARE(h.button().accessibleName(), T("Saved view: Mine, changed"));
        h.button().open();
        QCOMPARE(startingWith(h.button().choices(), T("Mine"))->text(), T("Mine\tchanged"));
        QTest::keyClick(&h.button().choices(), Qt::Key_Return); // the same again: as it was saved
        QVERIFY(!h.button().differs());
        QVERIFY(h.bar().text().isEmpty());
        QTRY_VERIFY(h.list().columnLayout() == stage.savedViews().find(T("Mine"))->layout);
    }

    void whatChangedIsTakenIntoTheView()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        QVERIFY(h.save(T("Mine & yours")));
        h.bar().setText(T("status:waiting"));
        h.button().open();
        QAction* update = startingWith(h.button().choices(), T("Update"));
        QCOMPARE(update->text(), T("Upda&te “Mine && yours”"));
        QTest::keyClick(&h.button().choices(), Qt::Key_T); // its letter
        QCOMPARE(stage.savedViews().find(T("mine & yours"))->query, T("status:waiting"));
        QVERIFY(!h.button().differs());
        QCOMPARE(h.toast(), T("“Mine & yours” has this query and these columns now"));
    }

    void anotherOfTheNameIsReplacedAndSaid()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        stage.savedViews().save(viewOf(T("Failed"), T("status:failed")));
        h.bar().setText(T("status:failed attempts>1"));
        h.key(Qt::Key_S, Qt::ControlModifier);
        h.type(T("new"));
        QCOMPARE(okOf(h.dialog())->text(), T("Save"));
        h.type(T("FAILED"));
        QCOMPARE(h.sentence(), T("There is a view “Failed” already. It will be replaced."));
        QCOMPARE(okOf(h.dialog())->text(), T("Replace"));
        h.confirm();
        QCOMPARE(stage.savedViews().views().size(), std::size_t{1});
        QCOMPARE(stage.savedViews().views()[0].query, T("status:failed attempts>1"));
        QCOMPARE(h.toast(), T("Replaced the view “FAILED”"));
    }

    void aNameIsNeeded()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        h.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(h.sentence(), QString()); // nobody has done anything wrong yet
        h.type(T("   "));
        h.confirm();
        QVERIFY(h.dialog().isVisible());
        QCOMPARE(h.sentence(), T("Give the view a name."));
        QCOMPARE(h.dialog().findChild<QLineEdit*>()->accessibleDescription(), h.sentence());
        QVERIFY(stage.savedViews().views().empty());
        QTest::keyClick(&h.dialog(), Qt::Key_Escape);
        QVERIFY(h.views().dialog() == nullptr || !h.dialog().isVisible());
    }

    void aViewIsRenamed()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        stage.savedViews().save(viewOf(T("Other")));
        QVERIFY(h.save(T("Mine")));
        h.button().open();
        QTest::keyClick(&h.button().choices(), Qt::Key_R);
        QCOMPARE(h.dialog().name(), T("Mine"));
        h.type(T("other"));
        QCOMPARE(h.sentence(), T("There is a view “Other” already. Choose another name."));
        h.confirm();
        QVERIFY(h.dialog().isVisible());
        h.type({});
        h.confirm();
        QCOMPARE(h.sentence(), T("Give the view a name."));
        h.type(T("MINE"));
        h.confirm();
        QCOMPARE(h.button().current(), T("MINE"));
        QCOMPARE(stage.savedViews().views()[1].name, T("MINE"));
        QVERIFY(!h.button().differs());
    }

    void aRemovedViewIsBroughtBack()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        stage.savedViews().save(viewOf(T("a"), T("status:failed")));
        stage.savedViews().save(viewOf(T("b")));
        QCOMPARE(ActionRegistry::reasonOf(h.action("views.undo")), T("No view was removed"));
        QCOMPARE(ActionRegistry::reasonOf(h.action("views.remove")), T("No saved view is chosen"));
        h.views().choose(T("a"));
        h.button().open();
        QTest::keyClick(&h.button().choices(), Qt::Key_V); // Remo&ve
        QVERIFY(stage.savedViews().find(T("a")) == nullptr);
        QCOMPARE(h.toast(), T("Removed the view “a”. Ctrl+Z brings it back."));
        QCOMPARE(h.button().current(), QString());
        QCOMPARE(h.bar().text(), T("status:failed")); // what is seen stays
        QCOMPARE(h.action("views.undo")->text(), T("Und&o removing “a”"));
        h.list().setFocus();
        h.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stage.savedViews().views()[0].name, T("a"));
        QCOMPARE(h.button().current(), T("a")); // as before
        QCOMPARE(h.toast(), T("The view “a” is back"));
        QVERIFY(!h.action("views.undo")->isEnabled());
    }

    void whatCannotComeBackIsSaid()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        stage.savedViews().save(viewOf(T("a")));
        stage.savedViews().remove(T("a"));
        stage.savedViews().save(viewOf(T("A")));
        h.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(h.toast(), T("“a” does not come back: another view has its name. Rename that one first."));
        stage.savedViews().rename(T("A"), T("b"));
        for (int i = 1; i < static_cast<int>(SavedViews::most); ++i)
            QVERIFY(stage.savedViews().save(viewOf(T("view %1").arg(i))));
        h.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(h.toast(), T("“a” does not come back: there are 100 views already. Remove one first."));
    }

    void aHundredViewsScroll()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        for (int i = 1; i <= static_cast<int>(SavedViews::most); ++i)
            QVERIFY(stage.savedViews().save(viewOf(T("view %1").arg(i), T("text%1").arg(i))));
        h.button().open();
        QMenu& menu = h.button().choices();
        QVERIFY(menu.height() <= menu.screen()->availableGeometry().height());
        QCOMPARE(startingWith(menu, T("More views"))->text(), T("&More views (86)"));
        QTest::keyClick(&menu, Qt::Key_M);
        QMenu& more = h.button().more();
        QVERIFY(more.isVisible());
        QVERIFY(more.height() <= more.screen()->availableGeometry().height());
        const int width = more.width();
        QTest::keyClick(&more, Qt::Key_End);
        QCOMPARE(more.activeAction()->text(), T("view 100"));
        const QRect last = more.actionGeometry(more.activeAction());
        QVERIFY2(more.rect().contains(last) && width < 300, "it is scrolled to, in one column");
        QTest::keyClick(&more, Qt::Key_Return);
        QCOMPARE(h.bar().text(), T("text100"));
        QCOMPARE(h.button().current(), T("view 100"));
        h.button().open();
        QCOMPARE(menu.activeAction(), more.menuAction());
        QTest::keyClick(&menu, Qt::Key_Escape);

        h.key(Qt::Key_S, Qt::ControlModifier);
        h.type(T("one more"));
        QVERIFY(h.sentence().startsWith(T("There are 100 views already, and no room for more. Remove one,")));
        h.confirm();
        QVERIFY(h.dialog().isVisible());
        h.type(T("view 3")); // in whose place there is room
        h.confirm();
        QCOMPARE(stage.savedViews().find(T("view 3"))->query, T("text100"));
    }

    void everyRunInTheDefaultColumns()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        h.bar().setText(T("status:failed"));
        h.sortBySent();
        h.list().setColumnSeen(personColumn, false);
        QVERIFY(h.save(T("Mine")));
        QVERIFY(!h.action("views.all")->isChecked());
        h.button().open();
        QTest::keyClick(&h.button().choices(), Qt::Key_A);
        QVERIFY(h.waitForFound(27));
        QTRY_VERIFY(h.list().columnLayout() == RunListLayout::defaults());
        QCOMPARE(h.bar().text(), QString());
        QCOMPARE(h.button().current(), QString());
        QVERIFY(h.action("views.all")->isChecked());
        QVERIFY(h.list().saveColumns().isEmpty()); // the next window has the defaults of its version
        h.action("views.all")->trigger();
        QVERIFY(h.action("views.all")->isChecked()); // it is still so
    }

    void otherWindowsSeeWhatChanges()
    {
        ViewStage stage;
        const Hands& here = stage.hands;
        MainWindow second(stage.shared());
        second.setAttribute(Qt::WA_DeleteOnClose, false);
        const Hands there{second};
        second.show();
        QVERIFY(there.open(stage.folder() + T("/runs.json")));
        QVERIFY(here.save(T("Ours")));
        QVERIFY(there.button().isVisible());
        there.button().open();
        QVERIFY(startingWith(there.button().choices(), T("Ours")) != nullptr);
        there.button().choices().close();
        QVERIFY(there.action("views.choose.ours") != nullptr);
        there.views().choose(T("Ours"));
        here.bar().setText(T("status:failed"));
        QVERIFY(!there.button().differs());
        here.action("views.update")->trigger();
        QVERIFY(there.button().differs()); // the view is another, and that window still shows what it did
        stage.savedViews().rename(T("Ours"), T("Yours"));
        QCOMPARE(there.button().current(), T("Yours"));
        QCOMPARE(here.button().current(), T("Yours"));
        here.action("views.rename")->trigger();
        there.action("views.remove")->trigger();
        QCOMPARE(here.button().current(), QString());
        QVERIFY(here.sentence().startsWith(T("The view “Yours” was removed or renamed meanwhile.")));
        here.confirm();
        QVERIFY(here.dialog().isVisible());
        here.dialog().reject();
        here.action("views.undo")->trigger();
        QCOMPARE(there.button().current(), T("Yours"));
    }

    void viewsAreThereTheNextTime()
    {
        ViewStage stage;
        stage.hands.sortBySent();
        stage.hands.bar().setText(T("status:failed"));
        QVERIFY(stage.hands.save(T("Kept")));
        QSettings store(stage.folder() + T("/settings.ini"), QSettings::IniFormat);
        Settings settings(store);
        SavedViews views(store);
        const MainWindow::Shared first = stage.shared();
        AlertCenter alerts(settings);
        MainWindow next({stage.themes(), settings, stage.book(), views, alerts, first.folders});
        next.setAttribute(Qt::WA_DeleteOnClose, false);
        next.show();
        const Hands h{next};
        QVERIFY(h.open(stage.folder() + T("/runs.json")));
        QCOMPARE(h.button().current(), QString());
        h.key(Qt::Key_V);
        QTest::keyClick(&h.button().choices(), Qt::Key_Down);
        QTest::keyClick(&h.button().choices(), Qt::Key_Return);
        QVERIFY(h.waitForFound(3));
        QVERIFY(next.runs().browser().sort() == (SortSpec{RunColumn::sent, {}, true}));
        QVERIFY(!h.button().differs());
    }

    void thePaletteFindsAViewByItsName()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        stage.savedViews().save(viewOf(T("Quiet & slow"), T("status:waiting")));
        h.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), T("quiet & slow"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(h.bar().text(), T("status:waiting"));
        QCOMPARE(h.button().current(), T("Quiet & slow"));
        stage.savedViews().remove(T("quiet & slow"));
        QVERIFY(h.action("views.choose.quiet & slow") == nullptr);
        QCOMPARE(h.window.actionRegistry().contestedKeys(), QStringList());
    }

    void aQueryThatCannotBeReadIsNotSaved()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        h.bar().setText(T("status:"));
        h.key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(h.views().dialog() == nullptr);
        QCOMPARE(h.toast(), T("The query cannot be read, so it is not saved. Correct it first."));
        QCOMPARE(QApplication::focusWidget(), h.bar().focusProxy());
    }

    void anotherSourceHasNoView()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        QVERIFY(h.save(T("Mine")));
        QVERIFY(stage.openSample(QStringLiteral("documented-run"))); // no list
        QVERIFY(!h.button().isVisible());
        QCOMPARE(ActionRegistry::reasonOf(h.action("views.open")), T("No list of runs is open"));
        QCOMPARE(ActionRegistry::reasonOf(h.action("views.choose.mine")), T("No list of runs is open"));
        h.key(Qt::Key_V);
        QVERIFY(!h.button().choices().isVisible());
        QVERIFY(stage.open(stage.folder() + T("/runs.json")));
        QVERIFY(h.button().isVisible());
        QCOMPARE(h.button().current(), QString());
    }
};

} // namespace

QTEST_MAIN(TestViewMenu)
#include "tst_view_menu.moc"
