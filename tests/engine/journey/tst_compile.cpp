// SPDX-License-Identifier: GPL-3.0-or-later
// The publish checks: each finds what it is for, says where, and all are said at once.
#include "definitions.h"
#include "engine/journey/plan.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <set>

using namespace runlens;
using namespace runlens::journey;

namespace {

using Breaks = std::function<void(Definition&)>;

/// What breaks the documented journey in one way, and what is to be said of it.
struct Case {
    ViolationCode code;
    const char* pointer;
    std::vector<std::string> arguments;
    Breaks breaks;
};

Value& config(Definition& definition, std::size_t step) { return definition.steps[step].config; }

Value rule(const char* field, const char* op, Value value)
{
    return object(
        {{"type", text("rule")}, {"field", text(field)}, {"operator", text(op)}, {"value", std::move(value)}});
}

/// Turns the last step into a condition.
Breaks condition(const Value& config)
{
    return [config](Definition& definition) {
        definition.steps[3].type = StepType::condition;
        definition.steps[3].config = config;
    };
}

Breaks waitConfig(const Value& config)
{
    return [config](Definition& definition) { definition.steps[1].config = config; };
}

Breaks connect(const char* from, const char* to, const Named<Branch>& branch = Branch::next)
{
    return [=](Definition& definition) { definition.connections.push_back({from, to, branch}); };
}

std::vector<Case> casesOfTriggerAndKeys()
{
    return {
        {ViolationCode::triggerMissing, "/trigger", {}, [](auto& it) { it.triggerEventName.clear(); }},
        {ViolationCode::triggerRepeated,
         "/steps/2",
         {"push"},
         [](auto& it) { it.steps[2].type = Named<StepType>::unknownWord("trigger"); }},
        {ViolationCode::eventNameMalformed,
         "/trigger/event_name",
         {"a..b"},
         [](auto& it) { it.triggerEventName = "a..b"; }},
        {ViolationCode::eventNameMalformed,
         "/steps/1/config/event_name",
         {"Open"},
         waitConfig(object({{"event_name", text("Open")}}))},
        {ViolationCode::systemEventUnknown,
         "/trigger/event_name",
         {"sendrealm.mail.read"},
         [](auto& it) { it.triggerEventName = "sendrealm.mail.read"; }},
        {ViolationCode::stepKeyMissing, "/steps/2", {}, [](auto& it) { it.steps[2].key = StepKey(); }},
        {ViolationCode::stepKeyRepeated,
         "/steps/2/key",
         {"send_receipt", "/steps/0/key"},
         [](auto& it) { it.steps[2].key = it.steps[0].key; }},
        {ViolationCode::stepKeyReserved,
         "/steps/2/key",
         {"trigger"},
         [](auto& it) { it.steps[2].key = StepKey("trigger"); }},
        {ViolationCode::stepTypeMissing, "/steps/2", {"push"}, [](auto& it) { it.steps[2].type = {}; }},
        {ViolationCode::stepTypeUnknown,
         "/steps/2/type",
         {"push", "ai"},
         [](auto& it) { it.steps[2].type = Named<StepType>::unknownWord("ai"); }},
    };
}

std::vector<Case> casesOfConfigs()
{
    return {
        {ViolationCode::configMissing,
         "/steps/2",
         {"push", "send_push_template"},
         [](auto& it) { config(it, 2) = Value(); }},
        {ViolationCode::configFieldMissing,
         "/steps/2/config",
         {"push", "template_version_id"},
         [](auto& it) { config(it, 2) = object({}); }},
        {ViolationCode::configFieldMissing,
         "/steps/2/config/template_version_id",
         {"push", "template_version_id"},
         [](auto& it) { config(it, 2) = object({{"template_version_id", text("")}}); }},
        {ViolationCode::configFieldWrongType,
         "/steps/2/config",
         {"push", "config", "expected an object, found a list"},
         [](auto& it) { config(it, 2) = list({}); }},
        {ViolationCode::configFieldWrongType,
         "/trigger/filters",
         {"trigger", "filters", "expected an object, found a text"},
         [](auto& it) { it.triggerFilters = text("amount"); }},
        {ViolationCode::configFieldWrongType,
         "/steps/1/config/timeout_seconds",
         {"wait_for_open", "timeout_seconds",
          "expected a whole number of seconds, or a text such as \"3 days\", found a number"},
         waitConfig(object({{"event_name", text("a")}, {"timeout_seconds", Value(1.5)}}))},
        {ViolationCode::configFieldUnknown,
         "/steps/2/config/time~1out",
         {"push", "time/out"},
         [](auto& it) { config(it, 2) = object({{"template_version_id", text("t")}, {"time/out", number(1)}}); }},
        {ViolationCode::durationNotPositive,
         "/steps/1/config/timeout_seconds",
         {"wait_for_open", "timeout_seconds"},
         waitConfig(object({{"event_name", text("a")}, {"timeout_seconds", number(0)}}))},
        {ViolationCode::durationNotPositive,
         "/steps/1/config/timeout_seconds",
         {"wait_for_open", "timeout_seconds"},
         waitConfig(object({{"event_name", text("a")}, {"timeout_seconds", number(-5)}}))},
        {ViolationCode::durationTooLong,
         "/steps/1/config/timeout",
         {"wait_for_open", "timeout", "366"},
         waitConfig(object({{"event_name", text("a")}, {"timeout", text("53 weeks")}}))},
        {ViolationCode::durationTooLong,
         "/steps/1/config/timeout_seconds",
         {"wait_for_open", "timeout_seconds", "366"},
         waitConfig(object({{"event_name", text("a")}, {"timeout_seconds", Value(UINT64_MAX)}}))},
        {ViolationCode::durationMalformed,
         "/steps/1/config/timeout",
         {"wait_for_open", "timeout", "soon"},
         waitConfig(object({{"event_name", text("a")}, {"timeout", text("soon")}}))},
    };
}

std::vector<Case> casesOfGraph()
{
    return {
        {ViolationCode::connectionIncomplete, "/connections/4", {"from"}, connect("", "push")},
        {ViolationCode::connectionIncomplete, "/connections/4", {"to"}, connect("push", "")},
        {ViolationCode::connectionFromUnknown, "/connections/4/from", {"pull"}, connect("pull", "push")},
        {ViolationCode::connectionToUnknown, "/connections/4/to", {"pull"}, connect("push", "pull")},
        {ViolationCode::connectionToTrigger, "/connections/4/to", {"push"}, connect("push", "trigger")},
        {ViolationCode::branchUnknown,
         "/connections/4/branch",
         {"push", "maybe"},
         connect("push", "add_to_follow_up", Named<Branch>::unknownWord("maybe"))},
        {ViolationCode::branchDoesNotFit,
         "/connections/4/branch",
         {"push", "true", "next"},
         connect("push", "add_to_follow_up", Branch::isTrue)},
        {ViolationCode::branchDoesNotFit,
         "/connections/4/branch",
         {"wait_for_open", "next", "received, timeout"},
         connect("wait_for_open", "add_to_follow_up")},
        {ViolationCode::branchDoesNotFit,
         "/connections/4/branch",
         {"trigger", "received", "next"},
         connect("trigger", "add_to_follow_up", Branch::received)},
        {ViolationCode::branchRepeated,
         "/connections/4/branch",
         {"trigger", "next", "/connections/0"},
         connect("trigger", "push")},
        {ViolationCode::cycle,
         "/connections/4",
         {"send_receipt", "wait_for_open", "push", "send_receipt"},
         connect("push", "send_receipt")},
        {ViolationCode::cycle, "/connections/4", {"push", "push"}, connect("push", "push")},
        {ViolationCode::stepUnreachable,
         "/steps/2",
         {"push"},
         [](auto& it) { it.connections.erase(it.connections.begin() + 2); }},
        {ViolationCode::outcomeUnconnected,
         "/steps/1",
         {"wait_for_open", "received"},
         [](auto& it) { it.connections[2].from = "add_to_follow_up", it.connections[2].branch = Branch::next; }},
        {ViolationCode::outcomeUnconnected,
         "/trigger",
         {"trigger", "next"},
         [](auto& it) { it.connections.erase(it.connections.begin()); }},
    };
}

std::vector<Case> casesOfReferencesAndConditions()
{
    return {
        {ViolationCode::templateUnknown,
         "/steps/0/config/template_version_id",
         {"send_receipt", "tv_9"},
         [](auto& it) { config(it, 0) = object({{"template_version_id", text("tv_9")}}); }},
        {ViolationCode::templateNotPublished,
         "/steps/0/config/template_version_id",
         {"send_receipt", "tv_3"},
         [](auto& it) { config(it, 0) = object({{"template_version_id", text("tv_3")}}); }},
        {ViolationCode::templateWrongChannel,
         "/steps/0/config/template_version_id",
         {"send_receipt", "tv_2"},
         [](auto& it) { config(it, 0) = object({{"template_version_id", text("tv_2")}}); }},
        {ViolationCode::audienceUnknown,
         "/steps/3/config/audience_id",
         {"add_to_follow_up", "leads"},
         [](auto& it) { config(it, 3) = object({{"audience_id", text("leads")}}); }},
        {ViolationCode::topicUnknown,
         "/steps/3/config/topic_id",
         {"add_to_follow_up", "offers"},
         [](auto& it) {
             it.steps[3].type = StepType::setTopicSubscription;
             config(it, 3) = object({{"topic_id", text("offers")}, {"is_subscribed", truth(true)}});
         }},
        {ViolationCode::domainUnknown,
         "/steps/0/config/domain_id",
         {"send_receipt", "dom_9"},
         [](auto& it) {
             config(it, 0) = object({{"template_version_id", text("tv_1")}, {"domain_id", text("dom_9")}});
         }},
        {ViolationCode::pushAppUnknown,
         "/steps/2/config/push_app_id",
         {"push", "app_9"},
         [](auto& it) {
             config(it, 2) = object({{"template_version_id", text("tv_2")}, {"push_app_id", text("app_9")}});
         }},
        {ViolationCode::conditionTypeUnknown,
         "/steps/3/config/type",
         {"add_to_follow_up", "not"},
         condition(object({{"type", text("not")}}))},
        {ViolationCode::conditionEmpty,
         "/steps/3/config/rules",
         {"add_to_follow_up"},
         condition(object({{"type", text("and")}, {"rules", list({})}}))},
        {ViolationCode::conditionFieldUnknown,
         "/steps/3/config/field",
         {"add_to_follow_up", "amount"},
         condition(rule("amount", "eq", number(1)))},
        {ViolationCode::conditionFieldUnknown,
         "/steps/3/config/field",
         {"add_to_follow_up", "event."},
         condition(rule("event.", "eq", number(1)))},
        {ViolationCode::operatorUnknown,
         "/steps/3/config/operator",
         {"add_to_follow_up", "like"},
         condition(rule("event.a", "like", number(1)))},
        {ViolationCode::operandMissing,
         "/steps/3/config",
         {"add_to_follow_up", "gt"},
         condition(rule("event.a", "gt", Value()))},
        {ViolationCode::operandDoesNotFit,
         "/steps/3/config/rules/0/value",
         {"add_to_follow_up", "starts_with", "expected a text, found a number"},
         condition(object({{"type", text("or")}, {"rules", list({rule("event.a", "starts_with", number(1))})}}))},
        {ViolationCode::filterFieldEmpty,
         "/trigger/filters/_gte",
         {"trigger", "_gte"},
         [](auto& it) { it.triggerFilters = object({{"_gte", number(1)}}); }},
        {ViolationCode::filterDoesNotFit,
         "/steps/1/config/filters/amount_in",
         {"wait_for_open", "amount_in", "expected a list of texts, numbers, true or false, found a number"},
         waitConfig(object({{"event_name", text("a")}, {"filters", object({{"amount_in", number(1)}})}}))},
    };
}

const std::vector<Case>& cases()
{
    static const std::vector<Case> all = [] {
        std::vector<Case> joined;
        for (const auto& part :
             {casesOfTriggerAndKeys(), casesOfConfigs(), casesOfGraph(), casesOfReferencesAndConditions()})
            joined.insert(joined.end(), part.begin(), part.end());
        return joined;
    }();
    return all;
}

Registry registry()
{
    Registry known;
    known.templates = {{TemplateVersionId("tv_1"), Channel::email, true},
                       {TemplateVersionId("tv_2"), Channel::push, true},
                       {TemplateVersionId("tv_3"), Channel::email, false},
                       {TemplateVersionId("t"), std::nullopt, true}};
    known.audiences = {"follow-up"};
    known.topics.emplace();
    known.domains.emplace();
    known.pushApps.emplace();
    return known;
}

/// Whatever JSON could hold.
Value anyValue(Chooser& chooser, int depth)
{
    switch (chooser.pick(depth > 0 ? 8 : 6)) {
    case 0: return Value();
    case 1: return truth(true);
    case 2: return number(static_cast<std::int64_t>(chooser.pick(5)) - 2);
    case 3: return Value(2.5);
    case 4: return text(chooser.chance(50) ? "rule" : "event.a");
    case 5: return text("");
    case 6: return list({anyValue(chooser, depth - 1), anyValue(chooser, depth - 1)});
    default: break;
    }
    constexpr std::string_view names[] = {"type",    "rules",
                                          "field",   "operator",
                                          "value",   "event_name",
                                          "filters", "duration_seconds",
                                          "fields",  "template_version_id"};
    Value::Object fields;
    for (std::uint32_t i = chooser.pick(4); i > 0; --i)
        fields.push_back({std::string(names[chooser.pick(std::size(names))]), anyValue(chooser, depth - 1)});
    return Value(std::move(fields));
}

} // namespace

