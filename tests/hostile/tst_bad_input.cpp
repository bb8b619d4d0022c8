// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that are no run: what is said, and where. Wrong types of every field are in tst_wrong_types.
#include "engine/wire/limits.h"
#include "engine/wire/run_stream.h"
#include "tests/data/sample.h"

#include <rapidcheck.h>

#include <charconv>

using namespace runlens;
using namespace std::string_literals;

namespace {

/// The offset an error names; SIZE_MAX where it names none.
std::size_t offsetOf(const Error& error)
{
    std::size_t offset = SIZE_MAX;
    if (error.where.starts_with("byte "))
        std::from_chars(error.where.data() + 5, error.where.data() + error.where.size(), offset);
    return offset;
}

std::string times(std::string_view text, std::size_t count)
{
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

} // namespace

class TestBadInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void empty();
    void truncatedAtEveryByte();
    void garbageBehind();
    void wrongTopLevel();
    void tooDeep_data();
    void tooDeep();
    void hundredMegabytes();
    void invalidUtf8_data();
    void invalidUtf8();
    void loneSurrogates_data();
    void loneSurrogates();
    void badTimes_data();
    void badTimes();
    void missingIds();
    void repeatedIds();
    void stepsOutOfOrder();
    void referencesToNothing();
    void anyBytesChanged();
    void anyBytesAtAll();
    void wholeAndInPiecesAgree();

private:
    std::string m_json = sample("documented-run");
};

void TestBadInput::empty()
{
    for (const auto& json : {""s, " \r\n\t"s, "\xEF\xBB\xBF"s, "\xEF\xBB\xBF\n"s}) {
        const auto parsed = readRun(json);
        QVERIFY(!parsed.has_value());
        QVERIFY(parsed.error().code == ErrorCode::empty);
        QCOMPARE(offsetOf(parsed.error()), json.size());
    }
}

void TestBadInput::truncatedAtEveryByte()
{
    const auto end = m_json.rfind('}');
    for (std::size_t size = 0; size <= end; ++size) {
        const auto parsed = readRun(std::string_view(m_json).substr(0, size));
        QVERIFY2(!parsed.has_value(), std::to_string(size).c_str());
        const auto& error = parsed.error();
        QVERIFY2(error.code == (size == 0 ? ErrorCode::empty : ErrorCode::malformedJson), std::to_string(size).c_str());
        // A literal that is cut off is found at its end; nothing is blamed on what came before.
        QVERIFY2(offsetOf(error) == size || (size > 0 && offsetOf(error) + 1 == size),
                 (error.where + error.message).c_str());
        QVERIFY(!error.message.empty() && error.message.find("json.exception") == std::string::npos);
    }
    QVERIFY(readRun(std::string_view(m_json).substr(0, end + 1)).has_value());
}

void TestBadInput::garbageBehind()
{
    for (const auto* garbage : {"}", "{}", ",", "x", "[", "\"", "0", "\xFF", "null"}) {
        const auto parsed = readRun(m_json + garbage);
        QVERIFY2(!parsed.has_value(), garbage);
        QVERIFY(offsetOf(parsed.error()) >= m_json.size() && offsetOf(parsed.error()) <= m_json.size() + 1);
    }
    QVERIFY(readRun(m_json + " \n\t\r").has_value());
}

void TestBadInput::wrongTopLevel()
{
    for (const auto* json : {"3", "true", "null", "\"a\"", "[]", "[1]", "{}", R"({"data": 3})", R"({"data": []})"}) {
        const auto parsed = readRun(json);
        QVERIFY2(!parsed.has_value(), json);
        QVERIFY2(parsed.error().code == ErrorCode::wrongDocument, json);
        QVERIFY2(parsed.error().message.ends_with(", not a run"), parsed.error().message.c_str());
    }
    for (const auto* json : {"nul", "tru e", "'a'", "<html>", "{id: 1}", "{\"id\"}", "\"a"})
        QVERIFY2(readRun(json).error().code == ErrorCode::malformedJson, json);
}

