// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/excerpt.h"
#include "engine/wire/json_writer.h"
#include "tests/data/sample.h"
#include "ui/models/value_tree_model.h"

#include <QAbstractItemModelTester>
#include <rapidcheck.h>

using namespace runlens;

namespace {

#define T(text) QStringLiteral(text)

Value valueOf(const std::string& json)
{
    const auto parsed = readRun(R"({"id": "r", "trigger_event": {"payload": )" + json + "}}");
    return parsed && parsed->value.triggerEvent ? parsed->value.triggerEvent->payload : Value();
}

struct Shown {
    ValueTreeModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};

    explicit Shown(Value value, std::string pointer = {})
    {
        model.setValue(std::make_shared<const Value>(std::move(value)), std::move(pointer));
    }
    [[nodiscard]] QModelIndex at(std::initializer_list<int> rows, int column = ValueTreeModel::keyColumn) const
    {
        QModelIndex index;
        for (const int row : rows)
            index = model.index(row, 0, index);
        return index.siblingAtColumn(column);
    }
    [[nodiscard]] QString text(std::initializer_list<int> rows, int column, int role = Qt::DisplayRole) const
    {
        return at(rows, column).data(role).toString();
    }
    [[nodiscard]] QStringList row(std::initializer_list<int> rows) const { return {text(rows, 0), text(rows, 1)}; }
};

} // namespace

class ValueTreeModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPayload();
    void paths();
    void pathsOfOddNames_data();
    void pathsOfOddNames();
    void pointersLeadToTheirValues();
    void jsonOfAPart();
    void typesAndAccessibleTexts();
    void emptyValues();
    void valuesAlone();
    void textsAreMadeSafe();
    void fieldsThatStandTwice();
    void deep();
    void huge();
    void aHugeText();
    void anotherValue();
};

void ValueTreeModelTest::aPayload()
{
    const Shown shown(valueOf(R"({"order": {"id": "ord_123", "items": [1.50, true, null]}, "amount": 4900})"));
    QCOMPARE(shown.model.rowCount(), 2);
    QCOMPARE(shown.row({0}), (QStringList{T("order"), T("{2}")}));
    QCOMPARE(shown.row({0, 0}), (QStringList{T("id"), T("\"ord_123\"")}));
    QCOMPARE(shown.row({0, 1}), (QStringList{T("items"), T("[3]")}));
    QCOMPARE(shown.row({0, 1, 0}), (QStringList{T("[0]"), T("1.5")}));
    QCOMPARE(shown.row({0, 1, 1}), (QStringList{T("[1]"), T("true")}));
    QCOMPARE(shown.row({0, 1, 2}), (QStringList{T("[2]"), T("null")}));
    QCOMPARE(shown.row({1}), (QStringList{T("amount"), T("4900")}));
    QCOMPARE(shown.model.rowCount(shown.at({0}, ValueTreeModel::valueColumn)), 0);
    QCOMPARE(shown.model.headerData(1, Qt::Horizontal).toString(), T("Value"));
}

void ValueTreeModelTest::paths()
{
    const Shown shown(valueOf(R"({"order": {"items": [{"id": 1}, [2]]}})"), "/data/trigger_event/payload");
    QCOMPARE(shown.text({0, 0, 0, 0}, 1, ValueTreeModel::pathRole), T("$.order.items[0].id"));
    QCOMPARE(shown.text({0, 0, 1, 0}, 0, ValueTreeModel::pathRole), T("$.order.items[1][0]"));
    QCOMPARE(shown.text({0, 0, 1, 0}, 0, ValueTreeModel::pointerRole),
             T("/data/trigger_event/payload/order/items/1/0"));
}

