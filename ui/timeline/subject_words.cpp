// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/subject_words.h"

#include "engine/words/safe_text.h"

#include <QCoreApplication>

namespace runlens {
namespace {

using namespace layout;

constexpr int keysNamed = 5;

class Describer {
    Q_DECLARE_TR_FUNCTIONS(runlens::SubjectText)
public:
    Describer(const ShownRun& run, const Subject& subject, const Words& words)
        : m_run(run), m_row(run.timeline().rows[subject.row]), m_subject(subject), m_words(words)
    {
    }

    [[nodiscard]] SubjectText text() const
    {
        switch (m_subject.part) {
        case Part::attempt: return attempt();
        case Part::limit: return limit();
        case Part::resumption: return resumption();
        case Part::lateEvent: return lateEvent();
        case Part::message: return message();
        case Part::whole: break;
        }
        switch (m_row.kind) {
        case RowKind::trigger: return trigger();
        case RowKind::notTaken: return notTaken();
        case RowKind::step:
        case RowKind::loose: break;
        }
        return step();
    }

private:
    [[nodiscard]] static QString stateText(State state)
    {
        switch (state) {
        case State::pending: return tr("to come");
        case State::skipped: return tr("skipped");
        case State::cancelled: return tr("cancelled");
        case State::completed: return tr("completed");
        case State::running: return tr("running");
        case State::waiting: return tr("waiting");
        case State::timedOut: return tr("timed out");
        case State::overdue: return tr("overdue");
        case State::failed: return tr("failed");
        case State::neutral: break;
        }
        return {};
    }

    [[nodiscard]] QString label() const { return m_row.key.empty() ? tr("no name") : safeText(m_row.key); }
    [[nodiscard]] QString time(Instant at) const { return m_words.time(at); }

    [[nodiscard]] SubjectText trigger() const
    {
        SubjectText text{label(), tr("trigger"), {}, {}};
        addMoment(text, m_run.inspection.evidence.trigger, Edge::start, tr("arrived %1"));
        if (!m_row.note.empty())
            text.lines += safeText(m_row.note);
        return text;
    }

    [[nodiscard]] SubjectText notTaken() const
    {
        SubjectText text{tr("not taken"), m_words.branch(branchOf(m_row.branch)), {}, {}};
        for (const std::string& key : m_row.keys) {
            if (text.lines.size() == keysNamed) {
                text.lines += tr("and %1 more").arg(m_row.keys.size() - keysNamed);
                break;
            }
            text.lines += safeText(key);
        }
        return text;
    }

    [[nodiscard]] SubjectText step() const
    {
        SubjectText text{label(), m_words.stepType(m_row.type), stateText(m_row.state), {}};
        if (m_row.wait && !m_row.wait->eventName.empty())
            text.lines += tr("waits for %1").arg(safeText(m_row.wait->eventName));
        if (const Span* span = evidence()) {
            addMoment(text, span->start, Edge::start, tr("started %1"));
            if (span->open)
                text.lines += tr("still open");
            else
                addMoment(text, span->end, Edge::end, tr("ended %1"));
            if (span->start.known() && span->end.known() && !span->open) {
                const bool exact = span->start.origin == Origin::reported && span->end.origin == Origin::reported;
                text.lines +=
                    (exact ? tr("took %1") : tr("took ~%1")).arg(m_words.duration(span->end.at - span->start.at));
            }
        }
        if (m_row.due)
            text.lines += tr("due %1").arg(time(*m_row.due));
        for (const DeferralMark& deferral : m_row.deferrals)
            text.lines += tr("put off until %1: %2").arg(time(deferral.until), safeText(deferral.reason));
        if (!m_row.note.empty())
            text.lines += safeText(m_row.note);
        if (m_row.concern)
            text.lines += tr("something was found here");
        return text;
    }

    /// The times the row is drawn from.
    [[nodiscard]] const Span* evidence() const
    {
        const Evidence& evidence = m_run.inspection.evidence;
        if (m_row.wait)
            return &evidence.waits[m_row.wait->wait];
        return m_row.kind == RowKind::step ? &evidence.steps[m_row.step] : nullptr;
    }

    void addMoment(SubjectText& text, const Moment& moment, Edge edge, const QString& sentence) const
    {
        if (!moment.known())
            return;
        QString line = sentence.arg(m_words.moment(moment));
        if (moment.origin == Origin::inferred)
            line = tr("%1 (%2)").arg(line, m_words.source(moment, edge));
        text.lines += line;
    }

    [[nodiscard]] SubjectText attempt() const
    {
        const AttemptMark& attempt = m_row.attempts[m_subject.index];
        SubjectText text{
            tr("attempt %1").arg(attempt.number), label(), attempt.failed ? stateText(State::failed) : QString(), {}};
        if (attempt.span.fromOrigin == Origin::reported)
            text.lines += tr("started %1").arg(time(attempt.span.from));
        if (attempt.span.toOrigin == Origin::reported)
            text.lines += tr("ended %1").arg(time(attempt.span.to));
        if (!attempt.error.empty())
            text.lines += safeText(attempt.error);
        return text;
    }

    [[nodiscard]] SubjectText limit() const
    {
        SubjectText text{tr("limit"), label(), {}, {time(*m_row.wait->limit)}};
        if (m_row.wait->timedOutAt) {
            text.state = stateText(State::timedOut);
            text.lines += tr("timed out %1").arg(time(*m_row.wait->timedOutAt));
        }
        return text;
    }

    [[nodiscard]] SubjectText resumption() const
    {
        const QString name =
            m_row.wait->resumedName.empty() ? tr("an event without a name") : safeText(m_row.wait->resumedName);
        return {name, label(), {}, {tr("resumed the run %1").arg(time(*m_row.wait->resumedAt))}};
    }

    [[nodiscard]] SubjectText lateEvent() const
    {
        const LateEventMark& event = m_row.wait->lateEvents[m_subject.index];
        return {event.name.empty() ? tr("an event without a name") : safeText(event.name),
                label(),
                tr("too late"),
                {tr("arrived %1").arg(time(event.at))}};
    }

    [[nodiscard]] SubjectText message() const
    {
        const MessageMark& mark = m_row.messages[m_subject.index];
        const Message& message = m_run.inspection.run.messages[mark.message];
        SubjectText text{mark.title.empty() ? tr("no title") : safeText(mark.title),
                         mark.channel == Channel::email ? tr("email") : tr("push"),
                         m_words.messageStatus(message.status),
                         {}};
        for (const LifecycleDot& dot : mark.dots) {
            const QString stage = m_words.messageStatus(dot.stage);
            if (dot.reached && dot.at)
                text.lines += tr("%1 %2").arg(stage, time(*dot.at));
            else if (dot.reached && stage != text.state)
                text.lines += stage;
        }
        return text;
    }

    const ShownRun& m_run;
    const Row& m_row;
    Subject m_subject;
    const Words& m_words;
};

} // namespace

QString SubjectText::spoken() const
{
    QStringList parts = lines;
    if (!state.isEmpty())
        parts.prepend(state);
    return parts.join(QStringLiteral("; "));
}

SubjectText describe(const ShownRun& run, const layout::Subject& subject, const Words& words)
{
    return Describer(run, subject, words).text();
}

} // namespace runlens