class TestCompile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachCheckFindsWhatItIsFor_data();
    void eachCheckFindsWhatItIsFor();
    void everyCheckIsTested();
    void namesAreDistinct();
    void theDocumentedJourneyCompiles();
    void withoutARegistryReferencesAreNotChecked();
    void lengthsInEverySpelling();
    void brokenDefinitionsNeverCrash();
    void longOnesAndDeepOnes();
    void pointersMove();
};

void TestCompile::eachCheckFindsWhatItIsFor_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < cases().size(); ++i)
        QTest::addRow("%zu %s", i, std::string(nameOf(cases()[i].code)).c_str()) << static_cast<int>(i);
}

void TestCompile::eachCheckFindsWhatItIsFor()
{
    QFETCH(int, index);
    const Case& it = cases()[static_cast<std::size_t>(index)];
    const Registry known = registry();
    Definition definition = documentedJourney().definition();
    QVERIFY(compile(definition, &known).violations.empty());
    it.breaks(definition);
    const auto compiled = compile(definition, &known);
    const Violation expected{it.code, it.pointer, it.arguments};
    std::string said;
    for (const Violation& violation : compiled.violations) {
        said.append(nameOf(violation.code)).append(" ").append(violation.pointer).append(":");
        for (const std::string& argument : violation.arguments)
            said.append(" [").append(argument).append("]");
        said.append("\n");
    }
    QVERIFY2(std::ranges::find(compiled.violations, expected) != compiled.violations.end(), said.c_str());
    const bool isError = std::ranges::any_of(
        compiled.violations, [](const Violation& violation) { return gravityOf(violation.code) == Gravity::error; });
    QCOMPARE(compiled.plan.has_value(), !isError);
    if (gravityOf(it.code) == Gravity::error)
        QVERIFY(!compiled.plan);
}

