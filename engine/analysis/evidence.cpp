// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/evidence.h"

#include "engine/analysis/chain.h"
#include "engine/analysis/definition_index.h"
#include "engine/analysis/execution_order.h"
#include "engine/analysis/field_ref.h"
#include "engine/analysis/own_times.h"

#include <algorithm>
#include <utility>

namespace runlens {
namespace {

/// Steps whose work takes no time worth speaking of.
bool isInstantaneous(StepType type) noexcept
{
    switch (type) {
    case StepType::condition:
    case StepType::contactUpdate:
    case StepType::addToAudience:
    case StepType::removeFromAudience:
    case StepType::setTopicSubscription: return true;
    case StepType::delay:
    case StepType::waitForEvent:
    case StepType::sendEmailTemplate:
    case StepType::sendPushTemplate:
    case StepType::unknown: break;
    }
    return false;
}

enum class Progress : std::uint8_t {
    notStarted,
    untold, ///< a status we do not know, and no time: it may have taken any time, or not have run at all
    open,
    ended,
};

Progress progressOf(const Run& run, const Step& step, const OwnTimes& times) noexcept
{
    if (times.reportedEnd.known())
        return Progress::ended;
    switch (step.status.value) {
    case StepStatus::pending:
    case StepStatus::queued:
    case StepStatus::skipped: return times.anchor() ? Progress::ended : Progress::notStarted;
    case StepStatus::running:
    case StepStatus::waiting: return hasEnded(run) ? Progress::ended : Progress::open;
    case StepStatus::completed:
    case StepStatus::failed:
    case StepStatus::cancelled: return Progress::ended;
    case StepStatus::unknown: break;
    }
    return times.anchor() ? Progress::ended : Progress::untold;
}

class Collector {
public:
    Collector(const Run& run, const Definition* definition) : m_run(run), m_definitions(definition) {}

    Evidence collect()
    {
        m_evidence.steps.resize(m_run.steps.size());
        m_evidence.waits.resize(m_run.waits.size());
        m_times.reserve(m_run.steps.size());
        for (std::size_t i = 0; i < m_run.steps.size(); ++i)
            m_times.push_back(ownTimes(m_run, i));
        ExecutionOrder order = executionOrder(m_times);
        m_evidence.order = std::move(order.steps);
        m_evidence.reordered = order.reordered;

        m_ended = hasEnded(m_run);
        inferTimes();
        for (std::size_t i = 0; i < m_run.waits.size(); ++i)
            tellWait(i);
        noteExtent();
        return std::move(m_evidence);
    }

private:
    /// The chain is: trigger, start of the run, start and end of each step that ran, end of the run that has ended.
    void inferTimes()
    {
        for (const std::size_t step : m_evidence.order)
            if (progressOf(m_run, m_run.steps[step], m_times[step]) != Progress::notStarted)
                m_executed.push_back(step);
        Chain chain(links());
        std::size_t link = 0;
        chain.infer(link, createdOrStarted());
        m_evidence.trigger = chain.at(link++);
        chain.infer(link, std::vector{m_evidence.trigger, createdOrStarted().front()});
        m_evidence.run.start = chain.at(link++);
        for (const std::size_t step : m_executed) {
            Span& span = m_evidence.steps[step];
            const Progress progress = progressOf(m_run, m_run.steps[step], m_times[step]);
            if (progress != Progress::untold)
                chain.infer(link, startCandidates(step, chain.at(link - 1)));
            span.start = chain.at(link++);
            if (progress == Progress::ended)
                chain.infer(link, endCandidates(step, chain, link));
            span.end = chain.at(link++);
            span.open = progress == Progress::open;
        }
        if (m_ended) {
            if (!m_executed.empty())
                chain.infer(link, std::vector{chain.at(link - 1)});
            m_evidence.run.end = chain.at(link);
        }
        m_evidence.run.open = m_run.status == RunStatus::running || m_run.status == RunStatus::waiting
                              || (!m_run.status.known() && std::ranges::any_of(m_evidence.steps, &Span::open));
    }

