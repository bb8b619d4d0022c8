// SPDX-License-Identifier: GPL-3.0-or-later
// Commands about events, contacts and messages.
#include "engine/journey/history.h"
#include "engine/journey/message_report.h"
#include "engine/journey/run_codec.h"
#include "engine/runtime/command_handler.h"

#include <algorithm>
#include <utility>

namespace runlens::runtime {
namespace {

/// Is the known event of an idempotency key what is asked for again? Its identity is that of the contact it went to.
bool isSame(Session& session, const store::EventRow& known, const IngestEvent& command)
{
    if (known.name != command.name || !(known.payload == command.payload)
        || (command.occurredAt && known.occurredAt != command.occurredAt))
        return false;
    const Identity& identity = command.identity;
    const ContactWork* contact = session.contact(known.contact);
    if (contact == nullptr)
        return false;
    const auto fits = [](const std::string& said, const std::string& is) { return said.empty() || said == is; };
    return fits(identity.contactId, store::idOf(known.contact).text())
           && fits(identity.externalId, contact->row.externalId)
           && fits(normalisedEmail(identity.email), contact->row.email);
}

bool isPayload(const Value& payload) { return payload.isNull() || payload.as<Value::Object>() != nullptr; }

/// Was the message of that step handed over?
bool wasSent(const RunWork& run, journey::StepIndex step, std::span<const journey::HistoryEntry> history)
{
    return std::ranges::any_of(history, [&](const journey::HistoryEntry& entry) {
        const auto* actions = std::get_if<journey::HistoryEntry::Did>(&entry.what);
        return actions != nullptr && std::ranges::any_of(*actions, [&](const journey::Action& action) {
                   const auto* record = std::get_if<journey::Record>(&action);
                   const auto* ended = record ? std::get_if<journey::AttemptEnded>(record) : nullptr;
                   return ended != nullptr && ended->step == step
                          && ended->result == journey::AttemptEnded::Result::done
                          && std::holds_alternative<journey::SendStep>(run.plan->steps[step].what);
               });
    });
}

} // namespace

Result<Reply> carryOut(Session& session, const IngestEvent& command)
{
    if (!journey::isEventName(command.name))
        return refused(ErrorCode::unprocessable,
                       "an event's name is lowercase words of letters, digits and underscores, separated by dots",
                       "/event");
    if (journey::isReservedEventName(command.name))
        return refused(ErrorCode::unprocessable, "names that begin with sendrealm. are the platform's", "/event");
    if (!isPayload(command.payload))
        return refused(ErrorCode::unprocessable, "the payload is an object", "/payload");
    if (!command.idempotencyKey.empty()) {
        if (const auto known = session.take(session.transaction().eventByKey(command.idempotencyKey))) {
            if (!isSame(session, *known, command))
                return refused(ErrorCode::conflict, "this idempotency key was used for another event",
                               "/idempotency_key");
            return EventReceipt{store::eventIdOf(known->sequence),
                                known->name,
                                known->identityType,
                                known->identityValue,
                                known->occurredAt.value_or(known->receivedAt),
                                true};
        }
    }
    auto& memory = session.memory();
    if (!journey::mayIngest(session.options().policy.caps, memory.usage.at(session.now())))
        return refused(ErrorCode::overloaded, "the project's cap on events is reached");
    auto who = resolve(session, command.identity);
    if (!who)
        return std::unexpected(who.error());
    const Instant occurredAt = command.occurredAt.value_or(session.now());
    const auto event = session.ingest(*who->contact, {.name = command.name,
                                                      .payload = command.payload,
                                                      .occurredAt = occurredAt,
                                                      .idempotencyKey = command.idempotencyKey,
                                                      .identityType = who->type,
                                                      .identityValue = who->value});
    return EventReceipt{event->id, event->name, who->type, who->value, occurredAt, false};
}

Result<Reply> carryOut(Session& session, const PutContact& command)
{
    if (command.zone && !command.zone->empty() && !simulation::zoneOffsets(*command.zone, session.now(), session.now()))
        return refused(ErrorCode::unprocessable, "there is no such time zone", "/timezone");
    auto who = resolve(session, command.identity);
    if (!who)
        return std::unexpected(who.error());
    ContactWork& contact = *who->contact;
    if (command.zone && contact.row.contact.zone != *command.zone) {
        contact.row.contact.zone = *command.zone;
        contact.changed = true;
    }
    if (command.unsubscribed && contact.row.contact.unsubscribed != *command.unsubscribed) {
        contact.row.contact.unsubscribed = *command.unsubscribed;
        contact.changed = true;
    }
    if (!command.fields.empty())
        session.change(contact, journey::UpdateFields{command.fields});
    for (const auto& audience : command.audiences)
        session.change(contact, audience);
    for (const auto& topic : command.topics)
        session.change(contact, topic);
    return ContactReceipt{contact.row, who->created};
}

Result<Reply> carryOut(Session& session, const ReportMessage& command)
{
    const auto unknown = [&] {
        return refused(ErrorCode::notFound, "no such message was sent", command.message.text());
    };
    const auto origin = journey::originOf(command.message);
    const auto number = origin ? store::runNumberOf(origin->run.text()) : std::nullopt;
    RunWork* run = number ? session.run(*number) : nullptr;
    if (run == nullptr)
        return unknown();
    const auto& steps = run->plan->steps;
    const auto found = std::ranges::find(steps, origin->step, &journey::PlanStep::key);
    if (found == steps.end())
        return unknown();
    const auto step = static_cast<journey::StepIndex>(found - steps.begin());
    // Who was told needs no events: only what became of the send is asked.
    const auto history = journey::decodeHistory(run->row.history, *run->plan, [](journey::Sequence sequence) {
        auto event = std::make_shared<journey::EventRecord>();
        event->sequence = sequence;
        return event;
    });
    ContactWork* contact = session.contact(run->row.contact);
    if (!history || contact == nullptr || !wasSent(*run, step, *history))
        return unknown();
    const Channel channel = std::get<journey::SendStep>(found->what).channel;
    journey::appendReport(run->row.history, {step, command.what}, session.now());
    run->changed = true;
    if (journey::suppresses(command.what)) {
        auto& suppressed =
            channel == Channel::email ? contact->row.contact.emailSuppressed : contact->row.contact.pushSuppressed;
        contact->changed |= !std::exchange(suppressed, true);
    }
    MessageReceipt receipt{command.message, std::nullopt};
    const auto name = journey::eventNameOf(command.what, channel);
    if (name.empty())
        return receipt;
    Value::Object payload{{"message_id", Value(command.message.text())}, {"step_key", Value(origin->step.text())}};
    receipt.event = session
                        .ingest(*contact, {.name = std::string(name),
                                           .payload = Value(std::move(payload)),
                                           .occurredAt = command.occurredAt.value_or(session.now())})
                        ->id;
    return receipt;
}

} // namespace runlens::runtime
