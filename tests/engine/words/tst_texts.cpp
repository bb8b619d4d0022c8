// SPDX-License-Identifier: GPL-3.0-or-later
// Times, lengths, names and errors as text; and text that others wrote, made safe.
#include "engine/words/safe_text.h"
#include "engine/words/words.h"
#include "tests/engine/analysis/run_builder.h"

#include <QTest>
#include <rapidcheck.h>

#include <map>

using namespace runlens;
using namespace std::chrono_literals;
using runlens::testing::at;

namespace {

date::local_days day(int year, unsigned month, unsigned dayOfMonth)
{
    return date::local_days(date::year(year) / static_cast<int>(month) / static_cast<int>(dayOfMonth));
}

TimeStyle lisbon(std::optional<date::local_days> today = {}) { return {date::locate_zone("Europe/Lisbon"), today}; }

} // namespace

#define T(text) QStringLiteral(text)

class TextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void durationsAreRounded();
    void times();
    void timesOfAZone();
    void clockSetBackAndForward();
    void proseSaysTheDayOnce();
    void moments();
    void sources();
    void safeTexts();
    void longTexts();
    void rightToLeft();
    void argumentsStayAsTheyAre();
    void names();
    void errors();
    void evidence();
};

void TextsTest::durations_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](Duration duration, const QString& text) {
        QTest::newRow(qPrintable(text)) << qint64{duration.count()} << text;
    };
    row(0s, T("0 s"));
    row(999us, T("under 1 ms"));
    row(350ms, T("350 ms"));
    row(3400ms, T("3 s 400 ms"));
    row(38s, T("38 s"));
    row(59s + 999ms, T("59 s 999 ms"));
    row(60s, T("1 m"));
    row(89s + 400ms, T("1 m 29 s"));
    row(89s + 500ms, T("1 m 30 s"));
    row(31min, T("31 m"));
    row(999ms + 600us, T("1 s"));
    row(59s + 999ms + 700us, T("1 m"));
    row(59min + 59s + 700ms, T("1 h"));
    row(23h + 40min, T("23 h 40 m"));
    row(23h + 58min + 29s, T("23 h 58 m"));
    row(23h + 59min + 29s, T("23 h 59 m"));
    row(23h + 59min + 40s, T("1 d"));
    row(25h + 59min + 59s + 700ms, T("1 d 2 h"));
    row(24h + 600ms, T("1 d"));
    row(26h, T("1 d 2 h"));
    row(24h * 1095, T("1095 d"));
    row(-38s, T("−38 s"));
    row(Duration::max(), T("106751991 d 4 h"));
}

void TextsTest::durations()
{
    QFETCH(const qint64, microseconds);
    QTEST(Words().duration(Duration(microseconds)), "text");
}

void TextsTest::durationsAreRounded()
{
    QVERIFY(rc::check("a length of time is within half of the smallest unit it may be written in", [] {
        // As many of each order of magnitude.
        const auto most = std::int64_t{1} << *rc::gen::inRange(11, 62);
        const Duration duration(*rc::gen::inRange<std::int64_t>(1000, most));
        Duration read{0};
        std::vector<Duration> used;
        const QStringList words = Words().duration(duration).split(QLatin1Char(' '));
        const std::map<QString, Duration> lengths{
            {T("d"), 24h}, {T("h"), 1h}, {T("m"), 1min}, {T("s"), 1s}, {T("ms"), 1ms}};
        for (qsizetype i = 0; i + 1 < words.size(); i += 2) {
            used.push_back(lengths.at(words[i + 1]));
            read += words[i].toLongLong() * used.back();
        }
        RC_ASSERT((used.size() == 1u || used.size() == 2u));
        // One unit alone stands for that and none of the next smaller; beneath the largest the count never overflows.
        const auto next = [](Duration unit) {
            return unit == 24h    ? Duration(1h)
                   : unit == 1h   ? Duration(1min)
                   : unit == 1min ? Duration(1s)
                                  : Duration(1ms);
        };
        const Duration smallest = used.size() == 2 ? used[1] : next(used[0]);
        RC_ASSERT(2 * (read > duration ? read - duration : duration - read) <= smallest);
        if (used.size() == 2) {
            RC_ASSERT(used[1] == next(used[0]));
            RC_ASSERT(read % used[0] != Duration(0));
        }
    }));
}

void TextsTest::times()
{
    const Words today({nullptr, day(2026, 6, 8)});
    QCOMPARE(today.time(at("14:15:00")), T("14:15:00"));
    QCOMPARE(today.time(at("14:15:00.042")), T("14:15:00.042"));
    QCOMPARE(today.time(at("14:15:00.000042")), T("14:15:00"));
    QCOMPARE(today.time(at("7T14:15:00")), T("7 Jun 14:15:00"));
    QCOMPARE(today.briefTimes(at("14:15:59.999")), (QStringList{T("14:15:59"), T("14:15")}));
    QCOMPARE(today.briefTimes(at("7T14:15:00.042")), (QStringList{T("7 Jun 14:15:00"), T("7 Jun 14:15")}));
    QCOMPARE(today.time(at("2025-12-31T23:59:59Z")), T("31 Dec 2025 23:59:59"));
    QCOMPARE(today.time(at("0001-01-01T00:00:00Z")), T("1 Jan 1 00:00:00"));
    QCOMPARE(Words().time(at("14:15:00")), T("8 Jun 2026 14:15:00"));
}

