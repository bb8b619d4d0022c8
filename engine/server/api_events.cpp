// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/admission.h"
#include "engine/server/api.h"
#include "engine/server/paging.h"

namespace runlens::server {
namespace {

HttpResponse receiptOf(const runtime::EventReceipt& receipt, Dialect /*dialect*/)
{
    return makeResponse(receipt.deduplicated ? 200 : 202, dataAnswer([&receipt](JsonStream& out) {
                            out.key("id");
                            out.text(receipt.id.text());
                            out.key("event");
                            out.text(receipt.name);
                            out.key("resolved_identity_type");
                            out.text(wireName(receipt.identityType));
                            out.key("resolved_identity_value");
                            out.text(receipt.identityValue);
                            out.key("occurred_at");
                            out.time(receipt.occurredAt);
                            if (receipt.deduplicated) {
                                out.key("deduplicated");
                                out.boolean(true);
                            }
                        }));
}

HttpResponse messageReceiptOf(const runtime::MessageReceipt& receipt, Dialect /*dialect*/)
{
    return makeResponse(202, dataAnswer([&receipt](JsonStream& out) {
                            out.key("message_id");
                            out.text(receipt.message.text());
                            out.key("event_id");
                            if (receipt.event)
                                out.text(receipt.event->text());
                            else
                                out.null();
                        }));
}

/// An event with the automations that it might have started, and did not.
struct ListedEvent {
    store::EventRow row;
    std::vector<store::RefusalRow> refusals;
};

void writeEvent(JsonStream& out, const ListedEvent& event)
{
    const store::EventRow& row = event.row;
    out.beginObject();
    out.key("id");
    out.text(store::eventIdOf(row.sequence).text());
    out.key("event");
    out.text(row.name);
    out.key("contact_id");
    out.text(store::idOf(row.contact).text());
    if (row.identityType != IdentityType::unknown) {
        out.key("resolved_identity_type");
        out.text(wireName(row.identityType));
        out.key("resolved_identity_value");
        out.text(row.identityValue);
    }
    out.key("payload");
    out.value(row.payload);
    out.key("occurred_at");
    out.time(row.occurredAt.value_or(row.receivedAt));
    out.key("received_at");
    out.time(row.receivedAt);
    out.key("refusals");
    out.beginList();
    for (const store::RefusalRow& refusal : event.refusals) {
        out.beginObject();
        out.key("automation_id");
        out.text(store::idOf(refusal.automation).text());
        out.key("reason");
        out.text(journey::nameOf(refusal.why));
        out.endObject();
    }
    out.endList();
    out.endObject();
}

/// By id, else by external id or email.
Result<std::optional<store::ContactNumber>> contactOf(store::Reader& store, const std::string& text)
{
    const auto number = store::contactNumberOf(text);
    auto row = number ? store.contact(*number) : store.contactByIdentity(text);
    if (row && !*row && number) // somebody's external id may look like an id of ours
        row = store.contactByIdentity(text);
    if (!row)
        return std::unexpected(std::move(row.error()));
    return *row ? std::optional((*row)->number) : std::nullopt;
}

Result<HttpResponse> eventPage(store::Reader& store, const std::string& contact, std::optional<store::Sequence> after,
                               std::size_t limit)
{
    const auto number = contactOf(store, contact);
    if (!number)
        return std::unexpected(number.error());
    if (!*number)
        return std::unexpected(Error{ErrorCode::notFound, {}, contact});
    auto rows = store.eventsOf(**number, after, limit);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    const std::string cursor =
        cutPage(*rows, limit, [](const store::EventRow& row) { return store::eventIdOf(row.sequence).text(); });
    std::vector<ListedEvent> events;
    for (store::EventRow& row : *rows) {
        auto refusals = store.refusalsOf(row.sequence);
        if (!refusals)
            return std::unexpected(std::move(refusals.error()));
        events.push_back({std::move(row), *std::move(refusals)});
    }
    return makeResponse(200, listAnswer(events, cursor, &writeEvent));
}

} // namespace

void Api::postEvent(Call& call)
{
    auto request = body(call, &readEventRequest);
    if (!request)
        return;
    // Clients that know no field for it send it as a header.
    if (request->idempotencyKey.empty())
        request->idempotencyKey = call.request.idempotencyKey;
    if (request->idempotencyKey.size() > mostIdBytes) {
        call.answer(problem(400, "invalid_header", "Idempotency-Key is over its limit of 255 bytes", {}, call.dialect));
        return;
    }
    submit(call,
           runtime::IngestEvent{
               .name = std::move(request->event),
               .identity = {std::move(request->identity.contactId), std::move(request->identity.externalId),
                            std::move(request->identity.email)},
               .payload = std::move(request->payload),
               .occurredAt = request->occurredAt,
               .idempotencyKey = std::move(request->idempotencyKey),
           },
           &receiptOf);
}

void Api::getEvents(Call& call)
{
    Parameters parameters(call.request.query);
    const std::string contact = parameters.text("contact");
    const auto after = parameters.id("after", &store::eventNumberOf);
    const std::size_t limit = parameters.limit();
    if (contact.empty())
        parameters.wrong("contact", "whose events: a contact id, an external id or an email");
    if (const auto good = parameters.end(); !good) {
        call.fail(good.error());
        return;
    }
    read(call, [contact, after, limit](Reading& reading) { return eventPage(reading.store, contact, after, limit); });
}

void Api::postMessageEvent(Call& call)
{
    auto request = body(call, &readMessageEventRequest);
    if (!request)
        return;
    submit(call,
           runtime::ReportMessage{.message = MessageId(std::move(request->messageId)),
                                  .what = request->type,
                                  .occurredAt = request->occurredAt},
           &messageReceiptOf);
}

} // namespace runlens::server
