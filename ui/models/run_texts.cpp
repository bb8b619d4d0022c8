// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_texts.h"

#include "engine/words/safe_text.h"

#include <QStringList>

#include <algorithm>
#include <chrono>

namespace runlens {
namespace {

constexpr qsizetype segmentsSpoken = 12;

QString about(bool inferred, const QString& text) { return inferred ? QLatin1Char('~') + text : text; }

QString automationName(const SourceSnapshot& snapshot, const AutomationId& id)
{
    for (const AutomationRow& row : snapshot.automations)
        if (row.automation.id == id && !row.automation.name.empty())
            return safeText(row.automation.name);
    return safeText(id.text());
}

bool isLengthInferred(const RunSummary& run) { return run.startInferred || (!run.open && run.endInferred); }

} // namespace

QString RunTexts::title(RunColumn column)
{
    switch (column) {
    case RunColumn::status: return tr("Status");
    case RunColumn::started: return tr("Started");
    case RunColumn::person: return tr("Person");
    case RunColumn::atStep: return tr("At step");
    case RunColumn::shape: return tr("Shape of the run");
    case RunColumn::lasted: return tr("Lasted");
    case RunColumn::sent: return tr("Sent");
    case RunColumn::ended: return tr("Ended");
    case RunColumn::automation: return tr("Automation");
    case RunColumn::version: return tr("Version");
    case RunColumn::error: return tr("Error");
    case RunColumn::attempts: return tr("Attempts");
    case RunColumn::waited: return tr("Waited");
    case RunColumn::run: return tr("Run");
    }
    return {};
}

QString RunTexts::status(const RunSummary& run) const
{
    if (isOverdue(run, m_now))
        return tr("overdue");
    return run.status.present() ? m_words.runStatus(run.status) : QString();
}

QString RunTexts::person(const RunSummary& run)
{
    QString value = safeText(run.identity);
    if (value.isEmpty())
        return value;
    switch (run.identityType) {
    case IdentityType::externalId: return filled(tr("ext %1"), {value});
    case IdentityType::contactId: return filled(tr("contact %1"), {value});
    case IdentityType::email:
    case IdentityType::unknown: break;
    }
    return value;
}

QString RunTexts::time(const std::optional<Instant>& at, bool inferred) const
{
    return at ? about(inferred, m_words.time(*at)) : QString();
}

QStringList RunTexts::briefs(const RunSummary& run, RunColumn column) const
{
    if (column == RunColumn::lasted) {
        const auto length = lastedOf(run, m_now);
        return length && *length >= std::chrono::seconds(1)
                   ? QStringList{about(isLengthInferred(run),
                                       m_words.duration(std::chrono::round<std::chrono::seconds>(*length)))}
                   : QStringList();
    }
    const bool isStart = column == RunColumn::started;
    const auto& at = isStart ? run.started : run.ended;
    if ((!isStart && column != RunColumn::ended) || !at)
        return {};
    QStringList briefs = m_words.briefTimes(*at);
    for (QString& text : briefs)
        text = about(isStart ? run.startInferred : run.endInferred, text);
    return briefs;
}

QString RunTexts::lasted(const RunSummary& run) const
{
    const auto length = lastedOf(run, m_now);
    if (!length)
        return {};
    // What grows is told in whole seconds.
    const bool grows = run.open && *length >= std::chrono::seconds(1);
    return about(isLengthInferred(run),
                 m_words.duration(grows ? std::chrono::floor<std::chrono::seconds>(*length) : *length));
}

QString RunTexts::text(const SourceSnapshot& snapshot, const RunSummary& run, RunColumn column) const
{
    switch (column) {
    case RunColumn::status: return status(run);
    case RunColumn::started: return time(run.started, run.startInferred);
    case RunColumn::person: return person(run);
    case RunColumn::atStep: return safeText(run.atStep.text());
    case RunColumn::shape: return shape(run.shape);
    case RunColumn::lasted: return lasted(run);
    case RunColumn::sent: return run.sent ? QString::number(*run.sent) : QString();
    case RunColumn::ended: return time(run.ended, run.endInferred);
    case RunColumn::automation: return automationName(snapshot, run.automationId);
    case RunColumn::version: return safeText(run.versionId.text());
    case RunColumn::error: return safeText(run.error);
    case RunColumn::attempts: return run.facets ? QString::number(run.facets->attempts) : QString();
    case RunColumn::waited:
        return run.facets && run.facets->waited > Duration(0) ? m_words.duration(run.facets->waited) : QString();
    case RunColumn::run: return safeText(run.id.text());
    }
    return {};
}

Unknown RunTexts::unknown(const SourceSnapshot& snapshot, const RunSummary& run, RunColumn column)
{
    const bool fetchable = snapshot.state.link != Link::none && !run.facets;
    const auto perhaps = [fetchable](bool known) {
        return known ? Unknown::no : fetchable ? Unknown::notFetched : Unknown::notTold;
    };
    const auto told = [](bool known) { return known ? Unknown::no : Unknown::notTold; };
    switch (column) {
    case RunColumn::status: return told(run.status.present());
    case RunColumn::started: return told(run.started.has_value());
    case RunColumn::person: return told(!run.identity.empty());
    case RunColumn::atStep: return perhaps(!run.atStep.empty());
    case RunColumn::shape: return perhaps(!run.shape.segments.empty());
    case RunColumn::lasted: return told(run.started && (run.open || run.ended));
    case RunColumn::sent: return perhaps(run.sent.has_value());
    case RunColumn::ended: return told(run.ended.has_value());
    case RunColumn::automation: return told(!run.automationId.empty());
    case RunColumn::version: return told(!run.versionId.empty());
    case RunColumn::error: return told(!run.error.empty());
    case RunColumn::attempts:
    case RunColumn::waited: return perhaps(run.facets.has_value());
    case RunColumn::run: return told(!run.id.empty());
    }
    return Unknown::notTold;
}

QString RunTexts::unknownText(Unknown unknown)
{
    switch (unknown) {
    case Unknown::no: break;
    case Unknown::notTold: return tr("not told");
    case Unknown::notFetched: return tr("not fetched");
    }
    return {};
}

QString RunTexts::moreOf(const RunSummary& run, RunColumn column, const QString& told) const
{
    switch (column) {
    case RunColumn::status:
        if (!run.error.empty())
            return filled(tr("%1: %2"), {told, safeText(run.error)});
        return isOverdue(run, m_now) ? filled(tr("overdue: its limit was %1"), {m_words.time(*run.limit)}) : told;
    case RunColumn::started:
    case RunColumn::ended: {
        const bool inferred = column == RunColumn::started ? run.startInferred : run.endInferred;
        return inferred ? filled(tr("%1, concluded from other times"), {told}) : filled(tr("%1, as reported"), {told});
    }
    case RunColumn::person:
        return filled(tr("%1 (%2)"), {safeText(run.identity), m_words.identityType(run.identityType)});
    case RunColumn::automation: {
        const QString id = safeText(run.automationId.text());
        return id == told ? told : filled(tr("%1 (%2)"), {told, id});
    }
    case RunColumn::lasted: return run.open ? filled(tr("%1 so far"), {told}) : told;
    default: return told;
    }
}

QString RunTexts::toolTip(const SourceSnapshot& snapshot, const RunSummary& run, RunColumn column) const
{
    const QString told = text(snapshot, run, column);
    if (!told.isEmpty())
        return moreOf(run, column, told);
    switch (unknown(snapshot, run, column)) {
    case Unknown::notFetched: return tr("The run's detail was not fetched yet; it may tell this.");
    case Unknown::notTold: return tr("not told");
    case Unknown::no: break;
    }
    return {};
}

QString RunTexts::shape(const RunShape& shape) const
{
    const auto nameOf = [this](layout::State state) {
        switch (state) {
        case layout::State::pending: return m_words.stepStatus(StepStatus::pending);
        case layout::State::skipped: return m_words.stepStatus(StepStatus::skipped);
        case layout::State::cancelled: return m_words.stepStatus(StepStatus::cancelled);
        case layout::State::completed: return m_words.stepStatus(StepStatus::completed);
        case layout::State::running: return m_words.stepStatus(StepStatus::running);
        case layout::State::waiting: return m_words.stepStatus(StepStatus::waiting);
        case layout::State::timedOut: return m_words.waitStatus(WaitStatus::timedOut);
        case layout::State::failed: return m_words.stepStatus(StepStatus::failed);
        case layout::State::overdue: return tr("overdue");
        case layout::State::neutral: break;
        }
        return tr("other");
    };
    QStringList names;
    for (const ShapeSegment& segment : shape.segments) {
        if (names.size() == segmentsSpoken) {
            names += tr("…");
            break;
        }
        names += nameOf(segment.state);
    }
    return names.join(tr(", "));
}

} // namespace runlens
