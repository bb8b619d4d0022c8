// SPDX-License-Identifier: GPL-3.0-or-later
// What a store keeps, one struct a row.
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/domain/words.h"
#include "engine/journey/action.h"
#include "engine/journey/admission.h"
#include "engine/journey/contact.h"
#include "engine/journey/policy.h"
#include "engine/store/numbers.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runlens::store {

enum class AutomationStatus : std::uint8_t { draft, active, paused };

struct AutomationRow {
    AutomationNumber number{};
    std::string name;
    std::string description;
    AutomationStatus status = AutomationStatus::draft;
    journey::Reentry reentry = journey::Reentry::everyTime;
    std::string definition;               ///< JSON of the draft
    std::string editorLayout;             ///< JSON; empty where none was given
    std::optional<VersionNumber> current; ///< the published version
    Instant createdAt{};
    Instant updatedAt{};

    friend bool operator==(const AutomationRow&, const AutomationRow&) = default;
};

/// A definition as it was published. Never changes: runs are pinned to it.
struct VersionRow {
    VersionNumber number{};
    AutomationNumber automation{};
    std::int64_t ordinal = 1; ///< within its automation, from 1
    std::string definition;   ///< JSON
    Instant publishedAt{};

    friend bool operator==(const VersionRow&, const VersionRow&) = default;
};

struct ContactRow {
    ContactNumber number{};
    std::string externalId; ///< empty: has none. Unique
    std::string email;      ///< normalised; empty: has none. Unique
    journey::Contact contact;
    Instant createdAt{};
    Instant updatedAt{};

    friend bool operator==(const ContactRow&, const ContactRow&) = default;
};

struct EventRow {
    Sequence sequence{};
    ContactNumber contact{};
    std::string name;
    Value payload;
    std::optional<Instant> occurredAt;
    Instant receivedAt{};
    std::uint16_t depth = 0;
    std::string idempotencyKey;                        ///< empty: none. Unique
    IdentityType identityType = IdentityType::unknown; ///< by which the contact was found; unknown: of the platform
    std::string identityValue;

    friend bool operator==(const EventRow&, const EventRow&) = default;
};

/// An event that an automation might have been started by, and was not.
struct RefusalRow {
    Sequence event{};
    AutomationNumber automation{};
    journey::Admission why = journey::Admission::filtered;
    Instant at{};

    friend bool operator==(const RefusalRow&, const RefusalRow&) = default;
};

/// A run. Its one timer and its one wait stand in its row, found by index.
struct RunRow {
    RunNumber number{};
    AutomationNumber automation{};
    VersionNumber version{};
    ContactNumber contact{};
    Sequence trigger{};
    RunStatus status = RunStatus::queued;
    std::string currentStep; ///< key; empty before the first and after the last
    Instant createdAt{};
    std::optional<Instant> startedAt;
    std::optional<Instant> finishedAt;                    ///< completed, failed or cancelled
    std::optional<Instant> due;                           ///< of its timer
    journey::TimerKind timer = journey::TimerKind::delay; ///< where `due` is
    bool waits = false;                                   ///< a wait is open: counts among the project's
    bool listens = true;                                  ///< events of its contact may concern it
    std::uint64_t changes = 0;                            ///< how often it was written since it was made
    std::string state;                                    ///< journey::RunState (journey/run_codec.h)
    std::string history; ///< what happened, one entry after another (journey/run_codec.h)

    friend bool operator==(const RunRow&, const RunRow&) = default;
};

struct DueRun {
    Instant due{};
    RunNumber run{};
    journey::TimerKind timer = journey::TimerKind::delay;

    friend auto operator<=>(const DueRun&, const DueRun&) = default;
};

/// A send that the sender has not answered for good. A run has at most one.
struct OutboxRow {
    RunNumber run{};
    ContactNumber contact{};
    std::uint32_t step = 0;    ///< index in the plan
    std::uint32_t attempt = 1; ///< that an answer must name
    Instant createdAt{};
    std::optional<WorkerNumber> claimedBy; ///< none: the sender has not seen this attempt
    Epoch epoch{};                         ///< of the process that claimed it
    Fence fence{};
    Instant leaseUntil{}; ///< of the claim

    friend bool operator==(const OutboxRow&, const OutboxRow&) = default;
};

/// Counts against the frequency caps of its contact, from `takenAt` on.
struct SlotRow {
    ContactNumber contact{};
    RunNumber run{};
    std::uint32_t step = 0;
    Instant takenAt{};
    Channel channel = Channel::email;

    friend bool operator==(const SlotRow&, const SlotRow&) = default;
};

/// The trigger of a run that failed.
struct DeadLetterRow {
    DeadLetterNumber number{};
    RunNumber run{};
    Sequence event{};
    AutomationNumber automation{};
    std::string stepKey;
    std::string code;
    std::string message;
    Instant failedAt{};
    std::optional<Instant> replayedAt;

    friend bool operator==(const DeadLetterRow&, const DeadLetterRow&) = default;
};

/// What somebody did by hand.
struct AuditRow {
    Instant at{};
    std::string who;    ///< as far as known; "api key" for whoever held it
    std::string action; ///< "run.cancel", "run.retry", "dead_letter.replay", "automation.publish", …
    std::string object; ///< id
    std::string reason;

    friend bool operator==(const AuditRow&, const AuditRow&) = default;
};

/// Things that definitions refer to.
enum class AssetKind : std::uint8_t { templateVersion, audience, topic, domain, pushApp };

struct AssetRow {
    AssetKind kind = AssetKind::templateVersion;
    std::string id; ///< unique within its kind; of a template, that of the version
    std::string name;
    std::string status;             ///< of templates: "published", "draft", …; else empty
    std::optional<Channel> channel; ///< of templates
    std::string title;              ///< of templates: subject of the mail, title of the push
    Instant createdAt{};

    friend bool operator==(const AssetRow&, const AssetRow&) = default;
};

/// What moves with every commit.
struct StoreClock {
    Sequence sequence{};    ///< the last one given
    Instant time{};         ///< engine time of the last commit: never runs back
    std::uint64_t runs = 0; ///< the last number given; likewise below
    std::uint64_t contacts = 0;
    std::uint64_t automations = 0;
    std::uint64_t versions = 0;
    std::uint64_t deadLetters = 0;

    friend bool operator==(const StoreClock&, const StoreClock&) = default;
};

} // namespace runlens::store
