// SPDX-License-Identifier: GPL-3.0-or-later
// What a list holds of one run: the fields of its row, and what its detail adds once it was fetched.
#pragma once

#include "engine/domain/automation.h"
#include "engine/domain/run.h"
#include "engine/table/run_shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// What only a run's detail tells. Texts are sorted, each once.
struct RunFacets {
    std::vector<std::string> steps;     ///< keys of those that began
    std::vector<std::string> outcomes;  ///< branches by which steps were left, in the contract's words
    std::vector<std::string> templates; ///< version ids of what was sent
    std::vector<std::string> findings;  ///< names as in finding_names.h, notices too
    std::vector<std::string> errors;    ///< codes and messages of failures, of attempts too; without case
    std::int64_t attempts = 0;          ///< the most of any step
    Duration waited{0};                 ///< the longest wait, an open one until it was looked at

    friend bool operator==(const RunFacets&, const RunFacets&) = default;
};

struct RunSummary {
    RunId id;
    AutomationId automationId;
    VersionId versionId;
    Named<RunStatus> status;
    IdentityType identityType = IdentityType::unknown;
    std::string identity;
    StepKey atStep; ///< the current one, else the last that began
    std::optional<Instant> started;
    std::optional<Instant> ended;
    bool startInferred = false; ///< not reported, but concluded from other times
    bool endInferred = false;
    bool open = false;            ///< it goes on as far as anyone tells
    bool timedOut = false;        ///< one of its waits did
    std::optional<Instant> limit; ///< the earliest of its open waits
    std::optional<std::int64_t> sent;
    std::string error;               ///< "code: message" of the last error; empty without one
    RunShape shape;                  ///< open segments as long as when it was looked at
    std::optional<RunFacets> facets; ///< none: its detail was not fetched

    friend bool operator==(const RunSummary&, const RunSummary&) = default;
};

/// A row of a list: without facets. `now` is the time at which it is looked at.
[[nodiscard]] RunSummary summaryOfRow(const Run& run, Instant now);

/// A run detail: with facets. Audits the run: linear in it.
[[nodiscard]] RunSummary summaryOfDetail(const Run& run, const Definition* definition, Instant now);

/// Open, and past the limit of a wait.
[[nodiscard]] inline bool isOverdue(const RunSummary& run, Instant now) noexcept
{
    return run.open && run.limit && *run.limit < now;
}

/// From start to end, of an open run until `now`; none where either is unknown, or the end comes first.
[[nodiscard]] std::optional<Duration> lastedOf(const RunSummary& run, Instant now) noexcept;

} // namespace runlens
