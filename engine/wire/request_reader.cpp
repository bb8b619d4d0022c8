// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/wire/request_reader.h"

#include "engine/base/thread_watch.h"
#include "engine/wire/json_writer.h"
#include "engine/wire/reader.h"
#include "engine/wire/strict_object.h"
#include "engine/wire/value_reader.h"

#include <array>
#include <utility>

namespace runlens {
namespace {

constexpr std::size_t mostText = 4000; ///< descriptions and reasons

/// Reads the body as `read(object, value)` does.
template <class T, class Read>
Result<Parsed<T>> readBody(std::string_view json, Read read)
{
    noteWork(Work::parse, json.size());
    const auto root = readValue(json);
    if (!root)
        return std::unexpected(root.error());
    if (root->as<Value::Object>() == nullptr)
        return std::unexpected(Error{ErrorCode::wrongDocument, "expected an object", ""});
    Parsed<T> parsed;
    StrictObject object(*root, "", parsed.diagnostics);
    read(object, parsed);
    object.close();
    return parsed;
}

void shortText(StrictObject& object, std::string_view name, std::string& out, Need need = Need::optional,
               std::size_t most = mostIdBytes)
{
    if (object.text(name, out, need) && out.size() > most) {
        object.wrong(name, "expected a text of at most " + std::to_string(most) + " bytes");
        out.clear();
    }
}

void optionalText(StrictObject& object, std::string_view name, std::optional<std::string>& out,
                  std::size_t most = mostIdBytes)
{
    std::string text;
    if (!object.has(name)) {
        object.any(name);
        return;
    }
    shortText(object, name, text, Need::optional, most);
    out = std::move(text);
}

void readTime(StrictObject& object, std::string_view name, std::optional<Instant>& out)
{
    Instant time{};
    if (object.time(name, time))
        out = time;
}

void readIdentity(StrictObject& object, IdentityFields& identity)
{
    shortText(object, "contact_id", identity.contactId);
    shortText(object, "external_id", identity.externalId);
    shortText(object, "email", identity.email);
    if (!object.has("contact_id") && !object.has("external_id") && !object.has("email"))
        object.wrong({}, "expected one of contact_id, external_id and email");
}

/// JSON of the definition, where its fields have their types.
void readDefinitionField(StrictObject& object, Diagnostics& problems, std::optional<std::string>& out, Need need)
{
    const Value* value = object.any("definition", need);
    if (value == nullptr)
        return;
    std::string json = toJson(*value);
    auto read = readAutomation(json);
    if (!read) {
        object.wrong("definition", "expected an object with trigger, steps and connections");
        return;
    }
    for (Diagnostic& problem : read->diagnostics.items)
        problems.add(problem.code, object.pointerTo("definition") + problem.pointer, std::move(problem.detail));
    problems.suppressed += read->diagnostics.suppressed;
    out = std::move(json);
}

Result<Parsed<AutomationRequest>> readAutomationRequest(std::string_view json, Need need)
{
    return readBody<AutomationRequest>(json, [need](StrictObject& object, Parsed<AutomationRequest>& parsed) {
        AutomationRequest& request = parsed.value;
        if (need == Need::required)
            object.any("name", Need::required);
        optionalText(object, "name", request.name);
        if (request.name && request.name->empty())
            object.wrong("name", "expected a text, found an empty one");
        optionalText(object, "description", request.description, mostText);
        readDefinitionField(object, parsed.diagnostics, request.definition, need);
        Value::Object layout;
        if (object.object("editor_layout", layout))
            request.editorLayout = toJson(Value(std::move(layout)));
        constexpr std::array<std::string_view, 3> words{"every_time", "once", "one_at_a_time"};
        std::size_t word = 0;
        if (object.choice("reentry", words, word))
            request.reentry = static_cast<ReentryWord>(word);
    });
}

void readMemberships(StrictObject& object, Diagnostics& problems, std::string_view list, std::string_view idName,
                     std::string_view flagName, std::vector<ContactRequest::Membership>& out)
{
    object.list(list, [&](const Value& value, const std::string& pointer) {
        ContactRequest::Membership membership;
        if (const auto* id = value.as<std::string>()) {
            membership.id = *id;
        } else {
            StrictObject item(value, pointer, problems);
            shortText(item, idName, membership.id, Need::required);
            item.boolean(flagName, membership.member);
            item.close();
        }
        out.push_back(std::move(membership));
    });
}

} // namespace

Result<Parsed<EventRequest>> readEventRequest(std::string_view json)
{
    return readBody<EventRequest>(json, [](StrictObject& object, Parsed<EventRequest>& parsed) {
        EventRequest& request = parsed.value;
        shortText(object, "event", request.event, Need::required);
        readIdentity(object, request.identity);
        Value::Object payload;
        if (object.object("payload", payload))
            request.payload = Value(std::move(payload));
        readTime(object, "occurred_at", request.occurredAt);
        shortText(object, "idempotency_key", request.idempotencyKey);
    });
}

Result<Parsed<AutomationRequest>> readNewAutomation(std::string_view json)
{
    return readAutomationRequest(json, Need::required);
}

Result<Parsed<AutomationRequest>> readChangedAutomation(std::string_view json)
{
    return readAutomationRequest(json, Need::optional);
}

Result<Parsed<std::string>> readReason(std::string_view json)
{
    if (json.empty())
        return Parsed<std::string>{};
    return readBody<std::string>(json, [](StrictObject& object, Parsed<std::string>& parsed) {
        shortText(object, "reason", parsed.value, Need::optional, mostText);
    });
}

Result<Parsed<ContactRequest>> readContactRequest(std::string_view json)
{
    return readBody<ContactRequest>(json, [](StrictObject& object, Parsed<ContactRequest>& parsed) {
        ContactRequest& request = parsed.value;
        readIdentity(object, request.identity);
        object.object("fields", request.fields);
        optionalText(object, "zone", request.zone);
        bool unsubscribed = false;
        if (object.boolean("unsubscribed", unsubscribed))
            request.unsubscribed = unsubscribed;
        readMemberships(object, parsed.diagnostics, "audiences", "audience_id", "member", request.audiences);
        readMemberships(object, parsed.diagnostics, "topics", "topic_id", "is_subscribed", request.topics);
    });
}

Result<Parsed<AssetRequest>> readTemplateRequest(std::string_view json)
{
    return readBody<AssetRequest>(json, [](StrictObject& object, Parsed<AssetRequest>& parsed) {
        AssetRequest& request = parsed.value;
        shortText(object, "id", request.id, Need::required);
        shortText(object, "name", request.name);
        constexpr std::array<std::string_view, 2> channels{"email", "push"};
        std::size_t channel = 0;
        if (object.choice("channel", channels, channel, Need::required))
            request.channel = static_cast<ChannelWord>(channel);
        request.status = "published";
        shortText(object, "status", request.status);
        shortText(object, "title", request.title);
        if (object.has("title") && object.has("subject"))
            object.wrong("subject", "the title is given already");
        shortText(object, "subject", request.title);
    });
}

Result<Parsed<AssetRequest>> readAssetRequest(std::string_view json)
{
    return readBody<AssetRequest>(json, [](StrictObject& object, Parsed<AssetRequest>& parsed) {
        shortText(object, "id", parsed.value.id, Need::required);
        shortText(object, "name", parsed.value.name);
    });
}

Result<Parsed<MessageEventRequest>> readMessageEventRequest(std::string_view json)
{
    return readBody<MessageEventRequest>(json, [](StrictObject& object, Parsed<MessageEventRequest>& parsed) {
        MessageEventRequest& request = parsed.value;
        shortText(object, "message_id", request.messageId, Need::required);
        std::size_t type = 0;
        if (object.choice("type", messageReportWords, type, Need::required))
            request.type = static_cast<MessageReport>(type);
        readTime(object, "occurred_at", request.occurredAt);
    });
}

} // namespace runlens
