// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/table/run_summary.h"

#include "engine/analysis/audit.h"
#include "engine/analysis/finding_names.h"
#include "engine/table/run_facts.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

std::string textOf(const Failure& failure)
{
    if (failure.code.empty() || failure.message.empty())
        return failure.code + failure.message;
    return failure.code + ": " + failure.message;
}

/// Case of ASCII alone: error codes and messages of servers are English.
std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

void addText(std::vector<std::string>& texts, std::string_view text)
{
    if (!text.empty())
        texts.emplace_back(text);
}

void addError(std::vector<std::string>& errors, const std::optional<Failure>& failure)
{
    if (failure)
        addText(errors, lowered(textOf(*failure)));
}

void tidy(std::vector<std::string>& texts)
{
    std::ranges::sort(texts);
    texts.erase(std::ranges::unique(texts).begin(), texts.end());
    texts.shrink_to_fit();
}

void addSteps(const Run& run, const Evidence& evidence, RunFacets& facets)
{
    for (std::size_t index = 0; index < run.steps.size(); ++index) {
        const Step& step = run.steps[index];
        const Span& span = evidence.steps[index];
        if (span.open || span.start.known() || span.end.known())
            addText(facets.steps, step.key.text());
        if (step.branchTaken.present() && step.branchTaken != Branch::next)
            addText(facets.outcomes, step.branchTaken.name());
        facets.attempts = std::max(facets.attempts, static_cast<std::int64_t>(step.attempts.size()));
        addError(facets.errors, step.error);
        for (const Attempt& attempt : step.attempts)
            addError(facets.errors, attempt.error);
    }
}

void addWaits(const Run& run, const Evidence& evidence, RunFacets& facets, Instant now)
{
    for (std::size_t index = 0; index < run.waits.size(); ++index) {
        const Wait& wait = run.waits[index];
        if (wait.outcomeBranch.present() && wait.outcomeBranch != Branch::next)
            addText(facets.outcomes, wait.outcomeBranch.name());
        else if (wait.status == WaitStatus::timedOut)
            addText(facets.outcomes, wireName(Branch::timeout));
        else if (wait.status == WaitStatus::received)
            addText(facets.outcomes, wireName(Branch::received));
        const Span& span = evidence.waits[index];
        if (span.start.known() && (span.end.known() || span.open))
            facets.waited = std::max(facets.waited, (span.open ? now : span.end.at) - span.start.at);
    }
}

RunFacets facetsOf(const Run& run, const Definition* definition, Instant now)
{
    const Evidence evidence = collectEvidence(run, definition);
    RunFacets facets;
    addSteps(run, evidence, facets);
    addWaits(run, evidence, facets, now);
    addError(facets.errors, run.lastError);
    for (const Message& message : run.messages)
        addText(facets.templates, message.templateVersionId.text());
    for (const Finding& finding : audit(run, evidence, definition, now).findings)
        addText(facets.findings, codeName(finding.code));
    for (auto* texts : {&facets.steps, &facets.outcomes, &facets.templates, &facets.findings, &facets.errors})
        tidy(*texts);
    return facets;
}

std::optional<Instant> timeOf(const Moment& moment) { return moment.known() ? std::optional(moment.at) : std::nullopt; }

} // namespace

RunSummary summaryOfRow(const Run& run, Instant now)
{
    const RunFacts facts = factsOf(run);
    RunSummary row;
    row.id = run.id;
    row.automationId = run.automationId;
    row.versionId = run.automationVersionId;
    row.status = run.status;
    row.identityType = run.identityType.value;
    row.identity = run.identityValue;
    row.atStep = facts.atStep;
    row.started = timeOf(facts.start);
    row.ended = facts.open ? std::nullopt : timeOf(facts.end);
    row.startInferred = facts.start.origin == Origin::inferred;
    row.endInferred = row.ended && facts.end.origin == Origin::inferred;
    row.open = facts.open;
    row.timedOut = facts.timedOut;
    row.limit = facts.limit;
    row.sent = facts.sent;
    if (run.lastError)
        row.error = textOf(*run.lastError);
    row.shape = shapeOf(run, now);
    return row;
}

RunSummary summaryOfDetail(const Run& run, const Definition* definition, Instant now)
{
    RunSummary row = summaryOfRow(run, now);
    row.facets = facetsOf(run, definition, now);
    return row;
}

std::optional<Duration> lastedOf(const RunSummary& run, Instant now) noexcept
{
    if (!run.started || (!run.open && !run.ended))
        return std::nullopt;
    const Duration length = (run.open ? now : *run.ended) - *run.started;
    return length < Duration(0) ? std::nullopt : std::optional(length);
}

} // namespace runlens
