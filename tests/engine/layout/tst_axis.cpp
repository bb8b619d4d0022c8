// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/axis.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace runlens;
using namespace runlens::layout;
using namespace std::chrono_literals;

namespace {

constexpr AxisKind kinds[] = {AxisKind::linear, AxisKind::folded, AxisKind::sequence};
const Instant start = *parseInstant("2026-06-07T14:15:00.000Z");

/// Happenings over every unit from a microsecond to years, as runs have them: bursts with idle stretches between.
rc::Gen<std::vector<Instant>> happenings()
{
    return rc::gen::map(rc::gen::container<std::vector<std::pair<int, int>>>(
                            rc::gen::pair(rc::gen::inRange(0, 14), rc::gen::inRange(0, 1000))),
                        [](const std::vector<std::pair<int, int>>& gaps) {
                            std::vector<Instant> times{start};
                            for (const auto& [magnitude, factor] : gaps) {
                                auto unit = static_cast<std::int64_t>(std::pow(10, magnitude));
                                // Nothing lasts longer than a century.
                                times.push_back(std::min(times.back() + Duration{unit * factor}, start + 24h * 36500));
                            }
                            return times;
                        });
}

double scaleAt(const Axis& axis, Instant at)
{
    const auto knots = axis.knots();
    auto right = std::ranges::upper_bound(knots, at, {}, &Axis::Knot::at);
    right = std::clamp(right, knots.begin() + 1, knots.end() - 1);
    return static_cast<double>((right->at - (right - 1)->at).count()) / (right->x - (right - 1)->x);
}

std::vector<Duration> foldLengths(const Axis& axis)
{
    std::vector<Duration> lengths;
    for (const Fold& fold : axis.folds())
        lengths.push_back(fold.length());
    return lengths;
}

Axis folded(std::initializer_list<Duration> gaps)
{
    std::vector<Instant> times{start};
    for (const Duration gap : gaps)
        times.push_back(times.back() + gap);
    return buildAxis(AxisKind::folded, times, {});
}

bool holds(bool property) { return property; }

} // namespace