void TextsTest::timesOfAZone()
{
    // Midnight of Lisbon is an hour before that of UTC in summer.
    const Words words(lisbon(day(2026, 6, 9)));
    QCOMPARE(words.time(at("8T23:30:00")), T("00:30:00"));
    QCOMPARE(words.time(at("8T22:30:00")), T("8 Jun 23:30:00"));
    QCOMPARE(words.zoneNote(), T("All times are in Europe/Lisbon."));
    QCOMPARE(Words().zoneNote(), T("All times are in UTC."));
}

void TextsTest::clockSetBackAndForward()
{
    const Words spring(lisbon(day(2026, 3, 29)));
    QCOMPARE(spring.time(at("2026-03-29T00:59:59Z")), T("00:59:59"));
    QCOMPARE(spring.time(at("2026-03-29T01:00:00Z")), T("02:00:00"));
    const Words autumn(lisbon(day(2026, 10, 25)));
    QCOMPARE(autumn.time(at("2026-10-24T23:59:59Z")), T("00:59:59"));
    QCOMPARE(autumn.time(at("2026-10-25T00:30:00Z")), T("01:30:00 WEST"));
    QCOMPARE(autumn.time(at("2026-10-25T01:30:00Z")), T("01:30:00 WET"));
    QCOMPARE(autumn.time(at("2026-10-25T02:00:00Z")), T("02:00:00"));
}

void TextsTest::proseSaysTheDayOnce()
{
    const TimeStyle style{nullptr, day(2026, 6, 8)};
    TimeWriter story(style, TimeForm::prose, true);
    QCOMPARE(story.time(at("14:15:00")), T("14:15:00 on 8 June"));
    QCOMPARE(story.time(at("14:16:00")), T("14:16:00"));
    QCOMPARE(story.time(at("9T00:00:01")), T("00:00:01 on 9 June"));
    QCOMPARE(story.time(at("8T23:00:00")), T("23:00:00 on 8 June"));
    TimeWriter alone(style, TimeForm::prose, false);
    QCOMPARE(alone.time(at("14:15:00")), T("14:15:00"));
    QCOMPARE(alone.time(at("7T14:15:00")), T("14:15:00 on 7 June"));
    QCOMPARE(alone.time(at("2027-01-02T14:15:00Z")), T("14:15:00 on 2 January 2027"));
}

void TextsTest::moments()
{
    const Words words({nullptr, day(2026, 6, 8)});
    QCOMPARE(words.moment({Origin::reported, at("14:15:00"), {}}), T("14:15:00"));
    QCOMPARE(words.moment({Origin::inferred, at("7T14:15:00"), {}}), T("~7 Jun 14:15:00"));
    QCOMPARE(words.moment({}), T("unknown"));
    QCOMPARE(words.sentence({Situation::runCompleted, {Moment()}}), T("The run completed at an unknown time."));
}

void TextsTest::sources()
{
    const Words words;
    const auto inferred = [](ObjectKind kind, std::string_view field) {
        return Moment{Origin::inferred, {}, {kind, "x_1", field}};
    };
    QCOMPARE(words.source({}, Edge::start), T("unknown: nothing tells it"));
    QCOMPARE(words.source({Origin::reported, {}, {ObjectKind::wait, "wait_1", "resumed_at"}}, Edge::end),
             T("reported by the wait (resumed_at)"));
    QCOMPARE(words.source(inferred(ObjectKind::message, "created_at"), Edge::start),
             T("inferred: the send before it ended then"));
    QCOMPARE(words.source(inferred(ObjectKind::message, "created_at"), Edge::end),
             T("inferred: a message was handed over then"));
    QCOMPARE(words.source(inferred(ObjectKind::wait, "resumed_at"), Edge::start),
             T("inferred: the wait before it ended then"));
    QCOMPARE(words.source(inferred(ObjectKind::wait, "timeout_at"), Edge::end), T("inferred: its limit was then"));
    QCOMPARE(words.source(inferred(ObjectKind::definition, "timeout_seconds"), Edge::start),
             T("inferred: its limit less the time-out of its definition"));
    QCOMPARE(words.source(inferred(ObjectKind::run, "completed_at"), Edge::end), T("inferred: the run ended then"));
    QCOMPARE(words.source(inferred(ObjectKind::run, "started_at"), Edge::start), T("inferred: the run started then"));
    QCOMPARE(words.source(inferred(ObjectKind::step, "started_at"), Edge::end),
             T("inferred: what comes next began then"));
    QCOMPARE(words.source(inferred(ObjectKind::step, "completed_at"), Edge::end),
             T("inferred from completed_at of x_1"));
}

