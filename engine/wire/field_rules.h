// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the rules of a table from members: `time<&Wait::timeoutAt>("timeout_at")`. Private to wire.
#pragma once

#include "engine/base/id.h"
#include "engine/domain/named.h"
#include "engine/domain/time.h"
#include "engine/wire/field_rule.h"
#include "engine/wire/json_writer.h"

#include <array>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace runlens::rules {

template <auto Member>
struct MemberOf;
template <class C, class T, T C::* Member>
struct MemberOf<Member> {
    using Type = T;
    static T& of(void* object) { return static_cast<C*>(object)->*Member; }
    static const T& of(const void* object) { return static_cast<const C*>(object)->*Member; }
};
template <auto Member>
using TypeOf = typename MemberOf<Member>::Type;

template <class Tag>
bool present(const Id<Tag>& id)
{
    return !id.empty();
}
template <class E>
bool present(const Named<E>& word)
{
    return word.present();
}
template <class T>
bool present(const std::optional<T>& value)
{
    return value.has_value();
}
template <class T>
bool present(const std::vector<T>& list)
{
    return !list.empty();
}
inline bool present(const std::string& text) { return !text.empty(); }
inline bool present(const Value& value) { return !value.isNull(); }

template <class Tag>
std::string shown(const Id<Tag>& id)
{
    return id.text();
}
template <class E>
std::string shown(const Named<E>& word)
{
    return std::string(word.name());
}
template <class T>
std::string shown(const std::vector<T>& list)
{
    return std::to_string(list.size()) + " items";
}
inline std::string shown(const std::string& text) { return text; }
inline std::string shown(const Value& value) { return toJson(value); }
inline std::string shown(const std::optional<Instant>& time) { return time ? formatInstant(*time) : std::string(); }
inline std::string shown(const std::optional<std::int64_t>& number)
{
    return number ? std::to_string(*number) : std::string();
}

template <auto Member>
Merge merge(void* into, void* from)
{
    auto& target = MemberOf<Member>::of(into);
    auto& source = MemberOf<Member>::of(from);
    if (!present(source) || target == source)
        return Merge::same;
    if (present(target))
        return Merge::differs;
    target = std::move(source);
    return Merge::filled;
}

template <auto Member>
std::string show(const void* object)
{
    return shown(MemberOf<Member>::of(object));
}

template <auto Member>
bool setText(void* object, std::string_view text)
{
    auto& target = MemberOf<Member>::of(object);
    if constexpr (std::is_same_v<TypeOf<Member>, std::string>)
        target.assign(text);
    else
        target = TypeOf<Member>(std::string(text));
    return true;
}

template <auto Member>
bool setTime(void* object, std::string_view text)
{
    auto& target = MemberOf<Member>::of(object);
    target = parseInstant(text);
    return target.has_value();
}

template <auto Member, auto Parse>
bool setWord(void* object, std::string_view text)
{
    MemberOf<Member>::of(object) = Parse(text);
    return true;
}

/// A rule that takes nothing yet. (Names are parameters: GCC 12 takes no default ones for constants.)
constexpr FieldRule plain(std::string_view expected, std::string_view name, std::string_view also = {},
                          std::string_view or2 = {})
{
    FieldRule rule;
    rule.names = {name, also, or2};
    rule.expected = expected;
    return rule;
}

template <auto Member>
constexpr FieldRule base(std::string_view expected, std::string_view name, std::string_view also, std::string_view or2)
{
    FieldRule rule = plain(expected, name, also, or2);
    if constexpr (requires { &merge<Member>; })
        rule.merge = &merge<Member>;
    return rule;
}

/// The rules of one kind of object.
template <class... Rule>
constexpr std::array<FieldRule, sizeof...(Rule)> table(const Rule&... rule)
{
    return {rule...};
}

/// A text or an id.
template <auto Member>
constexpr FieldRule text(std::string_view name, std::string_view also = {}, std::string_view or2 = {})
{
    FieldRule rule = base<Member>("a text", name, also, or2);
    rule.text = &setText<Member>;
    rule.show = &show<Member>;
    return rule;
}

template <auto Member>
constexpr FieldRule time(std::string_view name, std::string_view also = {}, std::string_view or2 = {})
{
    FieldRule rule = base<Member>("a time", name, also, or2);
    rule.text = &setTime<Member>;
    rule.misfit = DiagnosticCode::badTime;
    rule.show = &show<Member>;
    return rule;
}

/// A word of the contract; one that is not in it is kept.
template <auto Member, auto Parse>
constexpr FieldRule word(std::string_view name, std::string_view also = {})
{
    FieldRule rule = base<Member>("a text", name, also, {});
    rule.text = &setWord<Member, Parse>;
    rule.show = &show<Member>;
    return rule;
}

template <auto Member>
constexpr FieldRule integer(std::string_view name)
{
    FieldRule rule = base<Member>("a whole number", name, {}, {});
    rule.integer = [](void* object, std::int64_t value) { MemberOf<Member>::of(object) = value; };
    rule.show = &show<Member>;
    return rule;
}

template <auto Member>
constexpr FieldRule boolean(std::string_view name)
{
    FieldRule rule = plain("true or false", name);
    rule.boolean = [](void* object, bool value) { MemberOf<Member>::of(object) = value; };
    return rule;
}

/// Any JSON, kept as it is.
template <auto Member>
constexpr FieldRule any(std::string_view name)
{
    FieldRule rule = base<Member>("a value", name, {}, {});
    rule.value = [](void* object) { return &MemberOf<Member>::of(object); };
    rule.show = &show<Member>;
    return rule;
}

/// An object nested in an optional, or in a plain member.
template <auto Member>
constexpr FieldRule object(const ObjectType& type, std::string_view name)
{
    FieldRule rule = plain("an object", name);
    rule.childType = &type;
    if constexpr (requires(TypeOf<Member>& member) { member.emplace(); }) {
        rule.child = [](void* owner, Decoder&) -> void* { return &MemberOf<Member>::of(owner).emplace(); };
        rule.peek = [](void* owner) -> void* {
            auto& member = MemberOf<Member>::of(owner);
            return member ? &*member : nullptr;
        };
        rule.merge = &merge<Member>;
    } else {
        rule.child = [](void* owner, Decoder&) -> void* { return &MemberOf<Member>::of(owner); };
    }
    return rule;
}

/// A list of objects.
template <auto Member>
constexpr FieldRule list(const ObjectType& type, std::string_view name, std::string_view also = {})
{
    FieldRule rule = base<Member>("a list", name, also, {});
    rule.item = [](void* owner, Decoder&) -> void* { return &MemberOf<Member>::of(owner).emplace_back(); };
    rule.itemType = &type;
    rule.show = &show<Member>;
    return rule;
}

/// The unknown fields of an object that keeps them in `Member`.
template <auto Member>
Value::Object* otherOf(void* object)
{
    return &MemberOf<Member>::of(object);
}

} // namespace runlens::rules
