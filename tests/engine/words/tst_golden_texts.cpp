// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of runs, word for word.
#include "engine/words/translations.h"
#include "engine/words/words.h"
#include "tests/engine/analysis/run_builder.h"

#include <QLocale>
#include <QTest>

using namespace runlens;
using namespace runlens::testing;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// A run seen on 8 June 2026, UTC.
class Told {
public:
    explicit Told(const Run& run, Instant now = at("16:15:00"), const Definition* definition = nullptr)
        : m_words({nullptr, date::local_days(date::year(2026) / 6 / 8)}),
          m_evidence(collectEvidence(run, definition)),
          m_audit(audit(run, m_evidence, definition, now)),
          m_story(m_words.sentences(tellStory(run, m_evidence, m_audit, definition, now))),
          m_answer(m_words.story(copyAnswer(run, m_evidence, m_audit, definition, now)))
    {
    }

    [[nodiscard]] QStringList story() const { return m_story; }
    [[nodiscard]] QString answer() const { return m_answer; }
    [[nodiscard]] QStringList findings() const
    {
        QStringList lines;
        for (const Finding& finding : m_audit.findings)
            lines += m_words.severity(finding.severity) + QStringLiteral(": ") + m_words.findingTitle(finding)
                     + QStringLiteral(" | ") + m_words.findingDetail(finding);
        return lines;
    }
    [[nodiscard]] QString passed() const { return m_words.checksPassed(m_audit.passed()); }

private:
    Words m_words;
    Evidence m_evidence;
    Audit m_audit;
    QStringList m_story;
    QString m_answer;
};

QString lines(const QStringList& texts) { return texts.join(QLatin1Char('\n')); }

} // namespace

#define COMPARE_LINES(actual, ...) QCOMPARE(lines(actual), lines(QStringList{__VA_ARGS__}))
#define T(text) QStringLiteral(text)

class GoldenTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(installTranslations(QLocale(QStringLiteral("en_GB")))); }
    void documentedRun();
    void documentedRunSeenLater();
    void timedOutRun();
    void lateEventsAreCounted();
    void failedRun();
    void retriedAndBounced();
    void stillWaiting();
    void overdue();
    void delayed();
    void skippedAndDeferred();
    void unknownWords();
    void conditionsAndContacts();
    void longRun();
    void longRunWithFailures();
    void nearlyNothing();
    void answerGivesNothingAway();
    void plurals();
};

void GoldenTextsTest::documentedRun()
{
    const Told told(testing::documentedRun());
    COMPARE_LINES(told.story(), T("“order.completed” arrived for olivia@example.com at 14:15:00 on 8 June."),
                  T("“Your receipt” was handed to the provider at 14:15:01; delivery is not confirmed."),
                  T("An open was recorded at 14:16:30, after ~1 m 29 s of waiting."),
                  T("“Need anything else?” was handed to the provider at 14:16:31; delivery is not confirmed."),
                  T("The run completed at ~14:16:31."));
    COMPARE_LINES(told.findings());
    QCOMPARE(told.passed(), T("14 checks passed"));
    QCOMPARE(told.answer(),
             T("“order.completed” arrived at 14:15:00 on 8 June. “Your receipt” was handed to the provider at "
               "14:15:01; delivery is not confirmed. An open was recorded at 14:16:30, after ~1 m 29 s of "
               "waiting. “Need anything else?” was handed to the provider at 14:16:31; delivery is not "
               "confirmed. The run completed at ~14:16:31."));
}

void GoldenTextsTest::documentedRunSeenLater()
{
    const Run run = testing::documentedRun();
    const Evidence evidence = collectEvidence(run, nullptr);
    const Audit audit = runlens::audit(run, evidence, nullptr, at("16:15:00"));
    const Words words({nullptr, date::local_days(date::year(2027) / 1 / 2)});
    QCOMPARE(words.sentences(tellStory(run, evidence, audit, nullptr, at("16:15:00"))).front(),
             T("“order.completed” arrived for olivia@example.com at 14:15:00 on 8 June 2026."));
}