void TestCompile::everyCheckIsTested()
{
    std::set<ViolationCode> tested;
    for (const Case& it : cases())
        tested.insert(it.code);
    QCOMPARE(tested.size(), violationCodeCount);
}

void TestCompile::namesAreDistinct()
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < violationCodeCount; ++i)
        names.insert(nameOf(static_cast<ViolationCode>(i)));
    QCOMPARE(names.size(), violationCodeCount);
    QVERIFY(!names.contains(""));
}

void TestCompile::theDocumentedJourneyCompiles()
{
    const Plan plan = documentedJourney().plan();
    QCOMPARE(plan.first, StepIndex{0});
    QCOMPARE(plan.steps[0].after(Branch::next), StepIndex{1});
    QCOMPARE(plan.steps[1].after(Branch::received), StepIndex{2});
    QCOMPARE(plan.steps[1].after(Branch::timeout), StepIndex{3});
    QCOMPARE(plan.steps[2].after(Branch::next), noStep);
    QCOMPARE(std::get<SendStep>(plan.steps[0].what).heldFor, StepIndex{1});
    QCOMPARE(std::get<SendStep>(plan.steps[2].what).heldFor, noStep);
    QVERIFY(std::get<WaitStep>(plan.steps[1].what).timeout == std::chrono::days(1));
}

