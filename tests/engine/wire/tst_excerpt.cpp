// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/excerpt.h"
#include "engine/wire/json_pointer.h"
#include "engine/wire/json_writer.h"
#include "engine/wire/limits.h"
#include "tests/data/sample.h"

#include <rapidcheck.h>

using namespace runlens;

namespace {

/// A name that pointers and JSON write in another way than it is, or a plain one.
std::string anyName()
{
    return *rc::gen::element<std::string>("a", "b", "", "a/b", "~", "~1", "0", "01", "\"", "\\", "\n", "é", "😀",
                                          "null", "[", ":");
}

Value anyScalar()
{
    switch (*rc::gen::inRange(0, 5)) {
    case 0: return Value(*rc::gen::arbitrary<bool>());
    case 1: return Value(*rc::gen::arbitrary<std::int64_t>());
    case 2: return Value(*rc::gen::inRange(-1'000, 1'000) / 8.0);
    case 3: return {};
    default: return Value(anyName() + "{\\\"}" + anyName());
    }
}

/// Objects have no field twice.
Value anyTree(int depth)
{
    const int kind = depth > 0 ? *rc::gen::inRange(0, 3) : 0;
    const int count = kind > 0 ? *rc::gen::inRange(0, 4) : 0;
    if (kind == 0)
        return anyScalar();
    if (kind == 1) {
        Value::Array list;
        for (int i = 0; i < count; ++i)
            list.push_back(anyTree(depth - 1));
        return Value(std::move(list));
    }
    Value::Object object;
    for (int i = 0; i < count; ++i)
        if (const auto name = anyName(); otherField(object, name) == nullptr)
            object.push_back({name, anyTree(depth - 1)});
    return Value(std::move(object));
}

/// A place of a tree, and what is there.
const Value& anyPlace(const Value& tree, std::string& pointer)
{
    const auto* list = tree.as<Value::Array>();
    const auto* object = tree.as<Value::Object>();
    const auto count = list != nullptr ? list->size() : object != nullptr ? object->size() : 0;
    if (count == 0 || *rc::gen::inRange(0, 4) == 0)
        return tree;
    const auto index = *rc::gen::inRange<std::size_t>(0, count);
    if (list != nullptr) {
        appendIndex(pointer, index);
        return anyPlace((*list)[index], pointer);
    }
    appendField(pointer, (*object)[index].name);
    return anyPlace((*object)[index].value, pointer);
}

ErrorCode faultOf(std::string_view json, std::string_view pointer) { return excerpt(json, pointer).error().code; }

} // namespace

class ExcerptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceOfEveryTree();
    void letterForLetter();
    void namesMayBeWrittenInManyWays();
    void theFirstThatIsNotNullCounts();
    void noSuchPlace_data();
    void noSuchPlace();
    void deepAndLong();
    void anythingEnds();
    void placesOfDetails_data();
    void placesOfDetails();
    void placesInLists_data();
    void placesInLists();
    void itemsThatAreNoObjectsCountInPlaces();
    void noSuchRun();
};

void ExcerptTest::everyPlaceOfEveryTree()
{
    QVERIFY(rc::check("the excerpt is the value there, written anew", [] {
        const auto tree = anyTree(4);
        std::string pointer;
        const Value& there = anyPlace(tree, pointer);
        const auto text = excerpt(toJson(tree, *rc::gen::inRange(0, 4)), pointer);
        RC_ASSERT(text.has_value());
        RC_ASSERT(*text == toJson(there, 2));
    }));
}

void ExcerptTest::letterForLetter()
{
    const std::string json =
        "\xEF\xBB\xBF {\"z\":[ 1.50e+03,123456789012345678901234567890 ,-0.0],\r\n\"a\" :\"\\u00e9\\/\"}";
    QCOMPARE(*excerpt(json, ""),
             std::string("{\n  \"z\": [\n    1.50e+03,\n    123456789012345678901234567890,\n    -0.0\n  ],\n"
                         "  \"a\": \"\\u00e9\\/\"\n}"));
    QCOMPARE(*excerpt(json, "/z/1"), std::string("123456789012345678901234567890"));
    QCOMPARE(*excerpt(json, "/a"), std::string("\"\\u00e9\\/\""));
}