void GoldenTextsTest::timedOutRun()
{
    const Definition definition =
        definitionOf({{"wait_for_open", StepType::waitForEvent, hours(24)}, {"delay_2d", StepType::delay, hours(48)}});
    const Told told(testing::timedOutRun(), at("8T16:15:00"), &definition);
    COMPARE_LINES(told.story(), T("“order.completed” arrived for olivia@example.com at 14:15:00 on 7 June."),
                  T("The first try to hand over “Your receipt” failed (503); the second was accepted at 14:15:03 and "
                    "delivered at 14:15:05."),
                  T("No open came within 1 d; the wait timed out at 14:15:42 on 8 June, 38 s late."),
                  T("An open was recorded at 15:40:00, too late, and changed nothing."),
                  T("“add_to_follow_up” added the contact to an audience."),
                  T("The run pauses until ~14:15:42 on 10 June, 1 d 22 h from now."), T("“send_reminder” comes next."));
    COMPARE_LINES(
        told.findings(), T("warning: Time-out came 38 s late | “wait_for_open”: limit 14:15:04, fired 14:15:42."),
        T("notice: 1 try failed before a send succeeded | “send_receipt” was accepted in the end; the error before "
          "that is: 503."),
        T("notice: Late open changed nothing, as promised | It came at 15:40:00, when “wait_for_open” was resolved "
          "already."));
    QCOMPARE(
        told.answer(),
        T("“order.completed” arrived at 14:15:00 on 7 June. The first try to hand over “Your receipt” failed (503); "
          "the "
          "second was accepted at 14:15:03 and delivered at 14:15:05. No open came within 1 d; the wait timed out at "
          "14:15:42 on 8 June, 38 s late. An open was recorded at 15:40:00, too late, and changed nothing. The run "
          "pauses until ~14:15:42 on 10 June, 1 d 22 h from now."));
    COMPARE_LINES(Told(testing::timedOutRun(), at("8T16:15:00")).story().mid(2, 1),
                  T("No open came before the limit at 14:15:04 on 8 June; the wait timed out at 14:15:42, 38 s late."));
}

void GoldenTextsTest::lateEventsAreCounted()
{
    auto builder = testing::timedOutRun();
    builder.late("sendrealm.mail.open", "8T15:00:00").late("sendrealm.mail.open", "8T16:00:00");
    COMPARE_LINES(Told(builder).findings().mid(2),
                  T("notice: 3 late opens changed nothing, as promised | The first of 3 came at 15:00:00, when "
                    "“wait_for_open” was resolved already."));
    Definition definition;
    definition.connections = {{"wait_for_open", "add_to_follow_up", Branch::received}};
    const Run run = builder;
    COMPARE_LINES(Told(run, at("8T16:15:00"), &definition).findings().mid(0, 1),
                  T("error: 3 late opens were followed after all | The first of 3 came at 15:00:00, when "
                    "“wait_for_open” had timed out; yet “add_to_follow_up” ran."));
    auto named = testing::timedOutRun();
    named.late("order.paid", "8T15:00:00").run().waits[0].lateEvents.front().name = "order.paid";
    COMPARE_LINES(Told(named).findings().mid(2),
                  T("notice: “order.paid” came late 2 times and changed nothing, as promised | The first of 2 came at "
                    "15:00:00, when “wait_for_open” was resolved already."));
}

void GoldenTextsTest::failedRun()
{
    const Told told(RunBuilder(RunStatus::failed)
                        .trigger("order.completed", "14:13:09")
                        .lastError("550", "mailbox of person_77 not found", "send_receipt", "14:17:00")
                        .step("send_receipt", StepType::sendEmailTemplate, StepStatus::failed)
                        .attempt("14:13:10", "14:13:11", "503")
                        .attempt("14:13:20", "14:13:21", "503")
                        .attempt("14:17:00", "14:17:00", "550"));
    COMPARE_LINES(told.story(), T("“order.completed” arrived for olivia@example.com at 14:13:09 on 8 June."),
                  T("“send_receipt” failed after 3 tries: 550."), T("The run failed at ~14:17:00: 550."));
    COMPARE_LINES(told.findings(), T("error: The run failed | “send_receipt” ended it: 550."));
}

