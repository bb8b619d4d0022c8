// SPDX-License-Identifier: GPL-3.0-or-later
// When a message may be sent: contacts, quiet hours and windows in a zone that changes its offset, caps.
#include "chooser.h"
#include "engine/journey/guardrails.h"

#include <QTest>

using namespace runlens;
using namespace runlens::journey;
using namespace std::chrono_literals;

namespace {

Instant at(const char* text) { return *parseInstant(text); }

/// Lisbon in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
const ZoneOffsets lisbon({{Instant::min(), 0s}, {at("2026-03-29T01:00:00Z"), 3600s}, {at("2026-10-25T01:00:00Z"), 0s}});
const ZoneOffsets utc;
const Instant far = at("2027-01-01T00:00:00Z");

Policy quiet(std::chrono::minutes from, std::chrono::minutes to)
{
    Policy policy;
    policy.quietHours.push_back({from, to});
    return policy;
}

Policy window(std::uint8_t weekdays, std::chrono::minutes from, std::chrono::minutes to)
{
    Policy policy;
    policy.sendWindows.push_back({weekdays, from, to});
    return policy;
}

SendDecision ask(Instant now, const Policy& policy, const Contact& contact = {}, std::vector<CapSlot> slots = {},
                 const ProjectUsage& usage = {}, bool holdsSlot = false)
{
    return askGuardrails({Channel::email, now, now + std::chrono::days(30), holdsSlot},
                         {contact, policy, utc, slots, usage});
}

Policy randomPolicy(Chooser& chooser)
{
    Policy policy;
    const auto minute = [&chooser](std::uint32_t most) { return std::chrono::minutes(15 * chooser.pick(most)); };
    for (std::uint32_t i = chooser.pick(3); i > 0; --i)
        policy.quietHours.push_back({minute(96), minute(96)});
    for (std::uint32_t i = chooser.pick(3); i > 0; --i) {
        const auto from = minute(92);
        policy.sendWindows.push_back(
            {static_cast<std::uint8_t>(1 + chooser.pick(127)), from, from + 15min + minute(4)});
    }
    return policy;
}

} // namespace

class TestGuardrails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inTheirOrder();
    void quietHours_data();
    void quietHours();
    void sendWindows();
    void theNextSendTimeIsTheFirst();
    void frequencyCaps();
    void capsAndQuietHoursTogether();
    void whatNeverComesIsSkipped();
    void aHeldSlotCountsOnce();
};

void TestGuardrails::inTheirOrder()
{
    const Instant night = at("2026-06-07T23:00:00Z");
    Policy policy = quiet(22h, 8h);
    policy.caps.sends = 0;
    Contact contact;
    contact.unsubscribed = true;
    contact.emailSuppressed = true;
    QVERIFY(ask(night, policy, contact) == SendDecision(Skip{SkipReason::unsubscribed}));
    contact.unsubscribed = false;
    QVERIFY(ask(night, policy, contact) == SendDecision(Skip{SkipReason::suppressed}));
    contact.emailSuppressed = false;
    contact.pushSuppressed = true; // another channel
    QVERIFY(ask(night, policy, contact) == SendDecision(Defer{DeferReason::quietHours, at("2026-06-08T08:00:00Z")}));
    QVERIFY(ask(night + 9h, policy, contact) == SendDecision(Refuse{}));
    policy.caps.sends = 1;
    QVERIFY(ask(night + 9h, policy, contact) == SendDecision(Send{}));
}

