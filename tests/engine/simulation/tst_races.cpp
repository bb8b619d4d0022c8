// SPDX-License-Identifier: GPL-3.0-or-later
// Every order of event, time-out, retry, answer and crash of short scenarios: none breaks a promise.
#include "explorer.h"
#include "short_scenarios.h"

#include <QTest>

using namespace runlens;
using namespace runlens::testing;

class TestRaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noOrderBreaksAPromise_data();
    void noOrderBreaksAPromise();
};

void TestRaces::noOrderBreaksAPromise_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<bool>("withCrash");
    const char* const names[] = {"event and time-out", "retry and cancel", "two workers", "before the wait"};
    for (int which = 0; which < 4; ++which)
        for (const bool withCrash : {false, true})
            QTest::addRow("%s%s", names[which], withCrash ? ", and a crash" : "") << which << withCrash;
}

void TestRaces::noOrderBreaksAPromise()
{
    QFETCH(int, which);
    QFETCH(bool, withCrash);
    Scenario (*const scenarios[])() = {&raceOfEventAndTimeout, &raceOfRetryAndCancel, &raceOfWorkers,
                                       &raceBeforeTheWait};
    const auto found = Explorer(stageOf(scenarios[which]()), withCrash, 2'000'000).explore();
    QVERIFY2(found.broken.empty(), found.broken.c_str());
    qInfo("%zu orders, %zu with a crash, %zu with a recovery", found.orders, found.crashes, found.recoveries);
    QVERIFY2(found.complete, "not every order was played");
    QVERIFY(found.orders >= 7);
    QVERIFY(!withCrash || found.recoveries > 10);
}

QTEST_APPLESS_MAIN(TestRaces)
#include "tst_races.moc"