void GoldenTextsTest::retriedAndBounced()
{
    const Told told(RunBuilder()
                        .trigger("order.completed", "14:13:09")
                        .runTimes("14:13:09", "14:20:00")
                        .step("send_receipt", StepType::sendEmailTemplate)
                        .attempt("14:13:10", "14:13:11", "503")
                        .attempt("14:13:20", "14:13:21", "504")
                        .attempt("14:17:00", "14:17:01")
                        .email("Your receipt", "14:13:10", MessageStatus::bounced)
                        .step("send_push", StepType::sendPushTemplate));
    COMPARE_LINES(told.story(), T("“order.completed” arrived for olivia@example.com at 14:13:09 on 8 June."),
                  T("2 tries to hand over “Your receipt” failed, the last of them with 504."),
                  T("“Your receipt” was handed to the provider at 14:17:01 and bounced."),
                  T("“send_push” completed, but no message of it is known."), T("The run completed at 14:20:00."));
    COMPARE_LINES(
        told.findings(), T("warning: “Your receipt” bounced | The server says “bounced”."),
        T("warning: It is not known whether a message went out | “send_push” completed, and nothing tells what "
          "became of its message."),
        T("notice: 2 tries failed before a send succeeded | “send_receipt” was accepted in the end; the error before "
          "that is: 504."));
}

void GoldenTextsTest::stillWaiting()
{
    const Run run = RunBuilder(RunStatus::waiting)
                        .trigger("order.completed", "14:15:00")
                        .step("send_receipt", StepType::sendEmailTemplate)
                        .email("Your receipt", "14:15:01", MessageStatus::opened)
                        .messageEvent("open", "14:20:00")
                        .step("wait_for_order", StepType::waitForEvent, StepStatus::waiting)
                        .wait("order.paid", WaitStatus::waiting, "9T14:15:01")
                        .step("send_thanks", StepType::sendEmailTemplate, StepStatus::pending);
    COMPARE_LINES(
        Told(run).story(), T("“order.completed” arrived for olivia@example.com at 14:15:00 on 8 June."),
        T("“Your receipt” was handed to the provider at 14:15:01, and an open was recorded at 14:20:00."),
        T("The run has waited for “order.paid” since ~14:15:01; its limit is at 14:15:01 on 9 June, 22 h from now."),
        T("“send_thanks” comes next."));
    COMPARE_LINES(Told(run).findings());
}

void GoldenTextsTest::overdue()
{
    const Run run = RunBuilder(RunStatus::waiting)
                        .trigger("order.completed", "13:00:00")
                        .step("wait_for_open", StepType::waitForEvent, StepStatus::waiting)
                        .wait("sendrealm.mail.open", WaitStatus::waiting, "13:44:00");
    const Told told(run, at("14:15:30"));
    COMPARE_LINES(told.story(), T("“order.completed” arrived for olivia@example.com at 13:00:00 on 8 June."),
                  T("The run still waits for an open, although its limit at 13:44:00 passed 31 m 30 s ago."));
    COMPARE_LINES(told.findings(),
                  T("warning: Overdue by 31 m 30 s | “wait_for_open” is still open; its limit was 13:44:00."));
}

void GoldenTextsTest::delayed()
{
    const auto run = [](const char* started, const char* ended, StepStatus status) {
        return RunBuilder(status == StepStatus::completed ? RunStatus::completed : RunStatus::waiting)
            .runTimes("7T10:00:00")
            .step("pause", StepType::delay, status)
            .times(started, ended);
    };
    COMPARE_LINES(Told(run("7T10:00:00", "7T12:00:00", StepStatus::completed)).story(),
                  T("The run started at 10:00:00 on 7 June."), T("Then the run paused for 2 h."),
                  T("The run completed at ~12:00:00."));
    COMPARE_LINES(Told(run("", "7T12:00:00", StepStatus::completed)).story().mid(1, 1),
                  T("Then the run paused for ~2 h."));
    COMPARE_LINES(Told(run("", "", StepStatus::completed)).story().mid(1),
                  T("Then the run paused; how long is not told."), T("The run completed at an unknown time."));
    COMPARE_LINES(Told(run("7T10:00:01", "", StepStatus::waiting)).story().mid(1),
                  T("The run has paused since 10:00:01; until when is not told."));
    const Definition definition = definitionOf({{"pause", StepType::delay, hours(1)}});
    COMPARE_LINES(Told(run("7T10:00:01", "", StepStatus::waiting), at("7T12:00:01"), &definition).story().mid(1),
                  T("The run still pauses, although that was to end at ~11:00:01, 1 h ago."));
}

