// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/list_reader.h"

#include "engine/base/thread_watch.h"
#include "engine/wire/automation_tables.h"
#include "engine/wire/decoder.h"
#include "engine/wire/field_rules.h"
#include "engine/wire/sax.h"
#include "engine/wire/sniff.h"
#include "engine/wire/wrong_document.h"

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace runlens {
namespace {

using namespace rules;

/// The rows of a list, and what stands around it.
template <class Row>
struct ListSink {
    std::vector<Row> rows;
    std::unordered_map<std::string, std::size_t> byId; ///< index into rows
    bool hasMore = false;
    std::string nextCursor;
    std::string object;

    static void* start(void* sink, Decoder& /*decoder*/) { return &static_cast<ListSink*>(sink)->rows.emplace_back(); }
    /// A row of an id that came before takes the place of that one.
    static bool done(void* sink, Decoder& decoder)
    {
        auto& list = *static_cast<ListSink*>(sink);
        const std::string id = list.rows.back().id.text();
        if (id.empty()) {
            decoder.diagnostics().add(DiagnosticCode::missingId, decoder.pointer(), {});
            return true;
        }
        const auto [earlier, isNew] = list.byId.try_emplace(id, list.rows.size() - 1);
        if (isNew)
            return true;
        decoder.diagnostics().add(DiagnosticCode::repeatedId, decoder.pointer() + "/id", id);
        list.rows[earlier->second] = std::move(list.rows.back());
        list.rows.pop_back();
        return true;
    }
};

template <class Row>
constexpr FieldRule rowsOf(const ObjectType& type, std::string_view name)
{
    FieldRule rule = plain("a list", name);
    rule.itemType = &type;
    rule.item = &ListSink<Row>::start;
    rule.itemDone = &ListSink<Row>::done;
    return rule;
}

template <class Row>
constexpr auto innerRules(const ObjectType& type)
{
    using Sink = ListSink<Row>;
    return table(rowsOf<Row>(type, "data"), rowsOf<Row>(type, "items"), boolean<&Sink::hasMore>("has_more"),
                 text<&Sink::nextCursor>("next_cursor"), text<&Sink::object>("object"));
}

template <class Row>
constexpr auto outerRules(const ObjectType& type, const ObjectType& inner)
{
    auto all = innerRules<Row>(type);
    all[0].expected = "a list or an object";
    all[0].childType = &inner;
    all[0].child = [](void* sink, Decoder&) -> void* { return sink; };
    return all;
}

constexpr auto innerAutomationRules = innerRules<Automation>(automationType);
constexpr ObjectType innerAutomations(innerAutomationRules);
constexpr auto outerAutomationRules = outerRules<Automation>(automationType, innerAutomations);
constexpr ObjectType outerAutomations(outerAutomationRules);
constexpr FieldRule bareAutomations = rowsOf<Automation>(automationType, "data");

constexpr auto refusalRules =
    table(text<&EventRefusal::automation>("automation_id"), text<&EventRefusal::reason>("reason"));
constexpr ObjectType refusalType(refusalRules);
constexpr auto eventRules =
    table(text<&ListedEvent::id>("id"), text<&ListedEvent::name>("event", "event_name", "name"),
          any<&ListedEvent::payload>("payload"), time<&ListedEvent::occurredAt>("occurred_at"),
          time<&ListedEvent::receivedAt>("received_at"), text<&ListedEvent::contact>("contact_id"),
          word<&ListedEvent::identityType, identityTypeOf>("resolved_identity_type"),
          text<&ListedEvent::identityValue>("resolved_identity_value"),
          list<&ListedEvent::refusals>(refusalType, "refusals"));
constexpr ObjectType listedEventType(eventRules, &otherOf<&ListedEvent::other>);

constexpr auto innerEventRules = innerRules<ListedEvent>(listedEventType);
constexpr ObjectType innerEvents(innerEventRules);
constexpr auto outerEventRules = outerRules<ListedEvent>(listedEventType, innerEvents);
constexpr ObjectType outerEvents(outerEventRules);
constexpr FieldRule bareEvents = rowsOf<ListedEvent>(listedEventType, "data");

template <class Row>
Result<Parsed<ListSink<Row>>> readList(std::string_view json, const ObjectType& envelope, const FieldRule& bare,
                                       std::string_view wanted)
{
    noteWork(Work::parse, json.size());
    const auto sniffed = sniff(json);
    // An item that does not fit costs only itself.
    if (sniffed.kind != DocumentKind::runList && sniffed.kind != DocumentKind::otherList)
        return std::unexpected(wrongDocument(json, sniffed.kind, wanted));
    Parsed<ListSink<Row>> parsed;
    Decoder decoder(envelope, bare, &parsed.value);
    if (auto error = readJson(json, &decoder))
        return std::unexpected(std::move(*error));
    parsed.diagnostics = std::move(decoder.diagnostics());
    return parsed;
}

} // namespace

Result<Parsed<AutomationPage>> readAutomationList(std::string_view json)
{
    auto list = readList<Automation>(json, outerAutomations, bareAutomations, "a list of automations");
    if (!list)
        return std::unexpected(std::move(list.error()));
    auto& sink = list->value;
    return Parsed<AutomationPage>{
        {std::move(sink.rows), sink.hasMore, std::move(sink.nextCursor), std::move(sink.object)},
        std::move(list->diagnostics)};
}

Result<Parsed<EventPage>> readEventList(std::string_view json)
{
    auto list = readList<ListedEvent>(json, outerEvents, bareEvents, "a list of events");
    if (!list)
        return std::unexpected(std::move(list.error()));
    auto& sink = list->value;
    return Parsed<EventPage>{{std::move(sink.rows), sink.hasMore, std::move(sink.nextCursor)},
                             std::move(list->diagnostics)};
}

std::vector<StatusCount> statusCountsOf(const Automation& automation)
{
    std::vector<StatusCount> counts;
    const auto* fields = automation.runCounts.as<Value::Object>();
    if (fields == nullptr)
        return counts;
    for (const Field& field : *fields)
        if (const auto* count = field.value.as<std::int64_t>(); count != nullptr && *count >= 0)
            counts.push_back({runStatusOf(field.name), static_cast<std::uint64_t>(*count)});
    return counts;
}

} // namespace runlens