class TestAxis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesGoToPlacesAndBack()
    {
        for (const AxisKind kind : kinds) {
            QVERIFY(holds(rc::check("toTime(toX(t)) is t", [kind](const std::vector<std::uint32_t>& offsets) {
                const auto times = *happenings();
                const Axis axis = buildAxis(kind, times, {});
                std::vector<Instant> probes = times;
                for (const std::uint32_t offset : offsets)
                    probes.push_back(start + (times.back() - start) / 1000 * (offset % 1000));
                for (const Instant probe : probes) {
                    if (axis.knots().size() == 1)
                        continue;
                    const double tolerance = std::max(1.0, scaleAt(axis, probe) * 1e-9);
                    const auto error = (axis.toTime(axis.toX(probe)) - probe).count();
                    RC_ASSERT(std::abs(static_cast<double>(error)) <= tolerance);
                }
            })));
        }
    }

    void orderIsKept()
    {
        for (const AxisKind kind : kinds) {
            QVERIFY(holds(rc::check("later is further right, and all is within the width", [kind] {
                auto times = *happenings();
                const Axis axis = buildAxis(kind, times, {});
                std::ranges::sort(times);
                for (std::size_t i = 1; i < times.size(); ++i)
                    if (times[i - 1] < times[i])
                        RC_ASSERT(axis.toX(times[i - 1]) < axis.toX(times[i]));
                RC_ASSERT(axis.toX(times.front()) >= 0.0);
                RC_ASSERT(axis.toX(times.back()) <= AxisMeasures{}.width + 1e-6);
            })));
        }
    }

    void foldsHoldNoHappening()
    {
        QVERIFY(holds(rc::check("a fold is idle, and folds are in order", [] {
            const auto times = *happenings();
            const Axis axis = buildAxis(AxisKind::folded, times, {});
            const Fold* previous = nullptr;
            for (const Fold& fold : axis.folds()) {
                RC_ASSERT(std::ranges::none_of(times, [&](Instant at) { return fold.from < at && at < fold.to; }));
                RC_ASSERT(fold.length().count() > 0);
                if (previous != nullptr)
                    RC_ASSERT(previous->to <= fold.from && previous->x + previous->width <= fold.x + 1e-9);
                previous = &fold;
            }
        })));
    }

    void foldingDoesNotDependOnTheUnit()
    {
        QVERIFY(holds(rc::check("the same run a thousand times slower folds at the same places", [] {
            const auto gaps = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 5000)));
            const auto foldsOf = [&gaps](int unit) {
                std::vector<Instant> times{start};
                for (const int gap : gaps)
                    times.push_back(times.back() + Duration{std::int64_t{gap} * unit});
                return buildAxis(AxisKind::folded, times, {}).folds().size();
            };
            RC_ASSERT(foldsOf(1'000) == foldsOf(1'000'000));
        })));
    }

    void idleStretchesFoldAtEveryScale_data()
    {
        QTest::addColumn<qint64>("unit");
        QTest::newRow("microseconds") << qint64{1};
        QTest::newRow("milliseconds") << qint64{1'000};
        QTest::newRow("seconds") << qint64{1'000'000};
        QTest::newRow("hours") << qint64{3'600'000'000};
        QTest::newRow("days") << qint64{86'400'000'000};
    }

    void idleStretchesFoldAtEveryScale()
    {
        QFETCH(qint64, unit);
        const Duration one{unit};
        const auto lengths =
            foldLengths(folded({one * 10, one * 20, one * 100'000, one * 15, one * 3'000'000, one * 12}));
        QCOMPARE(lengths.size(), std::size_t{2});
        // What is written is what was folded: a stretch less the little that stays to be seen on both sides.
        QVERIFY(lengths[0] <= one * 100'000 && lengths[0] > one * 99'900);
        QVERIFY(lengths[1] <= one * 3'000'000 && lengths[1] > one * 2'999'900);
    }

    void theDocumentedRunFoldsItsWait()
    {
        // Trigger, send, open, push, and the limit that was not reached.
        const Axis axis = folded({1s, 89s, 1s, 1709s});
        QCOMPARE(axis.folds().size(), std::size_t{2});
        QVERIFY(axis.folds()[0].length() > 88s);
        QVERIFY(axis.folds()[1].length() > 1708s);
    }

    void whatTakesMostOfTheAxisFolds()
    {
        // A send that is tried again after 30 s and after 3 minutes: the short stretches can be seen as they are.
        const Axis axis = folded({600ms, 10s, 30s, 10s, 180s, 10s});
        QCOMPARE(axis.folds().size(), std::size_t{1});
        QVERIFY(axis.folds()[0].length() > 160s);
        QCOMPARE(folded({1h, 3h}).folds().size(), std::size_t{1});
        QCOMPARE(folded({1h, 1h, 4h, 1h}).folds().size(), std::size_t{1});
    }

    void aFoldIsMostOfItsStretch()
    {
        // At the scale of so much live time, margins of 40 pixels would be longer than the stretch that they are to
        // frame.
        std::vector<Instant> times{start, start + 1ms};
        for (int i = 0; i < 100; ++i)
            times.push_back(times.back() + 10ms);
        times.push_back(times.back() + 100ms);
        const Axis axis = buildAxis(AxisKind::folded, times, {});
        QCOMPARE(axis.folds().size(), std::size_t{1});
        QVERIFY(axis.folds()[0].length() >= 50ms);
        QVERIFY(axis.folds()[0].from > times[101] && axis.folds()[0].to < times[102]); // bars are seen on both sides
    }

    void evenRunsAreNotFolded()
    {
        QVERIFY(folded({1ms, 1ms, 1ms}).folds().empty());
        QVERIFY(folded({24h, 24h, 30h}).folds().empty());
        QVERIFY(folded({24h}).folds().empty());
    }

    void manyFoldsLeaveHalfOfTheWidth()
    {
        std::vector<Instant> times{start};
        for (int i = 0; i < 200; ++i) {
            times.push_back(times.back() + 1s);
            times.push_back(times.back() + 5h);
        }
        times.push_back(times.back() + 1s);
        const Axis axis = buildAxis(AxisKind::folded, times, {});
        QCOMPARE(axis.folds().size(), std::size_t{200});
        double bands = 0;
        for (const Fold& fold : axis.folds())
            bands += fold.width;
        QVERIFY(bands > 0 && bands <= AxisMeasures{}.width / 2);
        QVERIFY(std::abs(axis.knots().back().x - AxisMeasures{}.width) < 1e-6);
    }

    void sequenceGivesEveryHappeningAColumn()
    {
        const Axis axis =
            buildAxis(AxisKind::sequence, {start + 1s, start, start + 24h * 365, start + 1s}, {.width = 300});
        QCOMPARE(axis.knots().size(), std::size_t{3});
        QCOMPARE(axis.toX(start), 50.0);
        QCOMPARE(axis.toX(start + 1s), 150.0);
        QCOMPARE(axis.toX(start + 24h * 365), 250.0);
    }

    void linearIsOneScale()
    {
        const Axis axis = buildAxis(AxisKind::linear, {start, start + 10s, start + 1000s}, {.width = 500});
        QCOMPARE(axis.toX(start + 10s), 5.0);
        QCOMPARE(axis.toX(start + 500s), 250.0);
        QCOMPARE(axis.toTime(-50.0), start - 100s); // outside, the scale goes on
    }

    void degenerateInputHasAPlace()
    {
        const Axis blank = buildAxis(AxisKind::folded, {}, {});
        QVERIFY(blank.blank());
        QCOMPARE(blank.toX(start), 0.0);
        const Axis single = buildAxis(AxisKind::folded, {start, start}, {.width = 400});
        QCOMPARE(single.toX(start), 200.0);
        QCOMPARE(single.toTime(17), start);
    }
};

QTEST_APPLESS_MAIN(TestAxis)
#include "tst_axis.moc"
