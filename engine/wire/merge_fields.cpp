// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/merge_fields.h"

#include "engine/wire/json_pointer.h"
#include "engine/wire/json_writer.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace runlens {
namespace {

std::string joined(const std::string& path, std::string_view name)
{
    std::string pointer;
    appendField(pointer, name);
    return path.empty() ? pointer.substr(1) : path + pointer;
}

void mergeOther(Value::Object& into, Value::Object& from, const std::string& path, const Differs& differs)
{
    for (auto& field : from) {
        const auto known = std::ranges::find(into, field.name, &Field::name);
        if (known == into.end())
            into.push_back(std::move(field));
        else if (!(known->value == field.value))
            differs(joined(path, field.name), toJson(known->value), toJson(field.value));
    }
}

void mergeAt(const ObjectType& type, void* into, void* from, const std::string& path, const Differs& differs)
{
    for (const auto& rule : type.rules) {
        if (rule.merge == nullptr)
            continue;
        if (rule.peek != nullptr) {
            void* kept = rule.peek(into);
            void* given = rule.peek(from);
            if (kept != nullptr && given != nullptr) {
                mergeAt(*rule.childType, kept, given, joined(path, rule.names[0]), differs);
                continue;
            }
        }
        if (rule.merge(into, from) == Merge::differs)
            differs(joined(path, rule.names[0]), rule.show(into), rule.show(from));
    }
    if (type.other != nullptr && !type.other(from)->empty())
        mergeOther(*type.other(into), *type.other(from), path, differs);
}

} // namespace

void mergeFields(const ObjectType& type, void* into, void* from, const Differs& differs)
{
    mergeAt(type, into, from, {}, differs);
}

} // namespace runlens
