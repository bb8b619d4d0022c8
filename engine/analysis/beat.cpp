// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/beat.h"

#include "engine/analysis/field_ref.h"
#include "engine/analysis/own_times.h"

#include <algorithm>
#include <string>
#include <utility>

namespace runlens::story {
namespace {

void say(Beat& beat, Situation situation, Arguments arguments)
{
    beat.sentences.push_back({situation, std::move(arguments)});
}

void raise(Beat& beat, Weight weight) noexcept { beat.weight = std::max(beat.weight, weight); }

bool isAbout(const Span& span) noexcept
{
    return span.start.origin == Origin::inferred || span.end.origin == Origin::inferred;
}

/// When the event that resumed a wait came, as it tells itself; unknown where it does not. The sender's clock counts
/// only where it fits the server's: no wait is resumed by what has yet to come.
Moment arrivalOfResumption(const Run& run, std::size_t waitIndex, const Span& span)
{
    const auto& event = run.waits[waitIndex].resumedBy;
    if (!event)
        return {};
    if (event->receivedAt)
        return {Origin::reported, *event->receivedAt, refToEvent(*event, "received_at")};
    const bool fits = event->occurredAt && (span.end.origin != Origin::reported || *event->occurredAt <= span.end.at)
                      && (span.start.origin != Origin::reported || *event->occurredAt >= span.start.at);
    return fits ? Moment{Origin::reported, *event->occurredAt, refToEvent(*event, "occurred_at")} : Moment();
}

} // namespace

Teller::Teller(const Run& aRun, const Evidence& itsEvidence, const Audit& audit, const DefinitionIndex& itsDefinitions,
               Instant itsNow, Reader itsReader)
    : run(aRun), evidence(itsEvidence), definitions(itsDefinitions), now(itsNow), reader(itsReader)
{
    for (const Finding& finding : audit.findings)
        if (finding.wait && finding.check == CheckId::lateEventsChangeNothing)
            m_lateEvents.try_emplace(*finding.wait, &finding);
}

std::string Teller::labelOf(std::size_t step) const
{
    const Step& it = run.steps[step];
    if (!it.key.empty())
        return it.key.text();
    return it.type.present() ? std::string(it.type.name()) : '#' + std::to_string(step + 1);
}

std::string Teller::labelOfWait(std::size_t wait) const
{
    const Wait& it = run.waits[wait];
    if (it.step)
        return labelOf(*it.step);
    return it.stepKey.empty() ? '#' + std::to_string(wait + 1) : it.stepKey.text();
}

const StepDefinition* Teller::definitionOf(const Wait& wait) const
{
    return definitions.find(wait.step ? run.steps[*wait.step].key.text() : wait.stepKey.text());
}

std::string Teller::errorText(const Failure& failure) const
{
    return failure.code.empty() && reader == Reader::operatorOfTheRun ? failure.message : failure.code;
}

Beat Teller::tell(std::size_t index) const
{
    const Step& step = run.steps[index];
    Beat beat;
    beat.completed = step.status == StepStatus::completed;
    beat.isSend = isSend(step.type.value) || !step.messages.empty();
    beat.isWait = !step.waits.empty();
    tellDeferrals(index, beat);
    const bool endedBadly = step.status == StepStatus::failed || step.status == StepStatus::skipped;
    if (!endedBadly && !step.waits.empty())
        tellWaits(step.waits, beat);
    else if (!endedBadly && beat.isSend && (beat.completed || !step.messages.empty()))
        tellSend(index, beat);
    else
        tellByStatus(index, beat);
    noteIncidents(index, beat);
    return beat;
}

void Teller::noteIncidents(std::size_t index, Beat& beat) const
{
    const Step& step = run.steps[index];
    const auto note = [&beat](Incident incident, std::int64_t count) {
        beat.incidents.at(static_cast<std::size_t>(incident)) = count;
    };
    const auto timedOut = std::ranges::count_if(
        step.waits, [this](std::size_t wait) { return run.waits[wait].status == WaitStatus::timedOut; });
    note(Incident::failed, step.status == StepStatus::failed ? 1 : 0);
    note(Incident::timedOut, step.waits.empty() && step.branchTaken == Branch::timeout ? 1 : timedOut);
    note(Incident::undelivered, beat.weight == Weight::message ? 1 : 0);
    note(Incident::retried,
         beat.completed && std::ranges::any_of(step.attempts, [](const Attempt& it) { return it.error.has_value(); })
             ? 1
             : 0);
    note(Incident::skipped, step.status == StepStatus::skipped ? 1 : 0);
}

void Teller::tellDeferrals(std::size_t index, Beat& beat) const
{
    const Step& step = run.steps[index];
    if (step.deferrals.empty())
        return;
    raise(beat, Weight::guardrail);
    const Deferral& last = step.deferrals.back();
    const Moment until =
        last.until ? Moment{Origin::reported, *last.until, refToStep(run, index, "deferrals.until")} : Moment();
    if (last.reason.empty())
        say(beat, Situation::stepDeferredUntold, {labelOf(index), until});
    else
        say(beat, Situation::stepDeferred, {labelOf(index), last.reason, until});
}

void Teller::tellFailed(std::size_t index, Beat& beat) const
{
    const Step& step = run.steps[index];
    raise(beat, Weight::trouble);
    std::string error = step.error ? errorText(*step.error) : std::string();
    if (error.empty() && run.lastError && !step.key.empty() && run.lastError->stepKey == step.key)
        error = errorText(*run.lastError);
    if (error.empty())
        say(beat, Situation::stepFailedUntold, {labelOf(index)});
    else if (step.attempts.size() > 1)
        say(beat, Situation::stepFailedAfterTries,
            {labelOf(index), static_cast<std::int64_t>(step.attempts.size()), error});
    else
        say(beat, Situation::stepFailed, {labelOf(index), error});
}

void Teller::tellByStatus(std::size_t index, Beat& beat) const
{
    const Step& step = run.steps[index];
    const std::string label = labelOf(index);
    switch (step.status.value) {
    case StepStatus::pending:
    case StepStatus::queued: break;
    case StepStatus::completed: tellCompleted(index, beat); break;
    case StepStatus::failed: tellFailed(index, beat); break;
    case StepStatus::cancelled:
        raise(beat, Weight::guardrail);
        say(beat, Situation::stepCancelled, {label});
        break;
    case StepStatus::skipped:
        raise(beat, Weight::guardrail);
        if (step.skipReason.empty())
            say(beat, Situation::stepSkippedUntold, {label});
        else
            say(beat, Situation::stepSkipped, {label, step.skipReason});
        break;
    case StepStatus::running:
    case StepStatus::waiting:
        raise(beat, Weight::present);
        if (step.type == StepType::delay)
            tellDelay(index, beat);
        else
            say(beat, beat.isSend ? Situation::sendUnderway : Situation::stepRunning, {label});
        break;
    case StepStatus::unknown:
        raise(beat, Weight::guardrail);
        say(beat, Situation::stepOther, {label, step.status.original});
        break;
    }
}

void Teller::tellCompleted(std::size_t index, Beat& beat) const
{
    const Step& step = run.steps[index];
    const std::string label = labelOf(index);
    switch (step.type.value) {
    case StepType::delay: tellDelay(index, beat); return;
    case StepType::contactUpdate: say(beat, Situation::contactUpdated, {label}); return;
    case StepType::addToAudience: say(beat, Situation::audienceJoined, {label}); return;
    case StepType::removeFromAudience: say(beat, Situation::audienceLeft, {label}); return;
    case StepType::setTopicSubscription: say(beat, Situation::topicSet, {label}); return;
    case StepType::sendEmailTemplate:
    case StepType::sendPushTemplate: say(beat, Situation::sendUntold, {label}); return;
    case StepType::condition:
        raise(beat, Weight::condition);
        if (step.branchTaken == Branch::isTrue || step.branchTaken == Branch::isFalse) {
            say(beat, step.branchTaken == Branch::isTrue ? Situation::conditionMet : Situation::conditionNotMet,
                {label});
            return;
        }
        break;
    case StepType::waitForEvent:
    case StepType::unknown: break;
    }
    if (step.branchTaken.present() && step.branchTaken != Branch::next)
        say(beat, Situation::branchTaken, {label, std::string(step.branchTaken.name())});
    else
        say(beat, Situation::stepCompleted, {label, std::string(step.type.name())});
}

void Teller::tellDelay(std::size_t index, Beat& beat) const
{
    const std::string label = labelOf(index);
    const Span& span = evidence.steps[index];
    if (run.steps[index].status == StepStatus::completed) {
        if (!span.start.known() || !span.end.known() || span.end.at < span.start.at)
            say(beat, Situation::delayDoneUntold, {label});
        else
            say(beat, isAbout(span) ? Situation::delayDoneAbout : Situation::delayDone,
                {label, span.end.at - span.start.at});
        return;
    }
    const Moment due = dueTimeOfStep(run, evidence, index, definitions.find(run.steps[index].key.text()));
    if (!due.known())
        say(beat, Situation::delayOpenUntold, {label, span.start});
    else if (due.at < now)
        say(beat, Situation::delayOverdue, {label, due, now - due.at});
    else
        say(beat, Situation::delayOpen, {label, due, due.at - now});
}

/// Each of them, for an operator; the last one decides how the step was left, which is what a customer wants to know.
void Teller::tellWaits(const std::vector<std::size_t>& waits, Beat& beat) const
{
    if (reader == Reader::customer) {
        tellWait(waits.back(), beat);
        return;
    }
    for (const std::size_t wait : waits)
        tellWait(wait, beat);
}

Beat Teller::tellWaitWithoutStep(std::size_t waitIndex) const
{
    const WaitStatus status = run.waits[waitIndex].status.value;
    Beat beat;
    beat.completed = status == WaitStatus::received || status == WaitStatus::timedOut;
    beat.isWait = true;
    beat.incidents.at(static_cast<std::size_t>(Incident::timedOut)) = status == WaitStatus::timedOut ? 1 : 0;
    tellWait(waitIndex, beat);
    return beat;
}

void Teller::tellWait(std::size_t waitIndex, Beat& beat) const
{
    const Wait& wait = run.waits[waitIndex];
    const Span& span = evidence.waits[waitIndex];
    const std::string event = wait.eventName.empty() ? labelOfWait(waitIndex) : wait.eventName;
    raise(beat, Weight::wait);
    switch (wait.status.value) {
    case WaitStatus::received: beat.sentences.push_back(received(waitIndex, event)); break;
    case WaitStatus::timedOut: beat.sentences.push_back(timedOut(waitIndex, event)); break;
    case WaitStatus::waiting:
        raise(beat, Weight::present);
        beat.sentences.push_back(stillWaiting(waitIndex, event));
        break;
    case WaitStatus::cancelled: say(beat, Situation::waitCancelled, {event, span.end}); break;
    case WaitStatus::unknown: say(beat, Situation::waitOther, {event, wait.status.original}); break;
    }
    tellLateEvents(waitIndex, beat);
}

Sentence Teller::received(std::size_t waitIndex, const std::string& event) const
{
    const Span& span = evidence.waits[waitIndex];
    const Moment came = arrivalOfResumption(run, waitIndex, span);
    const bool isTold = came.known();
    const Span waited{span.start, isTold ? came : span.end, false};
    if (!waited.start.known() || !waited.end.known() || waited.end.at < waited.start.at)
        return {isTold ? Situation::waitReceivedUntold : Situation::waitResumedUntold, {event, waited.end}};
    const Duration length = waited.end.at - waited.start.at;
    if (isAbout(waited))
        return {isTold ? Situation::waitReceivedAbout : Situation::waitResumedAbout, {event, waited.end, length}};
    return {isTold ? Situation::waitReceived : Situation::waitResumed, {event, waited.end, length}};
}

Sentence Teller::timedOut(std::size_t waitIndex, const std::string& event) const
{
    const Wait& wait = run.waits[waitIndex];
    const Moment& fired = evidence.waits[waitIndex].end;
    if (!wait.timeoutAt)
        return {Situation::waitTimedOutUntold, {event, fired}};
    constexpr Duration worthSaying = std::chrono::seconds(1);
    const Moment limit{Origin::reported, *wait.timeoutAt, refToWait(run, waitIndex, "timeout_at")};
    const Duration lag = wait.timedOutAt ? *wait.timedOutAt - limit.at : Duration(0);
    const bool late = lag > worthSaying;
    const StepDefinition* definition = definitionOf(wait);
    if (definition != nullptr && isUsable(definition->timeout)) {
        const Duration allowed = *definition->timeout;
        if (late)
            return {Situation::waitTimedOutWithinLate, {event, allowed, fired, lag}};
        return {Situation::waitTimedOutWithin, {event, allowed, fired}};
    }
    if (late)
        return {Situation::waitTimedOutLate, {event, limit, fired, lag}};
    return {Situation::waitTimedOut, {event, limit, fired}};
}

Sentence Teller::stillWaiting(std::size_t waitIndex, const std::string& event) const
{
    const Moment& since = evidence.waits[waitIndex].start;
    const Wait& wait = run.waits[waitIndex];
    if (hasEnded(run))
        return {Situation::waitLeftOpen, {event, since}};
    Moment limit;
    if (wait.timeoutAt)
        limit = {Origin::reported, *wait.timeoutAt, refToWait(run, waitIndex, "timeout_at")};
    else if (wait.step)
        limit = dueTimeOfStep(run, evidence, *wait.step, definitionOf(wait));
    if (!limit.known())
        return {Situation::waitOpenUnlimited, {event, since}};
    if (limit.at < now)
        return {Situation::waitOverdue, {event, limit, now - limit.at}};
    return {Situation::waitOpen, {event, since, limit, limit.at - now}};
}

void Teller::tellLateEvents(std::size_t waitIndex, Beat& beat) const
{
    const Wait& wait = run.waits[waitIndex];
    // The audit knows whether it changed anything; what cannot be told is not said.
    const auto found = m_lateEvents.find(waitIndex);
    if (found == m_lateEvents.end())
        return;
    const Arguments& told = found->second->arguments;
    if (found->second->code == FindingCode::inTimeTakenForLate) {
        raise(beat, Weight::trouble);
        say(beat, Situation::inTimeTakenForLate, {told[0], told[3]});
    } else if (wait.status != WaitStatus::timedOut) {
        return;
    } else if (found->second->code == FindingCode::lateEventFollowed) {
        raise(beat, Weight::trouble);
        say(beat, Situation::lateEventFollowed, {told[0], told[3]});
    } else if (wait.lateEvents.size() == 1) {
        say(beat, Situation::lateEvent, {told[0], told[3]});
    } else {
        say(beat, Situation::lateEvents, {told[0], told[2], told[3]});
    }
}

} // namespace runlens::story
