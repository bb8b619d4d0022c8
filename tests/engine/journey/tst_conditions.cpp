// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions and filters: no coercion, integers exact, and what a missing field means.
#include "definitions.h"
#include "engine/journey/condition.h"
#include "engine/journey/contact.h"

#include <QTest>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

using namespace runlens;
using namespace runlens::journey;

namespace {

Value real(double value) { return Value(value); }
Value big(std::uint64_t value) { return Value(value); }

struct Case {
    const char* name;
    Value value; ///< null: missing
    Operator op;
    Value operand;
    bool held;
};

const Case cases[] = {
    {"equal numbers", number(5), Operator::equal, number(5), true},
    {"a number is no text", number(5), Operator::equal, text("5"), false},
    {"true is no number", truth(true), Operator::equal, number(1), false},
    {"a whole double is that integer", real(5.0), Operator::equal, number(5), true},
    {"2^53 + 1 is not 2^53", number(9007199254740993), Operator::equal, real(9007199254740992.0), false},
    {"2^63 is more than INT64_MAX", big(9223372036854775808U), Operator::greater,
     number(std::numeric_limits<std::int64_t>::max()), true},
    {"INT64_MAX is less than 2^63", number(std::numeric_limits<std::int64_t>::max()), Operator::less,
     real(9223372036854775808.0), true},
    {"-1 is less than UINT64_MAX", number(-1), Operator::less, big(std::numeric_limits<std::uint64_t>::max()), true},
    {"5 is less than 5.5", number(5), Operator::less, real(5.5), true},
    {"-5 is more than -5.5", number(-5), Operator::greater, real(-5.5), true},
    {"1e300 is more than any integer", real(1e300), Operator::greater, big(std::numeric_limits<std::uint64_t>::max()),
     true},
    {"texts byte by byte", text("b"), Operator::greater, text("a"), true},
    {"upper case comes first", text("Z"), Operator::less, text("a"), true},
    {"a text is not more than a number", text("9"), Operator::greater, number(1), false},
    {"nor less", text("9"), Operator::lessOrEqual, number(1), false},
    {"greater or equal", number(5), Operator::greaterOrEqual, number(5), true},
    {"less or equal", number(5), Operator::lessOrEqual, number(4), false},
    {"not equal", number(5), Operator::notEqual, number(6), true},
    {"not equal, of another type", number(5), Operator::notEqual, text("5"), true},
    {"not equal, missing", Value(), Operator::notEqual, number(6), false},
    {"equal, missing", Value(), Operator::equal, number(6), false},
    {"less, missing", Value(), Operator::less, number(6), false},
    {"contains, in a text", text("olive"), Operator::contains, text("live"), true},
    {"contains, in a list", list({number(1), text("a")}), Operator::contains, text("a"), true},
    {"contains, by value", list({real(2.0)}), Operator::contains, number(2), true},
    {"contains, not in a list", list({text("1")}), Operator::contains, number(1), false},
    {"contains, in a number", number(123), Operator::contains, text("2"), false},
    {"starts with", text("olive"), Operator::startsWith, text("ol"), true},
    {"starts with, too long", text("ol"), Operator::startsWith, text("olive"), false},
    {"ends with", text("olive"), Operator::endsWith, text("ive"), true},
    {"ends with, a number", number(15), Operator::endsWith, text("5"), false},
    {"exists", text(""), Operator::exists, Value(), true},
    {"exists, missing", Value(), Operator::exists, Value(), false},
    {"exists false", text(""), Operator::exists, truth(false), false},
    {"exists false, missing", Value(), Operator::exists, truth(false), true},
    {"empty, missing", Value(), Operator::isEmpty, Value(), true},
    {"empty text", text(""), Operator::isEmpty, Value(), true},
    {"empty list", list({}), Operator::isEmpty, Value(), true},
    {"empty object", object({}), Operator::isEmpty, Value(), true},
    {"0 is not empty", number(0), Operator::isEmpty, Value(), false},
    {"false is not empty", truth(false), Operator::isEmpty, Value(), false},
    {"a blank is not empty", text(" "), Operator::isEmpty, Value(), false},
    {"empty false", text("a"), Operator::isEmpty, truth(false), true},
    {"one of", text("a"), Operator::oneOf, list({number(1), text("a")}), true},
    {"one of, by value", real(1.0), Operator::oneOf, list({number(1)}), true},
    {"one of, another type", text("1"), Operator::oneOf, list({number(1)}), false},
    {"one of, missing", Value(), Operator::oneOf, list({number(1)}), false},
};

} // namespace

