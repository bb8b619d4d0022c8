// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of a list of runs say.
#include "engine/words/safe_text.h"
#include "ui/models/run_list_model.h"

namespace runlens {
namespace {

constexpr std::size_t segmentsSpoken = 12;

QString about(bool exactly, const QString& text) { return exactly ? text : QLatin1Char('~') + text; }

} // namespace

QString RunListModel::statusText(int row) const
{
    const Run& run = runAt(row);
    if (factsAt(row).overdue(m_now))
        return tr("overdue");
    return run.status.present() ? m_words.runStatus(run.status) : QString();
}

QString RunListModel::personText(const Run& run) const
{
    QString value = safeText(run.identityValue);
    if (value.isEmpty())
        return value;
    switch (run.identityType.value) {
    case IdentityType::externalId: return filled(tr("ext %1"), {value});
    case IdentityType::contactId: return filled(tr("contact %1"), {value});
    case IdentityType::email:
    case IdentityType::unknown: break;
    }
    return value;
}

QString RunListModel::text(int row, RunColumn column) const
{
    const RunFacts& facts = factsAt(row);
    switch (column) {
    case RunColumn::status: return statusText(row);
    case RunColumn::started: return facts.start.known() ? m_words.moment(facts.start) : QString();
    case RunColumn::person: return personText(runAt(row));
    case RunColumn::atStep: return safeText(facts.atStep.text());
    case RunColumn::shape: return shapeText(shapeOf(runAt(row), m_now));
    case RunColumn::lasted: {
        const auto length = facts.lasted(m_now);
        return length ? about(facts.lastedExactly(), m_words.duration(*length)) : QString();
    }
    case RunColumn::sent: return facts.sent ? QString::number(*facts.sent) : QString();
    }
    return {};
}

QString RunListModel::toolTip(int row, RunColumn column) const
{
    QString told = text(row, column);
    if (told.isEmpty())
        return tr("not told");
    const Run& run = runAt(row);
    const RunFacts& facts = factsAt(row);
    switch (column) {
    case RunColumn::status:
        if (run.lastError)
            return filled(tr("%1: %2 %3"), {told, safeText(run.lastError->code), safeText(run.lastError->message)})
                .trimmed();
        if (facts.overdue(m_now))
            return filled(tr("overdue: its limit was %1"), {m_words.time(*facts.limit)});
        return told;
    case RunColumn::started: return filled(tr("%1, %2"), {told, m_words.source(facts.start, Edge::start)});
    case RunColumn::person:
        return filled(tr("%1 (%2)"), {safeText(run.identityValue), m_words.identityType(run.identityType)});
    case RunColumn::lasted: return facts.open ? filled(tr("%1 so far"), {told}) : told;
    case RunColumn::atStep:
    case RunColumn::shape:
    case RunColumn::sent: break;
    }
    return told;
}

QString RunListModel::accessibleText(int row, RunColumn column) const
{
    QString told = text(row, column);
    return filled(tr("%1: %2"), {headerData(static_cast<int>(column), Qt::Horizontal).toString(),
                                 told.isEmpty() ? tr("not told") : told});
}

QString RunListModel::shapeText(const RunShape& shape) const
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
        if (static_cast<std::size_t>(names.size()) == segmentsSpoken) {
            names += tr("…");
            break;
        }
        names += nameOf(segment.state);
    }
    return names.join(tr(", "));
}

} // namespace runlens
