// SPDX-License-Identifier: GPL-3.0-or-later
// What a simulation gives: facts, without any judgement.
#pragma once

#include "engine/domain/run.h"
#include "engine/journey/admission.h"
#include "engine/journey/machine.h"
#include "engine/journey/run_state.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace runlens::simulation {

struct StatusAt {
    Instant at;
    RunStatus status = RunStatus::queued;

    friend bool operator==(const StatusAt&, const StatusAt&) = default;
};

struct SimulatedRun {
    Run run;
    std::size_t automation = 0;     ///< index into Scenario::automations
    std::size_t contact = 0;        ///< index into Scenario::contacts
    std::vector<StatusAt> statuses; ///< each change; the first is queued
    journey::RunState state;

    friend bool operator==(const SimulatedRun&, const SimulatedRun&) = default;
};

/// What became of an event at one automation. Events of another name are not listed.
struct Admitted {
    std::size_t automation = 0;
    journey::Admission admission = journey::Admission::start;
    RunId run; ///< of `start`

    friend bool operator==(const Admitted&, const Admitted&) = default;
};

/// An event as it was ingested, by a happening of the scenario or by a step.
struct IngestedEvent {
    journey::EventRef event;
    std::vector<Admitted> admissions;
};

enum class EventRefusal : std::uint8_t {
    duplicate, ///< the same key and body were ingested before: told as success
    conflict,  ///< the same key with another body
    ingestCap, ///< the project's
};

struct RefusedEvent {
    Instant at;
    std::size_t contact = 0;
    std::string name;
    EventRefusal why = EventRefusal::duplicate;

    friend bool operator==(const RefusedEvent&, const RefusedEvent&) = default;
};

/// One message in the hands of the sender.
struct Delivery {
    Instant at;
    std::string key;       ///< idempotency key
    bool repeated = false; ///< the same key again, which the sender did not drop

    friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// One input that a run was given.
struct TracedInput {
    Instant at;
    RunId run;
    journey::Sequence sequence{};
    journey::InputKind input = journey::InputKind::trigger;
    journey::Phase before = journey::Phase::queued;
    journey::Phase after = journey::Phase::queued;
    std::optional<journey::RefusalCode> refused;
    bool lost = false; ///< to a crash before its commit

    friend bool operator==(const TracedInput&, const TracedInput&) = default;
};

/// Of one contact, in the order in which it happened.
struct ContactFacts {
    std::vector<SimulatedRun> runs;
    std::vector<IngestedEvent> events;
    std::vector<RefusedEvent> refusedEvents;
    std::vector<Delivery> deliveries;
    std::vector<TracedInput> inputs; ///< only where they were asked for
};

/// Of all contacts, in their order.
struct Facts {
    std::vector<ContactFacts> contacts;
    Instant endedAt;
    bool atRest = false;   ///< nothing was left to happen
    bool cutShort = false; ///< there were more runs of one contact than are played (WorldOptions::mostRuns)
    std::string tzdata;    ///< version of the time zone database

    /// Every run, contact by contact.
    [[nodiscard]] std::vector<const SimulatedRun*> runs() const;
};

} // namespace runlens::simulation
