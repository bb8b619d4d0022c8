// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/run_value.h"

#include "engine/wire/json_stream.h"
#include "engine/wire/run_writer.h"
#include "engine/wire/value_reader.h"

#include <charconv>
#include <string>

namespace runlens {
namespace {

constexpr std::string_view payload = "payload.";
constexpr std::string_view eventPayload = "trigger_event.payload.";

/// Takes the first part off.
std::string_view nextPart(std::string_view& path)
{
    const std::size_t end = std::min(path.find('.'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return part;
}

/// Of a field that stands twice, the one that readers take: the first that is not null.
const Value* fieldOf(const Value& value, std::string_view name)
{
    if (const auto* object = value.as<Value::Object>())
        for (const Field& field : *object)
            if (field.name == name && !field.value.isNull())
                return &field.value;
    return nullptr;
}

const Value* itemOf(const Value& value, std::string_view part)
{
    const auto* list = value.as<Value::Array>();
    if (list == nullptr)
        return fieldOf(value, part);
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    if (error != std::errc() || end != part.data() + part.size() || index >= list->size())
        return nullptr;
    return &(*list)[index];
}

std::optional<Value> valueAt(const Value& root, std::string_view path)
{
    const Value* value = &root;
    while (value != nullptr && !path.empty())
        value = itemOf(*value, nextPart(path));
    return value == nullptr || value->isNull() ? std::nullopt : std::optional(*value);
}

/// As paths of runs begin.
std::optional<Value> valueOfRun(const Value& run, std::string_view path)
{
    if (!path.starts_with(payload))
        return path.empty() ? std::nullopt : valueAt(run, path);
    return valueAt(run, std::string(eventPayload) + std::string(path.substr(payload.size())));
}

} // namespace

std::optional<Value> valueInDocument(std::string_view json, std::string_view path)
{
    const auto document = readValue(json);
    if (!document)
        return std::nullopt;
    const Value* data = fieldOf(*document, "data");
    return valueOfRun(data != nullptr && data->as<Value::Object>() != nullptr ? *data : *document, path);
}

std::optional<Value> valueInRun(const Run& run, std::string_view path)
{
    for (const std::string_view beginning : {payload, eventPayload})
        if (path.starts_with(beginning))
            return run.triggerEvent ? valueAt(run.triggerEvent->payload, path.substr(beginning.size())) : std::nullopt;
    std::string json;
    JsonStream out(json);
    appendRun(out, run);
    const auto value = readValue(json);
    return value ? valueOfRun(*value, path) : std::nullopt;
}

std::optional<Value> valueInSummary(const RunSummary& summary, std::string_view path)
{
    Run run;
    run.id = summary.id;
    run.automationId = summary.automationId;
    run.automationVersionId = summary.versionId;
    run.identityType = summary.identityType;
    run.identityValue = summary.identity;
    run.status = summary.status;
    run.currentStepKey = summary.open ? summary.atStep : StepKey();
    if (!summary.startInferred)
        run.startedAt = summary.started;
    if (!summary.endInferred)
        run.completedAt = summary.ended;
    run.sentCount = summary.sent;
    return valueInRun(run, path);
}

} // namespace runlens
