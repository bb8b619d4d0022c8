// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/time.h"
#include "engine/domain/value.h"
#include "engine/domain/words.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

struct StepDefinition {
    StepKey key;
    Named<StepType> type;
    Value config;                                ///< as it came
    std::string eventName;                       ///< wait_for_event: the event waited for
    std::optional<std::chrono::seconds> timeout; ///< wait_for_event
    std::optional<std::chrono::seconds> delay;   ///< delay
    Value::Object other;                         ///< fields we do not know

    friend bool operator==(const StepDefinition&, const StepDefinition&) = default;
};

struct Connection {
    std::string from; ///< a step key, or `trigger`
    std::string to;
    Named<Branch> branch = Branch::next;

    friend bool operator==(const Connection&, const Connection&) = default;
};

/// What an automation does, as written; whether it is valid is not known here.
struct Definition {
    std::string triggerEventName;
    Value triggerFilters;
    std::vector<StepDefinition> steps;
    std::vector<Connection> connections;
    Value::Object other; ///< fields we do not know

    friend bool operator==(const Definition&, const Definition&) = default;
};

struct PublishedVersion {
    VersionId id;
    std::optional<std::int64_t> number;
    std::string state;

    friend bool operator==(const PublishedVersion&, const PublishedVersion&) = default;
};

struct Automation {
    AutomationId id;
    std::string name;
    std::string description;
    std::string status;
    Definition definition;
    Value editorLayout;
    std::optional<PublishedVersion> publishedVersion;
    std::optional<Instant> createdAt;
    std::optional<Instant> updatedAt;
    Value runCounts;     ///< how many runs have which status, as it came; null where it is not told
    Value::Object other; ///< fields we do not know

    friend bool operator==(const Automation&, const Automation&) = default;
};

/// The step of that key; null where there is none.
[[nodiscard]] const StepDefinition* findStep(const Definition& definition, std::string_view key) noexcept;

} // namespace runlens
