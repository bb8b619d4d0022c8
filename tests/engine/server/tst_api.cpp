// SPDX-License-Identifier: GPL-3.0-or-later
// Every endpoint of the contract over a real store and runtime, and what it says to those who ask wrongly.
#include "engine/server/routes.h"
#include "engine/wire/reader.h"
#include "tests/engine/server/served.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace runlens;
using namespace runlens::server;

namespace {

std::string codeOf(const Answer& answer)
{
    const auto body = readErrorBody(answer.body);
    return body && body->status == answer.status ? body->code : "no error body: " + answer.body;
}

std::string withIds(std::string_view pattern)
{
    std::string path(pattern);
    while (path.find('{') != std::string::npos)
        path.replace(path.find('{'), path.find('}') - path.find('{') + 1, "x");
    return path;
}

} // namespace

class TestApi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDocumentedJourney()
    {
        Served served;
        const std::string automation = served.publishJourney();
        const Answer posted = served.post(
            "/events", R"({"event":"order.completed","email":"Olivia@Example.com","payload":{"amount":10,"n":1.50},)"
                       R"("occurred_at":"2026-06-08T14:15:00Z","idempotency_key":"k1"})");
        QCOMPARE(posted.status, 202);
        QCOMPARE(at(posted.body, "/data/event"), std::string("order.completed"));
        QCOMPARE(at(posted.body, "/data/resolved_identity_type"), std::string("email"));
        QCOMPARE(at(posted.body, "/data/resolved_identity_value"), std::string("olivia@example.com"));
        QCOMPARE(at(posted.body, "/data/occurred_at"), std::string("2026-06-08T14:15:00.000Z"));
        const Answer again = served.post(
            "/events", R"({"event":"order.completed","email":"Olivia@Example.com","payload":{"amount":10,"n":1.50},)"
                       R"("occurred_at":"2026-06-08T14:15:00Z","idempotency_key":"k1"})");
        QCOMPARE(again.status, 200);
        QCOMPARE(at(again.body, "/data/deduplicated"), std::string("true"));
        QCOMPARE(at(again.body, "/data/id"), at(posted.body, "/data/id"));
        QCOMPARE(codeOf(served.post("/events", R"({"event":"other","email":"o@e.com","idempotency_key":"k1"})")),
                 std::string("conflict"));

        const std::string list = "/automations/" + automation + "/runs";
        const Answer rows =
            served.until(list, [](const Answer& answer) { return at(answer.body, "/data/0/status") == "waiting"; });
        const auto page = readRunList(rows.body);
        QVERIFY2(page.has_value() && page->diagnostics.empty(), rows.body.c_str());
        const Run& row = page->value.runs.at(0);
        QVERIFY(row.createdAt && row.startedAt && !row.completedAt);
        QCOMPARE(row.currentStepKey.text(), std::string("wait_for_open"));
        QVERIFY(!row.automationVersionId.empty());
        QCOMPARE(row.sentCount.value_or(-1), std::int64_t{1});
        QVERIFY(row.shape.as<Value::Array>() != nullptr);
        QVERIFY(row.steps.empty() && row.waits.empty() && row.messages.empty());

        const std::string detail = "/automation-runs/" + row.id.text();
        const auto waiting = readRun(served.get(detail).body);
        QVERIFY(waiting.has_value() && waiting->diagnostics.empty());
        const std::string message = waiting->value.messages.at(0).id.text();
        const Answer report = served.post("/message-events", "{\"type\":\"open\",\"message_id\":\"" + message + "\"}");
        QCOMPARE(report.status, 202);
        QVERIFY(!at(report.body, "/data/event_id").empty());
        const Answer done =
            served.until(detail, [](const Answer& answer) { return at(answer.body, "/data/status") == "completed"; });
        const auto run = readRun(done.body);
        QVERIFY(run.has_value() && run->diagnostics.empty() && run->value.contradictions.empty());
        QCOMPARE(run->value.steps.size(), std::size_t{3});
        QVERIFY(run->value.waits.at(0).status == WaitStatus::received);
        QCOMPARE(run->value.messages.size(), std::size_t{2});
        QCOMPARE(served.get("/automations/" + automation + "/runs/" + row.id.text()).body, done.body);
    }

    void tags()
    {
        Served served;
        served.publishJourney();
        const std::string path = "/automation-runs/" + served.startRun("a@example.com");
        const Answer first = served.get(path);
        const std::string tag = first.header("etag");
        QVERIFY(!tag.empty());
        const Answer second = served.get(path, "If-None-Match: \"other\", W/" + tag + "\r\n");
        QCOMPARE(second.status, 304);
        QCOMPARE(second.header("etag"), tag);
        QVERIFY(second.body.empty());
        QCOMPARE(served.post(path + "/cancel", R"({"reason":"enough"})").status, 200);
        // What was acknowledged is seen at once, whatever was cached.
        const Answer changed = served.get(path, "If-None-Match: " + tag + "\r\n");
        QCOMPARE(changed.status, 200);
        QCOMPARE(at(changed.body, "/data/status"), std::string("cancelled"));
        QVERIFY(changed.header("etag") != tag);
        QCOMPARE(codeOf(served.post(path + "/cancel")), std::string("conflict"));
    }

    void pagesAndFilters()
    {
        Served served;
        served.publishJourney();
        std::vector<std::string> ids;
        for (const char* email : {"a@example.com", "b@example.com", "c@example.com"})
            ids.insert(ids.begin(), served.startRun(email)); // the newest first
        static_cast<void>(served.post("/automation-runs/" + ids[0] + "/cancel"));
        const std::string list = "/automations/aut_1/runs?";
        const auto idsOf = [&](const std::string& query) {
            std::vector<std::string> found;
            const auto page = readRunList(served.get(list + query).body);
            for (const Run& run : page ? page->value.runs : std::vector<Run>())
                found.push_back(run.id.text());
            return found;
        };
        const auto first = readRunList(served.get(list + "limit=2").body);
        QVERIFY(first->value.hasMore);
        QCOMPARE(first->value.nextCursor, ids[1]);
        QVERIFY(idsOf("limit=2&after=" + ids[1]) == std::vector{ids[2]});
        QVERIFY(idsOf("limit=1&before=" + ids[2]) == std::vector{ids[1]});
        QVERIFY(idsOf("status=waiting") == (std::vector{ids[1], ids[2]}));
        QVERIFY(idsOf("status=cancelled,failed") == std::vector{ids[0]});
        QVERIFY(idsOf("identity=B%40EXAMPLE") == std::vector{ids[1]});
        QVERIFY(idsOf("step=wait_for_open&status=waiting") == (std::vector{ids[1], ids[2]}));
        QVERIFY(idsOf("started_since=2100-01-01T00:00:00Z").empty());
        QVERIFY(idsOf("active_since=2100-01-01T00:00:00Z") == (std::vector{ids[1], ids[2]}));
        for (const char* query :
             {"limit=0", "limit=101", "limit=x", "status=sleeping", "started_since=today", "after=17",
              "after=run_9&before=run_1", "colour=red", "limit=1&limit=2", "status=%zz"})
            QCOMPARE(codeOf(served.get(list + query)), std::string("invalid_parameter"));
    }

    void automations()
    {
        Served served;
        const std::string id = served.publishJourney();
        const std::string path = "/automations/" + id;
        const auto read = readAutomation(served.get(path).body);
        QVERIFY(read.has_value() && read->diagnostics.empty());
        QCOMPARE(read->value.status, std::string("active"));
        QCOMPARE(read->value.definition.steps.size(), std::size_t{3});
        QCOMPARE(read->value.publishedVersion->number.value_or(0), std::int64_t{1});
        QCOMPARE(at(served.patch(path, R"({"name":"Better","reentry":"once"})").body, "/data/name"),
                 std::string("Better"));
        QCOMPARE(at(served.get(path).body, "/data/reentry"), std::string("once"));
        QCOMPARE(at(served.post(path + "/pause", R"({"reason":"lunch"})").body, "/data/status"), std::string("paused"));
        QCOMPARE(codeOf(served.post(path + "/pause")), std::string("conflict"));
        QCOMPARE(at(served.get("/automations?status=disabled&search=bett").body, "/data/0/id"), id);
        QCOMPARE(at(served.get("/automations?status=active").body, "/data"), std::string("[]"));
        QCOMPARE(at(served.post(path + "/resume").body, "/data/status"), std::string("active"));

        const Answer draft = served.post(
            "/automations",
            R"({"name":"Bad","definition":{"trigger":{"event_name":"a.b"},"steps":[{"key":"s","type":"delay"}],)"
            R"("connections":[]}})");
        QCOMPARE(draft.status, 201);
        const Answer refused = served.post("/automations/" + at(draft.body, "/data/id") + "/publish");
        QCOMPARE(refused.status, 422);
        QCOMPARE(codeOf(refused), std::string("not_publishable"));
        QVERIFY(at(refused.body, "/error/details").find("/definition/steps/0") != std::string::npos);
        QCOMPARE(at(served.get("/automations?limit=1").body, "/has_more"), std::string("true"));
        QCOMPARE(at(served.get("/automations?limit=1&after=aut_2").body, "/data/0/id"), id);
    }

    void failedRunsAndDeadLetters()
    {
        Served served;
        served.publishJourney();
        const std::string run = served.startRun("refused@example.com");
        QCOMPARE(at(served.get("/automation-runs/" + run).body, "/data/last_error/step_key"),
                 std::string("send_receipt"));
        const Answer letters = served.get("/dead-letters");
        QCOMPARE(at(letters.body, "/data/0/run_id"), run);
        QCOMPARE(at(letters.body, "/data/0/replayed_at"), std::string("null"));
        const std::string replay = "/dead-letters/" + at(letters.body, "/data/0/id") + "/replay";
        QCOMPARE(at(served.post(replay, R"({"reason":"mended"})").body, "/data/id"), run);
        QCOMPARE(codeOf(served.post(replay)), std::string("conflict"));
        static_cast<void>(served.until("/automation-runs/" + run, [](const Answer& answer) {
            return at(answer.body, "/data/status") == "failed"; // once more
        }));
        QCOMPARE(served.post("/automation-runs/" + run + "/retry").status, 200);
    }

    void contactsAndWhatDefinitionsReferTo()
    {
        Served served;
        const Answer made =
            served.post("/contacts", R"({"email":"Bo@Example.com","fields":{"plan":"pro"},"zone":"Europe/Lisbon",)"
                                     R"("audiences":["a1"],"topics":[{"topic_id":"t1","is_subscribed":false}]})");
        QCOMPARE(made.status, 201);
        QCOMPARE(at(made.body, "/data/email"), std::string("bo@example.com"));
        const Answer changed = served.post("/contacts", R"({"email":"bo@example.com","unsubscribed":true})");
        QCOMPARE(changed.status, 200);
        QCOMPARE(at(changed.body, "/data/fields/plan"), std::string("pro"));
        QCOMPARE(at(served.get("/contacts").body, "/data/0/unsubscribed"), std::string("true"));
        QCOMPARE(at(served.get("/contacts?identity=bo@example.com").body, "/data/0/topics/0/topic_id"),
                 std::string("t1"));
        QCOMPARE(at(served.get("/contacts?identity=nobody").body, "/data"), std::string("[]"));
        QCOMPARE(served.post("/contacts", R"({"email":"x@y.z","zone":"Nowhere/Land"})").status, 422);
        for (const char* path : {"/audiences", "/topics", "/domains", "/push-apps"}) {
            QCOMPARE(served.post(path, R"({"id":"one","name":"One"})").status, 201);
            QCOMPARE(at(served.get(path).body, "/data/0/name"), std::string("One"));
        }
        QCOMPARE(served.post("/templates", R"({"id":"t","channel":"email","subject":"S","status":"draft"})").status,
                 201);
        QCOMPARE(at(served.get("/templates?channel=email&status=draft&search=S").body, "/data/0/subject"),
                 std::string("S"));
        QCOMPARE(at(served.get("/templates?channel=push").body, "/data"), std::string("[]"));
        QCOMPARE(codeOf(served.get("/templates?channel=fax")), std::string("invalid_parameter"));
    }

    void eventsOfAContact()
    {
        Served served;
        served.publishJourney();
        static_cast<void>(
            served.post("/events", R"({"event":"order.completed","email":"a@b.c","payload":{"amount":9}})"));
        const Answer events = served.get("/events?contact=a@b.c");
        QCOMPARE(at(events.body, "/data/0/event"), std::string("order.completed"));
        QCOMPARE(at(events.body, "/data/0/refusals/0/reason"), std::string("filtered"));
        QCOMPARE(served.get("/events?contact=" + at(events.body, "/data/0/contact_id")).body, events.body);
        QCOMPARE(codeOf(served.get("/events")), std::string("invalid_parameter"));
        QCOMPARE(codeOf(served.get("/events?contact=nobody")), std::string("not_found"));
        QCOMPARE(
            served.post("/events", R"({"event":"a.b","email":"a@b.c"})", "Idempotency-Key: from-the-header\r\n").status,
            202);
        QCOMPARE(
            served.post("/events", R"({"event":"a.b","email":"a@b.c"})", "Idempotency-Key: from-the-header\r\n").status,
            200);
    }

    void numbersForWatchers()
    {
        Served served;
        served.publishJourney();
        static_cast<void>(served.startRun("a@example.com"));
        static_cast<void>(served.get("/nothing"));
        const Answer metrics = served.get("/metrics");
        QVERIFY(metrics.header("content-type").starts_with("text/plain; version=0.0.4"));
        for (const char* line : {"runlens_up 1\n", "runlens_runs{status=\"waiting\"} 1\n", "runlens_work_due 1\n",
                                 "runlens_outbox_depth 0\n", "runlens_http_requests_total{code=\"4xx\"} 1\n",
                                 "runlens_http_connections 1\n", "\n# TYPE runlens_commits_total counter\n"})
            QVERIFY2(metrics.body.find(line) != std::string::npos, line);
        SocketClient stranger(served.port());
        QCOMPARE(stranger.ask(::get("/health")).status, 200);
        QCOMPARE(codeOf(stranger.ask(::get("/metrics"))), std::string("key_missing"));
    }

    void everyRouteIsThere()
    {
        Served served;
        std::set<std::string_view> paths;
        for (const Route& route : routes()) {
            const std::string path = withIds(route.path);
            const Answer answer = route.method == Method::get    ? served.get(path)
                                  : route.method == Method::post ? served.post(path, "{}")
                                                                 : served.patch(path, "{}");
            QVERIFY2(answer.status != 405 && answer.status < 500, route.path.data());
            if (answer.status == 404)
                QCOMPARE(codeOf(answer), std::string("not_found")); // the id, and not the path
            paths.insert(route.path);
        }
        for (const std::string_view path : paths) {
            SocketClient client(served.port());
            for (const char* method : {"PUT", "DELETE", "OPTIONS", "PROPFIND"}) {
                const Answer answer =
                    client.ask(std::string(method) + ' ' + withIds(path)
                               + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer the-key-of-the-tests\r\n\r\n");
                QCOMPARE(answer.status, 405);
                QVERIFY(!answer.header("allow").empty());
                QCOMPARE(codeOf(answer), std::string("wrong_method"));
            }
        }
    }

    void wrongQuestions_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const std::string& request, int status, const char* code) {
            QTest::newRow(name) << QByteArray::fromStdString(request) << status << QByteArray(code);
        };
        const std::string key = "Authorization: Bearer the-key-of-the-tests\r\n";
        const auto event = [&key](const std::string& body) { return post("/events", body, key); };
        row("no key", get("/automations"), 401, "key_missing");
        row("wrong key", get("/automations", "Authorization: Bearer another\r\n"), 401, "key_wrong");
        row("no key and a body", post("/events", "{}"), 401, "key_missing");
        row("key in the query", get("/automations?api_key=the-key-of-the-tests"), 400, "key_in_query");
        row("wrong host", "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "wrong_host");
        row("unknown path", get("/automation", key), 404, "unknown_path");
        row("too long a path", get("/automations/a/b/c/d/e/f/g", key), 404, "unknown_path");
        row("broken escape", get("/automations/%4", key), 400, "malformed_path");
        row("escape that is no UTF-8", get("/automations/%ff", key), 400, "malformed_path");
        row("NUL", get("/automations/%00", key), 400, "malformed_path");
        row("unknown automation", get("/automations/aut_99", key), 404, "not_found");
        row("runs of an unknown automation", get("/automations/aut_99/runs", key), 404, "not_found");
        row("no id of an automation", get("/automations/%2e%2e", key), 404, "not_found");
        row("unknown run", get("/automation-runs/run_99", key), 404, "not_found");
        row("a number with zeros", get("/automation-runs/run_01", key), 404, "not_found");
        row("a number beyond all", get("/automation-runs/run_99999999999999999999", key), 404, "not_found");
        row("unknown run of an automation", get("/automations/aut_1/runs/run_99", key), 404, "not_found");
        row("cancel an unknown run", post("/automation-runs/run_99/cancel", "", key), 404, "not_found");
        row("replay an unknown letter", post("/dead-letters/x/replay", "", key), 404, "not_found");
        row("unknown contact", event(R"({"event":"a.b","contact_id":"contact_99"})"), 404, "not_found");
        row("unknown message", post("/message-events", R"({"message_id":"x","type":"open"})", key), 404, "not_found");
        row("HEAD", "HEAD /automations HTTP/1.1\r\nHost: localhost\r\n" + key + "Connection: close\r\n\r\n", 405,
            "wrong_method");
        row("long idempotency key",
            post("/events", R"({"event":"a.b","email":"c@d.e"})",
                 key + "Idempotency-Key: " + std::string(256, 'k') + "\r\n"),
            400, "invalid_header");
        row("no body", event(""), 400, "body_missing");
        row("no JSON", event("{\"event\""), 400, "malformed_json");
        row("bad UTF-8", event("{\"event\":\"\xc3\x28\"}"), 400, "invalid_utf8");
        row("too deep", event(std::string(100'000, '[')), 400, "json_too_deep");
        row("deep payload", event("{\"payload\":" + std::string(100'000, '{')), 400, "malformed_json");
        row("a number beyond all numbers", event(R"({"event":1e999})"), 400, "malformed_json");
        row("a list", event("[]"), 422, "invalid_body");
        row("wrong type", event(R"({"event":5,"email":"a@b.c"})"), 422, "invalid_body");
        row("no identity", event(R"({"event":"a.b"})"), 422, "invalid_body");
        row("reserved name", event(R"({"event":"sendrealm.mail.open","email":"a@b.c"})"), 422, "unprocessable");
        row("no event name", event(R"({"event":"A B","email":"a@b.c"})"), 422, "unprocessable");
        row("reason of another type", post("/automations/aut_1/publish", R"({"reason":1})", key), 422, "invalid_body");
    }
    void wrongQuestions()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        static Served served; // what is asked wrongly changes nothing
        SocketClient client(served.port());
        const Answer answer = client.ask(request.toStdString());
        if (request.startsWith("HEAD")) { // its answer has a length, and here a body too; that is all we can look at
            QCOMPARE(answer.status, status);
            return;
        }
        QCOMPARE(answer.status, status);
        QCOMPARE(codeOf(answer), code.toStdString());
    }

    void wrongTypesSayWhere()
    {
        Served served;
        const Answer answer = served.post("/events", R"({"event":5,"payload":{},"colour":"red"})");
        QCOMPARE(answer.status, 422);
        QCOMPARE(at(answer.body, "/error/details/0/pointer"), std::string("/event"));
        QCOMPARE(at(answer.body, "/error/details/0/message"), std::string("expected a text, found a number"));
        QCOMPARE(at(answer.body, "/error/details/1/pointer"), std::string());
        QCOMPARE(at(answer.body, "/error/details/2/pointer"), std::string("/colour"));
    }

    void resendsClients()
    {
        Served served;
        served.publishJourney();
        const std::string run = served.startRun("a@example.com");
        const std::string client = "User-Agent: resend-node:6.38.0\r\n";
        QCOMPARE(at(served.get("/automations", client).body, "/data/0/status"), std::string("enabled"));
        QCOMPARE(at(served.get("/automations/aut_1", client).body, "/object"), std::string("automation"));
        QCOMPARE(at(served.get("/automations/aut_1/runs?status=running", client).body, "/data/0/id"), run);
        const Answer detail = served.get("/automations/aut_1/runs/" + run, client);
        QCOMPARE(at(detail.body, "/object"), std::string("automation_run"));
        QCOMPARE(at(detail.body, "/steps/0/key"), std::string("send_receipt"));
        QCOMPARE(at(served.get("/automation-runs/" + run).body, "/data/id"), run); // cached apart
        const Answer missing = served.get("/automations/aut_9", client);
        QCOMPARE(at(missing.body, "/statusCode"), std::string("404"));
        QCOMPARE(codeOf(missing), std::string("not_found"));
        QCOMPARE(codeOf(served.get("/automations/aut_2/runs/" + run, client)), std::string("not_found"));
    }
};

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
