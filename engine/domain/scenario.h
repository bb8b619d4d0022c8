// SPDX-License-Identifier: GPL-3.0-or-later
// What a simulation plays: who there is, what happens to them, what goes wrong, and what is expected of it. Read from
// our own file format by engine/wire, played by engine/simulation, judged by engine/analysis.
//
// Offsets count from Scenario::start, or from a step where a moment names one.
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/ids.h"
#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/domain/words.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The journey core has policies of its own, which these become; hence the namespace.
namespace runlens::scenario {

/// What a trigger does for a contact who is already inside.
enum class Reentry : std::uint8_t { everyTime, once, oneAtATime };

struct Automation {
    AutomationId id;
    std::string name;
    Definition definition;
    Reentry reentry = Reentry::everyTime;

    friend bool operator==(const Automation&, const Automation&) = default;
};

struct Contact {
    ContactId id;
    std::string externalId;
    std::string email;
    std::string zone = "UTC"; ///< a name of the time zone database
    Value::Object fields;
    std::vector<std::string> audiences;
    std::vector<std::string> topics;
    bool unsubscribed = false;
    bool suppressed = false;

    friend bool operator==(const Contact&, const Contact&) = default;
};

enum class StepMoment : std::uint8_t { started, completed };

/// An offset from the scenario's start; or, where `step` is given, from each time that step starts or completes in a
/// run of the contact (of that automation, where one is named).
struct Moment {
    Duration offset{0};
    StepKey step;
    AutomationId automation; ///< empty: any
    StepMoment of = StepMoment::completed;

    friend bool operator==(const Moment&, const Moment&) = default;
};

/// An event of the contact, as its application would post it.
struct InjectedEvent {
    std::string name;
    Value payload;
    std::string idempotencyKey;
    Duration occurredBefore{0}; ///< how long before it is ingested it says to have occurred

    friend bool operator==(const InjectedEvent&, const InjectedEvent&) = default;
};

/// What the provider says of the message that a step sent; of each such message of the contact.
struct MessageReport {
    StepKey step;
    AutomationId automation; ///< empty: any
    runlens::MessageReport type = runlens::MessageReport::delivery;
    Value::Object payload; ///< of the platform's event, beside what it says itself

    friend bool operator==(const MessageReport&, const MessageReport&) = default;
};

/// Something about the contact changes outside of any automation. What is not given stays.
struct ChangedContact {
    std::optional<bool> unsubscribed;
    std::optional<bool> suppressed;
    Value::Object fields;

    friend bool operator==(const ChangedContact&, const ChangedContact&) = default;
};

/// An operator's command to the contact's runs (of that automation, where one is named).
struct RunCommand {
    enum class Kind : std::uint8_t { cancel, retry };
    Kind kind = Kind::cancel;
    AutomationId automation;
    std::string reason;

    friend bool operator==(const RunCommand&, const RunCommand&) = default;
};

struct Happening {
    Moment at;
    std::size_t contact = 0; ///< index into Scenario::contacts
    std::variant<InjectedEvent, MessageReport, ChangedContact, RunCommand> what;

    friend bool operator==(const Happening&, const Happening&) = default;
};

/// What a fault means by a step: those of that key in every automation, or in one.
struct StepRef {
    StepKey step;
    AutomationId automation; ///< empty: any

    friend bool operator==(const StepRef&, const StepRef&) = default;
};

enum class SendOutcome : std::uint8_t {
    transientFailure,
    permanentFailure,
    unanswered, ///< handed over, and nobody says what became of it
};

/// Attempts of a step fail. Counts from 1.
struct StepFails {
    StepRef step;
    std::int64_t firstAttempt = 1;
    std::int64_t lastAttempt = 1;
    SendOutcome how = SendOutcome::transientFailure;
    std::string code;
    std::string message;

    friend bool operator==(const StepFails&, const StepFails&) = default;
};

enum class CrashPoint : std::uint8_t {
    beforeCommit, ///< of the step's start: nothing of it is remembered
    afterCommit,  ///< of the step's start: nothing of what was to follow is done
    beforeResult, ///< what was to follow is done, and what came of it is not remembered
};

/// The worker dies at a step, once. Another takes over after `down`; until then nothing happens to the contact.
struct Crash {
    StepRef step;
    CrashPoint when = CrashPoint::beforeCommit;
    Duration down = std::chrono::seconds(5);

    friend bool operator==(const Crash&, const Crash&) = default;
};

/// An event of the scenario arrives once more, with the same idempotency key.
struct DuplicateEvent {
    std::size_t happening = 0; ///< index into Scenario::happenings; an InjectedEvent
    Duration after{0};

    friend bool operator==(const DuplicateEvent&, const DuplicateEvent&) = default;
};

/// An event of the scenario is ingested that much later than it occurred, behind others.
struct DelayedEvent {
    std::size_t happening = 0; ///< index into Scenario::happenings; an InjectedEvent
    Duration by{0};

    friend bool operator==(const DelayedEvent&, const DelayedEvent&) = default;
};

/// Two workers believe they hold the lease of a step and perform it both.
struct SecondWorker {
    StepRef step;

