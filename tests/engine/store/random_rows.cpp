// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/random_rows.h"

#include <rapidcheck.h>

#include <cmath>
#include <vector>

namespace runlens::store {
namespace {

template <class E>
E anyOf(int last, int first = 0)
{
    return static_cast<E>(*rc::gen::inRange(first, last + 1));
}
template <class T>
std::optional<T> maybe(T value)
{
    return *rc::gen::arbitrary<bool>() ? std::optional<T>(std::move(value)) : std::nullopt;
}
/// Any that a store may hold: up to 63 bits.
template <class T>
T anyNumber()
{
    return static_cast<T>(*rc::gen::inRange<std::int64_t>(1, INT64_MAX));
}

} // namespace

std::string anyText()
{
    const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "a", "b", "\"", "'", "\\", "\n", "\x01", "\x7F", "/", "é", "\u202E", "漢", "😀", " ", "\t", "%", "_"));
    std::string text;
    for (const std::string& part : parts)
        text += part;
    return text;
}

std::string anyBytes() { return *rc::gen::arbitrary<std::string>(); }

Instant anyInstant() { return Instant(Duration(*rc::gen::inRange<std::int64_t>(-1'000'000, 4'000'000'000'000'000))); }

Value anyJson(int depth)
{
    switch (*rc::gen::inRange(0, depth > 0 ? 8 : 6)) {
    case 0: return {};
    case 1: return Value(*rc::gen::arbitrary<bool>());
    case 2: return Value(*rc::gen::arbitrary<std::int64_t>());
    // One that an int64 holds would be read as one.
    case 3: return Value(*rc::gen::arbitrary<std::uint64_t>() | (std::uint64_t{1} << 63U));
    case 4: {
        const auto number = *rc::gen::arbitrary<double>();
        return Value(std::isfinite(number) ? number : 0.5);
    }
    case 5: return Value(anyText());
    case 6: {
        Value::Array list;
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            list.push_back(anyJson(depth - 1));
        return Value(std::move(list));
    }
    default: {
        Value::Object object;
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            object.push_back({anyText(), anyJson(depth - 1)});
        return Value(std::move(object));
    }
    }
}

AutomationRow anyAutomation(AutomationNumber number)
{
    return {.number = number,
            .name = anyText(),
            .description = anyText(),
            .status = anyOf<AutomationStatus>(2),
            .reentry = anyOf<journey::Reentry>(2),
            .definition = anyText(),
            .editorLayout = anyText(),
            .current = maybe(anyNumber<VersionNumber>()),
            .createdAt = anyInstant(),
            .updatedAt = anyInstant()};
}

VersionRow anyVersion(VersionNumber number)
{
    return {.number = number,
            .automation = anyNumber<AutomationNumber>(),
            .ordinal = anyNumber<std::int64_t>(),
            .definition = anyText(),
            .publishedAt = anyInstant()};
}

AssetRow anyAsset()
{
    return {.kind = anyOf<AssetKind>(4),
            .id = anyText(),
            .name = anyText(),
            .status = anyText(),
            .channel = maybe(anyOf<Channel>(1)),
            .title = anyText(),
            .createdAt = anyInstant()};
}

ContactRow anyContact(ContactNumber number)
{
    ContactRow row{.number = number,
                   .externalId = {},
                   .email = {},
                   .contact = {},
                   .createdAt = anyInstant(),
                   .updatedAt = anyInstant()};
    if (*rc::gen::arbitrary<bool>())
        row.contact.attributes = anyJson();
    row.contact.zone = anyText();
    row.contact.unsubscribed = *rc::gen::arbitrary<bool>();
    row.contact.emailSuppressed = *rc::gen::arbitrary<bool>();
    row.contact.pushSuppressed = *rc::gen::arbitrary<bool>();
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
        row.contact.audiences.push_back(anyText());
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
        row.contact.topics.push_back({anyText(), *rc::gen::arbitrary<bool>()});
    return row;
}

EventRow anyEvent(Sequence sequence)
{
    return {.sequence = sequence,
            .contact = anyNumber<ContactNumber>(),
            .name = anyText(),
            .payload = anyJson(),
            .occurredAt = maybe(anyInstant()),
            .receivedAt = anyInstant(),
            .depth = *rc::gen::arbitrary<std::uint16_t>(),
            .idempotencyKey = {},
            .identityType = anyOf<IdentityType>(3),
            .identityValue = anyText()};
}

RefusalRow anyRefusal(Sequence event, AutomationNumber automation)
{
    return {.event = event, .automation = automation, .why = anyOf<journey::Admission>(6), .at = anyInstant()};
}

RunRow anyRun(RunNumber number)
{
    return {.number = number,
            .automation = anyNumber<AutomationNumber>(),
            .version = anyNumber<VersionNumber>(),
            .contact = anyNumber<ContactNumber>(),
            .trigger = anyNumber<Sequence>(),
            .status = anyOf<RunStatus>(6, 1),
            .currentStep = anyText(),
            .createdAt = anyInstant(),
            .startedAt = maybe(anyInstant()),
            .finishedAt = maybe(anyInstant()),
            .due = maybe(anyInstant()),
            .timer = anyOf<journey::TimerKind>(3),
            .waits = *rc::gen::arbitrary<bool>(),
            .listens = *rc::gen::arbitrary<bool>(),
            .changes = anyNumber<std::uint64_t>(),
            .state = anyBytes(),
            .history = anyBytes()};
}

OutboxRow anyOutbox(RunNumber run)
{
    return {.run = run,
            .contact = anyNumber<ContactNumber>(),
            .step = *rc::gen::arbitrary<std::uint32_t>(),
            .attempt = *rc::gen::arbitrary<std::uint32_t>(),
            .createdAt = anyInstant(),
            .claimedBy = maybe(static_cast<WorkerNumber>(*rc::gen::arbitrary<std::uint32_t>())),
            .epoch = anyNumber<Epoch>(),
            .fence = anyNumber<Fence>(),
            .leaseUntil = anyInstant()};
}

SlotRow anySlot(RunNumber run)
{
    return {.contact = anyNumber<ContactNumber>(),
            .run = run,
            .step = *rc::gen::arbitrary<std::uint32_t>(),
            .takenAt = anyInstant(),
            .channel = anyOf<Channel>(1)};
}

DeadLetterRow anyDeadLetter(DeadLetterNumber number)
{
    return {.number = number,
            .run = anyNumber<RunNumber>(),
            .event = anyNumber<Sequence>(),
            .automation = anyNumber<AutomationNumber>(),
            .stepKey = anyText(),
            .code = anyText(),
            .message = anyText(),
            .failedAt = anyInstant(),
            .replayedAt = maybe(anyInstant())};
}

AuditRow anyAudit()
{
    return {.at = anyInstant(), .who = anyText(), .action = anyText(), .object = anyText(), .reason = anyText()};
}

} // namespace runlens::store