void TestBadInput::tooDeep_data()
{
    QTest::addColumn<int>("levels");
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("start");
    for (const int levels : {200, 100'000}) {
        for (const char* start : {"", R"({"data": )", R"({"id": "r", "note": )", R"({"id": "r", "steps": )",
                                  R"({"id": "r", "trigger_event": {"payload": )"}) {
            QTest::addRow("%d lists in %s", levels, start) << levels << QByteArray("[") << QByteArray(start);
            QTest::addRow("%d objects in %s", levels, start) << levels << QByteArray("{\"data\":") << QByteArray(start);
        }
    }
}

void TestBadInput::tooDeep()
{
    QFETCH(int, levels);
    QFETCH(QByteArray, open);
    QFETCH(QByteArray, start);
    // Too deep comes before what is missing at the end.
    const auto json = start.toStdString() + times(open.toStdString(), static_cast<std::size_t>(levels));
    const auto error = readRun(json).error();
    QVERIFY(error.code == ErrorCode::tooDeep);
    QCOMPARE(error.message, std::string("nested deeper than 128 levels"));
    const auto before = std::string_view(json).substr(0, offsetOf(error));
    QCOMPARE(static_cast<std::size_t>(std::ranges::count_if(before, [](char c) { return c == '[' || c == '{'; })),
             maxNesting);
    QVERIFY(readRunList(json).error().code == ErrorCode::tooDeep);
}

void TestBadInput::hundredMegabytes()
{
    std::string json = R"({"id": "r", "note": ")";
    json.resize(json.size() + 100'000'000, 'x');
    json += "\"}";
    const auto error = readRun(json).error();
    QVERIFY(error.code == ErrorCode::tooLarge);
    QCOMPARE(offsetOf(error), maxBodyBytes);
    json = "[" + times(R"({"id":"r"},)", 10'000'000);
    QVERIFY(readRunList(json).error().code == ErrorCode::tooLarge);
}

void TestBadInput::invalidUtf8_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("offset");
    const auto row = [](const char* name, const std::string& json, int offset) {
        QTest::newRow(name) << QByteArray::fromStdString(json) << offset;
    };
    row("a value", "{\"id\": \"r\xFF\"}", 9);
    row("the middle of a character", "{\"id\": \"\xC3(\"}", 8);
    row("a character cut off by the quote", "{\"id\": \"\xE6\xBC\"}", 8);
    row("an overlong form", "{\"id\": \"\xC0\xAF\"}", 8);
    row("an overlong form of three", "{\"id\": \"\xE0\x80\xAF\"}", 8);
    row("an encoded surrogate", "{\"id\": \"\xED\xA0\x80\"}", 8);
    row("beyond the last character", "{\"id\": \"\xF4\x90\x80\x80\"}", 8);
    row("a continuation alone", "{\"id\": \"\x80\"}", 8);
    row("a key", "{\"id\": \"r\", \"\xFE\": 1}", 13);
    row("a payload", "{\"id\": \"r\", \"trigger_event\": {\"payload\": {\"a\": \"\xFF\"}}}", 48);
    row("between", "{\"id\": \"r\", \xFF}", 12);
    row("at the start", "\xFF\xFE{\"id\": \"r\"}", 0);
    row("at the end", "{\"id\": \"r\"}\xFF", 11);
    row("cut off at the end", "{\"id\": \"r\xF0\x9F\x98", 9);
    row("after an escape", "{\"id\": \"\\n\xFF\"}", 10);
}

void TestBadInput::invalidUtf8()
{
    QFETCH(QByteArray, json);
    QFETCH(int, offset);
    const auto parsed = readRun(json.toStdString());
    QVERIFY(!parsed.has_value());
    QVERIFY2(parsed.error().code == ErrorCode::invalidUtf8, parsed.error().message.c_str());
    QCOMPARE(offsetOf(parsed.error()), static_cast<std::size_t>(offset));
}

void TestBadInput::loneSurrogates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    for (const char* bad : {"\\ud800", "\\udc00", "\\udfff", "\\ud800\\ud800", "\\ud800x", "\\ud83d\\n",
                            "\\ude00\\ud83d", "\\ud83d\\u0041", "\\uD8", "\\ud83g"})
        QTest::newRow(bad) << QByteArray(bad) << false;
    for (const char* good : {"\\ud83d\\ude00", "\\ud7ff", "\\ue000", "\\uD800\\uDC00"})
        QTest::newRow(good) << QByteArray(good) << true;
}

void TestBadInput::loneSurrogates()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    const auto json = "{\"id\": \"" + text.toStdString() + "\"}";
    const auto parsed = readRun(json);
    QCOMPARE(parsed.has_value(), good);
    if (good)
        return;
    QVERIFY(parsed.error().code == ErrorCode::malformedJson);
    QVERIFY(offsetOf(parsed.error()) > 8 && offsetOf(parsed.error()) < json.size());
}