    [[nodiscard]] std::vector<Link> links() const
    {
        std::vector<Link> links;
        links.reserve(2 * m_executed.size() + 3);
        // The sender's clock orders nothing here; the server's does.
        const bool serversClock = m_run.triggerEvent && m_run.triggerEvent->receivedAt;
        links.push_back({reportedTrigger(m_run), {}, serversClock});
        links.push_back({reported(m_run.startedAt, refToRun(m_run, "started_at")), {}});
        for (const std::size_t step : m_executed) {
            const bool ended = progressOf(m_run, m_run.steps[step], m_times[step]) == Progress::ended;
            links.push_back({m_times[step].reportedStart, {}});
            links.push_back({m_times[step].reportedEnd, ended ? m_times[step].traceOfEnd : Moment()});
        }
        if (m_ended)
            links.push_back({reported(m_run.completedAt, refToRun(m_run, "completed_at")), traceOfLastError()});
        return links;
    }

    [[nodiscard]] Moment traceOfLastError() const
    {
        if (m_run.status != RunStatus::failed || !m_run.lastError || !m_run.lastError->occurredAt)
            return {};
        return {Origin::inferred, *m_run.lastError->occurredAt, refToRun(m_run, "last_error.occurred_at")};
    }

    /// A run is made when its trigger is taken in, and starts when it is made.
    [[nodiscard]] std::vector<Moment> createdOrStarted() const
    {
        return {reported(m_run.createdAt, refToRun(m_run, "created_at")),
                reported(m_run.startedAt, refToRun(m_run, "started_at"))};
    }

    [[nodiscard]] std::vector<Moment> startCandidates(std::size_t step, const Moment& before) const
    {
        // An opening earlier than what came before it does not fit, and falls to the next candidate.
        return {openingByDefinition(step), before};
    }

    /// The limit of a step's wait less its time-out.
    [[nodiscard]] Moment openingByDefinition(std::size_t step) const
    {
        const StepDefinition* definition = m_definitions.find(m_run.steps[step].key.text());
        if (definition == nullptr || m_run.steps[step].waits.empty())
            return {};
        return openingByDefinition(m_run.waits[m_run.steps[step].waits.front()], *definition);
    }

    [[nodiscard]] static Moment openingByDefinition(const Wait& wait, const StepDefinition& definition)
    {
        if (!wait.timeoutAt || !isUsable(definition.timeout))
            return {};
        return {Origin::inferred, *wait.timeoutAt - *definition.timeout,
                refToDefinition(definition, "timeout_seconds")};
    }

    [[nodiscard]] std::vector<Moment> endCandidates(std::size_t step, const Chain& chain, std::size_t link) const
    {
        const Step& it = m_run.steps[step];
        const Moment& start = m_evidence.steps[step].start;
        std::vector<Moment> candidates;
        if (link + 1 < chain.size())
            candidates.push_back(chain.at(link + 1)); // what comes next begins when this ends
        if (it.status != StepStatus::completed)
            return candidates;
        const StepDefinition* definition = m_definitions.find(it.key.text());
        if (definition != nullptr && isUsable(definition->delay) && start.known()) {
            candidates.push_back(
                {Origin::inferred, start.at + *definition->delay, refToDefinition(*definition, "duration_seconds")});
            if (const Moment& next = chain.nextKnown(link); next.known() && next.at < candidates.back().at)
                candidates.push_back(next);
        }
        if (!it.waits.empty() && m_run.waits[it.waits.back()].status == WaitStatus::timedOut)
            candidates.push_back(limitOf(it.waits.back()));
        if (isInstantaneous(it.type.value))
            candidates.push_back(start);
        return candidates;
    }

    [[nodiscard]] Moment limitOf(std::size_t wait) const
    {
        return reported(m_run.waits[wait].timeoutAt, refToWait(m_run, wait, "timeout_at"));
    }

