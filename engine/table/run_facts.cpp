// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table/run_facts.h"

#include "engine/analysis/evidence.h"
#include "engine/analysis/own_times.h"

namespace runlens {
namespace {

/// Did it go out? Nothing where that is not told.
std::optional<bool> wasHandedOver(const Message& message) noexcept
{
    switch (message.status.value) {
    case MessageStatus::queued:
    case MessageStatus::failed:
    case MessageStatus::suppressed: return false;
    case MessageStatus::sent:
    case MessageStatus::delivered:
    case MessageStatus::opened:
    case MessageStatus::clicked:
    case MessageStatus::deferred:
    case MessageStatus::bounced:
    case MessageStatus::complained: return true;
    case MessageStatus::unknown: break;
    }
    return message.createdAt ? std::optional(true) : std::nullopt;
}

std::optional<std::int64_t> sentBy(const Run& run)
{
    if (run.sentCount || (run.steps.empty() && run.messages.empty()))
        return run.sentCount;
    std::int64_t sent = 0;
    for (const Message& message : run.messages) {
        const auto wasSent = wasHandedOver(message);
        if (!wasSent)
            return std::nullopt;
        sent += *wasSent ? 1 : 0;
    }
    return sent;
}

StepKey lastBegun(const Run& run, const Evidence& evidence)
{
    for (auto step = evidence.order.rbegin(); step != evidence.order.rend(); ++step) {
        const Span& span = evidence.steps[*step];
        if (span.open || span.start.known() || span.end.known())
            return run.steps[*step].key;
    }
    return {};
}

void lookAtWaits(const Run& run, RunFacts& facts)
{
    for (const Wait& wait : run.waits) {
        facts.timedOut = facts.timedOut || wait.status == WaitStatus::timedOut;
        if (wait.status == WaitStatus::waiting && wait.timeoutAt && (!facts.limit || *wait.timeoutAt < *facts.limit))
            facts.limit = wait.timeoutAt;
    }
}

} // namespace

std::optional<Duration> RunFacts::lasted(Instant now) const noexcept
{
    if (!start.known() || (!open && !end.known()))
        return std::nullopt;
    const Duration length = (open ? now : end.at) - start.at;
    return length < Duration(0) ? std::nullopt : std::optional(length);
}

bool RunFacts::lastedExactly() const noexcept
{
    return start.origin == Origin::reported && (open || end.origin == Origin::reported);
}

RunFacts factsOf(const Run& run)
{
    const Evidence evidence = collectEvidence(run, nullptr);
    RunFacts facts;
    facts.start = evidence.run.start;
    facts.end = evidence.run.end;
    facts.open = evidence.run.open && !hasEnded(run);
    facts.atStep = run.currentStepKey.empty() ? lastBegun(run, evidence) : run.currentStepKey;
    facts.sent = sentBy(run);
    lookAtWaits(run, facts);
    return facts;
}

} // namespace runlens
