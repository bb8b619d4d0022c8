// SPDX-License-Identifier: GPL-3.0-or-later
// What a server answers is what its clients read.
#include "engine/base/result.h" // before ids: moc cannot begin with <compare>
#include "engine/wire/answer_writer.h"
#include "engine/wire/reader.h"
#include "engine/wire/value_reader.h"
#include "tests/data/sample.h"

#include <algorithm>
#include <filesystem>

using namespace runlens;

namespace {

/// Of a text with ' in place of ".
std::string json(std::string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}

const std::string storedDefinition =
    json("{'trigger':{'event_name':'a.b','filters':{'amount_gte':1000}},"
         "'steps':[{'key':'w','type':'wait_for_event','config':{'event_name':'c.d'}},"
         "{'key':'s','type':'send_email_template','config':{}}],"
         "'connections':[{'from':'trigger','to':'w','branch':'next'},{'from':'w','to':'s','branch':'timeout'}]}");
const std::string storedLayout = json("{'viewport':{'x':1,'y':2,'zoom':1}}");

AutomationAnswer anyAutomation()
{
    AutomationAnswer automation;
    automation.id = AutomationId("aut_1");
    automation.name = "Say \"hello\"";
    automation.description = "…";
    automation.status = "active";
    automation.reentry = "once";
    automation.definition = storedDefinition;
    automation.editorLayout = storedLayout;
    automation.version = PublishedVersion{.id = VersionId("ver_2"), .number = 2, .state = "published"};
    automation.createdAt = instant("2026-06-08T14:15:00Z");
    automation.updatedAt = instant("2026-06-08T14:16:00.000001Z");
    return automation;
}

const std::string automationOfResend =
    json("{'object':'automation','id':'aut_1','name':'Say \\'hello\\'','status':'enabled',"
         "'created_at':'2026-06-08T14:15:00.000Z','updated_at':'2026-06-08T14:16:00.000001Z',"
         "'steps':[{'key':'trigger','type':'trigger','config':{'event_name':'a.b'}},"
         "{'key':'w','type':'wait_for_event','config':{'event_name':'c.d'}},"
         "{'key':'s','type':'send_email','config':{}}],"
         "'connections':[{'from':'trigger','to':'w','type':'default'},{'from':'w','to':'s','type':'timeout'}]}");

const std::string runOfResend =
    json("{'object':'automation_run','id':'run_1','status':'running','started_at':'2026-06-08T14:15:00.000Z',"
         "'completed_at':null,'created_at':'2026-06-08T14:15:00.000Z','steps':[{'key':'s','type':'send_email',"
         "'status':'failed','output':null,'error':{'code':'503','message':'busy'},'started_at':null,"
         "'completed_at':null,'created_at':'2026-06-08T14:15:00.000Z'}]}");

const std::string pageOfResend =
    json("{'object':'list','data':[{'id':'run_1','status':'running','started_at':'2026-06-08T14:15:00.000Z',"
         "'completed_at':null,'created_at':'2026-06-08T14:15:00.000Z'}],'has_more':false,'next_cursor':null}");

} // namespace

class TestAnswers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runs()
    {
        int count = 0;
        std::vector<Run> all;
        for (const auto& entry : std::filesystem::directory_iterator(RUNLENS_SOURCE_DIR "/resources/samples")) {
            if (entry.path().extension() != ".json")
                continue;
            const auto run = readRun(sample(entry.path().stem().string()));
            if (!run || !run->value.contradictions.empty()) // of which both listings say what is shown
                continue;
            const std::string answer = runAnswer(run->value, Dialect::sendrealm);
            QCOMPARE(std::ranges::count(answer, '\n'), 0);
            const auto read = readRun(answer);
            QVERIFY(read.has_value());
            QVERIFY2(read->value == run->value, entry.path().c_str());
            all.push_back(run->value);
            ++count;
        }
        QVERIFY(count >= 5);
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].id = RunId("run_" + std::to_string(i));
        const auto page = readRunList(runPageAnswer(all, "run_7", Dialect::sendrealm));
        QVERIFY(page.has_value());
        QVERIFY(page->value.runs == all);
        QVERIFY(page->value.hasMore);
        QCOMPARE(page->value.nextCursor, std::string("run_7"));
        const auto last = readRunList(runPageAnswer({}, {}, Dialect::sendrealm));
        QVERIFY(last.has_value());
        QVERIFY(last->value == RunPage{});
        QVERIFY(last->diagnostics.empty());
    }

    void automations()
    {
        const AutomationAnswer automation = anyAutomation();
        const auto read = readAutomation(automationAnswer(automation, Dialect::sendrealm));
        QVERIFY(read.has_value());
        QVERIFY(read->diagnostics.empty());
        QCOMPARE(read->value.id, automation.id);
        QCOMPARE(read->value.name, automation.name);
        QCOMPARE(read->value.description, automation.description);
        QCOMPARE(read->value.status, automation.status);
        QVERIFY(read->value.publishedVersion == automation.version);
        QVERIFY(read->value.definition == readAutomation(automation.definition)->value.definition);
        QVERIFY(read->value.editorLayout.find("viewport") != nullptr);
    }

    void errors()
    {
        const std::vector<ErrorDetail> details{{.pointer = "/event", .message = "the field is missing", .code = {}}};
        const ErrorAnswer error{.status = 422, .code = "invalid_body", .message = "a\nb", .details = details};
        for (const auto dialect : {Dialect::sendrealm, Dialect::resend}) {
            const auto read = readErrorBody(errorAnswer(error, dialect));
            QVERIFY(read.has_value());
            QCOMPARE(read->status.value_or(0), std::int64_t{422});
            QCOMPARE(read->code, std::string("invalid_body"));
            QCOMPARE(read->message, std::string("a\nb"));
            const auto* list = read->details.as<Value::Array>();
            QVERIFY(list != nullptr);
            QVERIFY(list->front() == readValue(json("{'pointer':'/event','message':'the field is missing'}")));
        }
        QVERIFY(
            readErrorBody(errorAnswer({.status = 404, .code = "x", .message = "y", .details = {}}))->details.isNull());
    }

    void resendsWords()
    {
        QCOMPARE(automationAnswer(anyAutomation(), Dialect::resend), automationOfResend);
        Run run;
        run.id = RunId("run_1");
        run.status = RunStatus::waiting;
        run.createdAt = run.startedAt = instant("2026-06-08T14:15:00Z");
        Step step;
        step.key = StepKey("s");
        step.type = StepType::sendEmailTemplate;
        step.status = StepStatus::failed;
        step.error = Failure{.code = "503", .message = "busy", .stepKey = {}, .occurredAt = {}, .other = {}};
        run.steps.push_back(step);
        QCOMPARE(runAnswer(run, Dialect::resend), runOfResend);
        QCOMPARE(runPageAnswer(std::vector{run}, {}, Dialect::resend), pageOfResend);
    }
};

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
