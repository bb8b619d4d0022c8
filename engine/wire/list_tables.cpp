// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/list_tables.h"

#include "engine/wire/decoder.h"
#include "engine/wire/field_rules.h"
#include "engine/wire/run_tables.h"

namespace runlens {
namespace {

using namespace rules;

void* startRun(void* sink, Decoder& decoder)
{
    Run& run = static_cast<RunSink*>(sink)->next();
    decoder.draft().begin(run);
    return &run;
}

bool endRun(void* sink, Decoder& decoder) { return static_cast<RunSink*>(sink)->take(decoder); }

constexpr FieldRule runs(std::string_view name)
{
    FieldRule rule = plain("a list", name);
    rule.itemType = &runType;
    rule.item = &startRun;
    rule.itemDone = &endRun;
    return rule;
}

constexpr auto innerRules = table(runs("data"), runs("runs"), runs("items"), boolean<&RunSink::hasMore>("has_more"),
                                  text<&RunSink::nextCursor>("next_cursor"));
constexpr ObjectType innerType(innerRules);

/// `data` is the list, or an object that has it.
constexpr FieldRule data()
{
    FieldRule rule = runs("data");
    rule.expected = "a list or an object";
    rule.childType = &innerType;
    rule.child = [](void* sink, Decoder&) -> void* { return sink; };
    return rule;
}

constexpr auto outerRules = table(data(), runs("runs"), runs("items"), boolean<&RunSink::hasMore>("has_more"),
                                  text<&RunSink::nextCursor>("next_cursor"));

} // namespace

constexpr ObjectType listEnvelope(outerRules);
constexpr FieldRule bareList = runs("data");

} // namespace runlens