void TestBadInput::badTimes_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<bool>("good");
    for (const char* bad : {"", "now", "1780928100", "2026-06-08", "08.06.2026 14:15", "2026-06-08T14:15:00",
                            "2026-02-30T00:00:00Z", "2026-06-08T25:00:00Z", "10000-01-01T00:00:00Z",
                            "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00", "Mon, 08 Jun 2026 14:15:00 GMT"})
        QTest::newRow(bad) << QByteArray(bad) << false;
    for (const char* good : {"2026-06-08T14:15:00.000Z", "2026-06-08 14:15:00.000000+00", "2026-06-08T16:15:00+02:00"})
        QTest::newRow(good) << QByteArray(good) << true;
}

void TestBadInput::badTimes()
{
    QFETCH(QByteArray, time);
    QFETCH(bool, good);
    const auto parsed = readRun(replaced(m_json, "2026-06-08T14:15:00.000Z", time.toStdString(), "\"trigger_event\""));
    QVERIFY(parsed.has_value());
    QCOMPARE(has(parsed->diagnostics, DiagnosticCode::badTime, "/data/trigger_event/occurred_at"), !good);
    QCOMPARE(parsed->value.triggerEvent->occurredAt.has_value(), good);
    const auto* kept = otherField(parsed->value.triggerEvent->other, "occurred_at");
    QVERIFY(good || (kept != nullptr && *kept == Value(time.toStdString())));
    QCOMPARE(parsed->value.steps.size(), std::size_t{3});
}

void TestBadInput::missingIds()
{
    auto json = m_json;
    for (const char* id : {"run_123", "wait_123", "email_123", "push_123", "step_1", "step_2"})
        for (const auto field = "\"id\": \""s + id + "\","; json.find(field) != std::string::npos;)
            json.replace(json.find(field), field.size(), "");
    const auto parsed = readRun(json);
    QVERIFY(parsed.has_value());
    const auto& [run, diagnostics] = *parsed;
    for (const char* pointer : {"/data", "/data/steps/1/waits/0", "/data/steps/0/linked_emails/0",
                                "/data/steps/2/linked_push_notifications/0"})
        QVERIFY2(has(diagnostics, DiagnosticCode::missingId, pointer), pointer);
    // Steps are still told by their keys, and equal ones of both listings are still one.
    QVERIFY(run.steps.size() == 3 && run.waits.size() == 1 && run.messages.size() == 2);
    QVERIFY(run.waits[0].step == std::size_t{1} && run.messages[1].step == std::size_t{2});
}

void TestBadInput::repeatedIds()
{
    auto json = m_json;
    for (const auto& [from, to] : {std::pair("step_3", "step_1"), std::pair("push_123", "email_123")})
        for (auto at = json.find(from); at != std::string::npos; at = json.find(from))
            json.replace(at, std::string_view(from).size(), to);
    const auto parsed = readRun(json);
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::repeatedId, "/data/steps/2/id"));
    // An email and a push may share an id.
    QVERIFY(parsed->value.steps.size() == 3 && parsed->value.messages.size() == 2);
}

void TestBadInput::stepsOutOfOrder()
{
    auto json = replaced(m_json, R"("id": "step_1",)", R"("id": "step_1", "started_at": "2026-06-08T14:16:31Z",)");
    json = replaced(json, R"("id": "step_2",)", R"("id": "step_2", "started_at": "2026-06-08T14:15:01Z",)");
    const auto parsed = readRun(json);
    QVERIFY(parsed.has_value());
    QVERIFY(has(parsed->diagnostics, DiagnosticCode::stepsOutOfOrder, "/data/steps/1/started_at"));
    QVERIFY(parsed->value.steps[0].id.text() == "step_1" && parsed->value.steps[1].startedAt);
}