void GoldenTextsTest::skippedAndDeferred()
{
    const Told told(RunBuilder()
                        .trigger("order.completed", "22:00:00")
                        .step("send_offer", StepType::sendEmailTemplate)
                        .deferral("9T08:00:00", "quiet hours")
                        .email("An offer", "9T08:00:01", MessageStatus::clicked)
                        .step("send_push", StepType::sendPushTemplate, StepStatus::skipped)
                        .skipReason("unsubscribed")
                        .step("send_more", StepType::sendPushTemplate, StepStatus::skipped));
    COMPARE_LINES(told.story(), T("“order.completed” arrived for olivia@example.com at 22:00:00 on 8 June."),
                  T("“send_offer” was put off until 08:00:00 on 9 June: quiet hours."),
                  T("“An offer” was handed to the provider at 08:00:01, and a click was recorded at an unknown time."),
                  T("“send_push” was skipped: unsubscribed."), T("“send_more” was skipped; why is not told."),
                  T("The run completed at ~08:00:01."));
    COMPARE_LINES(told.findings(),
                  T("notice: “send_offer” was put off until 9 Jun 08:00:00 | The reason is: quiet hours."),
                  T("notice: “send_push” was skipped | The reason is: unsubscribed."),
                  T("notice: “send_more” was skipped | The server tells no reason."));
}

void GoldenTextsTest::unknownWords()
{
    RunBuilder builder(RunStatus::unknown);
    builder.runTimes("10:00:00")
        .step("call", Named<StepType>::unknownWord("call_webhook"))
        .step("ask", Named<StepType>::unknownWord("ask_a_human"), Named<StepStatus>::unknownWord("pondering"))
        .step("quiet", StepType::delay, Named<StepStatus>())
        .step("wait", StepType::waitForEvent)
        .wait("order.paid", Named<WaitStatus>::unknownWord("dozing"));
    builder.run().status = Named<RunStatus>::unknownWord("meditating");
    const Told told(builder);
    COMPARE_LINES(told.story(), T("The run started at 10:00:00 on 8 June."), T("“call” (call_webhook) completed."),
                  T("How “ask” stands is told in a word not known here: “pondering”."),
                  T("How “quiet” stands is not told."),
                  T("How the wait for “order.paid” stands is told in a word not known here: “dozing”."),
                  T("How the run stands is told in a word not known here: “meditating”."));
    const QString title = T("notice: The server uses a word not known here | ");
    const QString rest = T("; that is shown as it came, and not judged.");
    COMPARE_LINES(told.findings(), title + T("It says “meditating” in “status”") + rest,
                  title + T("It says “call_webhook” in “step_type”") + rest,
                  title + T("It says “ask_a_human” in “step_type”") + rest,
                  title + T("It says “pondering” in “status”") + rest,
                  title + T("It says “dozing” in “status”") + rest);
}

void GoldenTextsTest::conditionsAndContacts()
{
    const Told told(RunBuilder(RunStatus::cancelled)
                        .runTimes("10:00:00", "10:00:09")
                        .step("is_vip", StepType::condition)
                        .branch(Branch::isTrue)
                        .step("is_new", StepType::condition)
                        .branch(Branch::isFalse)
                        .step("mark", StepType::contactUpdate)
                        .step("leave", StepType::removeFromAudience)
                        .step("topic", StepType::setTopicSubscription)
                        .step("decide", StepType::condition)
                        .branch(Named<Branch>::unknownWord("maybe"))
                        .step("check", StepType::condition)
                        .step("pause", StepType::delay, StepStatus::cancelled));
    COMPARE_LINES(told.story(), T("The run started at 10:00:00 on 8 June."), T("The condition “is_vip” was met."),
                  T("The condition “is_new” was not met."), T("“mark” updated the contact."),
                  T("“leave” removed the contact from an audience."),
                  T("“topic” set a topic subscription of the contact."),
                  T("“decide” completed and was left by “maybe”."), T("“check” (condition) completed."),
                  T("“pause” was cancelled."), T("The run was cancelled at 10:00:09."));
}

