// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/ticks.h"

#include <QTest>
#include <rapidcheck.h>

#include <string>
#include <string_view>
#include <vector>

using namespace runlens;
using namespace runlens::layout;
using namespace std::chrono_literals;

namespace {

const ZoneOffset utc = [](Instant) { return Duration{0}; };
/// Two hours in summer, one from the night of 25 October 2026 on, as in Berlin.
const ZoneOffset berlin = [](Instant at) { return at < *parseInstant("2026-10-25T01:00:00Z") ? 2h : 1h; };

std::vector<std::string> ticks(const char* from, const char* to, Duration shortest, const ZoneOffset& offset = utc)
{
    std::vector<std::string> texts;
    for (const Instant at : ticksOf(*parseInstant(from), *parseInstant(to), shortest, offset).at)
        texts.push_back(formatInstant(at).substr(0, 19));
    return texts;
}

using Texts = std::vector<std::string>;

class TestTicks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clocksStandOnRoundTimes()
    {
        QCOMPARE(ticks("2026-06-07T14:15:03Z", "2026-06-07T14:15:21Z", 4s),
                 (Texts{"2026-06-07T14:15:05", "2026-06-07T14:15:10", "2026-06-07T14:15:15", "2026-06-07T14:15:20"}));
        QCOMPARE(ticks("2026-06-07T00:00:00Z", "2026-06-07T13:00:00Z", 5h),
                 (Texts{"2026-06-07T00:00:00", "2026-06-07T06:00:00", "2026-06-07T12:00:00"}));
        QCOMPARE(ticks("1969-12-31T23:59:58Z", "1970-01-01T00:00:01Z", 2s),
                 (Texts{"1969-12-31T23:59:58", "1970-01-01T00:00:00"}));
    }

    void weeksBeginOnMondays()
    {
        QCOMPARE(ticks("2026-06-03T10:00:00Z", "2026-06-20T00:00:00Z", 50h),
                 (Texts{"2026-06-08T00:00:00", "2026-06-15T00:00:00"}));
    }

    void monthsAndYearsBeginOnTheirFirst()
    {
        QCOMPARE(ticks("2023-11-20T00:00:00Z", "2024-04-02T00:00:00Z", 24h * 20),
                 (Texts{"2023-12-01T00:00:00", "2024-01-01T00:00:00", "2024-02-01T00:00:00", "2024-03-01T00:00:00",
                        "2024-04-01T00:00:00"}));
        QCOMPARE(ticks("2023-06-05T00:00:00Z", "2026-06-05T00:00:00Z", 24h * 300),
                 (Texts{"2024-01-01T00:00:00", "2025-01-01T00:00:00", "2026-01-01T00:00:00"}));
        QCOMPARE(ticks("1999-06-05T00:00:00Z", "2041-06-05T00:00:00Z", 24h * 365 * 8),
                 (Texts{"2000-01-01T00:00:00", "2010-01-01T00:00:00", "2020-01-01T00:00:00", "2030-01-01T00:00:00",
                        "2040-01-01T00:00:00"}));
    }

    void daysBeginAtLocalMidnightAcrossAChangeOfTheClocks()
    {
        QCOMPARE(ticks("2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", 20h, berlin),
                 (Texts{"2026-10-24T22:00:00", "2026-10-25T23:00:00", "2026-10-26T23:00:00"}));
    }

    void ticksRiseInsideTheirRange()
    {
        QVERIFY(rc::check("in the range, rising, and no nearer than was asked for", [] {
            const Instant from{
                Duration{*rc::gen::inRange<std::int64_t>(-3'000'000'000'000'000, 3'000'000'000'000'000)}};
            const Duration length{*rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000'000)};
            const Duration shortest = std::max(Duration{1}, length / *rc::gen::inRange(1, 40));
            const ZoneOffset offset = *rc::gen::arbitrary<bool>() ? utc : berlin;
            const Ticks made = ticksOf(from, from + length, shortest, offset);
            RC_ASSERT(made.at.size() <= static_cast<std::size_t>(length / shortest + 3));
            for (std::size_t i = 0; i < made.at.size(); ++i) {
                RC_ASSERT(from <= made.at[i] && made.at[i] <= from + length);
                if (i > 0) {
                    RC_ASSERT(made.at[i] > made.at[i - 1]);
                    RC_ASSERT(made.at[i] - made.at[i - 1] >= shortest - 1h);
                }
            }
        }));
    }
};

} // namespace

QTEST_APPLESS_MAIN(TestTicks)
#include "tst_ticks.moc"
