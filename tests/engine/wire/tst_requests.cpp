// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of requests: what is taken of good ones, and what is said of each kind of wrong one.
#include "engine/wire/request_reader.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace runlens;

namespace {

/// Pointers of all that is wrong, in order; or "error N" with its code.
using Said = std::vector<std::string>;
using Judge = std::function<Said(const std::string&)>;

std::string errorName(ErrorCode code) { return "error " + std::to_string(static_cast<int>(code)); }

template <class T>
Judge judge(Result<Parsed<T>> (*read)(std::string_view))
{
    return [read](const std::string& json) -> Said {
        const auto parsed = read(json);
        if (!parsed)
            return {errorName(parsed.error().code)};
        Said pointers;
        for (const Diagnostic& one : parsed->diagnostics.items)
            pointers.push_back(one.pointer);
        return pointers;
    };
}

const std::string definition = R"({"trigger":{"event_name":"a.b"},"steps":[],"connections":[]})";

} // namespace

class TestRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void event()
    {
        const auto read = readEventRequest(
            R"({"event":"order.completed","contact_id":"contact_1","external_id":"e","email":"A@b.c",)"
            R"("payload":{"n":12345678901234567890,"x":[1,1.0,"1",null]},"occurred_at":"2026-06-08T16:15:00+02:00",)"
            R"("idempotency_key":"k"})");
        QVERIFY(read.has_value());
        QVERIFY(read->diagnostics.empty());
        QCOMPARE(read->value.event, std::string("order.completed"));
        QCOMPARE(read->value.identity.contactId, std::string("contact_1"));
        QCOMPARE(read->value.identity.externalId, std::string("e"));
        QCOMPARE(read->value.identity.email, std::string("A@b.c"));
        QCOMPARE(*read->value.payload.find("n")->as<std::uint64_t>(), std::uint64_t{12345678901234567890U});
        QVERIFY(read->value.occurredAt == parseInstant("2026-06-08T14:15:00Z"));
        QCOMPARE(read->value.idempotencyKey, std::string("k"));
    }

    void automation()
    {
        const auto read = readNewAutomation(R"({"name":"n","description":"d","definition":)" + definition
                                            + R"(,"editor_layout":{"nodes":[]},"reentry":"one_at_a_time"})");
        QVERIFY(read.has_value());
        QVERIFY(read->diagnostics.empty());
        QCOMPARE(read->value.name.value_or(""), std::string("n"));
        QCOMPARE(read->value.definition.value_or(""), definition);
        QCOMPARE(read->value.editorLayout.value_or(""), std::string(R"({"nodes":[]})"));
        QVERIFY(read->value.reentry == ReentryWord::oneAtATime);
        const auto nothing = readChangedAutomation("{}");
        QVERIFY(nothing.has_value() && nothing->diagnostics.empty());
        QVERIFY(!nothing->value.name && !nothing->value.definition && !nothing->value.reentry);
    }

    void contact()
    {
        const auto read = readContactRequest(
            R"({"email":"a@b.c","fields":{"plan":"pro","old":null},"zone":"Europe/Lisbon","unsubscribed":true,)"
            R"("audiences":["a",{"audience_id":"b","member":false}],"topics":[{"topic_id":"t","is_subscribed":false}]})");
        QVERIFY(read.has_value());
        QVERIFY(read->diagnostics.empty());
        QCOMPARE(read->value.fields.size(), std::size_t{2});
        QCOMPARE(read->value.zone.value_or(""), std::string("Europe/Lisbon"));
        QVERIFY(read->value.unsubscribed.value_or(false));
        QCOMPARE(read->value.audiences.size(), std::size_t{2});
        QVERIFY(read->value.audiences[0].member && !read->value.audiences[1].member);
        QCOMPARE(read->value.topics[0].id, std::string("t"));
        QVERIFY(!read->value.topics[0].member);
    }

    void others()
    {
        QCOMPARE(readReason("")->value, std::string());
        QCOMPARE(readReason(R"({"reason":"why"})")->value, std::string("why"));
        const auto asset = readTemplateRequest(R"({"id":"t","channel":"push","title":"Hi","status":"draft"})");
        QVERIFY(asset->value.channel == ChannelWord::push);
        QCOMPARE(asset->value.title, std::string("Hi"));
        QCOMPARE(asset->value.status, std::string("draft"));
        QCOMPARE(readTemplateRequest(R"({"id":"t","channel":"email","subject":"S"})")->value.title, std::string("S"));
        QCOMPARE(readAssetRequest(R"({"id":"a","name":"n"})")->value.name, std::string("n"));
        const auto message = readMessageEventRequest(R"({"message_id":"m","type":"click"})");
        QVERIFY(message->value.type == MessageReport::click);
    }

    void wrong_data()
    {
        QTest::addColumn<Judge>("judged");
        QTest::addColumn<QString>("json");
        QTest::addColumn<Said>("said");
        const auto row = [](const char* name, const Judge& judged, const std::string& json, const Said& said) {
            QTest::newRow(name) << judged << QString::fromStdString(json) << said;
        };
        const Judge events = judge(&readEventRequest);
        row("nothing", events, "", {errorName(ErrorCode::empty)});
        row("no JSON", events, "{\"event\":", {errorName(ErrorCode::malformedJson)});
        row("a list", events, "[]", {errorName(ErrorCode::wrongDocument)});
        row("a text", events, "\"{}\"", {errorName(ErrorCode::wrongDocument)});
        row("too deep", events, "{\"payload\":" + std::string(200, '[') + std::string(200, ']') + "}",
            {errorName(ErrorCode::tooDeep)});
        row("empty", events, "{}", {"/event", ""});
        row("every type", events,
            R"({"event":1,"contact_id":true,"external_id":[],"email":{},"payload":[],"occurred_at":5,)"
            R"("idempotency_key":1.5})",
            {"/event", "/contact_id", "/external_id", "/email", "/payload", "/occurred_at", "/idempotency_key"});
        row("no time", events, R"({"event":"a","email":"b","occurred_at":"yesterday"})", {"/occurred_at"});
        row("unknown", events, R"({"event":"a","email":"b","e/v~t":1})", {"/e~1v~0t"});
        row("twice", events, R"({"event":"a","event":"b","email":"b"})", {"/event"});
        row("longest", events, "{\"event\":\"a\",\"email\":\"" + std::string(255, 'x') + "\"}", {});
        row("too long", events, "{\"event\":\"a\",\"email\":\"" + std::string(256, 'x') + "\"}", {"/email"});
        const Judge automations = judge(&readNewAutomation);
        row("no automation", automations, "{}", {"/name", "/definition"});
        row("no name", automations, R"({"name":"","definition":)" + definition + "}", {"/name"});
        row("no definition", automations, R"({"name":"n","definition":[]})", {"/definition"});
        row("types within", automations,
            R"({"name":"n","definition":{"trigger":5,"steps":[{"key":7}],"connections":{}},"editor_layout":1,)"
            R"("reentry":"never"})",
            {"/definition/trigger", "/definition/steps/0/key", "/definition/connections", "/definition/steps/0",
             "/editor_layout", "/reentry"});
        row("nothing needed", judge(&readChangedAutomation), "{}", {});
        const Judge contacts = judge(&readContactRequest);
        row("nobody", contacts, "{}", {""});
        row("memberships", contacts,
            R"({"email":"a","audiences":[5,{"member":true},{"audience_id":"x","y":1}],"topics":"t","unsubscribed":1,)"
            R"("fields":[],"zone":3})",
            {"/fields", "/zone", "/unsubscribed", "/audiences/0", "/audiences/1/audience_id", "/audiences/2/y",
             "/topics"});
        row("template", judge(&readTemplateRequest), R"({"channel":"fax","title":"a","subject":"b"})",
            {"/id", "/channel", "/subject"});
        row("asset", judge(&readAssetRequest), R"({"id":"","channel":"email"})", {"/id", "/channel"});
        row("reason", judge(&readReason), R"({"reason":5})", {"/reason"});
        row("message event", judge(&readMessageEventRequest), R"({"type":"seen"})", {"/message_id", "/type"});
    }
    void wrong()
    {
        QFETCH(Judge, judged);
        QFETCH(QString, json);
        QFETCH(Said, said);
        const Said heard = judged(json.toStdString());
        std::string all;
        for (const std::string& one : heard)
            all += one + ' ';
        QVERIFY2(heard == said, all.c_str());
    }

    void badUtf8()
    {
        const auto read = readEventRequest("{\"event\":\"\xff\"}");
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::invalidUtf8);
        QVERIFY(!read.error().where.empty());
    }
};

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
