// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/message_mark.h"
#include "engine/layout/not_taken.h"
#include "tests/engine/layout/layout_fixture.h"

#include <QTest>

#include <algorithm>

using namespace runlens;
using namespace runlens::layout;

namespace {

std::vector<std::string> keysOf(const Timeline& timeline)
{
    std::vector<std::string> keys;
    keys.reserve(timeline.rows.size());
    for (const Row& row : timeline.rows)
        keys.push_back(row.kind == RowKind::notTaken ? "-" + row.branch : row.key);
    return keys;
}

const Row& rowOf(const Timeline& timeline, std::string_view key)
{
    return *std::ranges::find_if(timeline.rows, [key](const Row& row) { return row.key == key; });
}

std::vector<std::string> stagesOf(const Message& message)
{
    std::vector<std::string> stages;
    for (const LifecycleDot& dot : markOf(message, 0).dots)
        stages.push_back((dot.reached ? "+" : "-") + std::string(wireName(dot.stage)));
    return stages;
}

using Texts = std::vector<std::string>;

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreInOrderOfExecutionWithGhostsUnderTheirBranchPoint()
    {
        const Timeline timeline = SheetRun().timeline();
        QCOMPARE(keysOf(timeline), (Texts{"order.completed", "send_receipt", "wait_for_open", "-received",
                                          "add_to_follow_up", "delay_2d", "send_reminder"}));
        const Row& ghost = timeline.rows[3];
        QCOMPARE(ghost.keys, Texts{"send_push_follow_up"});
        QVERIFY(ghost.keysKnown);
        QCOMPARE(*ghost.from, std::uint32_t{2});
        QCOMPARE(*timeline.rows[4].from, std::uint32_t{2});
        QCOMPARE(timeline.rows[4].branch, std::string("timeout"));
    }

    void withoutADefinitionTheOtherBranchIsKnownByName()
    {
        const Timeline timeline = SheetRun().timeline(false);
        const Row& ghost = timeline.rows[3];
        QCOMPARE(ghost.kind, RowKind::notTaken);
        QCOMPARE(ghost.branch, std::string("received"));
        QVERIFY(!ghost.keysKnown && ghost.keys.empty());
    }

    void statesFollowTheEvidence()
    {
        SheetRun sheet;
        QCOMPARE(rowOf(sheet.timeline(), "send_receipt").state, State::completed);
        QCOMPARE(rowOf(sheet.timeline(), "wait_for_open").state, State::timedOut);
        QCOMPARE(rowOf(sheet.timeline(), "delay_2d").state, State::waiting);
        QCOMPARE(rowOf(sheet.timeline(), "send_reminder").state, State::pending);
        sheet.now = at("12T00:00:00");
        QCOMPARE(rowOf(sheet.timeline(), "delay_2d").state, State::overdue);

        Wait& wait = sheet.run.waits[0];
        wait.status = WaitStatus::waiting;
        wait.timedOutAt.reset();
        sheet.run.steps[1].status = StepStatus::waiting;
        QCOMPARE(rowOf(sheet.timeline(), "wait_for_open").state, State::overdue);
        sheet.run.status = RunStatus::completed; // nobody waits any more
        QCOMPARE(rowOf(sheet.timeline(), "wait_for_open").state, State::waiting);
        sheet.run.status = RunStatus::waiting;
        sheet.now = at("08T00:00:00");
        QCOMPARE(rowOf(sheet.timeline(), "wait_for_open").state, State::waiting);
        wait.status = WaitStatus::received;
        QCOMPARE(rowOf(sheet.timeline(), "wait_for_open").state, State::completed);
        sheet.run.steps[1].status = StepStatus::failed;
        QCOMPARE(rowOf(sheet.timeline(), "wait_for_open").state, State::failed);
    }

    void originsBecomeTheEndsOfBars()
    {
        const Timeline timeline = SheetRun().timeline();
        const Row& send = rowOf(timeline, "send_receipt");
        QCOMPARE(send.span.fromOrigin, Origin::reported);
        QCOMPARE(send.span.toOrigin, Origin::reported);
        const Row& wait = rowOf(timeline, "wait_for_open");
        QCOMPARE(wait.span.fromOrigin, Origin::inferred);
        QCOMPARE(wait.span.from, at("07T14:15:04")); // the limit less a day is later than the send's end
        QCOMPARE(wait.span.to, at("08T14:15:42"));
        const Row& delay = rowOf(timeline, "delay_2d");
        QVERIFY(delay.open);
        QCOMPARE(delay.span.to, at("08T16:15:00")); // drawn until now
        QCOMPARE(*delay.due, at("10T14:15:43"));
        QVERIFY(!rowOf(timeline, "send_reminder").placed);
    }

