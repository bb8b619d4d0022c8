// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/event_record.h"

#include <memory>
#include <utility>

namespace runlens::runtime {

journey::EventRef eventOf(store::EventRow row)
{
    auto event = std::make_shared<journey::EventRecord>();
    event->sequence = row.sequence;
    event->id = store::eventIdOf(row.sequence);
    event->name = std::move(row.name);
    event->contact = row.contact;
    event->payload = std::move(row.payload);
    event->occurredAt = row.occurredAt;
    event->receivedAt = row.receivedAt;
    event->depth = row.depth;
    return event;
}

} // namespace runlens::runtime
