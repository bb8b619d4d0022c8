// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of requests, read strictly: whatever is missing, unknown, of another type than it should be or out of range is
// a diagnostic with its place, and a body with any is not to be acted upon.
//
// Errors: those of readRun, and wrongDocument where the body is no object. An empty body is `empty`, but for
// readReason, where everything may be left out. Free of state.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/domain/words.h"
#include "engine/wire/diagnostic.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlens {

/// Of ids, keys and names: longer ones are a mistake, and would swell the indexes they go into.
inline constexpr std::size_t mostIdBytes = 255;

/// Who is meant; at least one is given. Of events and contacts.
struct IdentityFields {
    std::string contactId;
    std::string externalId;
    std::string email;
};

/// `{"event", "contact_id"? | "external_id"? | "email"?, "payload"?, "occurred_at"?, "idempotency_key"?}`
struct EventRequest {
    std::string event;
    IdentityFields identity;
    Value payload; ///< an object, or null
    std::optional<Instant> occurredAt;
    std::string idempotencyKey; ///< empty: none
};
[[nodiscard]] Result<Parsed<EventRequest>> readEventRequest(std::string_view json);

enum class ReentryWord : unsigned char { everyTime, once, oneAtATime };

/// `{"name", "description"?, "definition", "editor_layout"?, "reentry"?}`; of a change everything may be left out. A
/// definition is one whose fields have their types; whether it can be published is not asked.
struct AutomationRequest {
    std::optional<std::string> name;
    std::optional<std::string> description;
    std::optional<std::string> definition;   ///< JSON
    std::optional<std::string> editorLayout; ///< JSON
    std::optional<ReentryWord> reentry;      ///< "every_time", "once" or "one_at_a_time"
};
[[nodiscard]] Result<Parsed<AutomationRequest>> readNewAutomation(std::string_view json);
[[nodiscard]] Result<Parsed<AutomationRequest>> readChangedAutomation(std::string_view json);

/// `{"reason"?}`, or nothing at all.
[[nodiscard]] Result<Parsed<std::string>> readReason(std::string_view json);

/// `{"contact_id"? | "external_id"? | "email"?, "fields"?, "zone"?, "unsubscribed"?, "audiences"?, "topics"?}`
struct ContactRequest {
    /// `"aud_1"`, or `{"audience_id": "aud_1", "member"?}`; of topics `{"topic_id", "is_subscribed"?}`
    struct Membership {
        std::string id;
        bool member = true;
    };
    IdentityFields identity;
    Value::Object fields; ///< null removes one
    std::optional<std::string> zone;
    std::optional<bool> unsubscribed;
    std::vector<Membership> audiences;
    std::vector<Membership> topics;
};
[[nodiscard]] Result<Parsed<ContactRequest>> readContactRequest(std::string_view json);

enum class ChannelWord : unsigned char { email, push };

/// `{"id", "name"?}`; of templates also `{"channel", "status"?, "title"?}`, where the title may be called `subject`.
struct AssetRequest {
    std::string id;
    std::string name;
    std::optional<ChannelWord> channel;
    std::string status; ///< "published" unless it says otherwise
    std::string title;
};
[[nodiscard]] Result<Parsed<AssetRequest>> readTemplateRequest(std::string_view json);
[[nodiscard]] Result<Parsed<AssetRequest>> readAssetRequest(std::string_view json);

/// `{"message_id", "type": "delivery" | "open" | "click" | "bounce" | "complaint", "occurred_at"?}`
struct MessageEventRequest {
    std::string messageId;
    MessageReport type = MessageReport::delivery;
    std::optional<Instant> occurredAt;
};
[[nodiscard]] Result<Parsed<MessageEventRequest>> readMessageEventRequest(std::string_view json);

} // namespace runlens
