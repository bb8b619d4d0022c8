// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/hit.h"
#include "tests/engine/layout/layout_fixture.h"

#include <QTest>
#include <rapidcheck.h>

#include <cmath>

using namespace runlens;
using namespace runlens::layout;

namespace {

constexpr AxisKind kinds[] = {AxisKind::folded, AxisKind::linear, AxisKind::sequence};

/// Any part of any run, at any zoom.
struct Shown {
    Timeline timeline;
    Scene scene;

    Shown()
    {
        if (*rc::gen::arbitrary<bool>()) {
            timeline = SheetRun().timeline();
        } else {
            const Run run = longRun(*rc::gen::inRange<std::size_t>(0, 400));
            timeline = buildTimeline(run, collectEvidence(run, nullptr), nullptr, at("01T00:00:00"));
        }
        const TimelineLayout layout(timeline);
        SceneOptions options;
        options.axis = *rc::gen::elementOf(std::vector<AxisKind>(std::begin(kinds), std::end(kinds)));
        options.width = *rc::gen::inRange(300, 2'000);
        options.height = *rc::gen::inRange(150, 1'200);
        options.fit = *rc::gen::arbitrary<bool>();
        options.header = *rc::gen::arbitrary<bool>();
        options.density = *rc::gen::element(Density::comfortable, Density::compact);
        options.scroll = *rc::gen::inRange(0, 20'000);
        const double width = axisWidth(options.width);
        const auto zoom = std::exp(*rc::gen::inRange(0, 120) / 10.0);
        options.view = clamped({zoom, *rc::gen::inRange(0, 1'000) / 1'000.0 * width * zoom}, width);
        scene = layout.scene(options, {}, layout.axis(options), PlainCaptions(), FixedMetrics());
    }
};

bool near(const Rect& box, const Point& point)
{
    constexpr double slack = hitTolerance + 0.001;
    return point.x >= box.x - slack && point.x <= box.right() + slack && point.y >= box.y - slack
           && point.y <= box.bottom() + slack;
}

Point middleOf(const Rect& box) { return {box.x + box.width / 2, box.y + box.height / 2}; }

class TestHit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsHitIsDrawnThere()
    {
        QVERIFY(rc::check("the box of what is hit holds the point", [] {
            const Shown shown;
            for (int i = 0; i < 50; ++i) {
                const Point point{static_cast<double>(*rc::gen::inRange(-10, 2'010)),
                                  static_cast<double>(*rc::gen::inRange(-10, 1'210))};
                const auto hit = subjectAt(shown.scene, point);
                if (!hit)
                    continue;
                RC_ASSERT(placeOf(shown.timeline, *hit).has_value());
                const RowBand* band = rowAt(shown.scene, point.y);
                if (band != nullptr)
                    RC_ASSERT(band->row == hit->row);
                if (hit->part != Part::whole || band == nullptr) {
                    RC_ASSERT(boxOf(shown.scene, *hit).has_value());
                    RC_ASSERT(near(*boxOf(shown.scene, *hit), point));
                }
            }
        }));
    }

    void whatIsDrawnIsHitThere()
    {
        QVERIFY(rc::check("in the middle of a mark its row is hit, and on top of all the mark itself", [] {
            const Shown shown;
            const Scene& scene = shown.scene;
            const auto inWindow = [&scene](const Point& p) { return p.y >= scene.rowsTop && p.y < scene.rowsBottom; };
            for (const Chip& chip : scene.chips)
                if (inWindow(middleOf(chip.box)))
                    RC_ASSERT(subjectAt(scene, middleOf(chip.box)) == chip.subject);
            for (const Diamond& diamond : scene.diamonds)
                if (inWindow(diamond.centre)) {
                    const auto hit = subjectAt(scene, diamond.centre);
                    RC_ASSERT(hit.has_value() && hit->row == diamond.subject.row);
                    RC_ASSERT(hit->part != Part::whole || diamond.subject.part == Part::whole);
                }
            for (const Bar& bar : scene.bars)
                if (!scene.rows.empty() && inWindow(middleOf(bar.box)))
                    RC_ASSERT(subjectAt(scene, middleOf(bar.box))->row == bar.row);
        }));
    }

    void allThatIsDrawnStandsInThePlot()
    {
        QVERIFY(rc::check("no bar, line, chip or event beside the plot, at any zoom", [] {
            const Shown shown;
            const Scene& scene = shown.scene;
            const auto within = [&scene](double left, double right) {
                return left >= scene.plotLeft - 0.01 && right <= scene.plotRight + 0.01;
            };
            for (const Bar& bar : scene.bars)
                RC_ASSERT(bar.box.width > 0 && within(bar.box.x, bar.box.right()));
            for (const Chip& chip : scene.chips)
                RC_ASSERT(within(chip.box.x, chip.box.right()));
            for (const Connector& line : scene.connectors)
                for (const Point& point : line.points)
                    RC_ASSERT(within(point.x, point.x));
            for (const Diamond& diamond : scene.diamonds)
                RC_ASSERT(within(diamond.centre.x, diamond.centre.x));
            for (const Flag& flag : scene.flags)
                RC_ASSERT(within(flag.top.x, flag.top.x));
            for (const FoldBand& fold : scene.folds)
                RC_ASSERT(within(fold.box.x, fold.box.right()));
            for (const TickLine& tick : scene.ticks)
                RC_ASSERT(within(tick.x, tick.x));
            for (const Text& text : scene.texts)
                RC_ASSERT(text.box.right() <= scene.plotLeft || text.box.x >= scene.plotLeft || text.pill
                          || text.box.y < scene.rowsTop || text.box.y >= scene.rowsBottom);
        }));
    }

    void subjectsAreReadInOrder()
    {
        const Timeline timeline = SheetRun().timeline();
        std::optional<Subject> subject = Subject{0, Part::whole, 0};
        std::vector<Subject> read;
        while (subject) {
            read.push_back(*subject);
            subject = nextOf(timeline, *subject);
        }
        QVERIFY(std::ranges::is_sorted(read));
        std::size_t all = 0;
        for (const Row& row : timeline.rows)
            all += subjectCount(row);
        QCOMPARE(read.size(), all);
        for (std::size_t i = read.size(); i-- > 1;)
            QVERIFY(previousOf(timeline, read[i]) == read[i - 1]);
        QVERIFY(!previousOf(timeline, read.front()));
        QVERIFY(std::ranges::count(read, Part::lateEvent, &Subject::part) == 1);
        QVERIFY(std::ranges::count(read, Part::attempt, &Subject::part) == 2);
        QVERIFY(!nextOf(timeline, {0, Part::attempt, 7}) && !nextOf(timeline, {900, Part::whole, 0}));
    }
};

} // namespace

QTEST_APPLESS_MAIN(TestHit)
#include "tst_hit.moc"