class TestConditions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comparisons_data();
    void comparisons();
    void integersAreOrderedExactly();
    void integersAndDoublesAreOrderedExactly();
    void fieldsWithinObjects();
    void groupsSeeEveryRule();
    void filters_data();
    void filters();
    void changesThatChangeNothing();
};

void TestConditions::comparisons_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(std::size(cases)); ++i)
        QTest::newRow(cases[i].name) << i;
}

void TestConditions::comparisons()
{
    QFETCH(int, index);
    const Case& it = cases[index];
    QCOMPARE(holds(it.value.isNull() ? nullptr : &it.value, it.op, it.operand), it.held);
    // JSON's null is the same as a missing field.
    QCOMPARE(holds(&it.value, it.op, it.operand), it.held);
}

void TestConditions::integersAreOrderedExactly()
{
    QVERIFY(rc::check("less is that of the integers", [](std::int64_t a, std::int64_t b) {
        const Value value = number(a);
        RC_ASSERT(holds(&value, Operator::less, number(b)) == (a < b));
        RC_ASSERT(holds(&value, Operator::equal, number(b)) == (a == b));
    }));
}

void TestConditions::integersAndDoublesAreOrderedExactly()
{
    QVERIFY(rc::check("an integer and a double near it", [] {
        // Around where doubles begin to leave out integers.
        const auto integer = *rc::gen::inRange<std::int64_t>(-(1LL << 60), 1LL << 60);
        const auto near = static_cast<double>(integer);
        const auto exact = static_cast<long double>(integer); // 64 bits of mantissa hold any int64_t
        const Value value = number(integer);
        RC_ASSERT(holds(&value, Operator::less, real(near)) == (exact < static_cast<long double>(near)));
        RC_ASSERT(holds(&value, Operator::greater, real(near)) == (exact > static_cast<long double>(near)));
        RC_ASSERT(holds(&value, Operator::equal, real(near)) == (exact == static_cast<long double>(near)));
        const Value other = real(near);
        RC_ASSERT(holds(&other, Operator::greater, number(integer)) == (exact < static_cast<long double>(near)));
    }));
}

void TestConditions::fieldsWithinObjects()
{
    const Value root = object({{"address", object({{"city", text("Faro")}, {"zip", Value()}})}, {"list", list({})}});
    QVERIFY(valueAt(root, pathOf("address.city")) != nullptr);
    QVERIFY(valueAt(root, pathOf("address.zip")) == nullptr);
    QVERIFY(valueAt(root, pathOf("address.city.x")) == nullptr);
    QVERIFY(valueAt(root, pathOf("city")) == nullptr);
    QVERIFY(valueAt(Value(), pathOf("city")) == nullptr);
    QCOMPARE(textOf(pathOf("address.city")), std::string("address.city"));
}

