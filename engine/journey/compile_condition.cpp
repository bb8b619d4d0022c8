// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/operators.h"

#include <algorithm>

namespace runlens::journey {
namespace {

class ConditionCompiler {
public:
    ConditionCompiler(const Place& step, Violations& violations) : m_label(step.label), m_violations(violations) {}

    Condition compile(const Value& config, const std::string& pointer)
    {
        compileNode(config, {m_label, pointer});
        return std::move(m_condition);
    }

private:
    void compileNode(const Value& node, const Place& place)
    {
        if (node.as<Value::Object>() == nullptr) {
            report(m_violations, ViolationCode::configFieldWrongType, place.pointer, m_label, "rules",
                   misfit("an object", node));
            return;
        }
        const Value* type = node.find("type");
        if (type == nullptr || type->isNull()) {
            report(m_violations, ViolationCode::configFieldMissing, place.pointer, m_label, "type");
            return;
        }
        const auto* name = type->as<std::string>();
        if (name == nullptr)
            report(m_violations, ViolationCode::configFieldWrongType, place.at("type"), m_label, "type",
                   misfit("a text", *type));
        else if (*name == "rule")
            compileRule(node, place);
        else if (*name == "and" || *name == "or")
            compileGroup(node, place, *name == "and");
        else
            report(m_violations, ViolationCode::conditionTypeUnknown, place.at("type"), m_label, *name);
    }

    void compileGroup(const Value& node, const Place& place, bool all)
    {
        warnOfOthers(node, place, {"type", "rules"});
        const Value* rules = node.find("rules");
        if (rules == nullptr || rules->isNull()) {
            report(m_violations, ViolationCode::configFieldMissing, place.pointer, m_label, "rules");
            return;
        }
        const auto* list = rules->as<Value::Array>();
        const Place within{m_label, place.at("rules")};
        if (list == nullptr) {
            report(m_violations, ViolationCode::configFieldWrongType, within.pointer, m_label, "rules",
                   misfit("a list", *rules));
            return;
        }
        if (list->empty())
            report(m_violations, ViolationCode::conditionEmpty, within.pointer, m_label);
        const std::size_t self = m_condition.nodes.size();
        m_condition.nodes.push_back({all ? ConditionNode::Kind::all : ConditionNode::Kind::any, 0, {}});
        for (std::size_t i = 0; i < list->size(); ++i)
            compileNode((*list)[i], {m_label, within.at(i)});
        m_condition.nodes[self].end = static_cast<std::uint32_t>(m_condition.nodes.size());
    }

    void compileRule(const Value& node, const Place& place)
    {
        warnOfOthers(node, place, {"type", "field", "operator", "value"});
        Rule rule;
        readField(node, place, rule);
        readOperator(node, place, rule);
        const auto end = static_cast<std::uint32_t>(m_condition.nodes.size() + 1);
        m_condition.nodes.push_back({ConditionNode::Kind::rule, end, std::move(rule)});
    }

    void readField(const Value& node, const Place& place, Rule& rule)
    {
        const std::string* field = requiredText(node, place, "field");
        if (field == nullptr)
            return;
        const std::string_view name = *field;
        const std::size_t dot = std::min(name.find('.'), name.size());
        const std::string_view scope = name.substr(0, dot);
        FieldPath path = pathOf(dot < name.size() ? name.substr(dot + 1) : "");
        const bool known = (scope == "event" || scope == "contact")
                           && std::ranges::find(path.segments, std::string()) == path.segments.end();
        if (!known)
            report(m_violations, ViolationCode::conditionFieldUnknown, place.at("field"), m_label, *field);
        rule.scope = scope == "contact" ? Scope::contact : Scope::event;
        rule.field = std::move(path);
    }

    void readOperator(const Value& node, const Place& place, Rule& rule)
    {
        const std::string* name = requiredText(node, place, "operator");
        if (name == nullptr)
            return;
        const auto op = operatorOf(*name);
        if (!op) {
            report(m_violations, ViolationCode::operatorUnknown, place.at("operator"), m_label, *name);
            return;
        }
        rule.op = *op;
        const Value* operand = node.find("value");
        const bool given = operand != nullptr && !operand->isNull();
        if (given)
            rule.operand = *operand;
        if (!given && *op != Operator::exists && *op != Operator::isEmpty)
            report(m_violations, ViolationCode::operandMissing, place.pointer, m_label, *name);
        else if (const auto expected = expectedInstead(*op, rule.operand); given && !expected.empty())
            report(m_violations, ViolationCode::operandDoesNotFit, place.at("value"), m_label, *name,
                   misfit(expected, rule.operand));
    }

    const std::string* requiredText(const Value& node, const Place& place, std::string_view name)
    {
        const Value* value = node.find(name);
        if (value == nullptr || value->isNull()) {
            report(m_violations, ViolationCode::configFieldMissing, place.pointer, m_label, name);
            return nullptr;
        }
        const auto* text = value->as<std::string>();
        if (text == nullptr)
            report(m_violations, ViolationCode::configFieldWrongType, place.at(name), m_label, name,
                   misfit("a text", *value));
        return text;
    }

    void warnOfOthers(const Value& node, const Place& place, std::initializer_list<std::string_view> known)
    {
        const auto* fields = node.as<Value::Object>();
        if (fields == nullptr)
            return;
        for (const Field& field : *fields)
            if (std::ranges::find(known, field.name) == known.end())
                report(m_violations, ViolationCode::configFieldUnknown, place.at(field.name), m_label, field.name);
    }

    const std::string& m_label;
    Violations& m_violations;
    Condition m_condition;
};

} // namespace

Condition compileCondition(const Value& config, const Place& step, Violations& violations)
{
    return ConditionCompiler(step, violations).compile(config, step.at("config"));
}

} // namespace runlens::journey
