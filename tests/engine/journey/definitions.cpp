// SPDX-License-Identifier: GPL-3.0-or-later
#include "definitions.h"

#include <cstdlib>
#include <utility>

using namespace runlens;

Value text(std::string_view value) { return Value(std::string(value)); }
Value number(std::int64_t value) { return Value(value); }
Value truth(bool value) { return Value(value); }
Value object(std::initializer_list<Field> fields) { return Value(Value::Object(fields)); }
Value list(std::initializer_list<Value> items) { return Value(Value::Array(items)); }

DefinitionBuilder& DefinitionBuilder::filters(Value filters)
{
    m_definition.triggerFilters = std::move(filters);
    return *this;
}

DefinitionBuilder& DefinitionBuilder::step(std::string_view key, StepType type, Value config)
{
    StepDefinition step;
    step.key = StepKey(std::string(key));
    step.type = type;
    step.config = std::move(config);
    m_definition.steps.push_back(std::move(step));
    return *this;
}

DefinitionBuilder& DefinitionBuilder::connect(std::string_view from, std::string_view to, Named<Branch> branch)
{
    m_definition.connections.push_back({std::string(from), std::string(to), std::move(branch)});
    return *this;
}

journey::Plan DefinitionBuilder::plan() const
{
    auto compiled = journey::compile(m_definition);
    if (!compiled.plan)
        std::abort();
    return *std::move(compiled.plan);
}

DefinitionBuilder documentedJourney()
{
    DefinitionBuilder builder;
    builder.step("send_receipt", StepType::sendEmailTemplate, object({{"template_version_id", text("tv_1")}}))
        .step("wait_for_open", StepType::waitForEvent,
              object({{"event_name", text("sendrealm.mail.open")}, {"timeout_seconds", number(86400)}}))
        .step("push", StepType::sendPushTemplate, object({{"template_version_id", text("tv_2")}}))
        .step("add_to_follow_up", StepType::addToAudience, object({{"audience_id", text("follow-up")}}))
        .connect("trigger", "send_receipt")
        .connect("send_receipt", "wait_for_open")
        .connect("wait_for_open", "push", Branch::received)
        .connect("wait_for_open", "add_to_follow_up", Branch::timeout);
    return builder;
}

namespace {

constexpr std::string_view fieldNames[] = {"amount", "kind", "order_id"};

std::string_view anyField(Chooser& chooser) { return fieldNames[chooser.pick(3)]; }

Value anyScalar(Chooser& chooser)
{
    switch (chooser.pick(4)) {
    case 0: return number(1);
    case 1: return number(2);
    case 2: return text("a");
    default: return truth(true);
    }
}

Value anyFilters(Chooser& chooser)
{
    const std::string field(anyField(chooser));
    switch (chooser.pick(5)) {
    case 0: return object({{field, anyScalar(chooser)}});
    case 1: return object({{field + "_gte", number(2)}});
    case 2: return object({{field + "_ne", anyScalar(chooser)}});
    case 3: return object({{field + "_exists", truth(chooser.chance(50))}});
    default: return object({{field + "_in", list({number(1), text("a")})}});
    }
}

Value anyRule(Chooser& chooser, std::uint32_t depth)
{
    if (depth > 0 && chooser.chance(30))
        return object({{"type", text(chooser.chance(50) ? "and" : "or")},
                       {"rules", list({anyRule(chooser, depth - 1), anyRule(chooser, depth - 1)})}});
    const std::string scope = chooser.chance(50) ? "contact." : "event.";
    const Field field{"field", text(scope + std::string(anyField(chooser)))};
    if (chooser.chance(40))
        return object({{"type", text("rule")}, field, {"operator", text(chooser.chance(50) ? "exists" : "is_empty")}});
    return object({{"type", text("rule")},
                   field,
                   {"operator", text(chooser.chance(50) ? "eq" : "neq")},
                   {"value", anyScalar(chooser)}});
}

Value anyWait(Chooser& chooser)
{
    Value::Object config{{"event_name", text(eventNames[chooser.pick(3)])}};
    if (chooser.chance(80))
        config.push_back({"timeout_seconds", number(1 + chooser.pick(5))});
    if (chooser.chance(30))
        config.push_back({"filters", anyFilters(chooser)});
    if (chooser.chance(30))
        config.push_back({"correlation", text(anyField(chooser))});
    return Value(std::move(config));
}

StepDefinition anyStep(Chooser& chooser, std::uint32_t index)
{
    StepDefinition step;
    step.key = StepKey("s" + std::to_string(index));
    // Sends and waits are where the promises are.
    constexpr StepType types[] = {
        StepType::sendEmailTemplate, StepType::waitForEvent,       StepType::sendEmailTemplate,
        StepType::waitForEvent,      StepType::sendPushTemplate,   StepType::delay,
        StepType::condition,         StepType::contactUpdate,      StepType::addToAudience,
        StepType::waitForEvent,      StepType::removeFromAudience, StepType::setTopicSubscription,
    };
    step.type = types[chooser.pick(std::size(types))];
    switch (step.type.value) {
    case StepType::delay: step.config = object({{"duration_seconds", number(1 + chooser.pick(5))}}); break;
    case StepType::condition: step.config = anyRule(chooser, 2); break;
    case StepType::waitForEvent: step.config = anyWait(chooser); break;
    case StepType::contactUpdate:
        step.config = object({{"fields", object({{std::string(anyField(chooser)), anyScalar(chooser)}})}});
        break;
    case StepType::addToAudience:
    case StepType::removeFromAudience: step.config = object({{"audience_id", text("a1")}}); break;
    case StepType::setTopicSubscription:
        step.config = object({{"topic_id", text("t1")}, {"is_subscribed", truth(chooser.chance(50))}});
        break;
    default: step.config = object({{"template_version_id", text("tv_1")}}); break;
    }
    return step;
}

struct Loose {
    std::string from;
    std::uint32_t index = 0; ///< it may lead to later steps only
    Branch branch = Branch::next;
};

} // namespace

Definition randomDefinition(Chooser& chooser, std::uint32_t steps)
{
    Definition definition;
    definition.triggerEventName = eventNames[0];
    if (chooser.chance(20))
        definition.triggerFilters = anyFilters(chooser);
    std::vector<Loose> loose{{"trigger", 0, Branch::next}};
    const std::uint32_t count = chooser.pick(steps + 1);
    for (std::uint32_t i = 0; i < count && !loose.empty(); ++i) {
        StepDefinition step = anyStep(chooser, i);
        // Mostly onto what came last, so that chains are long.
        const auto last = static_cast<std::uint32_t>(loose.size() - 1);
        const std::uint32_t at = chooser.chance(70) ? last : chooser.pick(last + 1);
        definition.connections.push_back({loose[at].from, step.key.text(), loose[at].branch});
        loose.erase(loose.begin() + at);
        for (const Branch branch : journey::branchesOf(step.type.value))
            if (branch != Branch::unknown)
                loose.push_back({step.key.text(), i + 1, branch});
        definition.steps.push_back(std::move(step));
    }
    for (const Loose& end : loose)
        if (end.index < definition.steps.size() && chooser.chance(30)) {
            const auto later = static_cast<std::uint32_t>(definition.steps.size()) - end.index;
            definition.connections.push_back(
                {end.from, definition.steps[end.index + chooser.pick(later)].key.text(), end.branch});
        }
    return definition;
}

Value randomPayload(Chooser& chooser)
{
    Value::Object payload;
    for (const auto name : fieldNames)
        if (chooser.chance(70))
            payload.push_back({std::string(name), anyScalar(chooser)});
    return Value(std::move(payload));
}
