// SPDX-License-Identifier: GPL-3.0-or-later
// What starts a run, and what events may be called.
#include "definitions.h"
#include "engine/journey/admission.h"

#include <QTest>

using namespace runlens;
using namespace runlens::journey;

class TestAdmission : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatStartsARun();
    void namesOfEvents();
};

void TestAdmission::whatStartsARun()
{
    const Plan plan = DefinitionBuilder().filters(object({{"amount_gte", number(1000)}})).plan();
    EventRecord event;
    event.name = "order.completed";
    event.payload = object({{"amount", number(1000)}});
    const auto ask = [&](Reentry reentry, ContactHistory history = {}, ProjectCaps caps = {}, ProjectUsage usage = {}) {
        return admit(plan, event, reentry, history, caps, usage);
    };
    QCOMPARE(ask(Reentry::everyTime, {3, 1}), Admission::start);
    QCOMPARE(ask(Reentry::once), Admission::start);
    QCOMPARE(ask(Reentry::once, {1, 0}), Admission::alreadyBeen);
    QCOMPARE(ask(Reentry::oneAtATime, {1, 0}), Admission::start);
    QCOMPARE(ask(Reentry::oneAtATime, {2, 1}), Admission::alreadyInside);
    QCOMPARE(ask(Reentry::everyTime, {}, {{}, 5, {}, {}}, {0, 5, 0, 0}), Admission::startsCap);
    QCOMPARE(ask(Reentry::everyTime, {}, {{}, 5, {}, {}}, {0, 4, 0, 0}), Admission::start);
    event.depth = maxDepth;
    QCOMPARE(ask(Reentry::everyTime), Admission::start);
    event.depth = maxDepth + 1;
    QCOMPARE(ask(Reentry::everyTime), Admission::causationTooDeep);
    event.payload = object({{"amount", number(999)}});
    QCOMPARE(ask(Reentry::everyTime), Admission::filtered);
    event.name = "order.refunded";
    QCOMPARE(ask(Reentry::everyTime), Admission::otherEvent);
    QVERIFY(mayIngest({5, {}, {}, {}}, {4, 0, 0, 0}) && !mayIngest({5, {}, {}, {}}, {5, 0, 0, 0})
            && mayIngest({}, {5, 0, 0, 0}));
}

void TestAdmission::namesOfEvents()
{
    for (const char* name : {"a", "order.completed", "order_2.line_1", "sendrealm.mail.open"})
        QVERIFY2(isEventName(name), name);
    for (const char* name : {"", ".", ".a", "a.", "a..b", "Order", "a b", "a-b", "a.b\n", "é"})
        QVERIFY2(!isEventName(name), name);
    QVERIFY(isEventName(std::string(255, 'a')) && !isEventName(std::string(256, 'a')));
    QVERIFY(isReservedEventName("sendrealm.x") && !isReservedEventName("sendrealmx"));
    QVERIFY(isSystemEventName("sendrealm.push.open") && !isSystemEventName("sendrealm.push.close"));
}

QTEST_APPLESS_MAIN(TestAdmission)
#include "tst_admission.moc"
