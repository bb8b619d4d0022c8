// SPDX-License-Identifier: GPL-3.0-or-later
// Every state of the window, in both themes and two sizes, can be read. With RUNLENS_PICTURES=FOLDER each is written
// there as a PNG; QT_SCALE_FACTOR sets the scale.
#include "tests/ui/window/legibility.h"
#include "tests/ui/window/window_states.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace runlens;
using namespace runlens::test;

namespace {

const std::array<QSize, 2> sizes{QSize(1440, 900), QSize(1024, 640)};

class TestWindowStates : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void canBeRead_data()
    {
        QTest::addColumn<std::size_t>("state");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (std::size_t i = 0; i < windowStates().size(); ++i)
            for (const bool dark : {false, true})
                for (const QSize& size : sizes)
                    QTest::addRow("%s-%s-%dx%d", windowStates()[i].name, dark ? "dark" : "light", size.width(),
                                  size.height())
                        << i << dark << size;
    }

    void canBeRead()
    {
        QFETCH(std::size_t, state);
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Stage stage(dark ? theme::ThemeChoice::dark : theme::ThemeChoice::light, size);
        QVERIFY(windowStates()[state].enter(stage));
        QCoreApplication::processEvents();
        save(*stage.seen().window());
        const QStringList faults = illegible(stage.seen());
        QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
        QVERIFY2(textsJudged() >= 2, "too few texts were painted to prove anything");
        QCOMPARE(stage.window().size(), size);
    }

private:
    static void save(QWidget& window)
    {
        const QString folder = qEnvironmentVariable("RUNLENS_PICTURES");
        if (folder.isEmpty())
            return;
        const QString name = QStringLiteral("window-%1@%2x.png")
                                 .arg(QLatin1String(QTest::currentDataTag()))
                                 .arg(window.devicePixelRatioF());
        QVERIFY2(window.grab().save(QDir(folder).filePath(name)), qPrintable(name));
    }
};

} // namespace

QTEST_MAIN(TestWindowStates)
#include "tst_window_states.moc"
