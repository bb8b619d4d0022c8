// SPDX-License-Identifier: GPL-3.0-or-later
// How a time is known.
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

namespace runlens {
namespace {

const char* inferredStart(const FieldRef& source) noexcept
{
    switch (source.object) {
    case ObjectKind::triggerEvent: return QT_TRANSLATE_NOOP("Words", "inferred: the trigger came then");
    case ObjectKind::run: return QT_TRANSLATE_NOOP("Words", "inferred: the run started then");
    case ObjectKind::message: return QT_TRANSLATE_NOOP("Words", "inferred: the send before it ended then");
    case ObjectKind::wait:
    case ObjectKind::event: return QT_TRANSLATE_NOOP("Words", "inferred: the wait before it ended then");
    case ObjectKind::step:
    case ObjectKind::attempt: return QT_TRANSLATE_NOOP("Words", "inferred: the step before it ended then");
    case ObjectKind::definition:
        return source.field == "timeout_seconds"
                   ? QT_TRANSLATE_NOOP("Words", "inferred: its limit less the time-out of its definition")
                   : QT_TRANSLATE_NOOP("Words", "inferred: the delay before it, as defined, ended then");
    case ObjectKind::messageEvent: break;
    }
    return QT_TRANSLATE_NOOP("Words", "inferred from %1 of %2");
}

const char* inferredEnd(const FieldRef& source) noexcept
{
    if (source.field == "error.occurred_at" || source.field == "last_error.occurred_at")
        return QT_TRANSLATE_NOOP("Words", "inferred: its error occurred then");
    if (source.field == "timeout_at")
        return QT_TRANSLATE_NOOP("Words", "inferred: its limit was then");
    if (source.field == "completed_at" && source.object == ObjectKind::run)
        return QT_TRANSLATE_NOOP("Words", "inferred: the run ended then");
    if (source.field == "started_at" || source.field == "opened_at")
        return QT_TRANSLATE_NOOP("Words", "inferred: what comes next began then");
    switch (source.object) {
    case ObjectKind::message: return QT_TRANSLATE_NOOP("Words", "inferred: a message was handed over then");
    case ObjectKind::event: return QT_TRANSLATE_NOOP("Words", "inferred: the event it waited for came then");
    case ObjectKind::definition:
        return QT_TRANSLATE_NOOP("Words", "inferred: its start and the length of its definition");
    case ObjectKind::run:
    case ObjectKind::triggerEvent:
    case ObjectKind::step:
    case ObjectKind::attempt:
    case ObjectKind::wait:
    case ObjectKind::messageEvent: break;
    }
    return QT_TRANSLATE_NOOP("Words", "inferred from %1 of %2");
}

const char* reportedBy(ObjectKind kind) noexcept
{
    switch (kind) {
    case ObjectKind::run: return QT_TRANSLATE_NOOP("Words", "reported by the run (%1)");
    case ObjectKind::triggerEvent: return QT_TRANSLATE_NOOP("Words", "reported by the trigger (%1)");
    case ObjectKind::step: return QT_TRANSLATE_NOOP("Words", "reported by the step (%1)");
    case ObjectKind::attempt: return QT_TRANSLATE_NOOP("Words", "reported by the attempt (%1)");
    case ObjectKind::wait: return QT_TRANSLATE_NOOP("Words", "reported by the wait (%1)");
    case ObjectKind::message: return QT_TRANSLATE_NOOP("Words", "reported by the message (%1)");
    case ObjectKind::messageEvent: return QT_TRANSLATE_NOOP("Words", "reported by an event of the message (%1)");
    case ObjectKind::event: return QT_TRANSLATE_NOOP("Words", "reported by the event (%1)");
    case ObjectKind::definition: return QT_TRANSLATE_NOOP("Words", "told by the definition (%1)");
    }
    return "";
}

} // namespace

QString Words::source(const Moment& moment, Edge edge) const
{
    const FieldRef& source = moment.source;
    switch (moment.origin) {
    case Origin::unknown: return translated(QT_TRANSLATE_NOOP("Words", "unknown: nothing tells it"));
    case Origin::reported: return filled(translated(reportedBy(source.object)), {safeText(source.field)});
    case Origin::inferred: break;
    }
    return filled(translated(edge == Edge::start ? inferredStart(source) : inferredEnd(source)),
                  {safeText(source.field), safeText(source.id)});
}

QString Words::moment(const Moment& moment) const { return TimeWriter(m_style, TimeForm::table, false).moment(moment); }
QString Words::time(Instant at) const { return TimeWriter(m_style, TimeForm::table, false).time(at); }
QStringList Words::briefTimes(Instant at) const
{
    return {TimeWriter(m_style, TimeForm::seconds, false).time(at),
            TimeWriter(m_style, TimeForm::minutes, false).time(at)};
}
QString Words::duration(Duration duration) const { return durationText(duration); }

QString Words::zoneNote() const
{
    const QString zone = m_style.zone == nullptr ? QStringLiteral("UTC") : QString::fromStdString(m_style.zone->name());
    return filled(translated(QT_TRANSLATE_NOOP("Words", "All times are in %1.")), {zone});
}

} // namespace runlens