void TestGuardrails::quietHours_data()
{
    QTest::addColumn<QString>("now");
    QTest::addColumn<int>("from"); // minutes of the day
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("next");
    const auto row = [](const char* name, const char* now, int from, int to, const char* next) {
        QTest::newRow(name) << QString::fromLatin1(now) << from << to << QString::fromLatin1(next);
    };
    constexpr int hour = 60;
    row("by day", "2026-06-08T12:00:00Z", 22 * hour, 8 * hour, "2026-06-08T12:00:00Z");
    row("the first minute, in summer time", "2026-06-08T21:00:00Z", 22 * hour, 8 * hour, "2026-06-09T07:00:00Z");
    row("just before", "2026-06-08T20:59:59.999999Z", 22 * hour, 8 * hour, "2026-06-08T20:59:59.999999Z");
    row("after midnight", "2026-06-08T03:00:00Z", 22 * hour, 8 * hour, "2026-06-08T07:00:00Z");
    row("the last minute is over", "2026-06-09T07:00:00Z", 22 * hour, 8 * hour, "2026-06-09T07:00:00Z");
    row("equal ends are none", "2026-06-09T07:00:00Z", 8 * hour, 8 * hour, "2026-06-09T07:00:00Z");
    // Clocks go from 01:00 to 02:00 local on 29 March.
    row("the night is an hour shorter", "2026-03-28T23:00:00Z", 22 * hour, 8 * hour, "2026-03-29T07:00:00Z");
    row("an end that the clocks leap over", "2026-03-29T00:30:00Z", 22 * hour, hour + 30, "2026-03-29T01:00:00Z");
    row("an end where the clocks leap from", "2026-03-29T00:30:00Z", 22 * hour, hour, "2026-03-29T01:00:00Z");
    // And from 02:00 back to 01:00 on 25 October.
    row("the night is an hour longer", "2026-10-24T22:00:00Z", 22 * hour, 8 * hour, "2026-10-25T08:00:00Z");
    row("an end in the hour that comes twice", "2026-10-24T23:30:00Z", 22 * hour, hour + 30, "2026-10-25T00:30:00Z");
    row("and its second time", "2026-10-25T01:10:00Z", 22 * hour, hour + 30, "2026-10-25T01:30:00Z");
    row("a start in the hour that comes twice", "2026-10-25T00:45:00Z", hour + 30, 8 * hour, "2026-10-25T01:00:00Z");
}

void TestGuardrails::quietHours()
{
    QFETCH(QString, now);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, next);
    const Policy policy = quiet(std::chrono::minutes(from), std::chrono::minutes(to));
    const auto found = nextSendTime(*parseInstant(now.toStdString()), far, policy, lisbon);
    QVERIFY(found);
    QCOMPARE(QString::fromStdString(formatInstant(*found)),
             QString::fromStdString(formatInstant(*parseInstant(next.toStdString()))));
}

void TestGuardrails::sendWindows()
{
    const Policy workdays = window(0b0111110, 9h, 17h);
    const Instant friday = at("2026-06-05T16:30:00Z"); // 17:30 in Lisbon
    QVERIFY(nextSendTime(friday, far, workdays, lisbon) == at("2026-06-08T08:00:00Z"));
    QVERIFY(nextSendTime(at("2026-06-08T09:00:00Z"), far, workdays, lisbon) == at("2026-06-08T09:00:00Z"));
    QVERIFY(ask(at("2026-06-06T12:00:00Z"), workdays)
            == SendDecision(Defer{DeferReason::sendWindow, at("2026-06-08T09:00:00Z")}));
    // A window that the clocks leap over does not come that day.
    QVERIFY(nextSendTime(at("2026-03-29T00:00:00Z"), far, window(0x7F, 1h + 10min, 1h + 50min), lisbon)
            == at("2026-03-30T00:10:00Z"));
    // To the end of the day.
    QVERIFY(isSendTime(at("2026-06-08T22:59:59Z"), window(0x7F, 20h, 24h), lisbon));
    QVERIFY(!isSendTime(at("2026-06-08T23:00:00Z"), window(0x7F, 20h, 24h), lisbon));
}

