// SPDX-License-Identifier: GPL-3.0-or-later
// Any JSON as a tree. That what is written reads back as the same is shown of rows, in tst_store_rows.
#include "engine/wire/json_writer.h"
#include "engine/wire/limits.h"
#include "engine/wire/value_reader.h"

#include <QTest>

#include <string>

using namespace runlens;

class TestValueReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItReads_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char* json : {"null", "true", "-5", "18446744073709551615", "0.5", "\"a\\n\"", "[]", "{}",
                                 R"({"b":1,"a":[{},[null]],"b":2})", R"("\u0000")"})
            QTest::newRow(json) << QByteArray(json);
    }

    void keepsWhatItReads()
    {
        QFETCH(QByteArray, json);
        const auto value = readValue(json.toStdString());
        QVERIFY(value);
        QCOMPARE(QByteArray::fromStdString(toJson(*value)), json);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("where");
        const auto row = [](const char* name, const QByteArray& json, ErrorCode code, const char* where) {
            QTest::newRow(name) << json << static_cast<int>(code) << QByteArray(where);
        };
        row("nothing", "  ", ErrorCode::empty, "byte 2");
        row("no JSON", "[1, x]", ErrorCode::malformedJson, "byte 4");
        row("more behind it", "{} {}", ErrorCode::malformedJson, "byte 3");
        row("a zero byte", QByteArray("{}\0{}", 5), ErrorCode::malformedJson, "byte 2");
        row("not UTF-8", "\"\xFF\"", ErrorCode::invalidUtf8, "byte 1");
        row("too deep", QByteArray(int{maxNesting} + 1, '[') + QByteArray(int{maxNesting} + 1, ']'), ErrorCode::tooDeep,
            "byte 128");
        row("a number no double holds", "1e999", ErrorCode::numberOutOfRange, "byte 0");
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, code);
        QFETCH(QByteArray, where);
        const auto value = readValue(json.toStdString());
        QVERIFY(!value);
        QCOMPARE(static_cast<int>(value.error().code), code);
        QVERIFY2(value.error().where.starts_with(where.toStdString()), value.error().where.c_str());
    }

    void listsMayNotBeEndless()
    {
        std::string json = "[0";
        for (std::size_t i = 0; i < maxListItems; ++i)
            json += ",0";
        const auto value = readValue(json + "]");
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::tooManyItems);
        QVERIFY(readValue(json.substr(0, json.size() - 2) + "]"));
    }

    void asDeepAsMayBe()
    {
        const std::string json = std::string(maxNesting, '[') + std::string(maxNesting, ']');
        const auto value = readValue(json);
        QVERIFY(value);
        QCOMPARE(toJson(*value), json);
    }
};

QTEST_APPLESS_MAIN(TestValueReader)
#include "tst_value_reader.moc"