    /// A step and its one wait are the same stretch of time; what only one of them tells holds for both.
    void tellWait(std::size_t index)
    {
        const Wait& wait = m_run.waits[index];
        Span& span = m_evidence.waits[index];
        span.start = reported(wait.openedAt, refToWait(m_run, index, "opened_at"));
        span.end = reportedResolution(m_run, index);
        span.open = wait.status == WaitStatus::waiting && !span.end.known() && !m_ended;
        if (!wait.step) {
            const StepDefinition* definition = m_definitions.find(wait.stepKey.text());
            if (!span.start.known() && definition != nullptr)
                span.start = openingByDefinition(wait, *definition);
            return;
        }
        const std::vector<std::size_t>& siblings = m_run.steps[*wait.step].waits;
        const Span& step = m_evidence.steps[*wait.step];
        if (!span.start.known() && siblings.front() == index)
            span.start = step.start;
        if (!span.end.known() && siblings.back() == index && !span.open)
            span.end = step.end;
    }

    void noteExtent()
    {
        note(m_evidence.trigger);
        note(m_evidence.run);
        for (const Span& span : m_evidence.steps)
            note(span);
        for (const Span& span : m_evidence.waits)
            note(span);
        note(m_run.createdAt);
        for (const Step& step : m_run.steps) {
            for (const Attempt& attempt : step.attempts) {
                note(attempt.startedAt);
                note(attempt.endedAt);
            }
            for (const Deferral& deferral : step.deferrals)
                note(deferral.until);
        }
        for (const Wait& wait : m_run.waits) {
            note(wait.timeoutAt);
            note(wait.resumedAt);
            note(wait.timedOutAt);
            for (const Event& event : wait.lateEvents)
                note(arrivalOf(event));
        }
        for (const Message& message : m_run.messages) {
            note(message.createdAt);
            for (const MessageEvent& event : message.events)
                note(event.occurredAt);
        }
    }

    void note(const Span& span)
    {
        note(span.start);
        note(span.end);
    }
    void note(const Moment& moment)
    {
        if (moment.known())
            note(std::optional(moment.at));
    }
    void note(const std::optional<Instant>& at)
    {
        if (!at)
            return;
        m_evidence.first = m_evidence.first ? std::min(*m_evidence.first, *at) : *at;
        m_evidence.last = m_evidence.last ? std::max(*m_evidence.last, *at) : *at;
    }

    [[nodiscard]] static Moment reported(const std::optional<Instant>& at, FieldRef source)
    {
        return at ? Moment{Origin::reported, *at, std::move(source)} : Moment();
    }

    const Run& m_run;
    DefinitionIndex m_definitions;
    bool m_ended = false;
    std::vector<OwnTimes> m_times;
    std::vector<std::size_t> m_executed; ///< in order of execution
    Evidence m_evidence;
};

} // namespace

Evidence collectEvidence(const Run& run, const Definition* definition) { return Collector(run, definition).collect(); }

Moment dueTimeOfStep(const Run& run, const Evidence& evidence, std::size_t step, const StepDefinition* definition)
{
    const Step& it = run.steps[step];
    const Span& span = evidence.steps[step];
    if (!span.open)
        return {};
    const auto open = std::ranges::find_if(it.waits, [&](std::size_t wait) { return evidence.waits[wait].open; });
    if (open != it.waits.end() && run.waits[*open].timeoutAt)
        return {Origin::reported, *run.waits[*open].timeoutAt, refToWait(run, *open, "timeout_at")};
    if (definition == nullptr || !span.start.known())
        return {};
    if (isUsable(definition->timeout))
        return {Origin::inferred, span.start.at + *definition->timeout,
                refToDefinition(*definition, "timeout_seconds")};
    if (isUsable(definition->delay))
        return {Origin::inferred, span.start.at + *definition->delay, refToDefinition(*definition, "duration_seconds")};
    return {};
}

Moment dueTime(const Run& run, const Evidence& evidence, std::size_t step, const Definition* definition)
{
    return dueTimeOfStep(run, evidence, step,
                         definition == nullptr ? nullptr : findStep(*definition, run.steps[step].key.text()));
}

} // namespace runlens