void TestConditions::groupsSeeEveryRule()
{
    const auto rule = [](const char* field, std::int64_t value) {
        return object(
            {{"type", text("rule")}, {"field", text(field)}, {"operator", text("eq")}, {"value", number(value)}});
    };
    const Plan plan =
        DefinitionBuilder()
            .step("if", StepType::condition,
                  object({{"type", text("and")},
                          {"rules", list({rule("event.a", 1),
                                          object({{"type", text("or")},
                                                  {"rules", list({rule("contact.b", 2), rule("event.c", 3)})}}),
                                          rule("event.d", 4)})}}))
            .connect("trigger", "if")
            .plan();
    const Condition& condition = std::get<ConditionStep>(plan.steps[0].what).condition;
    const Value contact = object({{"b", number(2)}});

    const Judgement met = judge(condition, object({{"a", number(1)}, {"d", number(4)}}), contact);
    QVERIFY(met.met);
    QCOMPARE(met.seen.size(), std::size_t{4});
    QVERIFY(met.seen[1].scope == Scope::contact && met.seen[1].field == "b" && met.seen[1].held);
    QVERIFY(!met.seen[2].present && !met.seen[2].held);
    QVERIFY(met.seen[3].value == number(4));

    QVERIFY(!judge(condition, object({{"a", number(1)}, {"d", number(5)}}), contact).met);
    QVERIFY(!judge(condition, object({{"a", number(1)}, {"d", number(4)}}), object({})).met);
    QVERIFY(judge(condition, object({{"a", number(1)}, {"c", number(3)}, {"d", number(4)}}), object({})).met);
    // Decided by the first rule, the others are seen all the same.
    QCOMPARE(judge(condition, object({}), contact).seen.size(), std::size_t{4});
}

void TestConditions::filters_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("which"); // of the operands below
    QTest::addColumn<bool>("held");
    const auto row = [](const char* key, int which, bool held) {
        QTest::addRow("%s %d", key, which) << QString::fromLatin1(key) << which << held;
    };
    row("amount", 0, true);
    row("amount", 1, false);
    row("amount_ne", 1, true);
    row("amount_gt", 0, false);
    row("amount_gte", 0, true);
    row("amount_lt", 1, true);
    row("amount_lte", 0, true);
    row("amount_in", 2, true);
    row("tags_contains", 3, true);
    row("amount_exists", 4, true);
    row("absent_exists", 4, false);
    row("absent_exists", 5, true);
    row("absent_ne", 1, false);
    row("order.total_gte", 1, true);
    row("line_in_row", 3, true); // the suffix is at the end alone
}

void TestConditions::filters()
{
    QFETCH(QString, key);
    QFETCH(int, which);
    QFETCH(bool, held);
    const Value operands[] = {number(1000), number(1001), list({text("a"), number(1000)}),
                              text("red"),  truth(true),  truth(false)};
    const Value payload = object({{"amount", number(1000)},
                                  {"tags", list({text("red")})},
                                  {"order", object({{"total", number(2000)}})},
                                  {"line_in_row", text("red")}});
    const Plan plan = DefinitionBuilder().filters(object({{key.toStdString(), operands[which]}})).plan();
    QCOMPARE(matches(plan.triggerFilters, payload), held);
    QVERIFY(matches({}, payload));
}

void TestConditions::changesThatChangeNothing()
{
    Contact contact;
    QVERIFY(applyChange(contact, UpdateFields{{{"country", text("DE")}}}));
    QVERIFY(!applyChange(contact, UpdateFields{{{"country", text("DE")}}}));
    QVERIFY(applyChange(contact, UpdateFields{{{"country", text("DE")}, {"vip", truth(true)}}}));
    QVERIFY(applyChange(contact, UpdateFields{{{"country", Value()}}}));
    QVERIFY(!applyChange(contact, UpdateFields{{{"country", Value()}}}));
    QVERIFY(contact.attributes == object({{"vip", truth(true)}}));
    QVERIFY(applyChange(contact, ChangeAudience{"a", true}));
    QVERIFY(!applyChange(contact, ChangeAudience{"a", true}));
    QVERIFY(applyChange(contact, ChangeAudience{"a", false}));
    QVERIFY(!applyChange(contact, ChangeAudience{"a", false}));
    QVERIFY(applyChange(contact, ChangeTopic{"t", false})); // it was neither
    QVERIFY(!applyChange(contact, ChangeTopic{"t", false}));
    QVERIFY(applyChange(contact, ChangeTopic{"t", true}));
}

QTEST_APPLESS_MAIN(TestConditions)
#include "tst_conditions.moc"