void TestBadInput::referencesToNothing()
{
    // The run's own listings, behind the steps, name steps that are not there.
    const auto behind = m_json.find("\"linked_push_notifications\"");
    auto own = replaced(m_json.substr(behind), R"("step_id": "step_2")", R"("step_id": "step_9")");
    own = replaced(own, R"("wait_123")", R"("wait_9")");
    own = replaced(own, R"("automation_step_key": "send_receipt")", R"("automation_step_key": "gone")");
    const auto parsed = readRun(m_json.substr(0, behind) + replaced(own, R"("email_123")", R"("email_9")"));
    QVERIFY(parsed.has_value());
    const auto& [run, diagnostics] = *parsed;
    QVERIFY(has(diagnostics, DiagnosticCode::danglingReference, "/data/waits/0/step_id"));
    QVERIFY(has(diagnostics, DiagnosticCode::danglingReference, "/data/sent_emails/0/automation_step_key"));
    QVERIFY(run.waits.size() == 2 && run.messages.size() == 3);
    // The wait's key is still right.
    QVERIFY(run.waits[1].step == std::size_t{1} && !run.messages[2].step);
}

void TestBadInput::anyBytesChanged()
{
    QVERIFY(rc::check("a changed document is an error or a run", [this] {
        auto json = m_json;
        for (int changes = *rc::gen::inRange(1, 6); changes > 0; --changes) {
            const auto at = *rc::gen::inRange<std::size_t>(0, json.size());
            const auto byte =
                *rc::gen::oneOf(rc::gen::arbitrary<char>(),
                                rc::gen::element('{', '}', '[', ']', '"', ',', ':', '\\', '0', '-', 'e', '\0'));
            switch (*rc::gen::inRange(0, 4)) {
            case 0: json[at] = byte; break;
            case 1: json.insert(at, 1, byte); break;
            case 2: json.erase(at, *rc::gen::inRange<std::size_t>(1, 40)); break;
            default: json.insert(at, json.substr(*rc::gen::inRange<std::size_t>(0, json.size()), 60)); break;
            }
        }
        const auto parsed = readRun(json);
        if (!parsed)
            RC_ASSERT(!parsed.error().message.empty());
        if (!parsed && parsed.error().code != ErrorCode::wrongDocument
            && parsed.error().code != ErrorCode::serverRefused)
            RC_ASSERT(offsetOf(parsed.error()) <= json.size());
        if (parsed)
            for (const auto& wait : parsed->value.waits)
                RC_ASSERT((!wait.step || *wait.step < parsed->value.steps.size()));
    }));
}

void TestBadInput::anyBytesAtAll()
{
    QVERIFY(rc::check("any bytes are an error or a document", [] {
        const auto parts = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("{", "}", "[", "]", ",", ":", "\"data\"", "\"id\"", "\"steps\"", "\"waits\"",
                                          "\"a\"", "1", "-", "null", "true", "\"", "\\", "\xFF", " ", "\"error\"",
                                          "\"sent_emails\"", "1e999", "\"definition\"", "\"has_more\""));
        std::string json;
        for (const auto& part : parts)
            json += part;
        const bool known = readRun(json).has_value() || readRunList(json).has_value()
                           || readAutomation(json).has_value() || readErrorBody(json).has_value();
        RC_CLASSIFY(known);
    }));
}

/// A list in memory takes a faster way through the same reader than one in pieces: both must say the same.
void TestBadInput::wholeAndInPiecesAgree()
{
    QVERIFY(rc::check("whole and in pieces are the same", [] {
        const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "a", "b", "\\\"", "\\\\", "\\n", "\\u0041", "é", " ", "\", \"", "\": \"", "\n   ", "\\", "\"", "{", "}",
            "\t", "\x7F", "\\ud83d\\ude00", "\xFF", ",", "1"));
        std::string json = "[{\"id\": \"r\", \"status\": \"";
        for (const auto& part : parts)
            json += part;
        json += "\"}]";
        std::vector<Run> runs;
        const auto pieces = streamRunList(
            [&json, at = std::size_t{0}]() mutable {
                const auto piece = std::string_view(json).substr(at, 5);
                at += piece.size();
                return std::span<const char>(piece);
            },
            [&](Run run, const Diagnostics&) {
                runs.push_back(std::move(run));
                return true;
            });
        const auto whole = readRunList(json);
        RC_CLASSIFY(whole.has_value());
        RC_ASSERT(whole.has_value() == pieces.has_value());
        if (whole)
            RC_ASSERT(whole->value.runs == runs);
        else if (whole.error().code != ErrorCode::invalidUtf8)
            RC_ASSERT(whole.error().code == pieces.error().code && offsetOf(whole.error()) == offsetOf(pieces.error()));
    }));
}

QTEST_APPLESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
