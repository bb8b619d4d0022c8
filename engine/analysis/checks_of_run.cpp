// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/checks.h"
#include "engine/analysis/own_times.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace runlens::checks {
namespace {

EvidenceItem statusOfRun(const Run& run) { return item(refToRun(run, "status"), run.status.name()); }

bool saysOpen(const Step& step) noexcept
{
    return step.status == StepStatus::running || step.status == StepStatus::waiting;
}

/// Whatever an ended run still has open; a step and its wait are one thing.
void reportOpenAfterEnd(Context& context, Tally& tally)
{
    const Run& run = context.run;
    const auto report = [&](std::optional<std::size_t> step, std::string label, EvidenceItem open) {
        tally.found();
        context.report(FindingCode::openAfterEnd, Severity::error, step,
                       {std::move(label), std::string(run.status.name())}, {statusOfRun(run), std::move(open)});
    };
    for (std::size_t i = 0; i < run.steps.size(); ++i)
        if (saysOpen(run.steps[i]))
            report(i, labelOf(run, i), statusOf(run, i));
    for (std::size_t i = 0; i < run.waits.size(); ++i) {
        const Wait& wait = run.waits[i];
        if (wait.status == WaitStatus::waiting && !(wait.step && saysOpen(run.steps[*wait.step])))
            report(wait.step, labelOfWait(run, i), statusOfWait(run, i));
    }
}

void reportCompletedWithFailure(Context& context, Tally& tally)
{
    for (std::size_t i = 0; i < context.run.steps.size(); ++i) {
        if (context.run.steps[i].status != StepStatus::failed)
            continue;
        tally.found();
        context.report(FindingCode::completedWithFailure, Severity::error, i, {labelOf(context.run, i)},
                       {statusOfRun(context.run), statusOf(context.run, i)});
    }
}

/// A run does one thing after another: nothing runs behind a step that is still open.
void reportRanPastOpen(Context& context, Tally& tally)
{
    const Run& run = context.run;
    const auto isOpen = [&run](std::size_t step) {
        const auto& waits = run.steps[step].waits;
        return saysOpen(run.steps[step]) || (!waits.empty() && run.waits[waits.back()].status == WaitStatus::waiting);
    };
    const std::size_t none = run.steps.size();
    std::size_t open = none;
    for (const std::size_t step : context.evidence.order) {
        if (open != none && hasRun(run.steps[step]) && run.steps[step].status != StepStatus::cancelled) {
            tally.found();
            context.report(FindingCode::ranPastOpen, Severity::error, open, {labelOf(run, open), labelOf(run, step)},
                           {statusOf(run, open), statusOf(run, step)});
            open = none;
        }
        if (isOpen(step))
            open = step;
    }
}

void checkWaitingRun(Context& context, Tally& tally)
{
    const bool waits =
        std::ranges::any_of(context.run.steps, saysOpen)
        || std::ranges::any_of(context.run.waits, [](const Wait& wait) { return wait.status == WaitStatus::waiting; });
    const bool someUntold = context.run.steps.empty() || std::ranges::any_of(context.run.steps, [](const Step& step) {
                                return !step.status.known();
                            });
    if (!waits && someUntold) {
        tally.untold();
        return;
    }
    tally.saw(waits);
    if (!waits)
        context.report(FindingCode::waitingForNothing, Severity::warning, {}, {}, {statusOfRun(context.run)});
}

/// Names of fields as literals, which a FieldRef needs: what two listings can differ in.
std::string_view literalOf(std::string_view field) noexcept
{
    constexpr std::string_view fields[] = {
        "automation_step_key",
        "contact_id",
        "created_at",
        "events",
        "last_event",
        "late_events",
        "opened_at",
        "outcome_branch",
        "resolved_identity_value",
        "resumed_at",
        "resumed_by_event",
        "status",
        "step_id",
        "step_key",
        "step_type",
        "subject",
        "template_version_id",
        "timed_out_at",
        "timeout_at",
        "title",
        "waiting_for_event_name",
    };
    const auto found = std::ranges::find(fields, field);
    return found == std::end(fields) ? std::string_view() : *found;
}

/// Words we do not know, each once per field of a kind of object.
class UnknownWords {
public:
    explicit UnknownWords(Context& context) : m_context(context) {}

    template <class E>
    void look(const Named<E>& word, std::optional<std::size_t> step, const FieldRef& ref)
    {
        if (!word.present() || word.original == "unknown")
            return;
        m_tally.saw(word.known());
        if (!word.known() && m_seen.emplace(ref.object, ref.field, word.original).second)
            m_context.report(FindingCode::wordUnknown, Severity::notice, step, {std::string(ref.field), word.original},
                             {item(ref, word.original)});
    }

