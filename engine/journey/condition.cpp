// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/condition.h"

#include "engine/journey/compare.h"

#include <algorithm>
#include <compare>

namespace runlens::journey {
namespace {

bool isEmptyValue(const Value& value) noexcept
{
    if (const auto* text = value.as<std::string>())
        return text->empty();
    if (const auto* list = value.as<Value::Array>())
        return list->empty();
    const auto* object = value.as<Value::Object>();
    return object != nullptr && object->empty();
}

/// `exists` and `is_empty` take an operand that may turn them round.
bool asked(const Value& operand) noexcept
{
    const auto* wanted = operand.as<bool>();
    return wanted == nullptr || *wanted;
}

bool containsItem(const Value& value, const Value& operand)
{
    if (const auto* list = value.as<Value::Array>())
        return std::ranges::any_of(*list, [&](const Value& item) { return equal(item, operand); });
    const auto* text = value.as<std::string>();
    const auto* part = operand.as<std::string>();
    return text != nullptr && part != nullptr && text->contains(*part);
}

bool isOneOf(const Value& value, const Value& operand)
{
    const auto* list = operand.as<Value::Array>();
    return list != nullptr && std::ranges::any_of(*list, [&](const Value& item) { return equal(value, item); });
}

bool holdsOf(const Value& value, Operator op, const Value& operand)
{
    const auto* text = value.as<std::string>();
    const auto* other = operand.as<std::string>();
    switch (op) {
    case Operator::equal: return equal(value, operand);
    case Operator::notEqual: return !equal(value, operand);
    case Operator::greater: return order(value, operand) > 0;
    case Operator::greaterOrEqual: return order(value, operand) >= 0;
    case Operator::less: return order(value, operand) < 0;
    case Operator::lessOrEqual: return order(value, operand) <= 0;
    case Operator::contains: return containsItem(value, operand);
    case Operator::startsWith: return text != nullptr && other != nullptr && text->starts_with(*other);
    case Operator::endsWith: return text != nullptr && other != nullptr && text->ends_with(*other);
    case Operator::oneOf: return isOneOf(value, operand);
    case Operator::exists:
    case Operator::isEmpty: break;
    }
    return false;
}

class Judge {
public:
    Judge(const Condition& condition, const Value& event, const Value& contact)
        : m_condition(condition), m_event(event), m_contact(contact)
    {
    }

    Judgement judge()
    {
        Judgement judgement;
        judgement.met = decide(0);
        judgement.seen = std::move(m_seen);
        return judgement;
    }

private:
    bool decide(std::uint32_t index)
    {
        const ConditionNode& node = m_condition.nodes[index];
        if (node.kind == ConditionNode::Kind::rule)
            return decideRule(node.rule);
        const bool all = node.kind == ConditionNode::Kind::all;
        bool met = all;
        for (std::uint32_t child = index + 1; child < node.end; child = m_condition.nodes[child].end) {
            const bool held = decide(child);
            met = all ? met && held : met || held;
        }
        return met;
    }

    bool decideRule(const Rule& rule)
    {
        const Value* value = valueAt(rule.scope == Scope::event ? m_event : m_contact, rule.field);
        const bool held = holds(value, rule.op, rule.operand);
        m_seen.push_back({rule.scope, textOf(rule.field), value != nullptr, value != nullptr ? *value : Value(), held});
        return held;
    }

    const Condition& m_condition;
    const Value& m_event;
    const Value& m_contact;
    std::vector<SeenValue> m_seen;
};

} // namespace

FieldPath pathOf(std::string_view dotted)
{
    FieldPath path;
    for (std::size_t start = 0; start <= dotted.size();) {
        const std::size_t dot = std::min(dotted.find('.', start), dotted.size());
        path.segments.emplace_back(dotted.substr(start, dot - start));
        start = dot + 1;
    }
    return path;
}

std::string textOf(const FieldPath& path)
{
    std::string text;
    for (const auto& segment : path.segments)
        text.append(text.empty() ? "" : ".").append(segment);
    return text;
}

const Value* valueAt(const Value& root, const FieldPath& path) noexcept
{
    const Value* value = &root;
    for (const auto& segment : path.segments) {
        value = value->find(segment);
        if (value == nullptr)
            return nullptr;
    }
    return value->isNull() ? nullptr : value;
}

bool holds(const Value* value, Operator op, const Value& operand)
{
    const bool present = value != nullptr && !value->isNull();
    if (op == Operator::exists)
        return present == asked(operand);
    if (op == Operator::isEmpty)
        return (!present || isEmptyValue(*value)) == asked(operand);
    return present && holdsOf(*value, op, operand);
}

Judgement judge(const Condition& condition, const Value& eventPayload, const Value& contactAttributes)
{
    return Judge(condition, eventPayload, contactAttributes).judge();
}

bool matches(const std::vector<Filter>& filters, const Value& payload)
{
    return std::ranges::all_of(filters, [&payload](const Filter& filter) {
        return holds(valueAt(payload, filter.field), filter.op, filter.operand);
    });
}

} // namespace runlens::journey
