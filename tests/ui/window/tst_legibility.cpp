// SPDX-License-Identifier: GPL-3.0-or-later
// That what judges the windows can fail: one planted fault of each kind.
#include "tests/ui/window/legibility.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QTest>

using namespace runlens;
using namespace runlens::test;

namespace {

/// A window of labels at their places.
struct Window {
    theme::ThemeManager themes;
    QWidget widget;

    Window()
    {
        themes.setChoice(theme::ThemeChoice::light);
        widget.resize(400, 200);
        widget.setStyleSheet(QStringLiteral("background: white"));
    }
    QLabel* put(const QString& text, const QRect& box, const QString& colour = QStringLiteral("#222222"))
    {
        auto* label = new QLabel(text, &widget);
        label->setGeometry(box);
        label->setStyleSheet(QStringLiteral("color: %1").arg(colour));
        return label;
    }
    QStringList faults()
    {
        widget.show();
        return illegible(widget);
    }
};

class TestLegibility : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodTextsPass()
    {
        Window w;
        w.put(QStringLiteral("Waits for an open"), {10, 10, 200, 24});
        w.put(QStringLiteral("שלום · café"), {10, 50, 200, 24});
        QCOMPARE(w.faults(), QStringList());
        QVERIFY(textsJudged() >= 2);
    }

    void aTextCutOffIsFound()
    {
        Window w;
        w.put(QStringLiteral("Waits for an open"), {10, 10, 40, 24});
        QCOMPARE(w.faults().size(), 1);
        QVERIFY(w.faults().first().startsWith(QStringLiteral("cut off")));
    }

    void aTextCutOffBelowIsFound()
    {
        Window w;
        w.put(QStringLiteral("Waits for an open"), {10, 10, 200, 9});
        QVERIFY(w.faults().join(QLatin1Char(' ')).contains(QStringLiteral("cut off")));
    }

    void whatIsScrolledMayEndAtTheEdge()
    {
        Window w;
        QScrollArea area(&w.widget);
        area.setGeometry(0, 0, 200, 60);
        auto* text = new QLabel(QStringLiteral("one\ntwo\nthree\nfour\nfive\nsix"));
        area.setWidget(text);
        w.widget.show();
        QCOMPARE(w.faults(), QStringList());
    }

    void twoTextsOnOnePlaceAreFound()
    {
        Window w;
        w.put(QStringLiteral("Waits"), {10, 10, 100, 24});
        w.put(QStringLiteral("Timed out"), {14, 12, 100, 24})->setAttribute(Qt::WA_NoSystemBackground);
        w.widget.setStyleSheet(QStringLiteral("QWidget { background: transparent }"));
        QVERIFY(w.faults().join(QLatin1Char(' ')).contains(QStringLiteral("on “Waits”")));
    }

    void faintTextIsFound()
    {
        Window w;
        w.put(QStringLiteral("Waits"), {10, 10, 100, 24}, QStringLiteral("#999999"));
        QCOMPARE(w.faults().size(), 1);
        QVERIFY(w.faults().first().startsWith(QStringLiteral("contrast 2.8")));
    }

    void aMissingGlyphIsFound()
    {
        Window w;
        w.put(QStringLiteral("a\U000F1234"), {10, 10, 100, 24});
        QVERIFY(w.faults().join(QLatin1Char(' ')).contains(QStringLiteral("U+f1234")));
    }

    void whatIsCoveredIsNotJudged()
    {
        Window w;
        w.put(QStringLiteral("Waits"), {10, 10, 100, 24}, QStringLiteral("#999999"));
        QWidget cover(&w.widget);
        cover.setAutoFillBackground(true);
        cover.setGeometry(0, 0, 200, 100);
        w.widget.show();
        QCOMPARE(w.faults(), QStringList());
    }
};

} // namespace

QTEST_MAIN(TestLegibility)
#include "tst_legibility.moc"
