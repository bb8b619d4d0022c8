// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of other things than runs. As tolerant as reader.h, with its errors; any thread.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/wire/diagnostic.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// How many runs of an automation have that status; the server's words, in its order.
struct StatusCount {
    Named<RunStatus> status;
    std::uint64_t runs = 0;

    friend bool operator==(const StatusCount&, const StatusCount&) = default;
};

/// One page; rows of the same id are one, the later.
struct AutomationPage {
    std::vector<Automation> automations; ///< definitions are empty unless the server sends them along
    bool hasMore = false;
    std::string nextCursor; ///< empty on the last page, and where the server goes by the id of the last row
    std::string object;     ///< what the list says of itself; Resend: "list"

    friend bool operator==(const AutomationPage&, const AutomationPage&) = default;
};

/// Why an event started no run of an automation.
struct EventRefusal {
    AutomationId automation;
    std::string reason;

    friend bool operator==(const EventRefusal&, const EventRefusal&) = default;
};

/// An event as its contact's list has it.
struct ListedEvent {
    EventId id;
    std::string name;
    Value payload; ///< null where none was given
    std::optional<Instant> occurredAt;
    std::optional<Instant> receivedAt;
    ContactId contact;
    Named<IdentityType> identityType;
    std::string identityValue;
    std::vector<EventRefusal> refusals;
    OtherFields other;

    friend bool operator==(const ListedEvent&, const ListedEvent&) = default;
};

struct EventPage {
    std::vector<ListedEvent> events;
    bool hasMore = false;
    std::string nextCursor;

    friend bool operator==(const EventPage&, const EventPage&) = default;
};

/// `{"data": […], has_more, next_cursor}`, the same one level down in `data` (there also as `items`), or the bare list.
[[nodiscard]] Result<Parsed<AutomationPage>> readAutomationList(std::string_view json);
[[nodiscard]] Result<Parsed<EventPage>> readEventList(std::string_view json);

/// What Automation::runCounts says: an object of whole numbers. Empty where it says nothing of the kind.
[[nodiscard]] std::vector<StatusCount> statusCountsOf(const Automation& automation);

} // namespace runlens