void TestCompile::withoutARegistryReferencesAreNotChecked()
{
    Definition definition = documentedJourney().definition();
    config(definition, 3) = object({{"audience_id", text("nobody knows")}});
    QVERIFY(compile(definition).plan);
    const Registry nothingTold;
    QVERIFY(compile(definition, &nothingTold).plan);
    Registry none;
    none.audiences.emplace();
    QVERIFY(!compile(definition, &none).plan);
}

void TestCompile::lengthsInEverySpelling()
{
    const auto lengthOf = [](const char* name, Value value) {
        const Plan plan = DefinitionBuilder()
                              .step("d", StepType::delay, object({{name, std::move(value)}}))
                              .connect("trigger", "d")
                              .plan();
        return std::get<DelayStep>(plan.steps[0].what).length;
    };
    QVERIFY(lengthOf("duration_seconds", number(90)) == std::chrono::seconds(90));
    QVERIFY(lengthOf("delay_seconds", number(90)) == std::chrono::seconds(90));
    QVERIFY(lengthOf("duration", text("3 days")) == std::chrono::days(3));
    QVERIFY(lengthOf("duration_seconds", number(maxLength.count())) == maxLength);
}

void TestCompile::brokenDefinitionsNeverCrash()
{
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Chooser chooser = Chooser::ofSeed(seed);
        Definition definition = randomDefinition(chooser);
        if (chooser.chance(20))
            definition.triggerFilters = anyValue(chooser, 3);
        for (StepDefinition& step : definition.steps) {
            if (chooser.chance(20))
                step.config = anyValue(chooser, 4);
            if (chooser.chance(10))
                step.type = static_cast<StepType>(chooser.pick(10));
            if (chooser.chance(5))
                step.key = StepKey("s" + std::to_string(chooser.pick(4)));
        }
        for (Connection& connection : definition.connections) {
            if (chooser.chance(10))
                connection.to = "s" + std::to_string(chooser.pick(9));
            if (chooser.chance(10))
                connection.branch = static_cast<Branch>(chooser.pick(6));
        }
        const auto compiled = compile(definition);
        const bool isError = std::ranges::any_of(compiled.violations, [](const Violation& violation) {
            return gravityOf(violation.code) == Gravity::error;
        });
        QCOMPARE(compiled.plan.has_value(), !isError);
    }
}

