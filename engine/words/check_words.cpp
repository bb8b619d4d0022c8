// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/safe_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

namespace runlens {
namespace {

const char* textOf(CheckId check) noexcept
{
    switch (check) {
    case CheckId::runDidNotFail: return QT_TRANSLATE_NOOP("Words", "The run did not fail");
    case CheckId::noStepFailed: return QT_TRANSLATE_NOOP("Words", "No step failed");
    case CheckId::messagesArrived: return QT_TRANSLATE_NOOP("Words", "No message is known to have been lost");
    case CheckId::sendsAccountedFor: return QT_TRANSLATE_NOOP("Words", "Of every send it is known what became of it");
    case CheckId::oneMessagePerSend: return QT_TRANSLATE_NOOP("Words", "Each send made one message");
    case CheckId::waitsResolvedOnce: return QT_TRANSLATE_NOOP("Words", "No wait was resolved twice");
    case CheckId::noTimeoutEarly: return QT_TRANSLATE_NOOP("Words", "No time-out came early");
    case CheckId::timeoutsInTime: return QT_TRANSLATE_NOOP("Words", "No time-out came late");
    case CheckId::nothingOverdue: return QT_TRANSLATE_NOOP("Words", "Nothing is open past its limit");
    case CheckId::resumedByItsEvent:
        return QT_TRANSLATE_NOOP("Words", "Waits were resumed by the events they waited for");
    case CheckId::resumedAfterOpening:
        return QT_TRANSLATE_NOOP("Words", "No wait was resumed by an event from before it");
    case CheckId::waitsForThisPerson: return QT_TRANSLATE_NOOP("Words", "Waits are for the run's own person");
    case CheckId::lateEventsChangeNothing: return QT_TRANSLATE_NOOP("Words", "Late events changed nothing");
    case CheckId::branchesAgree: return QT_TRANSLATE_NOOP("Words", "Branches agree with outcomes");
    case CheckId::stepsRunOnce: return QT_TRANSLATE_NOOP("Words", "No step ran twice");
    case CheckId::statusAgrees: return QT_TRANSLATE_NOOP("Words", "The run's status agrees with its steps");
    case CheckId::nothingStray: return QT_TRANSLATE_NOOP("Words", "Every wait and message belongs to a step");
    case CheckId::listingsAgree: return QT_TRANSLATE_NOOP("Words", "The server's listings agree");
    case CheckId::timesForward: return QT_TRANSLATE_NOOP("Words", "Reported times run forward");
    case CheckId::guardrailsExplained: return QT_TRANSLATE_NOOP("Words", "What was skipped or put off has its reason");
    case CheckId::wordsKnown: return QT_TRANSLATE_NOOP("Words", "The server used no unknown word");
    }
    return "";
}

const char* textOf(CheckResult result) noexcept
{
    switch (result) {
    case CheckResult::passed: return QT_TRANSLATE_NOOP("Words", "passed");
    case CheckResult::found: return QT_TRANSLATE_NOOP("Words", "found something");
    case CheckResult::notApplicable: return QT_TRANSLATE_NOOP("Words", "does not apply");
    case CheckResult::cannotTell: return QT_TRANSLATE_NOOP("Words", "cannot tell");
    }
    return "";
}

const char* textOf(Severity severity) noexcept
{
    switch (severity) {
    case Severity::error: return QT_TRANSLATE_NOOP("Words", "error");
    case Severity::warning: return QT_TRANSLATE_NOOP("Words", "warning");
    case Severity::notice: return QT_TRANSLATE_NOOP("Words", "notice");
    }
    return "";
}

/// What an object is called, with its field (%1), its name (%2) and the field's value (%3).
const char* textOf(ObjectKind kind) noexcept
{
    switch (kind) {
    case ObjectKind::run: return QT_TRANSLATE_NOOP("Words", "%1 of the run %2: %3");
    case ObjectKind::triggerEvent: return QT_TRANSLATE_NOOP("Words", "%1 of the trigger %2: %3");
    case ObjectKind::step: return QT_TRANSLATE_NOOP("Words", "%1 of the step %2: %3");
    case ObjectKind::attempt: return QT_TRANSLATE_NOOP("Words", "%1 of the attempt %2: %3");
    case ObjectKind::wait: return QT_TRANSLATE_NOOP("Words", "%1 of the wait %2: %3");
    case ObjectKind::message: return QT_TRANSLATE_NOOP("Words", "%1 of the message %2: %3");
    case ObjectKind::messageEvent: return QT_TRANSLATE_NOOP("Words", "%1 of the message event %2: %3");
    case ObjectKind::event: return QT_TRANSLATE_NOOP("Words", "%1 of the event %2: %3");
    case ObjectKind::definition: return QT_TRANSLATE_NOOP("Words", "%1 of the definition of %2: %3");
    }
    return "";
}

} // namespace

QString Words::check(CheckId check) const { return translated(textOf(check)); }
QString Words::checkResult(CheckResult result) const { return translated(textOf(result)); }
QString Words::severity(Severity severity) const { return translated(textOf(severity)); }

QString Words::checksPassed(int count) const
{
    return translated(QT_TRANSLATE_N_NOOP("Words", "%n checks passed"), count);
}

QString Words::evidence(const EvidenceItem& item) const
{
    const QString value =
        item.value.empty() ? translated(QT_TRANSLATE_NOOP("Words", "not told")) : safeText(item.value);
    return filled(translated(textOf(item.ref.object)), {safeText(item.ref.field), safeText(item.ref.id), value});
}

} // namespace runlens