    friend bool operator==(const SecondWorker&, const SecondWorker&) = default;
};

/// Ticks due from `from` to `until` come that much later.
struct LateScheduler {
    Duration from{0};
    Duration until{0};
    Duration by{0};

    friend bool operator==(const LateScheduler&, const LateScheduler&) = default;
};

using Fault = std::variant<StepFails, Crash, DuplicateEvent, DelayedEvent, SecondWorker, LateScheduler>;

/// Between two times of day by the contact's clock, `from` included, `to` not.
struct QuietHours {
    std::chrono::minutes from{0}; ///< since midnight, below a day; `to` before `from` goes over midnight
    std::chrono::minutes to{0};

    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

/// When messages may go out, by the contact's clock. Does not go over midnight.
struct SendWindow {
    std::uint8_t weekdays = 0x7F; ///< bit 0 is Sunday
    std::chrono::minutes from{0};
    std::chrono::minutes to{1440};

    friend bool operator==(const SendWindow&, const SendWindow&) = default;
};

/// At most so many messages to one contact within any such length of time.
struct FrequencyCap {
    std::int64_t count = 0;
    Duration per{0};
    std::optional<Channel> channel; ///< none: all together

    friend bool operator==(const FrequencyCap&, const FrequencyCap&) = default;
};

/// What the whole project may do within any 60 seconds, and how many waits may be open at once; none: without limit.
struct ProjectCaps {
    std::optional<std::int64_t> events;
    std::optional<std::int64_t> starts;
    std::optional<std::int64_t> sends;
    std::optional<std::int64_t> waits;

    friend bool operator==(const ProjectCaps&, const ProjectCaps&) = default;
};

/// Waits double from `first` to `longest`; of each a random part is waited.
struct RetryPolicy {
    Duration first = std::chrono::seconds(1);
    Duration longest = std::chrono::minutes(5);
    std::int64_t attempts = 5; ///< in all

    friend bool operator==(const RetryPolicy&, const RetryPolicy&) = default;
};

struct Policies {
    std::vector<QuietHours> quietHours;
    std::vector<SendWindow> sendWindows; ///< none: any time
    std::vector<FrequencyCap> frequencyCaps;
    ProjectCaps project;
    RetryPolicy retry;
    bool senderDeduplicates = true; ///< a second send of one key is dropped, for as long as we retry
    Duration sendTakes = std::chrono::milliseconds(400); ///< from the hand-over to the sender's answer

    friend bool operator==(const Policies&, const Policies&) = default;
};

/// Which runs an expectation is about: all those that match, of which there must be one.
struct RunSelection {
    AutomationId automation;            ///< empty: any
    std::optional<std::size_t> contact; ///< index into Scenario::contacts; none: any

    friend bool operator==(const RunSelection&, const RunSelection&) = default;
};

struct ExpectBranch {
    StepKey step;
    Branch branch = Branch::unknown;

    friend bool operator==(const ExpectBranch&, const ExpectBranch&) = default;
};

struct ExpectMessages {
    StepKey step;
    std::int64_t count = 0;

    friend bool operator==(const ExpectMessages&, const ExpectMessages&) = default;
};

/// The run has that status at that time; where none is given, when the simulation ends.
struct ExpectStatus {
    RunStatus status = RunStatus::unknown;
    std::optional<Duration> by;

    friend bool operator==(const ExpectStatus&, const ExpectStatus&) = default;
};

/// The step has that status at the end, and completed in that time where one is given. `StepStatus::unknown`: it was
/// never reached.
struct ExpectStep {
    StepKey step;
    StepStatus status = StepStatus::unknown;
    std::optional<Instant> notBefore;
    std::optional<Instant> notAfter;

    friend bool operator==(const ExpectStep&, const ExpectStep&) = default;
};

/// A finding of the audit, by its name in JSON reports.
struct ExpectFinding {
    std::string code;
    bool present = true;

    friend bool operator==(const ExpectFinding&, const ExpectFinding&) = default;
};

/// So many runs match the selection: 0 is allowed here.
struct ExpectRuns {
    std::int64_t count = 0;

    friend bool operator==(const ExpectRuns&, const ExpectRuns&) = default;
};

struct Expectation {
    RunSelection runs;
    std::variant<ExpectBranch, ExpectMessages, ExpectStatus, ExpectStep, ExpectFinding, ExpectRuns> what;
    std::string note; ///< in the author's words; may be empty

    friend bool operator==(const Expectation&, const Expectation&) = default;
};

struct Scenario {
    std::string name;
    std::string description;
    Instant start;
    Duration horizon = std::chrono::days(60); ///< how long after the start the simulation ends
    std::chrono::seconds tick{1};
    std::uint64_t seed = 1;
    std::string tzdata; ///< version of the time zone database it was written with; empty: whichever
    std::vector<Automation> automations;
    std::vector<Contact> contacts;
    std::vector<Happening> happenings;
    std::vector<Fault> faults;
    Policies policies;
    std::vector<Expectation> expectations;

    friend bool operator==(const Scenario&, const Scenario&) = default;
};

} // namespace runlens::scenario

namespace runlens {

using scenario::Scenario;

} // namespace runlens