void TestGuardrails::theNextSendTimeIsTheFirst()
{
    int later = 0;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        const Policy policy = randomPolicy(chooser);
        const Instant around = at(chooser.chance(50) ? "2026-03-28T12:00:00Z" : "2026-10-24T12:00:00Z");
        const Instant from = around + std::chrono::minutes(chooser.pick(24 * 60)) + 7s;
        const Instant limit = from + std::chrono::days(9);
        const auto found = nextSendTime(from, limit, policy, lisbon);
        // By trying every minute.
        std::optional<Instant> first;
        if (isSendTime(from, policy, lisbon))
            first = from;
        for (Instant time = std::chrono::ceil<std::chrono::minutes>(from); !first && time <= limit; time += 1min)
            if (isSendTime(time, policy, lisbon))
                first = time;
        QVERIFY2(found == first, std::to_string(seed).c_str());
        later += found && *found > from ? 1 : 0;
    }
    QVERIFY(later > 500);
}

void TestGuardrails::frequencyCaps()
{
    Policy policy;
    policy.frequencyCaps.push_back({std::nullopt, 2, 24h});
    policy.frequencyCaps.push_back({Channel::push, 1, 48h});
    const Instant now = at("2026-06-08T12:00:00Z");
    const std::vector<CapSlot> two{{now - 20h, Channel::email}, {now - 1h, Channel::push}};
    QVERIFY(ask(now, policy, {}, two) == SendDecision(Defer{DeferReason::frequencyCap, now + 4h}));
    QVERIFY(ask(now + 4h, policy, {}, two) == SendDecision(Send{}));
    QVERIFY(ask(now, policy, {}, {{now - 20h, Channel::email}}) == SendDecision(Send{}));
    const Contact contact;
    const Facts facts{contact, policy, utc, two, {}};
    QVERIFY(nextCapRoom(now, Channel::push, facts) == now + 47h);
    // Three within the window: two of them must leave it.
    QVERIFY(ask(now, policy, {}, {{now - 20h, Channel::email}, {now - 10h, Channel::email}, {now - 1h, Channel::email}})
            == SendDecision(Defer{DeferReason::frequencyCap, now + 14h}));
}

void TestGuardrails::capsAndQuietHoursTogether()
{
    Policy policy = quiet(22h, 8h);
    policy.frequencyCaps.push_back({std::nullopt, 1, 24h});
    const Instant now = at("2026-06-08T07:00:00Z"); // quiet
    // The cap has room at 23:00, which is quiet again.
    QVERIFY(ask(now, policy, {}, {{at("2026-06-07T23:00:00Z"), Channel::email}})
            == SendDecision(Defer{DeferReason::quietHours, at("2026-06-09T08:00:00Z")}));
}

void TestGuardrails::whatNeverComesIsSkipped()
{
    const Instant now = at("2026-06-08T12:00:00Z");
    QVERIFY(ask(now, window(0, 9h, 17h)) == SendDecision(Skip{SkipReason::noEligibleTime}));
    Policy never;
    never.frequencyCaps.push_back({Channel::email, 0, 24h});
    QVERIFY(ask(now, never) == SendDecision(Skip{SkipReason::noEligibleTime}));
    Policy seldom;
    seldom.frequencyCaps.push_back({Channel::email, 1, std::chrono::days(31)});
    QVERIFY(ask(now, seldom, {}, {{now, Channel::email}}) == SendDecision(Skip{SkipReason::noEligibleTime}));
    QVERIFY(ask(now + std::chrono::days(1), seldom, {}, {{now, Channel::email}})
            == SendDecision(Defer{DeferReason::frequencyCap, now + std::chrono::days(31)}));
}

void TestGuardrails::aHeldSlotCountsOnce()
{
    Policy policy;
    policy.frequencyCaps.push_back({std::nullopt, 1, 24h});
    policy.caps.sends = 1;
    const Instant now = at("2026-06-08T12:00:00Z");
    const ProjectUsage full{0, 0, 0, 1};
    QVERIFY(ask(now, policy, {}, {{now - 1s, Channel::email}}, full, true) == SendDecision(Send{}));
    QVERIFY(ask(now, policy, {}, {{now - 1s, Channel::email}}, full, false) != SendDecision(Send{}));
}

QTEST_APPLESS_MAIN(TestGuardrails)
#include "tst_guardrails.moc"