void TextsTest::safeTexts()
{
    QCOMPARE(safeText("Your receipt"), T("Your receipt"));
    QCOMPARE(safeText("two\nlines\r\n\tand\x01 more\xe2\x80\xa8."), T("two lines and more ."));
    // What would turn the sentence around it is taken away.
    QCOMPARE(safeText("evil\xe2\x80\xae"
                      "txt\xe2\x81\xa6.\xe2\x80\x8f"),
             T("eviltxt."));
    QCOMPARE(safeText(""), QString());
}

void TextsTest::longTexts()
{
    const QString eighty(80, QLatin1Char('x'));
    QCOMPARE(safeText(std::string(80, 'x')), eighty);
    QCOMPARE(safeText(std::string(81, 'x')), QString(79, QLatin1Char('x')) + QChar(0x2026));
    // Not cut between a letter and its accent, or within a surrogate pair; and not endless by accents.
    std::string accents;
    std::string faces;
    for (int i = 0; i < 200; ++i) {
        accents += "e\xcc\x81";
        faces += "\xf0\x9f\x98\x80";
    }
    QCOMPARE(safeText(accents).size(), 79 * 2 + 1);
    QCOMPARE(safeText(faces).size(), 79 * 2 + 1);
    QVERIFY(!safeText(faces).chopped(1).back().isHighSurrogate());
    std::string heap = "e";
    for (int i = 0; i < 5000; ++i)
        heap += "\xcc\x81";
    std::string heaps;
    for (int i = 0; i < 100; ++i)
        heaps += heap;
    QVERIFY(safeText(heaps).size() <= 4 * longestName + 1);
    QVERIFY(safeText(heap).size() <= 4 * longestName + 1);
    // Marks of two code units each, the cut in the midst of one.
    std::string notes = "e";
    for (int i = 0; i < 500; ++i)
        notes += "\xf0\x9d\x85\xa5";
    QVERIFY(!safeText(notes).chopped(1).back().isHighSurrogate());
}

void TextsTest::rightToLeft()
{
    const QString shalom = T("שלום");
    QCOMPARE(safeText(shalom.toStdString()), QChar(0x2068) + shalom + QChar(0x2069));
    const QString arabic = T("a مرحبا");
    QCOMPARE(safeText(arabic.toStdString()), QChar(0x2068) + arabic + QChar(0x2069));
    QCOMPARE(safeText("naïve"), T("naïve"));
}

void TextsTest::argumentsStayAsTheyAre()
{
    QCOMPARE(filled(T("%2 of %1, %3 %"), {T("%2"), T("100%1")}), T("100%1 of %2, %3 %"));
    QCOMPARE(Words().sentence({Situation::messageSent, {std::string("%2 off"), Moment()}}),
             T("“%2 off” was handed to the provider at an unknown time; delivery is not confirmed."));
    QCOMPARE(Words().sentence({Situation::triesFailed, {std::string("%n off"), std::int64_t{2}, std::string("503")}}),
             T("2 tries to hand over “%n off” failed, the last of them with 503."));
}

void TextsTest::names()
{
    const Words words;
    QCOMPARE(words.stepType(StepType::sendEmailTemplate), T("send email"));
    QCOMPARE(words.stepType(stepTypeOf("call_webhook")), T("call_webhook"));
    QCOMPARE(words.stepType({}), T("not told"));
    QCOMPARE(words.runStatus(RunStatus::waiting), T("waiting"));
    QCOMPARE(words.stepStatus(StepStatus::skipped), T("skipped"));
    QCOMPARE(words.waitStatus(WaitStatus::timedOut), T("timed out"));
    QCOMPARE(words.messageStatus(messageStatusOf("delivery")), T("delivered"));
    QCOMPARE(words.branch(branchOf("condition_met")), T("true"));
    QCOMPARE(words.identityType(IdentityType::externalId), T("external id"));
}

void TextsTest::errors()
{
    const Words words;
    QCOMPARE(words.error({ErrorCode::unreadable, {}, "run.json"}),
             T("“run.json” cannot be read; see that it exists and that you may read it."));
    QCOMPARE(
        words.error({ErrorCode::malformedJson, "unexpected end", "byte 17"}),
        T("The input is not JSON from its beginning to its end (byte 17); see that all of it was saved, and nothing "
          "else. (In detail: unexpected end)"));
    QCOMPARE(words.error({ErrorCode::empty, {}, {}}), T("The input is empty; give it what the server sent."));
}

void TextsTest::evidence()
{
    const Words words;
    QCOMPARE(words.evidence({{ObjectKind::wait, "wait_1", "resumed_at"}, "2026-06-08T14:16:30.000Z"}),
             T("resumed_at of the wait wait_1: 2026-06-08T14:16:30.000Z"));
    QCOMPARE(words.evidence({{ObjectKind::step, "step_1", "skip_reason"}, ""}),
             T("skip_reason of the step step_1: not told"));
}

QTEST_GUILESS_MAIN(TextsTest)
#include "tst_texts.moc"
