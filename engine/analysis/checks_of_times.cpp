// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/checks.h"
#include "engine/analysis/own_times.h"

#include <algorithm>

namespace runlens::checks {
namespace {

bool isReported(const Moment& moment) noexcept { return moment.origin == Origin::reported; }

/// What was reported of steps, waits and the run, held against each other. The trigger's own clock is left out.
class Times {
public:
    explicit Times(Context& context) : m_context(context) {}

    CheckResult check()
    {
        for (const std::size_t step : m_context.evidence.order)
            checkStep(step);
        for (std::size_t i = 0; i < m_context.run.waits.size(); ++i)
            checkWait(i);
        checkRun();
        if (m_told >= 2)
            m_tally.good();
        else if (!m_context.run.steps.empty())
            m_tally.untold();
        return m_tally.result();
    }

private:
    void checkStep(std::size_t step)
    {
        const Span& span = m_context.evidence.steps[step];
        const std::string label = labelOf(m_context.run, step);
        m_told += isReported(span.start) + isReported(span.end);
        checkSpan(step, label, span);
        if (isReported(span.start) && m_previous && span.start.at < m_context.evidence.steps[*m_previous].end.at) {
            const Moment& end = m_context.evidence.steps[*m_previous].end;
            report(FindingCode::startsBeforePrevious, step,
                   {label, span.start, labelOf(m_context.run, *m_previous), end}, span.start, end);
        }
        if (isReported(span.end))
            m_previous = step;
        const auto& attempts = m_context.run.steps[step].attempts;
        for (std::size_t i = 0; i < attempts.size(); ++i) {
            if (!attempts[i].startedAt || !attempts[i].endedAt)
                continue;
            const Span attempt{
                {Origin::reported, *attempts[i].startedAt, refToAttempt(m_context.run, step, i, "started_at")},
                {Origin::reported, *attempts[i].endedAt, refToAttempt(m_context.run, step, i, "ended_at")},
                false};
            if (attempt != span)
                checkSpan(step, label, attempt);
        }
    }

    void checkWait(std::size_t wait)
    {
        const auto& step = m_context.run.waits[wait].step;
        const Span& span = m_context.evidence.waits[wait];
        if (!step || span != m_context.evidence.steps[*step])
            checkSpan(step, labelOfWait(m_context.run, wait), span);
    }

    void checkSpan(std::optional<std::size_t> step, const std::string& label, const Span& span)
    {
        if (isReported(span.start) && isReported(span.end) && span.end.at < span.start.at)
            report(FindingCode::endsBeforeItStarts, step, {label, span.start, span.end}, span.start, span.end);
    }

    /// What was under way when the run was cancelled is told when its answer comes.
    [[nodiscard]] bool mayOutliveRun(const Step& step) const
    {
        return m_context.run.status == RunStatus::cancelled && step.status == StepStatus::cancelled
               && !step.attempts.empty();
    }

    void checkRun()
    {
        const Evidence& evidence = m_context.evidence;
        m_told += isReported(evidence.run.start) + isReported(evidence.run.end);
        const auto start = [&](std::size_t step) -> const Moment& { return evidence.steps[step].start; };
        const auto end = [&](std::size_t step) -> const Moment& { return evidence.steps[step].end; };
        std::optional<std::size_t> first;
        std::optional<std::size_t> last;
        for (const std::size_t step : evidence.order) {
            if (isReported(start(step)) && (!first || start(step).at < start(*first).at))
                first = step;
            if (isReported(end(step)) && !mayOutliveRun(m_context.run.steps[step])
                && (!last || end(step).at > end(*last).at))
                last = step;
        }
        if (isReported(evidence.run.start) && first && start(*first).at < evidence.run.start.at)
            report(FindingCode::runStartsAfterStep, first,
                   {labelOf(m_context.run, *first), evidence.run.start, start(*first)}, evidence.run.start,
                   start(*first));
        if (isReported(evidence.run.end) && last && end(*last).at > evidence.run.end.at)
            report(FindingCode::runEndsBeforeStep, last, {labelOf(m_context.run, *last), evidence.run.end, end(*last)},
                   evidence.run.end, end(*last));
        if (isReported(evidence.run.end) && hasEnded(m_context.run))
            checkMessages(evidence.run.end);
        if (isReported(evidence.run.start) && isReported(evidence.run.end)
            && evidence.run.end.at < evidence.run.start.at)
            report(FindingCode::endsBeforeItStarts, {},
                   {evidence.run.start.source.id, evidence.run.start, evidence.run.end}, evidence.run.start,
                   evidence.run.end);
    }

    void checkMessages(const Moment& end)
    {
        const Run& run = m_context.run;
        for (std::size_t i = 0; i < run.messages.size(); ++i) {
            const Message& message = run.messages[i];
            if (!message.createdAt || *message.createdAt <= end.at)
                continue;
            const Moment made{Origin::reported, *message.createdAt, refToMessage(run, i, "created_at")};
            report(FindingCode::messageAfterEnd, message.step,
                   {message.title.empty() ? made.source.id : message.title, made, end}, made, end);
        }
    }

    void report(FindingCode code, std::optional<std::size_t> step, Arguments arguments, const Moment& one,
                const Moment& other)
    {
        m_tally.found();
        m_context.report(code, Severity::error, step, std::move(arguments), {item(one), item(other)});
    }

    Context& m_context;
    Tally m_tally;
    int m_told = 0;
    std::optional<std::size_t> m_previous; ///< the last step whose end is reported
};

} // namespace

CheckResult timesForward(Context& context) { return Times(context).check(); }

} // namespace runlens::checks
