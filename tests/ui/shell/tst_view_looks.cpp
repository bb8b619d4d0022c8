// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen of saved views can be read. With RUNLENS_PICTURES=FOLDER it is written there.
#include "tests/ui/shell/view_hands.h"
#include "tests/ui/window/legibility.h"

#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

using namespace runlens;
using namespace runlens::shell;
using namespace runlens::test;

namespace {

#define T(text) QStringLiteral(text)

QString faultsOf(QWidget& widget)
{
    QCoreApplication::processEvents(); // what was written changes what it is laid out in
    return illegible(widget).join(QLatin1Char('\n'));
}

void picture(QWidget& widget, const char* name)
{
    const QString folder = qEnvironmentVariable("RUNLENS_PICTURES");
    if (folder.isEmpty())
        return;
    QCoreApplication::processEvents();
    const QString file = T("views-%1@%2x.png").arg(QLatin1String(name)).arg(widget.devicePixelRatioF());
    QVERIFY2(widget.grab().save(QDir(folder).filePath(file)), qPrintable(file));
}

class TestViewLooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longNamesGiveWay()
    {
        ViewStage stage;
        const Hands& h = stage.hands;
        const QString name = T("Receipts that failed twice & were never sent again, in the European shop of books");
        QVERIFY(h.save(name));
        const QString kept = stage.savedViews().views()[0].name;
        QVERIFY(h.button().width() <= 240 && h.bar().width() > 300);
        QVERIFY(h.button().toolTip().startsWith(kept));
        QCOMPARE(h.button().accessibleName(), T("Saved view: %1").arg(kept));
        h.button().open();
        QMenu& menu = h.button().choices();
        QVERIFY(menu.width() < 500);
        QVERIFY(textsOf(menu)[1].endsWith(T("…")) && textsOf(menu)[1].contains(T("&&")));
        QVERIFY(menu.actions()[1]->toolTip().startsWith(kept));
        menu.close();
        stage.window().resize(1024, 640);
        h.bar().setText(T("started:24h"));
        QCoreApplication::processEvents();
        stage.window().findChild<Toast*>()->hide(); // it stands over what is judged
        picture(stage.window(), "long-name");
        QCOMPARE(faultsOf(stage.window()), QString());
        QCOMPARE(stage.window().size(), QSize(1024, 640));
    }

    void canBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void canBeRead()
    {
        QFETCH(bool, dark);
        ViewStage stage(dark ? theme::ThemeChoice::dark : theme::ThemeChoice::light);
        const Hands& h = stage.hands;
        const QByteArray tag = dark ? "dark-" : "light-";
        picture(stage.window(), tag + "window-none");
        for (const QString& name : {T("Stuck waits"), T("VIP & press"),
                                    T("Receipts that failed twice and were never sent again"), T("כישלונות היום")})
            stage.savedViews().save(viewOf(name, T("status:waiting")));
        h.bar().setText(T("status:failed"));
        QVERIFY(h.save(T("Failed today")) && h.waitForFound(3));
        h.bar().setText(T("status:failed started:24h"));
        stage.savedViews().remove(T("Stuck waits"));
        stage.window().findChild<Toast*>()->hide();
        picture(stage.window(), tag + "window");
        QCOMPARE(faultsOf(stage.window()), QString());
        h.button().open();
        picture(h.button().choices(), tag + "menu");
        h.button().choices().close();
        h.key(Qt::Key_S, Qt::ControlModifier);
        h.type(T("failed today"));
        picture(h.dialog(), tag + "dialog");
        QCOMPARE(faultsOf(h.dialog()), QString());
        h.type({});
        h.confirm();
        picture(h.dialog(), tag + "dialog-wrong");
        QCOMPARE(faultsOf(h.dialog()), QString());
        h.dialog().reject();
        for (int i = 1; stage.savedViews().save(viewOf(T("view %1").arg(i), T("text%1").arg(i))); ++i) {
        }
        h.button().open();
        QTest::keyClick(&h.button().choices(), Qt::Key_M);
        picture(h.button().choices(), tag + "menu-many");
        picture(h.button().more(), tag + "menu-more");
    }
};

} // namespace

QTEST_MAIN(TestViewLooks)
#include "tst_view_looks.moc"
