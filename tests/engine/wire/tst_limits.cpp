// SPDX-License-Identifier: GPL-3.0-or-later
// Over any limit nothing is shown: an error with its place. Just below it all is.
#include "engine/wire/limits.h"
#include "tests/data/sample.h"

using namespace runlens;

namespace {

std::string times(std::string_view text, std::size_t count)
{
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i)
        all += text;
    return all;
}

std::string nestedLists(std::size_t levels) { return times("[", levels) + times("]", levels); }

} // namespace

class TestLimits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfTheContract();
    void size();
    void nesting();
    void nestingOfWhatIsKnown();
    void itemsOfAPayload();
    void itemsOfAListOfObjects();
    void itemsOfAllListsTogether();
    void numbers();
    void placesCountLinesAndCharacters();
    void zeroBytes();
};

void TestLimits::areThoseOfTheContract()
{
    QCOMPARE(maxBodyBytes, std::size_t{67'108'864});
    QCOMPARE(maxNesting, std::size_t{128});
    QCOMPARE(maxListItems, std::size_t{1'000'000});
}

void TestLimits::size()
{
    std::string json = R"({"id": "r", "note": ")";
    json.append(maxBodyBytes - json.size() - 2, 'x').append("\"}");
    QCOMPARE(json.size(), maxBodyBytes);
    const auto largest = readRun(json);
    QVERIFY(largest.has_value());
    QCOMPARE(largest->value.id.text(), std::string("r"));
    const auto tooLarge = readRun(json + " ");
    QVERIFY(tooLarge.error().code == ErrorCode::tooLarge);
    QCOMPARE(tooLarge.error().message, std::string("larger than 64 MiB"));
    QVERIFY(readRunList(std::string(maxBodyBytes + 1, '[')).error().code == ErrorCode::tooLarge);
}

void TestLimits::nesting()
{
    // The object itself is one level.
    const auto deepest = readRun(R"({"id": "r", "note": )" + nestedLists(maxNesting - 1) + "}");
    QVERIFY(deepest.has_value());
    const auto tooDeep = readRun(R"({"id": "r", "note": )" + nestedLists(maxNesting) + "}");
    QVERIFY(tooDeep.error().code == ErrorCode::tooDeep);
    // 20 bytes of fields, then 127 brackets that are allowed.
    QCOMPARE(tooDeep.error().where, std::string("byte 147 (line 1, column 148)"));
    QVERIFY(readAutomation(R"({"name": )" + nestedLists(maxNesting) + "}").error().code == ErrorCode::tooDeep);
    // Of another kind, and too deep: the depth is what counts.
    QVERIFY(readRun(nestedLists(maxNesting + 1)).error().code == ErrorCode::tooDeep);
}

void TestLimits::nestingOfWhatIsKnown()
{
    const auto payload = nestedLists(maxNesting - 4);
    const auto json = R"({"data": {"trigger_event": {"payload": [)" + payload + "]}}}";
    QVERIFY(readRun(json).has_value());
    QVERIFY(readRun(replaced(json, payload, "[" + payload + "]")).error().code == ErrorCode::tooDeep);
}

void TestLimits::itemsOfAPayload()
{
    const auto list = [](std::size_t items) { return R"({"id": "r", "note": [1)" + times(",1", items - 1) + "]}"; };
    const auto most = readRun(list(maxListItems));
    QVERIFY(most.has_value());
    const auto* note = otherField(most->value.other, "note");
    QVERIFY(note != nullptr && note->as<Value::Array>() != nullptr);
    QCOMPARE(note->as<Value::Array>()->size(), maxListItems);
    const auto tooMany = readRun(list(maxListItems + 1));
    QVERIFY(tooMany.error().code == ErrorCode::tooManyItems);
    QVERIFY(tooMany.error().where.starts_with("byte " + std::to_string(21 + 2 * maxListItems) + " "));
}

void TestLimits::itemsOfAListOfObjects()
{
    const auto nulls = [](std::size_t items) { return R"({"data": [null)" + times(",null", items - 1) + "]}"; };
    QVERIFY(readRunList(nulls(maxListItems)).has_value());
    QVERIFY(readRunList(nulls(maxListItems + 1)).error().code == ErrorCode::tooManyItems);
}

void TestLimits::itemsOfAllListsTogether()
{
    const auto events = "[{}" + times(",{}", maxListItems / 4) + "]";
    const auto wait = R"({"id": "w", "late_events": )" + events + "}";
    const auto run = [&](int waits) {
        return R"({"id": "r", "waits": [)" + wait + times("," + wait, static_cast<std::size_t>(waits - 1)) + "]}";
    };
    QVERIFY(readRun(run(3)).has_value());
    QVERIFY(readRun(run(4)).error().code == ErrorCode::tooManyItems);
}

void TestLimits::numbers()
{
    const auto parsed = readRun(R"({"id": "r", "note": [1e400]})");
    QVERIFY(parsed.error().code == ErrorCode::numberOutOfRange);
    QCOMPARE(parsed.error().where, std::string("byte 21 (line 1, column 22)"));
    QCOMPARE(parsed.error().message, std::string("a number that is out of range"));
}

void TestLimits::placesCountLinesAndCharacters()
{
    // The bracket does not fit: bytes count from 0, lines and columns from 1, columns in characters.
    const auto parsed = readRun("{\"id\": \"r\",\n \"näme\": ]}");
    QVERIFY(parsed.error().code == ErrorCode::malformedJson);
    QCOMPARE(parsed.error().where, std::string("byte 22 (line 2, column 10)"));
    QCOMPARE(parsed.error().message, std::string("unexpected ']'; expected '[', '{', or a literal"));
    QCOMPARE(readRun(R"({"id": "r")").error().where, std::string("byte 10 (line 1, column 11)"));
    QCOMPARE(readRun(R"({"id": "r"} x)").error().where, std::string("byte 12 (line 1, column 13)"));
    QCOMPARE(readRun(R"({"id": "r" "status": 1})").error().where, std::string("byte 11 (line 1, column 12)"));
    QCOMPARE(readRun(R"({"id": "r", "a": tru})").error().where, std::string("byte 20 (line 1, column 21)"));
}

void TestLimits::zeroBytes()
{
    using namespace std::string_literals;
    for (const auto& json : {"{\"id\": \"r\"}\0"s, "{\"id\": \"r\"}\0{"s, "{\"id\": \0\"r\"}"s, "{\"id\": \"r\0\"}"s}) {
        const auto parsed = readRun(json);
        QVERIFY(!parsed.has_value());
        QVERIFY(parsed.error().code == ErrorCode::malformedJson);
        QVERIFY(parsed.error().where.starts_with("byte " + std::to_string(json.find('\0')) + " "));
        QCOMPARE(parsed.error().message, std::string("a zero byte"));
    }
}

QTEST_APPLESS_MAIN(TestLimits)
#include "tst_limits.moc"
