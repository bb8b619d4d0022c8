// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/checks.h"

namespace runlens::checks {

std::string labelOf(const Run& run, std::size_t step)
{
    const Step& it = run.steps[step];
    return it.key.empty() ? refToStep(run, step, {}).id : it.key.text();
}

std::string labelOfWait(const Run& run, std::size_t wait)
{
    const Wait& it = run.waits[wait];
    if (it.step)
        return labelOf(run, *it.step);
    return it.stepKey.empty() ? refToWait(run, wait, {}).id : it.stepKey.text();
}

std::string errorText(const Failure& failure) { return failure.code.empty() ? failure.message : failure.code; }

EvidenceItem item(FieldRef ref, std::string_view value) { return {std::move(ref), std::string(value)}; }

EvidenceItem item(FieldRef ref, const std::optional<Instant>& value)
{
    return {std::move(ref), value ? formatInstant(*value) : std::string()};
}

EvidenceItem item(FieldRef ref, std::size_t count) { return {std::move(ref), std::to_string(count)}; }

EvidenceItem item(const Moment& moment) { return {moment.source, formatInstant(moment.at)}; }

EvidenceItem statusOf(const Run& run, std::size_t step)
{
    return item(refToStep(run, step, "status"), run.steps[step].status.name());
}

EvidenceItem statusOfWait(const Run& run, std::size_t wait)
{
    return item(refToWait(run, wait, "status"), run.waits[wait].status.name());
}

std::optional<std::size_t> stepOfLastError(const Run& run)
{
    if (!run.lastError)
        return {};
    std::optional<std::size_t> failed;
    bool onlyOne = true;
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        if (!run.lastError->stepKey.empty() && run.steps[i].key == run.lastError->stepKey)
            return i;
        if (run.steps[i].status == StepStatus::failed) {
            onlyOne = !failed.has_value();
            failed = i;
        }
    }
    return run.lastError->stepKey.empty() && onlyOne ? failed : std::nullopt;
}

bool hasRun(const Step& step) noexcept
{
    switch (step.status.value) {
    case StepStatus::running:
    case StepStatus::waiting:
    case StepStatus::completed:
    case StepStatus::failed:
    case StepStatus::cancelled: return true;
    case StepStatus::pending:
    case StepStatus::queued:
    case StepStatus::skipped:
    case StepStatus::unknown: break;
    }
    return false;
}

} // namespace runlens::checks
