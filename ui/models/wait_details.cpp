// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/field_ref.h"
#include "engine/words/safe_text.h"
#include "ui/models/detail_builder.h"
#include "ui/models/detail_texts.h"

namespace runlens {
namespace {

using details::tr;

class WaitDetails {
public:
    WaitDetails(const Inspection& inspection, std::size_t index, const Words& words)
        : m_rows(inspection, words),
          m_index(index),
          m_wait(inspection.run.waits[index]),
          m_span(inspection.evidence.waits[index])
    {
    }

    DetailRows rows()
    {
        m_rows.addMono(tr("Waits for"), m_wait.eventName);
        m_rows.addMono(tr("Person"), m_wait.identityValue);
        m_rows.addMoment(tr("Since"), m_span.start, Edge::start);
        addLimit();
        addResolution();
        m_rows.addLength(tr("Waited"), m_span);
        if (m_wait.outcomeBranch.present())
            m_rows.add(tr("Branch"), m_rows.words().branch(m_wait.outcomeBranch));
        if (m_wait.resumedBy)
            m_rows.addEvent(tr("Resumed by"), *m_wait.resumedBy);
        for (const Event& event : m_wait.lateEvents)
            m_rows.addEvent(tr("Came too late"), event, DetailTone::timedOut);
        m_rows.addMono(tr("Id of the wait"), m_wait.id.text());
        m_rows.addContradictions(Contradiction::Object::wait, m_index);
        m_rows.addOther(m_wait.other);
        return m_rows.take();
    }

private:
    [[nodiscard]] FieldRef ref(std::string_view field) const { return refToWait(m_rows.run(), m_index, field); }

    /// Its own, else what the definition makes of its start.
    [[nodiscard]] Moment limit() const
    {
        if (m_wait.timeoutAt)
            return {Origin::reported, *m_wait.timeoutAt, ref("timeout_at")};
        if (!m_wait.step || !m_span.open)
            return {};
        return dueTime(m_rows.run(), m_rows.evidence(), *m_wait.step, m_rows.inspection().definition());
    }

    void addLimit()
    {
        const Moment due = limit();
        m_rows.addMoment(tr("Limit"), due, Edge::end);
        if (m_span.open)
            m_rows.addLeft(due);
    }

    void addResolution()
    {
        const bool isPlain = m_wait.status == WaitStatus::timedOut
                                 ? m_wait.timedOutAt.has_value()
                                 : m_wait.status == WaitStatus::received && m_wait.resumedAt.has_value();
        if (!isPlain && m_wait.status.present())
            m_rows.add(tr("Status"), m_rows.words().waitStatus(m_wait.status), {},
                       m_wait.status == WaitStatus::waiting ? DetailTone::active : DetailTone::ink);
        m_rows.addTime(tr("Received"), m_wait.resumedAt, ref("resumed_at"), DetailTone::completed);
        m_rows.addTime(tr("Timed out"), m_wait.timedOutAt, ref("timed_out_at"), DetailTone::timedOut);
        if (m_wait.timedOutAt && m_wait.timeoutAt && *m_wait.timedOutAt > *m_wait.timeoutAt)
            m_rows.addLine(tr("After its limit"), m_rows.words().duration(*m_wait.timedOutAt - *m_wait.timeoutAt), {},
                           DetailTone::timedOut);
        const bool isUntold = !m_wait.resumedAt && !m_wait.timedOutAt;
        if (isUntold)
            m_rows.addMoment(tr("Ended"), m_span.end, Edge::end);
    }

    DetailBuilder m_rows;
    std::size_t m_index;
    const Wait& m_wait;
    const Span& m_span;
};

} // namespace

DetailRows detailsOfWait(const Inspection& inspection, std::size_t wait, const Words& words)
{
    return WaitDetails(inspection, wait, words).rows();
}

} // namespace runlens
