// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/sentence_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

#include <string>

namespace runlens {
namespace {

struct Entry {
    FindingCode code = FindingCode::runFailed;
    SentenceText title;
    SentenceText detail;
};

// In the order of the enum.
constexpr Entry table[] = {
    {FindingCode::runFailed,
     {QT_TRANSLATE_NOOP("Words", "The run failed")},
     {QT_TRANSLATE_NOOP("Words", "“%1” ended it: %2.")}},
    {FindingCode::stepFailed,
     {QT_TRANSLATE_NOOP("Words", "“%1” failed")},
     {QT_TRANSLATE_NOOP("Words", "The error is: %2.")}},
    {FindingCode::completedWithFailure,
     {QT_TRANSLATE_NOOP("Words", "The run completed although a step failed")},
     {QT_TRANSLATE_NOOP("Words", "“%1” failed, which should have failed the run.")}},
    {FindingCode::sendRetried,
     {QT_TRANSLATE_N_NOOP("Words", "%n tries failed before a send succeeded")},
     {QT_TRANSLATE_NOOP("Words", "“%1” was accepted in the end; the error before that is: %3.")}},
    {FindingCode::messageFailed,
     {QT_TRANSLATE_NOOP("Words", "“%1” did not arrive")},
     {QT_TRANSLATE_NOOP("Words", "The server says “%2”.")}},
    {FindingCode::sendUnknown,
     {QT_TRANSLATE_NOOP("Words", "It is not known whether a message went out")},
     {QT_TRANSLATE_NOOP("Words", "“%1” completed, and nothing tells what became of its message.")}},
    {FindingCode::severalMessages,
     {QT_TRANSLATE_N_NOOP("Words", "%n messages for one send step")},
     {QT_TRANSLATE_NOOP("Words", "“%1” should have sent one, however many attempts it took.")}},
    {FindingCode::skippedYetSent,
     {QT_TRANSLATE_NOOP("Words", "A skipped step has sent a message")},
     {QT_TRANSLATE_NOOP("Words", "“%1” is said to have been skipped, and “%2” to be its message.")}},
    {FindingCode::resumedAfterTimeout,
     {QT_TRANSLATE_NOOP("Words", "A wait was resumed after its time-out")},
     {QT_TRANSLATE_NOOP("Words", "“%1” timed out at %2 and was resumed at %3.")}},
    {FindingCode::reopened,
     {QT_TRANSLATE_NOOP("Words", "A wait was opened again after it was resolved")},
     {QT_TRANSLATE_NOOP("Words", "“%1” was resolved at %2, and waits again.")}},
    {FindingCode::resolvedTwice,
     {QT_TRANSLATE_NOOP("Words", "A wait was resolved twice")},
     {QT_TRANSLATE_NOOP("Words", "“%1” was resumed at %2 and timed out at %3.")}},
    {FindingCode::timeoutEarly,
     {QT_TRANSLATE_NOOP("Words", "Time-out came %2 early")},
     {QT_TRANSLATE_NOOP("Words", "“%1”: limit %3, fired %4.")}},
    {FindingCode::timeoutInTime,
     {QT_TRANSLATE_NOOP("Words", "Time-out came in time")},
     {QT_TRANSLATE_NOOP("Words", "“%1”: limit %3, fired %4.")}},
    {FindingCode::timeoutLate,
     {QT_TRANSLATE_NOOP("Words", "Time-out came %2 late")},
     {QT_TRANSLATE_NOOP("Words", "“%1”: limit %3, fired %4.")}},
    {FindingCode::overdue,
     {QT_TRANSLATE_NOOP("Words", "Overdue by %2")},
     {QT_TRANSLATE_NOOP("Words", "“%1” is still open; its limit was %3.")}},
    {FindingCode::resumedByOtherEvent,
     {QT_TRANSLATE_NOOP("Words", "A wait was resumed by another event than it waited for")},
     {QT_TRANSLATE_NOOP("Words", "“%1” waited for “%2” and was resumed by “%3”.")}},
    {FindingCode::resumedByUnmatching,
     {QT_TRANSLATE_NOOP("Words", "A wait was resumed by an event that does not match it")},
     {QT_TRANSLATE_NOOP("Words", "“%1” was resumed by “%2”, whose “%3” is not what the wait asks for.")}},
    {FindingCode::resumedByLaterEvent,
     {QT_TRANSLATE_NOOP("Words", "A wait was resumed before its event had come")},
     {QT_TRANSLATE_NOOP("Words", "“%1” was resumed by “%2”, which came at %3, at %4 already.")}},
    {FindingCode::resumedByEarlierEvent,
     {QT_TRANSLATE_NOOP("Words", "A wait was resumed by an event from before it")},
     {QT_TRANSLATE_NOOP("Words", "“%1” was resumed by “%2”, which came at %3; it could match from %4 on.")}},
    {FindingCode::otherPerson,
     {QT_TRANSLATE_NOOP("Words", "A wait is for another person than the run")},
     {QT_TRANSLATE_NOOP("Words", "“%1” and the run have different identities.")}},
    {FindingCode::lateEventIgnored,
     {QT_TRANSLATE_N_NOOP("Words", "“%1” came late %n times and changed nothing, as promised"),
      QT_TRANSLATE_N_NOOP("Words", "%n late opens changed nothing, as promised")},
     {QT_TRANSLATE_N_NOOP("Words", "The first of %n came at %4, when “%2” was resolved already.")}},
    {FindingCode::inTimeTakenForLate,
     {QT_TRANSLATE_N_NOOP("Words", "“%1” came in time %n times and was taken for late"),
      QT_TRANSLATE_N_NOOP("Words", "%n opens came in time and were taken for late")},
     {QT_TRANSLATE_N_NOOP("Words", "The first of %n came at %4, when “%2” was open; its limit was %5.")}},
    {FindingCode::lateEventFollowed,
     {QT_TRANSLATE_N_NOOP("Words", "“%1” came late %n times and was followed after all"),
      QT_TRANSLATE_N_NOOP("Words", "%n late opens were followed after all")},
     {QT_TRANSLATE_N_NOOP("Words", "The first of %n came at %4, when “%2” had timed out; yet “%5” ran.")}},
    {FindingCode::branchNotOfType,
     {QT_TRANSLATE_NOOP("Words", "A step took a branch that it cannot have")},
     {QT_TRANSLATE_NOOP("Words", "“%1” took “%2”, which is no outcome of the type “%3”.")}},
    {FindingCode::branchDisagrees,
     {QT_TRANSLATE_NOOP("Words", "The branch taken is not the outcome of the wait")},
     {QT_TRANSLATE_NOOP("Words", "“%1” took “%2”; its wait ended by “%3”.")}},
    {FindingCode::outcomeDisagrees,
     {QT_TRANSLATE_NOOP("Words", "The outcome of a wait does not fit its status")},
     {QT_TRANSLATE_NOOP("Words", "The wait of “%1” is “%2”, its outcome “%3”.")}},
    {FindingCode::stepRepeated,
     {QT_TRANSLATE_N_NOOP("Words", "A step ran %n times")},
     {QT_TRANSLATE_NOOP("Words", "“%1” should have run once.")}},
    {FindingCode::tooManyAttempts,
     {QT_TRANSLATE_N_NOOP("Words", "A step was tried %n times")},
     {QT_TRANSLATE_NOOP("Words", "“%1” should have been given up after %3, unless somebody had it retried.")}},
    {FindingCode::attemptAfterSuccess,
     {QT_TRANSLATE_NOOP("Words", "A step was tried again after it had succeeded")},
     {QT_TRANSLATE_NOOP("Words", "Attempt %2 of “%1” ended without an error, and yet another followed.")}},
    {FindingCode::attemptUnfinished,
     {QT_TRANSLATE_NOOP("Words", "How an attempt ended is not told")},
     {QT_TRANSLATE_NOOP("Words", "Attempt %2 of “%1” has neither an end nor an error, and another followed it.")}},
    {FindingCode::openAfterEnd,
     {QT_TRANSLATE_NOOP("Words", "Something is still open after the run has ended")},
     {QT_TRANSLATE_NOOP("Words", "“%1” is open; the run is “%2”.")}},
    {FindingCode::ranPastOpen,
     {QT_TRANSLATE_NOOP("Words", "The run went past a step that is still open")},
     {QT_TRANSLATE_NOOP("Words", "“%1” is open, and yet “%2”, which comes behind it, ran.")}},
    {FindingCode::waitingForNothing,
     {QT_TRANSLATE_NOOP("Words", "The run waits for nothing")},
     {QT_TRANSLATE_NOOP("Words", "It is said to be waiting, but has no open wait, delay or deferral.")}},
    {FindingCode::waitStray,
     {QT_TRANSLATE_NOOP("Words", "A wait belongs to no step")},
     {QT_TRANSLATE_NOOP("Words", "It waits for “%1”, and no step of the run is its own.")}},
    {FindingCode::messageStray,
     {QT_TRANSLATE_NOOP("Words", "A message belongs to no step")},
     {QT_TRANSLATE_NOOP("Words", "No step of the run has sent “%1”.")}},
    {FindingCode::listingsContradict,
     {QT_TRANSLATE_NOOP("Words", "Two listings of the server contradict each other")},
     {QT_TRANSLATE_NOOP("Words", "Of “%1” the step says that “%2” is “%3”, the run's own list “%4”.")}},
    {FindingCode::endsBeforeItStarts,
     {QT_TRANSLATE_NOOP("Words", "Reported times run backwards")},
     {QT_TRANSLATE_NOOP("Words", "“%1” is said to have started at %2 and ended at %3.")}},
    {FindingCode::startsBeforePrevious,
     {QT_TRANSLATE_NOOP("Words", "Reported times overlap")},
     {QT_TRANSLATE_NOOP("Words", "“%1” is said to have started at %2, before “%3” ended at %4.")}},
    {FindingCode::runStartsAfterStep,
     {QT_TRANSLATE_NOOP("Words", "Reported times run backwards")},
     {QT_TRANSLATE_NOOP("Words", "The run is said to have started at %2, after “%1” started at %3.")}},
    {FindingCode::runEndsBeforeStep,
     {QT_TRANSLATE_NOOP("Words", "Reported times run backwards")},
     {QT_TRANSLATE_NOOP("Words", "The run is said to have ended at %2, before “%1” ended at %3.")}},
    {FindingCode::messageAfterEnd,
     {QT_TRANSLATE_NOOP("Words", "A message was made after the run had ended")},
     {QT_TRANSLATE_NOOP("Words", "“%1” was made at %2; the run is said to have ended at %3.")}},
    {FindingCode::stepSkipped,
     {QT_TRANSLATE_NOOP("Words", "“%1” was skipped")},
     {QT_TRANSLATE_NOOP("Words", "The reason is: %2.")}},
    {FindingCode::stepDeferred,
     {QT_TRANSLATE_NOOP("Words", "“%1” was put off until %3")},
     {QT_TRANSLATE_NOOP("Words", "The reason is: %2.")}},
    {FindingCode::wordUnknown,
     {QT_TRANSLATE_NOOP("Words", "The server uses a word not known here")},
     {QT_TRANSLATE_NOOP("Words", "It says “%2” in “%1”; that is shown as it came, and not judged.")}},
};

constexpr bool isComplete()
{
    if (std::size(table) != findingCodeCount)
        return false;
    for (std::size_t i = 0; i < std::size(table); ++i)
        if (table[i].code != static_cast<FindingCode>(i))
            return false;
    return true;
}
static_assert(isComplete());

const Entry& entryOf(FindingCode code) noexcept { return table[static_cast<std::size_t>(code)]; }

bool isEmpty(const Finding& finding, std::size_t argument) noexcept
{
    if (argument >= finding.arguments.size())
        return false;
    const auto* text = std::get_if<std::string>(&finding.arguments[argument]);
    return text != nullptr && text->empty();
}

/// Where the server gave no reason, error or step to name.
SentenceText detailWithout(const Finding& finding) noexcept
{
    switch (finding.code) {
    case FindingCode::runFailed:
        if (isEmpty(finding, 0) && isEmpty(finding, 1))
            return {QT_TRANSLATE_NOOP("Words", "The server tells no reason.")};
        if (isEmpty(finding, 0))
            return {QT_TRANSLATE_NOOP("Words", "The error is: %2.")};
        if (isEmpty(finding, 1))
            return {QT_TRANSLATE_NOOP("Words", "“%1” ended it; the server tells no reason.")};
        break;
    case FindingCode::stepFailed:
    case FindingCode::stepSkipped:
    case FindingCode::stepDeferred:
        if (isEmpty(finding, 1))
            return {QT_TRANSLATE_NOOP("Words", "The server tells no reason.")};
        break;
    case FindingCode::sendRetried:
        if (isEmpty(finding, 2))
            return {QT_TRANSLATE_NOOP("Words", "“%1” was accepted in the end.")};
        break;
    default: break;
    }
    return {};
}

SentenceText titleOf(const Finding& finding) noexcept
{
    if (finding.code != FindingCode::messageFailed || finding.arguments.size() < 2)
        return entryOf(finding.code).title;
    const auto* word = std::get_if<std::string>(&finding.arguments[1]);
    switch (word == nullptr ? MessageStatus::unknown : messageStatusOf(*word).value) {
    case MessageStatus::failed: return {QT_TRANSLATE_NOOP("Words", "“%1” could not be sent")};
    case MessageStatus::bounced: return {QT_TRANSLATE_NOOP("Words", "“%1” bounced")};
    case MessageStatus::complained: return {QT_TRANSLATE_NOOP("Words", "“%1” was reported as spam")};
    case MessageStatus::suppressed: return {QT_TRANSLATE_NOOP("Words", "“%1” was suppressed")};
    default: return entryOf(finding.code).title;
    }
}

} // namespace

QString Words::findingTitle(const Finding& finding) const
{
    TimeWriter times(m_style, TimeForm::table, false);
    return spoken(titleOf(finding), finding.arguments, times);
}

QString Words::findingDetail(const Finding& finding) const
{
    TimeWriter times(m_style, TimeForm::table, false);
    const SentenceText instead = detailWithout(finding);
    return spoken(instead.text != nullptr ? instead : entryOf(finding.code).detail, finding.arguments, times);
}

} // namespace runlens
