// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/viewport.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

using namespace runlens::layout;

namespace {

double number(double from, double to) { return from + (to - from) * (*rc::gen::inRange(0, 1'000'001)) / 1e6; }

struct Case {
    double width = number(50, 4'000);
    Viewport view = clamped({std::exp(number(0, 15)), number(0, 1e7)}, width);
};

class TestViewport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placesRoundTrip()
    {
        QVERIFY(rc::check("toPlace inverts toAxis", [] {
            const Case c;
            const double x = number(0, c.width);
            RC_ASSERT(std::abs(toPlace(c.view, toAxis(c.view, x)) - x) < 1e-6);
        }));
    }

    void zoomKeepsWhatStandsAtTheCursor()
    {
        QVERIFY(rc::check("the axis under the cursor stays there, unless an end of the axis is in the way", [] {
            const Case c;
            const double x = number(0, c.width);
            const double before = toAxis(c.view, x);
            const Viewport after = zoomedAbout(c.view, x, std::exp(number(-3, 3)), c.width);
            const bool atAnEnd = after.left == 0 || std::abs(after.left - c.width * (after.zoom - 1)) < 1e-6;
            RC_ASSERT(atAnEnd || std::abs(toAxis(after, x) - before) < 1e-6 * c.width);
            if (after.zoom >= c.view.zoom)
                RC_ASSERT(std::abs(toAxis(after, x) - before) < 1e-6 * c.width);
        }));
    }

    void nearerAndBackIsWhereItWas()
    {
        QVERIFY(rc::check("zooming in and out about one place", [] {
            const Case c;
            const double x = number(0, c.width);
            const double factor = std::exp(number(0, 3));
            const Viewport back = zoomedAbout(zoomedAbout(c.view, x, factor, c.width), x, 1 / factor, c.width);
            RC_ASSERT(std::abs(back.zoom - c.view.zoom) < 1e-6 * c.view.zoom);
            RC_ASSERT(std::abs(back.left - c.view.left) < 1e-6 * (1 + c.view.left));
        }));
    }

    void nothingBesideTheAxisIsSeen()
    {
        QVERIFY(rc::check("whatever is asked for", [] {
            const Case c;
            for (const Viewport& view : {panned(c.view, number(-1e6, 1e6), c.width),
                                         zoomedAbout(c.view, number(0, c.width), number(0.001, 1'000), c.width),
                                         showing(number(0, c.width), number(0, c.width), c.width, number(0, 100)),
                                         revealing(c.view, number(0, c.width), c.width, number(0, 100))}) {
                RC_ASSERT(view.zoom >= 1 && view.zoom <= deepestZoom && view.left >= 0);
                RC_ASSERT(toAxis(view, c.width) <= c.width * (1 + 1e-9));
            }
        }));
    }

    void aSelectionFillsThePlace()
    {
        const Viewport view = showing(200, 300, 1'000, 100);
        QCOMPARE(view.zoom, 8.0);
        QCOMPARE(toPlace(view, 200), 100.0);
        QCOMPARE(toPlace(view, 300), 900.0);
    }

    void aSelectionIsBroughtIntoThePlaceWithTheLeastMove()
    {
        QVERIFY(rc::check("revealed, and not moved where it is seen already", [] {
            const Case c;
            const double margin = number(0, c.width / 2);
            const double x = number(0, c.width);
            const double place = toPlace(c.view, x);
            const Viewport view = revealing(c.view, x, c.width, margin);
            RC_ASSERT(toPlace(view, x) >= -1e-6 && toPlace(view, x) <= c.width + 1e-6);
            if (place >= margin && place <= c.width - margin)
                RC_ASSERT(view == c.view);
        }));
    }
};

} // namespace

QTEST_APPLESS_MAIN(TestViewport)
#include "tst_viewport.moc"
