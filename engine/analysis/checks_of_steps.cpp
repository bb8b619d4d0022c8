// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/checks.h"

#include <unordered_map>

namespace runlens::checks {
namespace {

enum class Fit : std::uint8_t { yes, no, untold };

/// Is the branch one by which a step of that type can be left?
Fit fitOf(const Step& step) noexcept
{
    const Branch branch = step.branchTaken.value;
    if (!step.branchTaken.known())
        return Fit::untold;
    switch (step.type.value) {
    case StepType::waitForEvent: return branch == Branch::received || branch == Branch::timeout ? Fit::yes : Fit::no;
    case StepType::condition: return branch == Branch::isTrue || branch == Branch::isFalse ? Fit::yes : Fit::no;
    case StepType::delay:
    case StepType::sendEmailTemplate:
    case StepType::sendPushTemplate:
    case StepType::contactUpdate:
    case StepType::addToAudience:
    case StepType::removeFromAudience:
    case StepType::setTopicSubscription: return branch == Branch::next ? Fit::yes : Fit::no;
    case StepType::unknown: break;
    }
    return Fit::untold;
}

Fit outcomeFits(WaitStatus status, const Named<Branch>& outcome) noexcept
{
    if (status == WaitStatus::unknown || !outcome.known())
        return Fit::untold;
    const bool fits = (status == WaitStatus::received && outcome == Branch::received)
                      || (status == WaitStatus::timedOut && outcome == Branch::timeout);
    return fits ? Fit::yes : Fit::no;
}

void count(Tally& tally, Fit fit) noexcept { fit == Fit::untold ? tally.untold() : tally.saw(fit == Fit::yes); }

EvidenceItem branchOfStep(const Run& run, std::size_t step)
{
    return item(refToStep(run, step, "branch_taken"), run.steps[step].branchTaken.name());
}

void checkWaitsBranch(Context& context, std::size_t index, std::size_t waitIndex, Tally& tally)
{
    const Step& step = context.run.steps[index];
    const Wait& wait = context.run.waits[waitIndex];
    const auto outcomeItem = [&] {
        return item(refToWait(context.run, waitIndex, "outcome_branch"), wait.outcomeBranch.name());
    };
    if (step.branchTaken.known() && wait.outcomeBranch.known()) {
        const bool same = step.branchTaken == wait.outcomeBranch;
        tally.saw(same);
        if (!same)
            context.report(FindingCode::branchDisagrees, Severity::error, index,
                           {labelOf(context.run, index), std::string(step.branchTaken.name()),
                            std::string(wait.outcomeBranch.name())},
                           {branchOfStep(context.run, index), outcomeItem()});
    }
    const bool byWait = wait.outcomeBranch.present();
    const Named<Branch>& outcome = byWait ? wait.outcomeBranch : step.branchTaken;
    const bool unresolved = wait.status == WaitStatus::waiting || wait.status == WaitStatus::cancelled;
    if (unresolved && !outcome.present())
        return;
    const Fit fit = outcomeFits(wait.status.value, outcome);
    count(tally, fit);
    if (fit == Fit::no)
        context.report(
            FindingCode::outcomeDisagrees, Severity::error, index,
            {labelOf(context.run, index), std::string(wait.status.name()), std::string(outcome.name())},
            {statusOfWait(context.run, waitIndex), byWait ? outcomeItem() : branchOfStep(context.run, index)});
}

/// The platform gives up after so many; a retry that somebody asked for starts counting anew.
constexpr std::size_t mostAttempts = 5;

std::int64_t numberOf(const Step& step, std::size_t attempt)
{
    return step.attempts[attempt].number.value_or(static_cast<std::int64_t>(attempt) + 1);
}

/// The longest series of attempts whose numbers do not start anew: its end and its length.
struct Series {
    std::size_t last = 0;
    std::size_t length = 0;
};

Series longestSeries(const Step& step)
{
    Series longest;
    std::size_t length = 0;
    for (std::size_t i = 0; i < step.attempts.size(); ++i) {
        const bool anew = i > 0 && numberOf(step, i) <= numberOf(step, i - 1);
        length = anew ? 1 : length + 1;
        if (length > longest.length)
            longest = {i, length};
    }
    return longest;
}

void checkAttempts(Context& context, std::size_t index, Tally& tally)
{
    const Step& step = context.run.steps[index];
    const auto label = [&] { return labelOf(context.run, index); };
    if (const Series series = longestSeries(step); series.length > mostAttempts) {
        tally.found();
        context.report(FindingCode::tooManyAttempts, Severity::warning, index,
                       {label(), static_cast<std::int64_t>(series.length), static_cast<std::int64_t>(mostAttempts)},
                       {item(refToAttempt(context.run, index, series.last, "number"),
                             std::to_string(numberOf(step, series.last)))});
    }
    for (std::size_t i = 0; i + 1 < step.attempts.size(); ++i) {
        const Attempt& attempt = step.attempts[i];
        if (attempt.error)
            continue;
        if (attempt.endedAt)
            tally.found();
        // One that never ended was cut off, as by a crash; that another follows is as it should be.
        context.report(attempt.endedAt ? FindingCode::attemptAfterSuccess : FindingCode::attemptUnfinished,
                       attempt.endedAt ? Severity::error : Severity::notice, index, {label(), numberOf(step, i)},
                       {item(refToAttempt(context.run, index, i, "error"), std::string_view()),
                        item(refToAttempt(context.run, index, i, "ended_at"), attempt.endedAt)});
    }
}

} // namespace

CheckResult noStepFailed(Context& context)
{
    Tally tally;
    const bool runFailed = context.run.status == RunStatus::failed;
    const auto toldWithTheRun = runFailed ? stepOfLastError(context.run) : std::nullopt;
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        const Step& step = context.run.steps[i];
        if (!step.status.known())
            tally.untold();
        else if (hasRun(step))
            tally.saw(step.status != StepStatus::failed);
        if (step.status != StepStatus::failed || toldWithTheRun == i)
            continue;
        std::vector<EvidenceItem> items = {statusOf(context.run, i)};
        std::string error;
        if (step.error) {
            error = errorText(*step.error);
            items.push_back(item(refToStep(context.run, i, "error"), error));
        }
        context.report(FindingCode::stepFailed, Severity::error, i, {labelOf(context.run, i), error}, std::move(items));
    }
    return tally.result();
}

