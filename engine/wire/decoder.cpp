// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/decoder.h"

#include "engine/wire/json_pointer.h"
#include "engine/wire/limits.h"
#include "engine/wire/quoted.h"

#include <cassert>
#include <cmath>
#include <utility>

namespace runlens {

namespace {

constexpr std::size_t mostShown = 40; ///< characters of a text that was refused

} // namespace

bool Decoder::fail(ErrorCode code)
{
    m_why = code;
    return false;
}

/// Enters an object of `type`, or the list of `rule`.
void Decoder::push(const ObjectType* type, const FieldRule* rule, void* target)
{
    assert(m_open < maxFrames);
    Frame& frame = m_frames[m_open++];
    frame.type = type;
    frame.rule = rule;
    frame.target = target;
    frame.index = 0;
    frame.seen = 0;
}

/// After every value that is complete.
bool Decoder::done()
{
    if (m_open > 0 && top().type == nullptr)
        ++top().index;
    return true;
}

/// Before every item of a list of objects.
bool Decoder::enterItem(Frame& list)
{
    return (m_streaming && list.rule->itemDone != nullptr) || list.index < maxListItems
           || fail(ErrorCode::tooManyItems);
}

/// The rule for the value at hand; null where none takes it, and then m_trouble says what is wrong, if anything is.
const FieldRule* Decoder::takeRule()
{
    Frame& frame = top();
    m_trouble.reset();
    if (frame.type == nullptr || frame.rule == nullptr)
        return frame.rule;
    const auto bit = std::uint64_t{1} << static_cast<unsigned>(frame.rule - frame.type->rules.data());
    if ((frame.seen & bit) != 0) {
        m_trouble = DiagnosticCode::repeatedField;
        return nullptr;
    }
    frame.seen |= bit;
    return frame.rule;
}

/// Reports the value at hand, if there is something to report, and says where it is kept.
Value* Decoder::keep(const FieldRule* rule, std::string_view found)
{
    Frame& frame = top();
    const bool inList = frame.type == nullptr;
    if (m_trouble && m_diagnostics.hasRoom()) {
        const auto expected = inList ? std::string_view("an object") : rule != nullptr ? rule->expected : "";
        m_diagnostics.add(*m_trouble, pointer(),
                          rule == nullptr
                              ? "the field stands here again"
                              : std::string("expected ")
                                    .append(expected)
                                    .append(", found ")
                                    .append(*m_trouble == DiagnosticCode::wrongType ? std::string(found)
                                                                                    : quoted(m_text, mostShown)));
    } else if (m_trouble) {
        ++m_diagnostics.suppressed;
    }
    const Frame* owner = inList ? (m_open > 1 ? &m_frames[m_open - 2] : nullptr) : &frame;
    if (owner == nullptr || owner->type->other == nullptr)
        return &m_dropped;
    auto& other = *owner->type->other(owner->target);
    std::string name(owner->key);
    if (inList)
        name.append("/").append(std::to_string(frame.index));
    other.push_back({std::move(name), {}});
    return &other.back().value;
}

template <class Accept, class Make>
bool Decoder::scalar(std::string_view found, Accept accept, Make make)
{
    if (m_raw.active())
        return m_raw.add(make()) || fail(ErrorCode::tooManyItems);
    if (m_open == 0)
        return true;
    Frame& frame = top();
    if (frame.type == nullptr && !enterItem(frame))
        return false;
    const FieldRule* rule = takeRule();
    if (rule != nullptr) {
        if (frame.type != nullptr && rule->value != nullptr) {
            *rule->value(frame.target) = make();
            return true;
        }
        m_trouble = DiagnosticCode::wrongType;
        if (frame.type != nullptr && accept(*rule, frame.target))
            return true;
    }
    *keep(rule, found) = make();
    return done();
}

bool Decoder::null()
{
    if (m_raw.active())
        return m_raw.add({}) || fail(ErrorCode::tooManyItems);
    if (m_open == 0)
        return true;
    Frame& frame = top();
    if (frame.type == nullptr)
        return enterItem(frame) && done();
    if (frame.rule == nullptr) {
        m_trouble.reset();
        keep(nullptr, "null");
    }
    return true;
}

bool Decoder::boolean(bool value)
{
    return scalar(
        value ? "true" : "false",
        [value](const FieldRule& rule, void* target) {
            if (rule.boolean != nullptr)
                rule.boolean(target, value);
            return rule.boolean != nullptr;
        },
        [value] { return Value(value); });
}

bool Decoder::integer(std::int64_t value)
{
    return scalar(
        "a number",
        [value](const FieldRule& rule, void* target) {
            if (rule.integer != nullptr)
                rule.integer(target, value);
            return rule.integer != nullptr;
        },
        [value] { return Value(value); });
}

bool Decoder::bigInteger(std::uint64_t value)
{
    return scalar(
        "a number out of range", [](const FieldRule&, void*) { return false; }, [value] { return Value(value); });
}

bool Decoder::real(double value)
{
    return scalar(
        "a number",
        [value](const FieldRule& rule, void* target) {
            // 2^63 itself is the first double that no int64 holds.
            constexpr double limit = 9223372036854775808.0;
            if (rule.integer == nullptr || std::trunc(value) != value || value < -limit || value >= limit)
                return false;
            rule.integer(target, static_cast<std::int64_t>(value));
            return true;
        },
        [value] { return Value(value); });
}

bool Decoder::text(std::string_view value)
{
    m_text = value;
    return scalar(
        "a text",
        [this, value](const FieldRule& rule, void* target) {
            if (rule.text == nullptr)
                return false;
            m_trouble = rule.misfit;
            return rule.text(target, value);
        },
        [value] { return Value(std::string(value)); });
}

std::optional<bool> Decoder::enterKnown(const FieldRule& rule, bool isList)
{
    Frame& frame = top();
    const bool inList = frame.type == nullptr;
    if (inList) {
        if (isList)
            return std::nullopt;
        if (++m_items > maxListItems)
            return fail(ErrorCode::tooManyItems);
        push(rule.itemType, nullptr, rule.item(frame.target, *this));
        return true;
    }
    if (isList && rule.item != nullptr) {
        push(nullptr, &rule, frame.target);
        return true;
    }
    if (!isList && rule.child != nullptr) {
        push(rule.childType, nullptr, rule.child(frame.target, *this));
        return true;
    }
    if (rule.value == nullptr)
        return std::nullopt;
    m_raw.begin(*rule.value(frame.target), isList ? Value(Value::Array{}) : Value(Value::Object{}));
    return true;
}

bool Decoder::startContainer(bool isList)
{
    if (++m_depth > maxNesting)
        return fail(ErrorCode::tooDeep);
    const auto container = [isList] { return isList ? Value(Value::Array{}) : Value(Value::Object{}); };
    if (m_raw.active())
        return m_raw.open(container()) || fail(ErrorCode::tooManyItems);
    if (m_open == 0) {
        push(isList ? nullptr : m_rootType, isList ? m_rootList : nullptr, m_rootTarget);
        return true;
    }
    Frame& frame = top();
    const bool inList = frame.type == nullptr;
    if (inList && !enterItem(frame))
        return false;
    const FieldRule* rule = takeRule();
    if (rule != nullptr) {
        if (const auto entered = enterKnown(*rule, isList))
            return *entered;
        m_trouble = DiagnosticCode::wrongType;
    }
    m_raw.begin(*keep(rule, isList ? "a list" : "an object"), container());
    return true;
}

bool Decoder::startObject() { return startContainer(false); }

bool Decoder::startArray() { return startContainer(true); }

bool Decoder::key(std::string_view name)
{
    if (m_raw.active()) {
        m_raw.key(name);
        return true;
    }
    Frame& frame = top();
    if (const auto* known = frame.type->keys.find(name)) {
        frame.rule = &frame.type->rules[known->rule];
        frame.key = known->name;
    } else {
        auto& kept = m_unknownKeys[m_open - 1];
        kept.assign(name);
        frame.rule = nullptr;
        frame.key = kept;
    }
    return true;
}

bool Decoder::endArray()
{
    --m_depth;
    if (m_raw.active()) {
        m_raw.close();
        return m_raw.active() || done();
    }
    --m_open;
    return done();
}

bool Decoder::endObject()
{
    --m_depth;
    if (m_raw.active()) {
        m_raw.close();
        return m_raw.active() || done();
    }
    const Frame closed = top();
    --m_open;
    if (closed.type->closed != nullptr)
        closed.type->closed(closed.target, *this);
    if (m_open > 0 && top().type == nullptr && top().rule->itemDone != nullptr
        && !top().rule->itemDone(top().target, *this))
        return false;
    return done();
}

Diagnostics Decoder::takeDiagnosticsOfItem()
{
    // Those of the list itself, made before this item, stay; there are at most a handful of them.
    Diagnostics taken = std::exchange(m_diagnostics, {});
    const auto prefix = pointer() + "/";
    std::erase_if(taken.items, [&](Diagnostic& diagnostic) {
        const bool isOther = !diagnostic.pointer.starts_with(prefix) && diagnostic.pointer + "/" != prefix;
        if (isOther)
            m_diagnostics.items.push_back(std::move(diagnostic));
        return isOther;
    });
    return taken;
}

std::string Decoder::pointer() const
{
    std::string pointer;
    for (std::size_t i = 0; i < m_open; ++i) {
        const Frame& frame = m_frames[i];
        if (frame.type == nullptr)
            appendIndex(pointer, frame.index);
        else
            appendField(pointer, frame.key);
    }
    return pointer;
}

} // namespace runlens