void ExcerptTest::namesMayBeWrittenInManyWays()
{
    const std::string json = R"({"\u00e9\n\ud83d\ude00\u20AC": 1, "a\/b": 2, "\"": 3})";
    QCOMPARE(*excerpt(json, "/é\n😀€"), std::string("1"));
    QCOMPARE(*excerpt(json, "/a~1b"), std::string("2"));
    QCOMPARE(*excerpt(json, "/\""), std::string("3"));
}

void ExcerptTest::theFirstThatIsNotNullCounts()
{
    QCOMPARE(*excerpt(R"({"a": null, "a": 1, "a": 2})", "/a"), std::string("1"));
    QCOMPARE(*excerpt(R"({"a": null, "b": 1, "a": null})", "/a"), std::string("null"));
}

void ExcerptTest::noSuchPlace_data()
{
    QTest::addColumn<QByteArray>("pointer");
    for (const char* pointer : {"/c", "/a/3", "/a/-", "/a/01", "/a/+1", "/a/", "/a/99999999999999999999999", "/b/x",
                                "a", "/~2", "/~", "/a/0/0", "/"})
        QTest::newRow(pointer) << QByteArray(pointer);
}

void ExcerptTest::noSuchPlace()
{
    QFETCH(QByteArray, pointer);
    const auto text = excerpt(R"({"a": [0, 1, 2], "b": "c", "~2": 1, "~": 1})", pointer.toStdString());
    QVERIFY(!text.has_value() && text.error().code == ErrorCode::usage);
    QCOMPARE(text.error().where, pointer.toStdString());
}

void ExcerptTest::deepAndLong()
{
    const auto lists = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QVERIFY(excerpt(lists(maxNesting), "").has_value());
    QVERIFY(faultOf(lists(maxNesting + 1), "") == ErrorCode::tooDeep);
    QVERIFY(excerpt(lists(100'000), "/0/0/0").error().code == ErrorCode::tooDeep);
    // A line of each of these is a hundred times as long as itself.
    std::string items = "1";
    for (int i = 0; i < 400'000; ++i)
        items += ",1";
    QVERIFY(faultOf(std::string(120, '[') + items + std::string(120, ']'), "") == ErrorCode::tooLarge);
}

void ExcerptTest::anythingEnds()
{
    const std::string json = R"({"a\n": [1, {"b": "c\"d"}, []], "e": {"f": -1.5e3}})";
    for (std::size_t size = 0; size < json.size(); ++size) {
        for (const char* pointer : {"", "/a\n", "/a\n/1/b", "/e/f"})
            QVERIFY(excerpt(json.substr(0, size), pointer).has_value() || size < json.size());
        QVERIFY2(!excerpt(json.substr(0, size), ""), "half a document is none");
    }
    for (const char* odd : {"]", "}", ",", ":", "{,", "{\"a\"", "{\"a\",", "{]", "[}", "[,,", "\"", "\"\\", "\"\\u"})
        for (const char* pointer : {"", "/a", "/0", "/1"})
            if (const auto text = excerpt(odd, pointer); !text) // it ends, and reads nothing that is not there
                QCOMPARE(text.error().where, std::string(pointer));
}

void ExcerptTest::placesOfDetails_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"timed-out", "documented-run", "contradictory-waits", "null-everywhere", "unknown-words",
                             "skipped-and-deferred", "many-steps", "empty-run"})
        QTest::newRow(name) << QByteArray(name);
}