void GoldenTextsTest::longRun()
{
    RunBuilder builder;
    builder.trigger("order.completed", "10:00:00");
    for (int i = 0; i < 300; ++i) {
        builder.step("step_" + std::to_string(i), i == 100 ? StepType::sendEmailTemplate : StepType::contactUpdate);
        if (i == 100)
            builder.email("Half way", "10:00:01");
    }
    COMPARE_LINES(Told(builder).story(), T("“order.completed” arrived for olivia@example.com at 10:00:00 on 8 June."),
                  T("“step_0” updated the contact."), T("“step_1” updated the contact."),
                  T("“step_2” updated the contact."), T("“step_3” updated the contact."),
                  T("“step_4” updated the contact."), T("“step_5” updated the contact."),
                  T("“step_6” updated the contact."), T("Then 93 further steps completed."),
                  T("“Half way” was handed to the provider at 10:00:01; delivery is not confirmed."),
                  T("Then 199 further steps completed."), T("The run completed at ~10:00:01."));
}

void GoldenTextsTest::longRunWithFailures()
{
    RunBuilder builder;
    builder.trigger("order.completed", "10:00:00");
    for (int i = 0; i < 60; ++i) {
        builder.step("mark_" + std::to_string(i), StepType::contactUpdate);
        builder.step("fail_" + std::to_string(i), StepType::contactUpdate, StepStatus::failed).error("500");
    }
    COMPARE_LINES(Told(builder).story().mid(1, 11), T("“mark_0” updated the contact."), T("“fail_0” failed: 500."),
                  T("“mark_1” updated the contact."), T("“fail_1” failed: 500."), T("“mark_2” updated the contact."),
                  T("“fail_2” failed: 500."), T("“mark_3” updated the contact."), T("“fail_3” failed: 500."),
                  T("Then 112 further steps followed; not all of them completed."),
                  T("Of the steps not told one by one, 56 failed."), T("The run completed at an unknown time."));
}

void GoldenTextsTest::nearlyNothing()
{
    COMPARE_LINES(Told(Run()).story(), T("What started the run, and when, is not told."),
                  T("The server told no steps of this run."), T("How the run stands is not told."));
    COMPARE_LINES(Told(RunBuilder(RunStatus::queued).trigger("order.completed")).story(),
                  T("“order.completed” arrived for olivia@example.com at an unknown time."),
                  T("The server told no steps of this run."), T("The run is queued and has not started yet."));
    COMPARE_LINES(Told(Run()).findings());
}

void GoldenTextsTest::answerGivesNothingAway()
{
    RunBuilder builder(RunStatus::failed);
    builder.trigger("order.completed", "14:15:00")
        .lastError("", "contact_99 unknown")
        .step("", StepType::sendEmailTemplate, StepStatus::failed)
        .error("", "contact_99 unknown")
        .step("", StepType::sendEmailTemplate)
        .attempt("14:15:00", "14:15:01", "")
        .email("", "14:15:01");
    const QString answer = Told(builder).answer();
    for (const char* id : {"step_1", "run_1", "aut_1", "email_1", "evt_1", "contact_99", "olivia"})
        QVERIFY2(!answer.contains(QLatin1String(id)), qPrintable(answer));
    QCOMPARE(
        answer,
        T("“order.completed” arrived at 14:15:00 on 8 June. “send_email_template” failed; why is not told. "
          "“send_email_template” was handed to the provider at 14:15:01; delivery is not confirmed. The run failed "
          "at ~14:15:01."));
}

void GoldenTextsTest::plurals()
{
    const Words words;
    QCOMPARE(words.checksPassed(1), T("1 check passed"));
    QCOMPARE(words.checksPassed(2), T("2 checks passed"));
}

QTEST_GUILESS_MAIN(GoldenTextsTest)
#include "tst_golden_texts.moc"
