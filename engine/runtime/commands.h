// SPDX-License-Identifier: GPL-3.0-or-later
// What a runtime can be asked to do, and what it answers. Each command is carried out whole, in one transaction with
// others, and answered once it would survive a loss of power.
//
// Errors: notFound (the id in `where`), conflict, unprocessable (JSON pointer or name of the field in `where`),
// overloaded (a cap of the project, or too much under way), stopping, and those of the store.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/ids.h"
#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/domain/words.h"
#include "engine/journey/policy.h"
#include "engine/journey/violation.h"
#include "engine/store/rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace runlens::runtime {

/// Who is meant. The first that is given counts: contact id, external id, email.
struct Identity {
    std::string contactId;
    std::string externalId;
    std::string email; ///< as it came

    friend bool operator==(const Identity&, const Identity&) = default;
};

/// `POST /events`. notFound: no contact of that contact id. conflict: the idempotency key was used with another body.
/// unprocessable: no identity, a name that is none or the platform's, identities of two different contacts.
struct IngestEvent {
    std::string name;
    Identity identity;
    Value payload; ///< an object, or null
    std::optional<Instant> occurredAt;
    std::string idempotencyKey; ///< empty: none
};

struct CreateAutomation {
    std::string name;
    std::string description;
    std::string definition;   ///< JSON of the definition alone; need not be publishable yet
    std::string editorLayout; ///< JSON; may be empty
    journey::Reentry reentry = journey::Reentry::everyTime;
};
struct ChangeAutomation {
    AutomationId id;
    std::optional<std::string> name;
    std::optional<std::string> description;
    std::optional<std::string> definition;
    std::optional<std::string> editorLayout;
    std::optional<journey::Reentry> reentry;
};
/// Publishes the draft as a new version, and makes the automation active. Of one that cannot be published the answer is
/// NotPublishable, and nothing changes.
struct PublishAutomation {
    AutomationId id;
    std::string who;
    std::string reason;
};
/// Triggers start nothing until it is resumed; what runs goes on. conflict: it is not active.
struct PauseAutomation {
    AutomationId id;
    std::string who;
    std::string reason;
};
/// conflict: it is not paused.
struct ResumeAutomation {
    AutomationId id;
    std::string who;
    std::string reason;
};

/// conflict: it is over.
struct CancelRun {
    RunId id;
    std::string who;
    std::string reason;
};
/// conflict: it has not failed.
struct RetryRun {
    RunId id;
    std::string who;
    std::string reason;
};
/// The same by the dead letter. conflict: it was replayed already.
struct ReplayDeadLetter {
    std::string id;
    std::string who;
    std::string reason;
};

/// Makes a contact, or changes the one that is meant. unprocessable: as IngestEvent, and a zone that does not exist.
struct PutContact {
    Identity identity;
    Value::Object fields;             ///< of its attributes; null removes one
    std::optional<std::string> zone;  ///< IANA name
    std::optional<bool> unsubscribed; ///< from everything
    std::vector<journey::ChangeAudience> audiences;
    std::vector<journey::ChangeTopic> topics;
};
/// A template version, audience, topic, domain or push app that definitions may refer to. `createdAt` is ours to set.
struct PutAsset {
    store::AssetRow asset;
};

/// What became of a message of the sandbox sender. Emits the platform's event, if there is one of it. notFound: no
/// such message, or the sender has not delivered it.
struct ReportMessage {
    MessageId message;
    MessageReport what = MessageReport::delivery;
    std::optional<Instant> occurredAt;
};

using Command =
    std::variant<IngestEvent, CreateAutomation, ChangeAutomation, PublishAutomation, PauseAutomation, ResumeAutomation,
                 CancelRun, RetryRun, ReplayDeadLetter, PutContact, PutAsset, ReportMessage>;

/// Of IngestEvent.
struct EventReceipt {
    EventId id;
    std::string name;
    IdentityType identityType = IdentityType::unknown;
    std::string identityValue; ///< the email normalised
    Instant occurredAt{};      ///< what the sender said, else when it was received
    bool deduplicated = false; ///< it was known, and nothing happened

    friend bool operator==(const EventReceipt&, const EventReceipt&) = default;
};
/// Of those of automations: as it is now.
struct AutomationReceipt {
    store::AutomationRow automation;
    std::optional<store::VersionRow> version; ///< the current one
};
struct NotPublishable {
    std::vector<journey::Violation> violations;
};
/// Of those of runs and dead letters.
struct RunReceipt {
    RunId id;
    RunStatus status = RunStatus::running; ///< as it is now
};
struct ContactReceipt {
    store::ContactRow contact;
    bool created = false;
};
struct AssetReceipt {
    store::AssetRow asset;
};
/// Of ReportMessage.
struct MessageReceipt {
    MessageId message;
    std::optional<EventId> event; ///< that was emitted
};

using Reply = std::variant<EventReceipt, AutomationReceipt, NotPublishable, RunReceipt, ContactReceipt, AssetReceipt,
                           MessageReceipt>;

} // namespace runlens::runtime
