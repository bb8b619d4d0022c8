// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/audit.h"

#include "engine/analysis/checks.h"

#include <algorithm>

namespace runlens {
namespace {

struct Check {
    CheckId id;
    CheckResult (*run)(checks::Context&);
};

constexpr Check allChecks[] = {
    {CheckId::runDidNotFail, checks::runDidNotFail},
    {CheckId::noStepFailed, checks::noStepFailed},
    {CheckId::messagesArrived, checks::messagesArrived},
    {CheckId::sendsAccountedFor, checks::sendsAccountedFor},
    {CheckId::oneMessagePerSend, checks::oneMessagePerSend},
    {CheckId::waitsResolvedOnce, checks::waitsResolvedOnce},
    {CheckId::noTimeoutEarly, checks::noTimeoutEarly},
    {CheckId::timeoutsInTime, checks::timeoutsInTime},
    {CheckId::nothingOverdue, checks::nothingOverdue},
    {CheckId::resumedByItsEvent, checks::resumedByItsEvent},
    {CheckId::resumedAfterOpening, checks::resumedAfterOpening},
    {CheckId::waitsForThisPerson, checks::waitsForThisPerson},
    {CheckId::lateEventsChangeNothing, checks::lateEventsChangeNothing},
    {CheckId::branchesAgree, checks::branchesAgree},
    {CheckId::stepsRunOnce, checks::stepsRunOnce},
    {CheckId::statusAgrees, checks::statusAgrees},
    {CheckId::nothingStray, checks::nothingStray},
    {CheckId::listingsAgree, checks::listingsAgree},
    {CheckId::timesForward, checks::timesForward},
    {CheckId::guardrailsExplained, checks::guardrailsExplained},
    {CheckId::wordsKnown, checks::wordsKnown},
};
static_assert(std::size(allChecks) == checkCount);

} // namespace

bool isPromise(CheckId check) noexcept
{
    switch (check) {
    case CheckId::oneMessagePerSend:
    case CheckId::waitsResolvedOnce:
    case CheckId::noTimeoutEarly:
    case CheckId::resumedByItsEvent:
    case CheckId::resumedAfterOpening:
    case CheckId::waitsForThisPerson:
    case CheckId::lateEventsChangeNothing:
    case CheckId::branchesAgree:
    case CheckId::stepsRunOnce:
    case CheckId::statusAgrees:
    case CheckId::nothingStray:
    case CheckId::listingsAgree:
    case CheckId::timesForward: return true;
    case CheckId::runDidNotFail:
    case CheckId::noStepFailed:
    case CheckId::messagesArrived:
    case CheckId::sendsAccountedFor:
    case CheckId::timeoutsInTime:
    case CheckId::nothingOverdue:
    case CheckId::guardrailsExplained:
    case CheckId::wordsKnown: return false;
    }
    return false;
}

int Audit::passed() const noexcept
{
    return static_cast<int>(std::ranges::count(checks, CheckResult::passed, &CheckOutcome::result));
}

CheckResult Audit::result(CheckId check) const noexcept
{
    const auto found = std::ranges::find(checks, check, &CheckOutcome::check);
    return found == checks.end() ? CheckResult::notApplicable : found->result;
}

Audit audit(const Run& run, const Evidence& evidence, const Definition* definition, Instant now)
{
    Audit audit;
    const DefinitionIndex definitions(definition);
    for (const Check& check : allChecks) {
        checks::Context context{run, evidence, definition, definitions, now, check.id, audit.findings};
        audit.checks.push_back({check.id, check.run(context)});
    }
    std::ranges::stable_sort(audit.findings, {}, &Finding::severity);
    return audit;
}

} // namespace runlens
