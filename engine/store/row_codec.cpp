// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/row_codec.h"

#include "engine/wire/json_writer.h"
#include "engine/wire/value_reader.h"

#include <utility>

namespace runlens::store {
namespace {

constexpr std::int64_t unsubscribedFlag = 1;
constexpr std::int64_t emailSuppressedFlag = 2;
constexpr std::int64_t pushSuppressedFlag = 4;

std::string textIn(const Use& row, int column) { return std::string(row.text(column)); }

/// The JSON in a column; `absent` where it is empty. `number` is the row's, a `kind`.
Result<Value> valueIn(const Use& row, int column, const char* kind, std::int64_t number, Value absent)
{
    const auto json = row.text(column);
    if (json.empty())
        return absent;
    auto value = readValue(json);
    if (!value)
        return std::unexpected(Error{ErrorCode::storeCorrupt,
                                     "no JSON in " + std::string(kind) + ' ' + std::to_string(number) + ": "
                                         + value.error().message + ", " + value.error().where,
                                     row.path()});
    return value;
}

} // namespace

AutomationRow readAutomationRow(const Use& row)
{
    return {.number = row.as<AutomationNumber>(0),
            .name = textIn(row, 1),
            .description = textIn(row, 2),
            .status = row.as<AutomationStatus>(3),
            .reentry = row.as<journey::Reentry>(4),
            .definition = textIn(row, 5),
            .editorLayout = textIn(row, 6),
            .current = row.optional<VersionNumber>(7),
            .createdAt = row.instant(8),
            .updatedAt = row.instant(9)};
}

VersionRow readVersionRow(const Use& row)
{
    return {.number = row.as<VersionNumber>(0),
            .automation = row.as<AutomationNumber>(1),
            .ordinal = row.integer(2),
            .definition = textIn(row, 3),
            .publishedAt = row.instant(4)};
}

AssetRow readAssetRow(const Use& row)
{
    return {.kind = row.as<AssetKind>(0),
            .id = textIn(row, 1),
            .name = textIn(row, 2),
            .status = textIn(row, 3),
            .channel = row.optional<Channel>(4),
            .title = textIn(row, 5),
            .createdAt = row.instant(6)};
}

RefusalRow readRefusalRow(const Use& row)
{
    return {.event = row.as<Sequence>(0),
            .automation = row.as<AutomationNumber>(1),
            .why = row.as<journey::Admission>(2),
            .at = row.instant(3)};
}

RunRow readRunRow(const Use& row)
{
    return {.number = row.as<RunNumber>(0),
            .automation = row.as<AutomationNumber>(1),
            .version = row.as<VersionNumber>(2),
            .contact = row.as<ContactNumber>(3),
            .trigger = row.as<Sequence>(4),
            .status = row.as<RunStatus>(5),
            .currentStep = textIn(row, 14),
            .createdAt = row.instant(6),
            .startedAt = row.optional<Instant>(7),
            .finishedAt = row.optional<Instant>(8),
            .due = row.optional<Instant>(9),
            .timer = row.as<journey::TimerKind>(10),
            .waits = row.as<bool>(11),
            .listens = row.as<bool>(12),
            .changes = row.as<std::uint64_t>(13),
            .state = textIn(row, 15),
            .history = textIn(row, 16)};
}

OutboxRow readOutboxRow(const Use& row)
{
    return {.run = row.as<RunNumber>(0),
            .contact = row.as<ContactNumber>(1),
            .step = row.as<std::uint32_t>(2),
            .attempt = row.as<std::uint32_t>(3),
            .createdAt = row.instant(4),
            .claimedBy = row.optional<WorkerNumber>(5),
            .epoch = row.as<Epoch>(6),
            .fence = row.as<Fence>(7),
            .leaseUntil = row.instant(8)};
}

SlotRow readSlotRow(const Use& row)
{
    return {.contact = row.as<ContactNumber>(0),
            .run = row.as<RunNumber>(1),
            .step = row.as<std::uint32_t>(2),
            .takenAt = row.instant(3),
            .channel = row.as<Channel>(4)};
}

DeadLetterRow readDeadLetterRow(const Use& row)
{
    return {.number = row.as<DeadLetterNumber>(0),
            .run = row.as<RunNumber>(1),
            .event = row.as<Sequence>(2),
            .automation = row.as<AutomationNumber>(3),
            .stepKey = textIn(row, 4),
            .code = textIn(row, 5),
            .message = textIn(row, 6),
            .failedAt = row.instant(7),
            .replayedAt = row.optional<Instant>(8)};
}

AuditRow readAuditRow(const Use& row)
{
    return {.at = row.instant(0),
            .who = textIn(row, 1),
            .action = textIn(row, 2),
            .object = textIn(row, 3),
            .reason = textIn(row, 4)};
}

ContactColumns::ContactColumns(const journey::Contact& contact)
    : flags((contact.unsubscribed ? unsubscribedFlag : 0) | (contact.emailSuppressed ? emailSuppressedFlag : 0)
            | (contact.pushSuppressed ? pushSuppressedFlag : 0))
{
    if (const auto* object = contact.attributes.as<Value::Object>(); object == nullptr || !object->empty())
        attributes = toJson(contact.attributes);
    if (!contact.audiences.empty()) {
        Value::Array list;
        for (const std::string& audience : contact.audiences)
            list.emplace_back(audience);
        audiences = toJson(Value(std::move(list)));
    }
    if (!contact.topics.empty()) {
        Value::Object object;
        for (const journey::TopicSubscription& topic : contact.topics)
            object.push_back({topic.topic, Value(topic.subscribed)});
        topics = toJson(Value(std::move(object)));
    }
}

Result<ContactRow> readContactRow(const Use& row)
{
    ContactRow contact{.number = row.as<ContactNumber>(0),
                       .externalId = textIn(row, 1),
                       .email = textIn(row, 2),
                       .contact = {},
                       .createdAt = row.instant(8),
                       .updatedAt = row.instant(9)};
    const auto flags = row.integer(3);
    contact.contact.unsubscribed = (flags & unsubscribedFlag) != 0;
    contact.contact.emailSuppressed = (flags & emailSuppressedFlag) != 0;
    contact.contact.pushSuppressed = (flags & pushSuppressedFlag) != 0;
    contact.contact.zone = row.text(4);
    auto attributes = valueIn(row, 5, "contact", row.integer(0), Value(Value::Object{}));
    if (!attributes)
        return std::unexpected(std::move(attributes.error()));
    contact.contact.attributes = std::move(*attributes);
    const auto audiences = valueIn(row, 6, "contact", row.integer(0), Value(Value::Array{}));
    if (!audiences)
        return std::unexpected(audiences.error());
    if (const auto* list = audiences->as<Value::Array>())
        for (const Value& audience : *list)
            if (const auto* id = audience.as<std::string>())
                contact.contact.audiences.push_back(*id);
    const auto topics = valueIn(row, 7, "contact", row.integer(0), Value(Value::Object{}));
    if (!topics)
        return std::unexpected(topics.error());
    if (const auto* object = topics->as<Value::Object>())
        for (const Field& topic : *object)
            if (const auto* subscribed = topic.value.as<bool>())
                contact.contact.topics.push_back({topic.name, *subscribed});
    return contact;
}

std::string payloadText(const Value& payload) { return payload.isNull() ? std::string() : toJson(payload); }

Result<EventRow> readEventRow(const Use& row, int first)
{
    auto payload = valueIn(row, first + 9, "event", row.integer(first), Value());
    if (!payload)
        return std::unexpected(std::move(payload.error()));
    return EventRow{.sequence = row.as<Sequence>(first),
                    .contact = row.as<ContactNumber>(first + 1),
                    .name = textIn(row, first + 6),
                    .payload = std::move(*payload),
                    .occurredAt = row.optional<Instant>(first + 3),
                    .receivedAt = row.instant(first + 2),
                    .depth = row.as<std::uint16_t>(first + 4),
                    .idempotencyKey = textIn(row, first + 8),
                    .identityType = row.as<IdentityType>(first + 5),
                    .identityValue = textIn(row, first + 7)};
}

} // namespace runlens::store
