// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions and filters, compiled. No coercion between types; numbers are one type and compared exactly, however they
// are stored. A field that is missing or null makes every comparison false and `is_empty` true.
#pragma once

#include "engine/domain/value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runlens::journey {

enum class Operator : std::uint8_t {
    equal,
    notEqual, ///< present, and another value; false where missing
    greater,  ///< of two numbers, or of two texts byte by byte; anything else is false
    greaterOrEqual,
    less,
    lessOrEqual,
    contains,   ///< a text within a text, or an item within a list
    startsWith, ///< of texts
    endsWith,
    exists,  ///< is present; with the operand false: is not
    isEmpty, ///< missing, null, "", [] or {}; with the operand false: is none of these
    oneOf,   ///< equal to an item of the operand, a list
};

/// The steps into a tree of objects: `address.city` is {"address", "city"}.
struct FieldPath {
    std::vector<std::string> segments;

    friend bool operator==(const FieldPath&, const FieldPath&) = default;
};
[[nodiscard]] FieldPath pathOf(std::string_view dotted);
/// `address.city`
[[nodiscard]] std::string textOf(const FieldPath& path);
/// The value there; null where it is missing or JSON's null.
[[nodiscard]] const Value* valueAt(const Value& root, const FieldPath& path) noexcept;

/// One comparison with a value that may be missing (null).
[[nodiscard]] bool holds(const Value* value, Operator op, const Value& operand);

enum class Scope : std::uint8_t { event, contact };

struct Rule {
    Scope scope = Scope::event; ///< of the trigger event's payload, or of the contact's attributes
    FieldPath field;
    Operator op = Operator::equal;
    Value operand;

    friend bool operator==(const Rule&, const Rule&) = default;
};

/// A tree, flat: a node's subtree is the nodes from itself up to `end`.
struct ConditionNode {
    enum class Kind : std::uint8_t { rule, all, any };
    Kind kind = Kind::rule;
    std::uint32_t end = 0; ///< index behind the last node of the subtree
    Rule rule;             ///< of Kind::rule

    friend bool operator==(const ConditionNode&, const ConditionNode&) = default;
};

struct Condition {
    std::vector<ConditionNode> nodes; ///< the root first; never empty in a plan

    friend bool operator==(const Condition&, const Condition&) = default;
};

/// What one rule saw.
struct SeenValue {
    Scope scope = Scope::event;
    std::string field;
    bool present = false;
    Value value; ///< null where missing
    bool held = false;

    friend bool operator==(const SeenValue&, const SeenValue&) = default;
};

struct Judgement {
    bool met = false;
    std::vector<SeenValue> seen; ///< of every rule, in the order of the definition: none is left out for being decided

    friend bool operator==(const Judgement&, const Judgement&) = default;
};

[[nodiscard]] Judgement judge(const Condition& condition, const Value& eventPayload, const Value& contactAttributes);

/// One key of a `filters` object: `amount_gte: 1000`.
struct Filter {
    FieldPath field;
    Operator op = Operator::equal;
    Value operand;

    friend bool operator==(const Filter&, const Filter&) = default;
};

/// Do all of them hold? Of none: yes.
[[nodiscard]] bool matches(const std::vector<Filter>& filters, const Value& payload);

} // namespace runlens::journey