    [[nodiscard]] CheckResult result() const { return m_tally.result(); }

private:
    Context& m_context;
    Tally m_tally;
    std::set<std::tuple<ObjectKind, std::string_view, std::string_view>> m_seen;
};

} // namespace

CheckResult runDidNotFail(Context& context)
{
    const Run& run = context.run;
    Tally tally;
    if (!run.status.known())
        tally.untold();
    else if (hasEnded(run))
        tally.saw(run.status != RunStatus::failed);
    if (run.status != RunStatus::failed)
        return tally.result();
    const auto step = stepOfLastError(run);
    std::vector<EvidenceItem> items = {statusOfRun(run)};
    std::string error;
    if (run.lastError) {
        error = errorText(*run.lastError);
        items.push_back(item(refToRun(run, "last_error"), error));
    }
    context.report(FindingCode::runFailed, Severity::error, step, {step ? labelOf(run, *step) : std::string(), error},
                   std::move(items));
    return tally.result();
}

CheckResult statusAgrees(Context& context)
{
    Tally tally;
    if (!hasEnded(context.run)) // of an ended run, that something is open says it all
        reportRanPastOpen(context, tally);
    switch (context.run.status.value) {
    case RunStatus::completed: reportCompletedWithFailure(context, tally); [[fallthrough]];
    case RunStatus::failed:
    case RunStatus::cancelled:
        reportOpenAfterEnd(context, tally);
        context.run.steps.empty() ? tally.untold() : tally.good();
        break;
    case RunStatus::waiting: checkWaitingRun(context, tally); break;
    case RunStatus::unknown: tally.untold(); break;
    case RunStatus::queued:
    case RunStatus::running: break;
    }
    return tally.result();
}

CheckResult nothingStray(Context& context)
{
    const Run& run = context.run;
    Tally tally;
    for (std::size_t i = 0; i < run.waits.size(); ++i) {
        const Wait& wait = run.waits[i];
        if (run.steps.empty())
            tally.untold();
        else
            tally.saw(wait.step.has_value());
        if (!wait.step && !run.steps.empty())
            context.report(FindingCode::waitStray, Severity::warning, {}, {wait.eventName},
                           {item(refToWait(run, i, "step_id"), wait.stepId.text()),
                            item(refToWait(run, i, "step_key"), wait.stepKey.text())});
    }
    for (std::size_t i = 0; i < run.messages.size(); ++i) {
        const Message& message = run.messages[i];
        if (run.steps.empty())
            tally.untold();
        else
            tally.saw(message.step.has_value());
        if (!message.step && !run.steps.empty())
            context.report(FindingCode::messageStray, Severity::warning, {},
                           {message.title.empty() ? refToMessage(run, i, {}).id : message.title},
                           {item(refToMessage(run, i, "automation_step_key"), message.stepKey.text())});
    }
    return tally.result();
}

CheckResult listingsAgree(Context& context)
{
    const Run& run = context.run;
    Tally tally;
    const auto twice = [](const auto& object) { return object.listed.inStep && object.listed.inRun; };
    if (std::ranges::any_of(run.waits, twice) || std::ranges::any_of(run.messages, twice))
        tally.good();
    for (const Contradiction& contradiction : run.contradictions) {
        tally.found();
        const bool isWait = contradiction.object == Contradiction::Object::wait;
        const std::string_view field = literalOf(contradiction.field);
        const FieldRef ref =
            isWait ? refToWait(run, contradiction.index, field) : refToMessage(run, contradiction.index, field);
        context.report(FindingCode::listingsContradict, Severity::error,
                       isWait ? run.waits[contradiction.index].step : run.messages[contradiction.index].step,
                       {ref.id, contradiction.field, contradiction.inStep, contradiction.inRun},
                       {item(ref, contradiction.inStep), item(ref, contradiction.inRun)});
    }
    return tally.result();
}

CheckResult wordsKnown(Context& context)
{
    const Run& run = context.run;
    UnknownWords words(context);
    words.look(run.status, {}, refToRun(run, "status"));
    words.look(run.identityType, {}, refToRun(run, "resolved_identity_type"));
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
        words.look(run.steps[i].type, i, refToStep(run, i, "step_type"));
        words.look(run.steps[i].status, i, refToStep(run, i, "status"));
        words.look(run.steps[i].branchTaken, i, refToStep(run, i, "branch_taken"));
    }
    for (std::size_t i = 0; i < run.waits.size(); ++i) {
        words.look(run.waits[i].status, run.waits[i].step, refToWait(run, i, "status"));
        words.look(run.waits[i].outcomeBranch, run.waits[i].step, refToWait(run, i, "outcome_branch"));
    }
    for (std::size_t i = 0; i < run.messages.size(); ++i)
        words.look(run.messages[i].status, run.messages[i].step, refToMessage(run, i, "status"));
    return words.result();
}

} // namespace runlens::checks