void ValueTreeModelTest::pathsOfOddNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("pointer");
    const auto row = [](const QString& name, const QString& path, const QString& pointer) {
        QTest::newRow(qPrintable(QString::fromLatin1(name.toUtf8().toPercentEncoding()) + path))
            << name << path << pointer;
    };
    row(T("a b"), T("$['a b']"), T("/a b"));
    row(T(""), T("$['']"), T("/"));
    row(T("9a"), T("$['9a']"), T("/9a"));
    row(T("a9_"), T("$.a9_"), T("/a9_"));
    row(T("größe"), T("$.größe"), T("/größe"));
    row(T("it's"), T("$['it\\'s']"), T("/it's"));
    row(T("say \"x\""), T("$['say \"x\"']"), T("/say \"x\""));
    row(T("a\\b"), T("$['a\\\\b']"), T("/a\\b"));
    row(T("\\"), T("$['\\\\']"), T("/\\"));
    row(T("\\\""), T("$['\\\\\"']"), T("/\\\""));
    row(T("a\nb"), T("$['a\\nb']"), T("/a\nb"));
    row(T("a/b~c"), T("$['a/b~c']"), T("/a~1b~0c"));
    row(T("a.b"), T("$['a.b']"), T("/a.b"));
    row(T("[0]"), T("$['[0]']"), T("/[0]"));
}

void ValueTreeModelTest::pathsOfOddNames()
{
    QFETCH(QString, name);
    QFETCH(QString, path);
    QFETCH(QString, pointer);
    const Shown shown(Value(Value::Object{{name.toStdString(), Value(true)}}));
    QCOMPARE(shown.text({0}, 0, ValueTreeModel::pathRole), path);
    QCOMPARE(shown.text({0}, 0, ValueTreeModel::pointerRole), pointer);
}

void ValueTreeModelTest::pointersLeadToTheirValues()
{
    QVERIFY(rc::check("the document has the value at its pointer", [] {
        Value value(*rc::gen::arbitrary<std::int64_t>());
        for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
            if (*rc::gen::arbitrary<bool>())
                value = Value(Value::Array{Value(), std::move(value)});
            else
                value = Value(Value::Object{
                    {"before", Value(true)},
                    {*rc::gen::element<std::string>("a", "", "a/b", "~", "0", "é", "\"", "\\"), std::move(value)}});
        }
        const auto json = toJson(value);
        const Shown shown(value);
        QModelIndex index;
        while (shown.model.rowCount(index) > 0)
            index = shown.model.index(1, 0, index);
        const auto pointer = index.data(ValueTreeModel::pointerRole).toString().toStdString();
        RC_ASSERT(*excerpt(json, pointer) == index.data(ValueTreeModel::jsonRole).toString().toStdString());
    }));
}

void ValueTreeModelTest::jsonOfAPart()
{
    const Shown shown(valueOf(R"({"a": {"z": [1, 18446744073709551615], "b": "x\"\u20ac"}})"));
    QCOMPARE(shown.text({0}, 0, ValueTreeModel::jsonRole),
             T("{\n  \"z\": [\n    1,\n    18446744073709551615\n  ],\n  \"b\": \"x\\\"€\"\n}"));
}

void ValueTreeModelTest::typesAndAccessibleTexts()
{
    const Shown shown(valueOf(R"([null, true, 1, 1.5, "a", [1, 2], {"a": 1}])"));
    const ValueType expected[] = {ValueType::null, ValueType::boolean, ValueType::number, ValueType::number,
                                  ValueType::text, ValueType::list,    ValueType::object};
    for (int row = 0; row < 7; ++row)
        QVERIFY(shown.at({row}).data(ValueTreeModel::typeRole).value<ValueType>() == expected[row]);
    QCOMPARE(shown.text({5}, 1, Qt::AccessibleTextRole), T("list, items: 2"));
    QCOMPARE(shown.text({6}, 1, Qt::AccessibleTextRole), T("object, fields: 1"));
    QCOMPARE(shown.text({4}, 1, Qt::AccessibleTextRole), T("\"a\""));
    QCOMPARE(shown.text({4}, 0, Qt::AccessibleTextRole), T("[4]"));
}

