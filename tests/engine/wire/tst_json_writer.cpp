// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/json_writer.h"
#include "tests/data/sample.h"

#include <rapidcheck.h>

#include <cmath>
#include <limits>

using namespace runlens;

namespace {

/// A value read back from its text; null where it could not be.
Value readBack(const std::string& json)
{
    const auto parsed = readRun(R"({"id": "r", "note": [)" + json + "]}");
    const auto* note = parsed ? otherField(parsed->value.other, "note") : nullptr;
    const auto* list = note != nullptr ? note->as<Value::Array>() : nullptr;
    return list != nullptr ? list->at(0) : Value();
}

/// Texts of every kind of character, those included that need an escape.
rc::Gen<std::string> texts()
{
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "a", "b", "\"", "\"", "\\", "\n", "\x01", "\x7F", "/", "é", "\u202E", "漢", "😀", "", " ", "\t")),
        [](const std::vector<std::string>& parts) {
            std::string text;
            for (const auto& part : parts)
                text += part;
            return text;
        });
}

Value anyValue(int depth)
{
    switch (*rc::gen::inRange(0, depth > 0 ? 8 : 6)) {
    case 0: return {};
    case 1: return Value(*rc::gen::arbitrary<bool>());
    case 2: return Value(*rc::gen::arbitrary<std::int64_t>());
    case 3: return Value(*rc::gen::arbitrary<std::uint64_t>());
    case 4: {
        const auto number = *rc::gen::arbitrary<double>();
        return Value(std::isfinite(number) ? number : 0.5);
    }
    case 5: return Value(*texts());
    case 6: {
        Value::Array list;
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            list.push_back(anyValue(depth - 1));
        return Value(std::move(list));
    }
    default: {
        Value::Object object;
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            object.push_back({*texts(), anyValue(depth - 1)});
        return Value(std::move(object));
    }
    }
}

} // namespace

class TestJsonWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesCompactly();
    void indents();
    void numbersKeepTheirKind();
    void badBytesBecomeReplacements();
    void anyDepth();
    void everyValueReadsBack();
};

void TestJsonWriter::writesCompactly()
{
    const Value value(Value::Object{{"b", Value(Value::Array{Value(), Value(true), Value(false)})},
                                    {"a", Value(std::string("x\"\\\n\x1F/é"))},
                                    {"a", Value(Value::Object{})},
                                    {"", Value(Value::Array{})}});
    QCOMPARE(toJson(value), std::string(R"({"b":[null,true,false],"a":"x\"\\\n\u001f/é","a":{},"":[]})"));
}

void TestJsonWriter::indents()
{
    const Value value(Value::Object{{"a", Value(Value::Array{Value(std::int64_t{1}), Value(Value::Object{})})}});
    QCOMPARE(toJson(value, 2), std::string("{\n  \"a\": [\n    1,\n    {}\n  ]\n}"));
}

void TestJsonWriter::numbersKeepTheirKind()
{
    QCOMPARE(toJson(Value(5.0)), std::string("5.0"));
    QCOMPARE(toJson(Value(0.1)), std::string("0.1"));
    QCOMPARE(toJson(Value(-0.0)), std::string("-0.0"));
    QCOMPARE(toJson(Value(std::numeric_limits<std::int64_t>::min())), std::string("-9223372036854775808"));
    QCOMPARE(toJson(Value(std::numeric_limits<std::uint64_t>::max())), std::string("18446744073709551615"));
    QCOMPARE(toJson(Value(std::numeric_limits<double>::infinity())), std::string("null"));
    QCOMPARE(toJson(Value(std::nan(""))), std::string("null"));
}

void TestJsonWriter::badBytesBecomeReplacements()
{
    // A cut-off character, a surrogate, a byte that begins nothing.
    QCOMPARE(toJson(Value(std::string("a\xE2\x82"))), std::string("\"a\uFFFD\uFFFD\""));
    QCOMPARE(toJson(Value(std::string("\xED\xA0\x80"))), std::string("\"\uFFFD\uFFFD\uFFFD\""));
    QCOMPARE(toJson(Value(std::string("\xFFz"))), std::string("\"\uFFFDz\""));
}

void TestJsonWriter::anyDepth()
{
    Value value;
    for (int i = 0; i < 5000; ++i)
        value = Value(Value::Array{std::move(value)});
    QCOMPARE(toJson(value).size(), std::size_t{10'004});
}

void TestJsonWriter::everyValueReadsBack()
{
    QVERIFY(rc::check("read(write(value)) is value", [] {
        const auto value = anyValue(3);
        const auto indent = *rc::gen::inRange(0, 4);
        RC_ASSERT(readBack(toJson(value, indent)) == value);
    }));
}

QTEST_APPLESS_MAIN(TestJsonWriter)
#include "tst_json_writer.moc"