void TestCompile::longOnesAndDeepOnes()
{
    constexpr int count = 100'000;
    DefinitionBuilder builder;
    std::string before = "trigger";
    for (int i = 0; i < count; ++i) {
        const std::string key = "s" + std::to_string(i);
        builder.step(key, StepType::delay, object({{"duration_seconds", number(1)}})).connect(before, key);
        before = key;
    }
    QVERIFY(compile(builder.definition()).plan);
    builder.connect(before, "s0");
    const auto circle = compile(builder.definition());
    QCOMPARE(circle.violations.size(), std::size_t{1});
    QCOMPARE(circle.violations[0].arguments.size(), std::size_t{count + 1});

    // Everybody leads to everybody: as many circles as are named, and no more.
    DefinitionBuilder knot;
    for (int i = 0; i < 400; ++i)
        knot.step("s" + std::to_string(i), StepType::delay, object({{"duration_seconds", number(1)}}));
    knot.connect("trigger", "s0");
    for (int i = 0; i < 400; ++i)
        for (int j = 0; j < 400; ++j)
            knot.connect("s" + std::to_string(i), "s" + std::to_string(j));
    const auto knotted = compile(knot.definition()).violations;
    QCOMPARE(std::ranges::count(knotted, ViolationCode::cycle, &Violation::code), 100);
}

void TestCompile::pointersMove()
{
    Definition definition = documentedJourney().definition();
    definition.steps[2].key = definition.steps[0].key;
    auto violations = compile(definition).violations;
    movePointers(violations, "/data/definition");
    const Violation expected{ViolationCode::stepKeyRepeated,
                             "/data/definition/steps/2/key",
                             {"send_receipt", "/data/definition/steps/0/key"}};
    QVERIFY(std::ranges::find(violations, expected) != violations.end());
}

QTEST_APPLESS_MAIN(TestCompile)
#include "tst_compile.moc"