CheckResult branchesAgree(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        const Step& step = context.run.steps[i];
        const bool branches = step.type == StepType::waitForEvent || step.type == StepType::condition;
        if (step.branchTaken.present() || (branches && step.status == StepStatus::completed))
            count(tally, fitOf(step));
        if (fitOf(step) == Fit::no)
            context.report(
                FindingCode::branchNotOfType, Severity::error, i,
                {labelOf(context.run, i), std::string(step.branchTaken.name()), std::string(step.type.name())},
                {item(refToStep(context.run, i, "step_type"), step.type.name()), branchOfStep(context.run, i)});
        if (!step.waits.empty())
            checkWaitsBranch(context, i, step.waits.back(), tally);
    }
    return tally.result();
}

CheckResult stepsRunOnce(Context& context)
{
    Tally tally;
    std::unordered_map<std::string_view, std::vector<std::size_t>> runsOfKey;
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        const Step& step = context.run.steps[i];
        if (!hasRun(step))
            continue;
        if (step.key.empty())
            tally.untold();
        else
            runsOfKey[step.key.text()].push_back(i);
    }
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        checkAttempts(context, i, tally);
        const auto found = runsOfKey.find(context.run.steps[i].key.text());
        if (found == runsOfKey.end() || found->second.front() != i)
            continue;
        const std::vector<std::size_t>& runs = found->second;
        tally.saw(runs.size() == 1);
        if (runs.size() == 1)
            continue;
        std::vector<EvidenceItem> items;
        items.reserve(runs.size());
        for (const std::size_t step : runs)
            items.push_back(statusOf(context.run, step));
        context.report(FindingCode::stepRepeated, Severity::error, i,
                       {labelOf(context.run, i), static_cast<std::int64_t>(runs.size())}, std::move(items));
    }
    return tally.result();
}

CheckResult guardrailsExplained(Context& context)
{
    Tally tally;
    const auto count = [&tally](const std::string& reason) { reason.empty() ? tally.untold() : tally.good(); };
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        const Step& step = context.run.steps[i];
        const std::string label = labelOf(context.run, i);
        for (const Deferral& deferral : step.deferrals) {
            count(deferral.reason);
            const FieldRef ref = refToStep(context.run, i, "deferrals");
            const Moment until =
                deferral.until ? Moment{Origin::reported, *deferral.until, refToStep(context.run, i, "deferrals.until")}
                               : Moment();
            context.report(FindingCode::stepDeferred, Severity::notice, i, {label, deferral.reason, until},
                           {item(ref, deferral.until), item(ref, deferral.reason)});
        }
        if (step.status != StepStatus::skipped)
            continue;
        count(step.skipReason);
        context.report(FindingCode::stepSkipped, Severity::notice, i, {label, step.skipReason},
                       {statusOf(context.run, i), item(refToStep(context.run, i, "skip_reason"), step.skipReason)});
    }
    return tally.result();
}

} // namespace runlens::checks
