// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/domain/time.h"

#include <QTest>
#include <rapidcheck.h>

using namespace runlens;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

const Instant firstInstant = sys_days{year{1} / January / 1};
const Instant lastInstant = Instant{sys_days{year{10000} / January / 1}} - Duration{1};

rc::Gen<Instant> instants()
{
    return rc::gen::map(
        rc::gen::inRange(firstInstant.time_since_epoch().count(), lastInstant.time_since_epoch().count()),
        [](std::int64_t micros) { return Instant{Duration{micros}}; });
}

} // namespace

class TestTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writesMillisecondsAlways();
    void everyInstantReadsBack();
    void durations_data();
    void durations();
};

void TestTime::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("micros");
    const auto noon = Instant{sys_days{2026y / June / 8} + 14h + 15min}.time_since_epoch().count();
    const auto row = [](const char* text, std::int64_t micros) {
        QTest::newRow(text) << QString::fromLatin1(text) << qint64{micros};
    };
    row("2026-06-08T14:15:00.000Z", noon);
    row("2026-06-08T14:15:00Z", noon);
    row("2026-06-08t14:15:00z", noon);
    row("2026-06-08T14:15:00.123Z", noon + 123'000);
    row("2026-06-08T14:15:00.123456Z", noon + 123'456);
    row("2026-06-08T14:15:00.1234569Z", noon + 123'456);
    row("2026-06-08T16:15:00+02:00", noon);
    row("2026-06-08T16:15:00+0200", noon);
    row("2026-06-08 14:15:00.000000+00", noon);
    row("2026-06-08T08:45:00.5-05:30", noon + 500'000);
    row("0001-01-01T00:00:00Z", firstInstant.time_since_epoch().count());
    row("9999-12-31T23:59:59.999999Z", lastInstant.time_since_epoch().count());
    row("2024-02-29T00:00:00Z", Instant{sys_days{2024y / February / 29}}.time_since_epoch().count());
    row("1969-12-31T23:59:59.999999Z", -1);
}

void TestTime::reads()
{
    QFETCH(QString, text);
    QFETCH(qint64, micros);
    const auto instant = parseInstant(text.toStdString());
    QVERIFY(instant.has_value());
    QCOMPARE(qint64{instant->time_since_epoch().count()}, micros);
}

void TestTime::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"",
                             "yesterday",
                             "2026-06-08",
                             "2026-06-08T14:15:00",
                             "2026-06-08T14:15Z",
                             "2026-02-30T00:00:00Z",
                             "2025-02-29T00:00:00Z",
                             "2026-13-01T00:00:00Z",
                             "2026-00-10T00:00:00Z",
                             "2026-06-08T24:00:00Z",
                             "2026-06-08T14:60:00Z",
                             "2026-06-08T14:15:60Z",
                             "0000-01-01T00:00:00Z",
                             "12026-06-08T14:15:00Z",
                             "2026-06-08T14:15:00.Z",
                             "2026-06-08T14:15:00,5Z",
                             "2026-06-08T14:15:00+24:00",
                             "2026-06-08T14:15:00+02:60",
                             "2026-06-08T14:15:00+2",
                             "2026-06-08T14:15:00Z ",
                             " 2026-06-08T14:15:00Z",
                             "1780928100",
                             "08/06/2026 14:15",
                             "2026-06-08T14:15:00ZZ",
                             "2026-W24-1T14:15:00Z",
                             "-001-06-08T14:15:00Z",
                             "0001-01-01T00:00:00+01:00",
                             "9999-12-31T23:59:59-01:00"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestTime::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!parseInstant(text.toStdString()));
}

void TestTime::writesMillisecondsAlways()
{
    const Instant noon = sys_days{2026y / June / 8} + 14h + 15min;
    QCOMPARE(formatInstant(noon), std::string("2026-06-08T14:15:00.000Z"));
    QCOMPARE(formatInstant(noon + 7ms), std::string("2026-06-08T14:15:00.007Z"));
    QCOMPARE(formatInstant(noon + 7us), std::string("2026-06-08T14:15:00.000007Z"));
    QCOMPARE(formatInstant(firstInstant), std::string("0001-01-01T00:00:00.000Z"));
}

void TestTime::everyInstantReadsBack()
{
    QVERIFY(rc::check("parse(format(t)) is t", [] {
        const auto instant = *instants();
        RC_ASSERT(parseInstant(formatInstant(instant)) == instant);
    }));
}

void TestTime::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char* text, std::int64_t seconds) {
        QTest::newRow(text) << QString::fromLatin1(text) << qint64{seconds};
    };
    row("3 days", 259200);
    row("24 hours", 86400);
    row("90 minutes", 5400);
    row("2 weeks", 1209600);
    row("1 day", 86400);
    row("45s", 45);
    row("0 minutes", 0);
    row("36525 days", maxDuration.count());
    for (const char* refused : {"", "3", "days", "3 fortnights", "-1 day", "1.5 hours", "3 days ", "36526 days",
                                "99999999999999999999 s", "9223372036854775807 weeks", "3 d a y s"})
        row(refused, -1);
}

void TestTime::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    const auto length = parseDuration(text.toStdString());
    QCOMPARE(length ? qint64{length->count()} : qint64{-1}, seconds);
}

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