void ExcerptTest::placesOfDetails()
{
    QFETCH(QByteArray, name);
    const auto json = sample(name.toStdString());
    const auto run = readRun(json)->value;
    const auto places = placesOfRun(json, 0);
    QVERIFY(places.has_value());
    QCOMPARE(places->run, std::string("/data"));
    QVERIFY(places->steps.size() == run.steps.size() && places->waits.size() == run.waits.size()
            && places->messages.size() == run.messages.size());
    const auto names = [&](const std::string& pointer, const std::string& id) {
        const auto text = excerpt(json, pointer);
        return text && text->find(id.empty() ? "{" : "\"id\": \"" + id + "\"") != std::string::npos;
    };
    for (std::size_t i = 0; i < run.steps.size(); ++i)
        QVERIFY2(names(places->steps[i], run.steps[i].id.text()), places->steps[i].c_str());
    for (std::size_t i = 0; i < run.waits.size(); ++i)
        QVERIFY2(names(places->waits[i], run.waits[i].id.text()), places->waits[i].c_str());
    for (std::size_t i = 0; i < run.messages.size(); ++i)
        QVERIFY2(names(places->messages[i], run.messages[i].id.text()), places->messages[i].c_str());
    // The same run alone, without what stands around it.
    const auto bare = placesOfRun(*excerpt(json, "/data"), 0);
    QVERIFY(bare.has_value() && bare->run.empty() && bare->waits.size() == run.waits.size());
}

void ExcerptTest::placesInLists_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("list");
    const auto row = [](const char* before, const char* after, const char* list) {
        QTest::newRow(before) << QByteArray(before) << QByteArray(after) << QByteArray(list);
    };
    row("", "", "");
    row("{\"data\": ", "}", "/data");
    row("{\"has_more\": true, \"runs\": ", "}", "/runs");
    row("{\"data\": {\"items\": ", ", \"has_more\": false}}", "/data/items");
}

void ExcerptTest::placesInLists()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, list);
    const std::string json =
        before.toStdString()
        + R"([{"id": "a"}, 5, null, {"id": "b", "steps": [null, {"step_key": "s", "waits": [7, {"id": "w"}]}]}, {"id": "a"}])"
        + after.toStdString();
    const auto prefix = list.toStdString();
    QCOMPARE(*pointerToRun(json, 0), prefix + "/0");
    QCOMPARE(*pointerToRun(json, 2), prefix + "/4");
    const RunPlaces expected{prefix + "/3", {prefix + "/3/steps/1"}, {prefix + "/3/steps/1/waits/1"}, {}};
    QVERIFY(*placesOfRun(json, 1) == expected);
    QCOMPARE(*excerpt(json, expected.waits[0]), std::string("{\n  \"id\": \"w\"\n}"));
    QVERIFY(placesOfRun(json, 3).error().code == ErrorCode::usage);
}

void ExcerptTest::itemsThatAreNoObjectsCountInPlaces()
{
    const auto places = placesOfRun(sample("null-everywhere"), 0);
    QVERIFY((places->steps == std::vector<std::string>{"/data/steps/0", "/data/steps/2"}));
    QVERIFY((places->waits == std::vector<std::string>{"/data/steps/0/waits/0"}));
    QVERIFY((places->messages == std::vector<std::string>{"/data/sent_push_notifications/0"}));
}

void ExcerptTest::noSuchRun()
{
    QVERIFY(placesOfRun(sample("tiny"), 1).error().code == ErrorCode::usage);
    QVERIFY(placesOfRun("[]", 0).error().code == ErrorCode::usage);
    QVERIFY(placesOfRun("[{", 0).error().code == ErrorCode::malformedJson);
    QVERIFY(placesOfRun("{", 0).error().code == ErrorCode::malformedJson);
    QVERIFY(placesOfRun(sample("timed-out.automation"), 0).error().code == ErrorCode::wrongDocument);
}

QTEST_APPLESS_MAIN(ExcerptTest)
#include "tst_excerpt.moc"
