// SPDX-License-Identifier: GPL-3.0-or-later
// When waits resolved.
#include "engine/analysis/checks.h"

#include <chrono>

namespace runlens::checks {
namespace {

constexpr Duration lagAllowed = std::chrono::seconds(1);

Moment timedOutAt(const Run& run, std::size_t wait)
{
    return {Origin::reported, *run.waits[wait].timedOutAt, refToWait(run, wait, "timed_out_at")};
}
Moment resumedAt(const Run& run, std::size_t wait)
{
    return {Origin::reported, *run.waits[wait].resumedAt, refToWait(run, wait, "resumed_at")};
}
Moment limitOf(const Run& run, std::size_t wait)
{
    return {Origin::reported, *run.waits[wait].timeoutAt, refToWait(run, wait, "timeout_at")};
}

/// A wait that waits again although it, or the step's wait before it, was resolved.
std::optional<Moment> resolvedBefore(const Run& run, std::size_t index)
{
    const Wait& wait = run.waits[index];
    if (wait.status == WaitStatus::waiting) {
        if (wait.timedOutAt)
            return timedOutAt(run, index);
        if (wait.resumedAt)
            return resumedAt(run, index);
    }
    if (!wait.step)
        return {};
    const auto& siblings = run.steps[*wait.step].waits;
    if (siblings.size() < 2 || siblings.front() == index)
        return {};
    const std::size_t first = siblings.front();
    if (run.waits[first].timedOutAt)
        return timedOutAt(run, first);
    if (run.waits[first].resumedAt)
        return resumedAt(run, first);
    return {};
}

void checkLag(Context& context, std::size_t index, Tally& tally)
{
    const Wait& wait = context.run.waits[index];
    const Duration lag = *wait.timedOutAt - *wait.timeoutAt;
    if (lag < Duration(0))
        return; // early: another check's
    const bool inTime = lag <= lagAllowed;
    tally.saw(inTime);
    const Moment limit = limitOf(context.run, index);
    const Moment fired = timedOutAt(context.run, index);
    context.report(inTime ? FindingCode::timeoutInTime : FindingCode::timeoutLate,
                   inTime ? Severity::notice : Severity::warning, wait.step,
                   {labelOfWait(context.run, index), lag, limit, fired}, {item(limit), item(fired)});
}

void checkDue(Context& context, std::optional<std::size_t> step, std::string label, const Moment& due, Tally& tally)
{
    if (!due.known()) {
        tally.untold();
        return;
    }
    const Duration past = context.now - due.at;
    tally.saw(past <= Duration(0));
    if (past > Duration(0))
        context.report(FindingCode::overdue, Severity::warning, step, {std::move(label), past, due}, {item(due)});
}

} // namespace

CheckResult waitsResolvedOnce(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        const std::string label = labelOfWait(context.run, i);
        bool once = true;
        if (wait.resumedAt && wait.timedOutAt) {
            once = false;
            const Moment resumed = resumedAt(context.run, i);
            const Moment timedOut = timedOutAt(context.run, i);
            if (resumed.at > timedOut.at)
                context.report(FindingCode::resumedAfterTimeout, Severity::error, wait.step, {label, timedOut, resumed},
                               {item(timedOut), item(resumed)});
            else
                context.report(FindingCode::resolvedTwice, Severity::error, wait.step, {label, resumed, timedOut},
                               {item(resumed), item(timedOut)});
        }
        if (const auto before = resolvedBefore(context.run, i)) {
            once = false;
            context.report(FindingCode::reopened, Severity::error, wait.step, {label, *before},
                           {item(*before), statusOfWait(context.run, i)});
        }
        if (once && !wait.status.known() && !wait.resumedAt && !wait.timedOutAt)
            tally.untold();
        else
            tally.saw(once);
    }
    return tally.result();
}

CheckResult noTimeoutEarly(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        if (wait.status != WaitStatus::timedOut && !wait.timedOutAt)
            continue;
        if (!wait.timedOutAt || !wait.timeoutAt) {
            tally.untold();
            continue;
        }
        const bool early = *wait.timedOutAt < *wait.timeoutAt;
        tally.saw(!early);
        if (!early)
            continue;
        const Moment limit = limitOf(context.run, i);
        const Moment fired = timedOutAt(context.run, i);
        context.report(FindingCode::timeoutEarly, Severity::error, wait.step,
                       {labelOfWait(context.run, i), limit.at - fired.at, limit, fired}, {item(limit), item(fired)});
    }
    return tally.result();
}

CheckResult timeoutsInTime(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        if (wait.timedOutAt && wait.timeoutAt)
            checkLag(context, i, tally);
        else if (wait.timedOutAt || wait.status == WaitStatus::timedOut)
            tally.untold();
    }
    return tally.result();
}

CheckResult nothingOverdue(Context& context)
{
    Tally tally;
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        const Step& step = context.run.steps[i];
        const bool waits = step.type == StepType::delay || step.type == StepType::waitForEvent || !step.waits.empty();
        if (waits && context.evidence.steps[i].open)
            checkDue(context, i, labelOf(context.run, i),
                     dueTimeOfStep(context.run, context.evidence, i, context.definitions.find(step.key.text())), tally);
    }
    for (std::size_t i = 0; i < context.run.waits.size(); ++i) {
        const Wait& wait = context.run.waits[i];
        const bool judgedWithItsStep = wait.step && context.evidence.steps[*wait.step].open;
        if (context.evidence.waits[i].open && !judgedWithItsStep)
            checkDue(context, wait.step, labelOfWait(context.run, i),
                     wait.timeoutAt ? limitOf(context.run, i) : Moment(), tally);
    }
    return tally.result();
}

} // namespace runlens::checks