    void everyStartAndEndIsAHappening()
    {
        const Timeline timeline = SheetRun().timeline();
        for (const char* clock :
             {"07T14:15:00", "07T14:15:00.400", "07T14:15:00.900", "07T14:15:02.400", "07T14:15:03.400", "08T14:15:04",
              "08T14:15:42", "08T15:50:00", "08T14:15:43", "10T14:15:43", "08T16:15:00"})
            QVERIFY2(std::ranges::find(timeline.happenings, at(clock)) != timeline.happenings.end(), clock);
    }

    void nowIsDrawnOnlyWhileARunGoesOn()
    {
        SheetRun sheet;
        QVERIFY(sheet.timeline().now);
        sheet.run.status = RunStatus::completed;
        sheet.run.steps.resize(3);
        QVERIFY(!sheet.timeline().now);
    }

    void whatHasNoTimeIsPlacedWhereTheRowBeforeEnded()
    {
        SheetRun sheet;
        Run run;
        run.status = RunStatus::completed;
        run.triggerEvent = sheet.run.triggerEvent;
        run.steps.push_back(sheet.run.steps[0]);
        run.steps[0].messages.clear();
        Step untimed;
        untimed.key = StepKey("later");
        untimed.type = Named<StepType>::unknownWord("teleport");
        untimed.status = StepStatus::completed;
        run.steps.push_back(untimed);
        sheet.run = run;
        const Timeline timeline = sheet.timeline(false);
        const Row& row = rowOf(timeline, "later");
        QVERIFY(row.placed);
        QCOMPARE(row.span.from, at("07T14:15:03.400"));
        QCOMPARE(std::string(row.type.name()), std::string("teleport"));
    }

    void looseWaitsAndMessagesAreNotDropped()
    {
        SheetRun sheet;
        Wait stray;
        stray.id = WaitId("wait_stray");
        stray.status = WaitStatus::waiting;
        sheet.run.waits.push_back(stray);
        Message mail;
        mail.id = MessageId("email_stray");
        sheet.run.messages.push_back(mail);
        const Timeline timeline = sheet.timeline();
        QCOMPARE(rowOf(timeline, "wait_stray").kind, RowKind::loose);
        QCOMPARE(rowOf(timeline, "email_stray").kind, RowKind::loose);
        QCOMPARE(rowOf(timeline, "email_stray").messages.size(), std::size_t{1});
    }

    void branchesThatJoinAgainAreNotLost()
    {
        SheetRun sheet;
        sheet.definition.connections.push_back({"send_push_follow_up", "send_reminder", Branch::next});
        QCOMPARE(sheet.timeline().rows[3].keys, Texts{"send_push_follow_up"});
        sheet.definition.connections.push_back({"send_push_follow_up", "send_push_follow_up", Branch::next}); // a cycle
        QCOMPARE(sheet.timeline().rows[3].keys, Texts{"send_push_follow_up"});
    }

    void anUnconnectedBranchEndsTheRun()
    {
        SheetRun sheet;
        std::erase_if(sheet.definition.connections, [](const Connection& c) { return c.branch == Branch::received; });
        const Row ghost = sheet.timeline().rows[3];
        QVERIFY(ghost.keysKnown && ghost.keys.empty());
    }

    void aMessageShowsItsLife()
    {
        Message message;
        QCOMPARE(stagesOf(message), (Texts{"-sent", "-delivered", "-opened"}));
        message.status = MessageStatus::sent;
        QCOMPARE(stagesOf(message), (Texts{"+sent", "-delivered", "-opened"}));
        message.lastEvent = "open"; // later than the status says: the further one counts
        QCOMPARE(stagesOf(message), (Texts{"+sent", "+delivered", "+opened"}));
        message.events = {{"sendrealm.mail.click", at("07T14:20:00"), {}}};
        QCOMPARE(stagesOf(message), (Texts{"+sent", "+delivered", "+opened", "+clicked"}));
        QCOMPARE(*markOf(message, 0).dots.back().at, at("07T14:20:00"));

        Message bounced;
        bounced.status = MessageStatus::bounced;
        QCOMPARE(stagesOf(bounced), (Texts{"+sent", "+bounced"}));
        bounced.status = MessageStatus::failed;
        QCOMPARE(stagesOf(bounced), (Texts{"-sent", "+failed"}));

        Message push;
        push.channel = Channel::push;
        push.lastEvent = "send";
        QCOMPARE(stagesOf(push), (Texts{"+sent", "-opened"}));
    }

    void aLongRunKeepsItsRows()
    {
        const Run run = longRun(100'000);
        const Timeline timeline = buildTimeline(run, collectEvidence(run, nullptr), nullptr, at("01T00:00:00"));
        QCOMPARE(timeline.rows.size(), std::size_t{100'001});
    }
};

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
