// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/timeline_captions.h"
#include "engine/words/translations.h"

#include <QLocale>
#include <QTest>

using namespace runlens;
using namespace runlens::layout;

namespace {

Instant at(const char* text) { return *parseInstant(text); }

Moment reported(const char* text) { return {Origin::reported, at(text), {}}; }

TimelineCaptions utc()
{
    return {TimeStyle{nullptr, date::local_days(date::year{2026} / 6 / 9)}, at("2026-06-07T14:15:00Z")};
}

QString said(CaptionCode code, const Arguments& arguments = {})
{
    return QString::fromStdString(utc().text(code, arguments));
}

QString ticked(const TimelineCaptions& captions, const char* here, const char* previous, Duration step)
{
    return QString::fromStdString(
        captions.tick(at(here), previous != nullptr ? std::optional(at(previous)) : std::nullopt, step));
}

} // namespace

class TestTimelineCaptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(installTranslations(QLocale(QLocale::English))); }

    void everyCaptionHasWords()
    {
        // The last code is the zone's note; each one must say something, whatever its arguments.
        for (int code = 0; code <= static_cast<int>(CaptionCode::zoneNote); ++code) {
            const Arguments arguments{std::string("send_email_template"), std::int64_t{2}, std::int64_t{3}};
            QVERIFY2(!said(static_cast<CaptionCode>(code), arguments).isEmpty(), qPrintable(QString::number(code)));
        }
    }

    void wireWordsBecomeOurs()
    {
        QCOMPARE(said(CaptionCode::stepType, {std::string("send_email_template")}), QStringLiteral("send email"));
        QCOMPARE(said(CaptionCode::stepType, {std::string("teleport")}), QStringLiteral("teleport"));
        QCOMPARE(said(CaptionCode::attemptCount, {std::string("send_email_template"), std::int64_t{2}}),
                 QStringLiteral("send email · 2 attempts"));
        QCOMPARE(said(CaptionCode::notTakenCount, {std::int64_t{1}}), QStringLiteral("1 step not taken"));
        QCOMPARE(said(CaptionCode::notTakenCount, {std::int64_t{3}}), QStringLiteral("3 steps not taken"));
        QCOMPARE(said(CaptionCode::lateEvent, {std::string("sendrealm.mail.open")}), QStringLiteral("open, too late"));
        QCOMPARE(said(CaptionCode::lateEvent, {std::string("order.paid")}), QStringLiteral("order.paid, too late"));
    }

    void aTimeHasItsDateWhereTheDayIsAnother()
    {
        QCOMPARE(said(CaptionCode::timedOut, {reported("2026-06-07T15:00:00Z")}), QStringLiteral("timed out 15:00:00"));
        QCOMPARE(said(CaptionCode::timedOut, {reported("2026-06-08T14:15:42Z")}),
                 QStringLiteral("timed out 8 Jun 14:15:42"));
        QCOMPARE(said(CaptionCode::runStarted, {reported("2026-06-07T14:15:00Z")}),
                 QStringLiteral("started 7 Jun 14:15:00"));
        QCOMPARE(said(CaptionCode::runStarted, {reported("2026-06-09T14:15:00Z")}), QStringLiteral("started 14:15:00"));
    }

    void ticksWriteNoMoreThanChanges()
    {
        using namespace std::chrono_literals;
        const TimelineCaptions captions = utc();
        QCOMPARE(ticked(captions, "2026-06-07T14:15:00Z", nullptr, 1s), QStringLiteral("7 Jun 14:15:00"));
        QCOMPARE(ticked(captions, "2026-06-07T14:15:04Z", "2026-06-07T14:15:00Z", 1s), QStringLiteral(":04"));
        QCOMPARE(ticked(captions, "2026-06-07T14:15:04.350Z", "2026-06-07T14:15:00Z", 10ms), QStringLiteral(":04.350"));
        QCOMPARE(ticked(captions, "2026-06-07T14:15:04.000350Z", "2026-06-07T14:15:04Z", 50us),
                 QStringLiteral(":04.000350"));
        QCOMPARE(ticked(captions, "2026-06-07T14:16:30Z", "2026-06-07T14:15:00Z", 30s), QStringLiteral("14:16:30"));
        QCOMPARE(ticked(captions, "2026-06-07T16:00:00Z", "2026-06-07T14:00:00Z", 2h), QStringLiteral("16:00"));
        QCOMPARE(ticked(captions, "2026-06-08T00:00:00Z", "2026-06-07T00:00:00Z", 24h), QStringLiteral("8 Jun"));
        QCOMPARE(ticked(captions, "2027-01-01T00:00:00Z", "2026-12-31T00:00:00Z", 24h), QStringLiteral("1 Jan 2027"));
    }

    void ticksAreInTheZone()
    {
        using namespace std::chrono_literals;
        const auto* lisbon = date::locate_zone("Europe/Lisbon");
        const TimelineCaptions captions(TimeStyle{lisbon, date::local_days(date::year{2026} / 6 / 9)}, {});
        QCOMPARE(captions.zoneOffset(at("2026-06-07T14:15:00Z")), Duration{1h});
        QCOMPARE(captions.zoneOffset(at("2026-01-07T14:15:00Z")), Duration{0h});
        QCOMPARE(ticked(captions, "2026-06-07T23:30:00Z", "2026-06-07T22:30:00Z", 30min),
                 QStringLiteral("8 Jun 00:30"));
        QVERIFY(captions.text(CaptionCode::zoneNote, {}).find("Europe/Lisbon") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestTimelineCaptions)
#include "tst_timeline_captions.moc"