void ValueTreeModelTest::emptyValues()
{
    QCOMPARE(Shown(Value()).model.rowCount(), 0);
    QCOMPARE(Shown(valueOf("{}")).model.rowCount(), 0);
    QCOMPARE(Shown(valueOf("[]")).model.rowCount(), 0);
    const Shown shown(valueOf(R"({"": "", "a": {}, "b": []})"));
    QCOMPARE(shown.row({0}), (QStringList{T("\"\""), T("\"\"")}));
    QCOMPARE(shown.row({1}), (QStringList{T("a"), T("{}")}));
    QCOMPARE(shown.row({2}), (QStringList{T("b"), T("[]")}));
    QVERIFY(!shown.model.hasChildren(shown.at({1})) && !shown.model.index(0, 0, shown.at({1})).isValid());
}

void ValueTreeModelTest::valuesAlone()
{
    const Shown shown(valueOf("\"a\""), "/data/x");
    QCOMPARE(shown.model.rowCount(), 1);
    QCOMPARE(shown.row({0}), (QStringList{T("$"), T("\"a\"")}));
    QCOMPARE(shown.model.rowCount(shown.at({0})), 0);
    QCOMPARE(shown.text({0}, 0, ValueTreeModel::pathRole), T("$"));
    QCOMPARE(shown.text({0}, 0, ValueTreeModel::pointerRole), T("/data/x"));
}

void ValueTreeModelTest::textsAreMadeSafe()
{
    const Shown shown(Value(Value::Object{{"a\n\u202Eb", Value(std::string("one\ttwo\u202E"))}}));
    QCOMPARE(shown.row({0}), (QStringList{T("a b"), T("\"one two\"")}));
    QCOMPARE(shown.text({0}, 0, ValueTreeModel::jsonRole), T("\"one\\ttwo\u202E\""));
}

void ValueTreeModelTest::fieldsThatStandTwice()
{
    const Shown shown(valueOf(R"({"a": 1, "a": 2})"));
    QCOMPARE(shown.row({0}), (QStringList{T("a"), T("1")}));
    QCOMPARE(shown.row({1}), (QStringList{T("a"), T("2")}));
}

void ValueTreeModelTest::deep()
{
    Value value(true);
    for (int i = 0; i < 2'000; ++i)
        value = Value(Value::Array{std::move(value)});
    ValueTreeModel model;
    model.setValue(std::make_shared<const Value>(std::move(value)));
    QModelIndex index;
    for (int i = 0; i < 2'000; ++i) {
        const QModelIndex child = model.index(0, 0, index);
        QVERIFY(child.isValid() && child.parent() == index);
        index = child;
    }
    QCOMPARE(index.siblingAtColumn(1).data().toString(), T("true"));
    QCOMPARE(index.data(ValueTreeModel::pointerRole).toString().size(), qsizetype{4'000});
}

void ValueTreeModelTest::huge()
{
    Value::Array items;
    for (int i = 0; i < 100'000; ++i)
        items.emplace_back(std::int64_t{i});
    ValueTreeModel model;
    model.setValue(std::make_shared<const Value>(Value::Object{{"items", Value(std::move(items))}}));
    const QModelIndex list = model.index(0, 0);
    QCOMPARE(model.rowCount(list), 100'000);
    const QModelIndex last = model.index(99'999, 1, list);
    QCOMPARE(last.data().toString(), T("99999"));
    QCOMPARE(last.data(ValueTreeModel::pathRole).toString(), T("$.items[99999]"));
    QVERIFY(!model.index(100'000, 0, list).isValid());
}

void ValueTreeModelTest::aHugeText()
{
    const Shown shown(Value(Value::Array{Value(std::string(5'000'000, 'x'))}));
    QVERIFY(shown.text({0}, 1).size() < 100);
    QCOMPARE(shown.text({0}, 1, ValueTreeModel::jsonRole).size(), qsizetype{5'000'002});
}

void ValueTreeModelTest::anotherValue()
{
    Shown shown(valueOf(R"({"a": [1]})"));
    const QPersistentModelIndex old = shown.at({0, 0});
    shown.model.setValue(std::make_shared<const Value>(valueOf("[true]")));
    QVERIFY(!old.isValid());
    QCOMPARE(shown.row({0}), (QStringList{T("[0]"), T("true")}));
    shown.model.setValue(nullptr);
    QCOMPARE(shown.model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(ValueTreeModelTest)
#include "tst_value_tree_model.moc"
