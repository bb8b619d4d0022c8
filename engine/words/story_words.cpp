// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/words/sentence_text.h"
#include "engine/words/translate.h"
#include "engine/words/words.h"

#include <array>

namespace runlens {
namespace {

struct Entry {
    Situation situation = Situation::beginningUntold;
    SentenceText sentence;
};

// In the order of the enum.
constexpr Entry table[] = {
    {Situation::triggered, {QT_TRANSLATE_NOOP("Words", "“%1” arrived at %2.")}},
    {Situation::triggeredFor, {QT_TRANSLATE_NOOP("Words", "“%1” arrived for %2 at %3.")}},
    {Situation::started, {QT_TRANSLATE_NOOP("Words", "The run started at %1.")}},
    {Situation::beginningUntold, {QT_TRANSLATE_NOOP("Words", "What started the run, and when, is not told.")}},
    {Situation::stepsUntold, {QT_TRANSLATE_NOOP("Words", "The server told no steps of this run.")}},

    {Situation::messageQueued, {QT_TRANSLATE_NOOP("Words", "“%1” is queued and has not been handed over yet.")}},
    {Situation::messageSent,
     {QT_TRANSLATE_NOOP("Words", "“%1” was handed to the provider at %2; delivery is not confirmed.")}},
    {Situation::messageDelivered,
     {QT_TRANSLATE_NOOP("Words", "“%1” was handed to the provider at %2 and delivered at %3.")}},
    {Situation::messageOpened,
     {QT_TRANSLATE_NOOP("Words", "“%1” was handed to the provider at %2, and an open was recorded at %3.")}},
    {Situation::messageClicked,
     {QT_TRANSLATE_NOOP("Words", "“%1” was handed to the provider at %2, and a click was recorded at %3.")}},
    {Situation::messageDeferred,
     {QT_TRANSLATE_NOOP("Words", "“%1” was handed to the provider at %2, who has put its delivery off.")}},
    {Situation::messageBounced, {QT_TRANSLATE_NOOP("Words", "“%1” was handed to the provider at %2 and bounced.")}},
    {Situation::messageComplained,
     {QT_TRANSLATE_NOOP("Words", "“%1” was handed to the provider at %2, and the recipient reported it as spam.")}},
    {Situation::messageFailed, {QT_TRANSLATE_NOOP("Words", "“%1” could not be sent.")}},
    {Situation::messageSuppressed,
     {QT_TRANSLATE_NOOP("Words", "“%1” was not sent, because its recipient is suppressed.")}},
    {Situation::messageUnknown, {QT_TRANSLATE_NOOP("Words", "Whether “%1” went out is not known.")}},
    {Situation::messageOther, {QT_TRANSLATE_NOOP("Words", "Of “%1” the server says “%2”.")}},
    {Situation::retriedSent,
     {QT_TRANSLATE_NOOP("Words", "The first try to hand over “%1” failed (%2); the second was accepted at %3; delivery "
                                 "is not confirmed.")}},
    {Situation::retriedDelivered,
     {QT_TRANSLATE_NOOP("Words", "The first try to hand over “%1” failed (%2); the second was accepted at %3 and "
                                 "delivered at %4.")}},
    {Situation::firstTryFailed, {QT_TRANSLATE_NOOP("Words", "The first try to hand over “%1” failed (%2).")}},
    {Situation::triesFailed,
     {QT_TRANSLATE_N_NOOP("Words", "%n tries to hand over “%1” failed, the last of them with %3.")}},
    {Situation::sendUnderway, {QT_TRANSLATE_NOOP("Words", "“%1” is being sent.")}},
    {Situation::sendUntold, {QT_TRANSLATE_NOOP("Words", "“%1” completed, but no message of it is known.")}},

    {Situation::waitReceived,
     {QT_TRANSLATE_NOOP("Words", "“%1” came at %2, after %3 of waiting."),
      QT_TRANSLATE_NOOP("Words", "An open was recorded at %2, after %3 of waiting.")}},
    {Situation::waitReceivedAbout,
     {QT_TRANSLATE_NOOP("Words", "“%1” came at %2, after ~%3 of waiting."),
      QT_TRANSLATE_NOOP("Words", "An open was recorded at %2, after ~%3 of waiting.")}},
    {Situation::waitReceivedUntold,
     {QT_TRANSLATE_NOOP("Words", "“%1”, which the run waited for, came at %2."),
      QT_TRANSLATE_NOOP("Words", "An open, which the run waited for, was recorded at %2.")}},
    {Situation::waitResumed,
     {QT_TRANSLATE_NOOP("Words", "The run resumed on “%1” at %2, after %3 of waiting."),
      QT_TRANSLATE_NOOP("Words", "The run resumed on an open at %2, after %3 of waiting.")}},
    {Situation::waitResumedAbout,
     {QT_TRANSLATE_NOOP("Words", "The run resumed on “%1” at %2, after ~%3 of waiting."),
      QT_TRANSLATE_NOOP("Words", "The run resumed on an open at %2, after ~%3 of waiting.")}},
    {Situation::waitResumedUntold,
     {QT_TRANSLATE_NOOP("Words", "The run resumed on “%1”, which it waited for, at %2."),
      QT_TRANSLATE_NOOP("Words", "The run resumed on an open, which it waited for, at %2.")}},
    {Situation::waitTimedOut,
     {QT_TRANSLATE_NOOP("Words", "“%1” did not come before the limit at %2; the wait timed out at %3."),
      QT_TRANSLATE_NOOP("Words", "No open came before the limit at %2; the wait timed out at %3.")}},
    {Situation::waitTimedOutLate,
     {QT_TRANSLATE_NOOP("Words", "“%1” did not come before the limit at %2; the wait timed out at %3, %4 late."),
      QT_TRANSLATE_NOOP("Words", "No open came before the limit at %2; the wait timed out at %3, %4 late.")}},
    {Situation::waitTimedOutWithin,
     {QT_TRANSLATE_NOOP("Words", "“%1” did not come within %2; the wait timed out at %3."),
      QT_TRANSLATE_NOOP("Words", "No open came within %2; the wait timed out at %3.")}},
    {Situation::waitTimedOutWithinLate,
     {QT_TRANSLATE_NOOP("Words", "“%1” did not come within %2; the wait timed out at %3, %4 late."),
      QT_TRANSLATE_NOOP("Words", "No open came within %2; the wait timed out at %3, %4 late.")}},
    {Situation::waitTimedOutUntold,
     {QT_TRANSLATE_NOOP("Words", "“%1” did not come in time; the wait timed out at %2."),
      QT_TRANSLATE_NOOP("Words", "No open came in time; the wait timed out at %2.")}},
    {Situation::waitOpen,
     {QT_TRANSLATE_NOOP("Words", "The run has waited for “%1” since %2; its limit is at %3, %4 from now."),
      QT_TRANSLATE_NOOP("Words", "The run has waited for an open since %2; its limit is at %3, %4 from now.")}},
    {Situation::waitOpenUnlimited,
     {QT_TRANSLATE_NOOP("Words", "The run has waited for “%1” since %2; no limit of it is known."),
      QT_TRANSLATE_NOOP("Words", "The run has waited for an open since %2; no limit of it is known.")}},
    {Situation::waitOverdue,
     {QT_TRANSLATE_NOOP("Words", "The run still waits for “%1”, although its limit at %2 passed %3 ago."),
      QT_TRANSLATE_NOOP("Words", "The run still waits for an open, although its limit at %2 passed %3 ago.")}},
    {Situation::waitLeftOpen,
     {QT_TRANSLATE_NOOP("Words", "The wait for “%1”, begun at %2, is told as open, although the run has ended."),
      QT_TRANSLATE_NOOP("Words", "The wait for an open, begun at %2, is told as open, although the run has ended.")}},
    {Situation::waitCancelled,
     {QT_TRANSLATE_NOOP("Words", "The wait for “%1” was cancelled at %2."),
      QT_TRANSLATE_NOOP("Words", "The wait for an open was cancelled at %2.")}},
    {Situation::waitOther,
     {QT_TRANSLATE_NOOP("Words", "How the wait for “%1” stands is told in a word not known here: “%2”."),
      QT_TRANSLATE_NOOP("Words", "How the wait for an open stands is told in a word not known here: “%2”.")}},
    {Situation::lateEvent,
     {QT_TRANSLATE_NOOP("Words", "“%1” came at %2, too late, and changed nothing."),
      QT_TRANSLATE_NOOP("Words", "An open was recorded at %2, too late, and changed nothing.")}},
    {Situation::lateEvents,
     {QT_TRANSLATE_N_NOOP("Words", "“%1” came %n times too late, first at %3, and changed nothing."),
      QT_TRANSLATE_N_NOOP("Words", "%n opens were recorded too late, the first at %3, and changed nothing.")}},
    {Situation::inTimeTakenForLate,
     {QT_TRANSLATE_NOOP("Words", "“%1” came at %2, in time, and yet was taken for late."),
      QT_TRANSLATE_NOOP("Words", "An open was recorded at %2, in time, and yet was taken for late.")}},
    {Situation::lateEventFollowed,
     {QT_TRANSLATE_NOOP("Words", "“%1” came at %2, too late, and yet the run went on as if it had come in time."),
      QT_TRANSLATE_NOOP("Words", "An open was recorded at %2, too late, and yet the run went on as if it had come in "
                                 "time.")}},

    {Situation::conditionMet, {QT_TRANSLATE_NOOP("Words", "The condition “%1” was met.")}},
    {Situation::conditionNotMet, {QT_TRANSLATE_NOOP("Words", "The condition “%1” was not met.")}},
    {Situation::branchTaken, {QT_TRANSLATE_NOOP("Words", "“%1” completed and was left by “%2”.")}},
    {Situation::delayDone, {QT_TRANSLATE_NOOP("Words", "Then the run paused for %2.")}},
    {Situation::delayDoneAbout, {QT_TRANSLATE_NOOP("Words", "Then the run paused for ~%2.")}},
    {Situation::delayDoneUntold, {QT_TRANSLATE_NOOP("Words", "Then the run paused; how long is not told.")}},
    {Situation::delayOpen, {QT_TRANSLATE_NOOP("Words", "The run pauses until %2, %3 from now.")}},
    {Situation::delayOpenUntold, {QT_TRANSLATE_NOOP("Words", "The run has paused since %2; until when is not told.")}},
    {Situation::delayOverdue,
     {QT_TRANSLATE_NOOP("Words", "The run still pauses, although that was to end at %2, %3 ago.")}},

    {Situation::contactUpdated, {QT_TRANSLATE_NOOP("Words", "“%1” updated the contact.")}},
    {Situation::audienceJoined, {QT_TRANSLATE_NOOP("Words", "“%1” added the contact to an audience.")}},
    {Situation::audienceLeft, {QT_TRANSLATE_NOOP("Words", "“%1” removed the contact from an audience.")}},
    {Situation::topicSet, {QT_TRANSLATE_NOOP("Words", "“%1” set a topic subscription of the contact.")}},
    {Situation::stepCompleted, {QT_TRANSLATE_NOOP("Words", "“%1” (%2) completed.")}},
    {Situation::stepRunning, {QT_TRANSLATE_NOOP("Words", "“%1” is running.")}},
    {Situation::stepFailed, {QT_TRANSLATE_NOOP("Words", "“%1” failed: %2.")}},
    {Situation::stepFailedAfterTries, {QT_TRANSLATE_N_NOOP("Words", "“%1” failed after %n tries: %3.")}},
    {Situation::stepFailedUntold, {QT_TRANSLATE_NOOP("Words", "“%1” failed; why is not told.")}},
    {Situation::stepSkipped, {QT_TRANSLATE_NOOP("Words", "“%1” was skipped: %2.")}},
    {Situation::stepSkippedUntold, {QT_TRANSLATE_NOOP("Words", "“%1” was skipped; why is not told.")}},
    {Situation::stepDeferred, {QT_TRANSLATE_NOOP("Words", "“%1” was put off until %3: %2.")}},
    {Situation::stepDeferredUntold, {QT_TRANSLATE_NOOP("Words", "“%1” was put off until %2; why is not told.")}},
    {Situation::stepCancelled, {QT_TRANSLATE_NOOP("Words", "“%1” was cancelled.")}},
    {Situation::stepOther, {QT_TRANSLATE_NOOP("Words", "How “%1” stands is told in a word not known here: “%2”.")}},

    {Situation::furtherStepsCompleted, {QT_TRANSLATE_N_NOOP("Words", "Then %n further steps completed.")}},
    {Situation::furtherSteps,
     {QT_TRANSLATE_N_NOOP("Words", "Then %n further steps followed; not all of them completed.")}},
    {Situation::furtherWaits, {QT_TRANSLATE_N_NOOP("Words", "The run waited %n times more.")}},
    {Situation::furtherFailed, {QT_TRANSLATE_N_NOOP("Words", "Of the steps not told one by one, %n failed.")}},
    {Situation::furtherTimedOut, {QT_TRANSLATE_N_NOOP("Words", "Of the waits not told one by one, %n timed out.")}},
    {Situation::furtherUndelivered,
     {QT_TRANSLATE_N_NOOP("Words", "Of the steps not told one by one, %n made a message that did not arrive, or of "
                                   "which that is not known.")}},
    {Situation::furtherRetried,
     {QT_TRANSLATE_N_NOOP("Words", "Of the steps not told one by one, %n succeeded only after tries that failed.")}},
    {Situation::furtherSkipped, {QT_TRANSLATE_N_NOOP("Words", "Of the steps not told one by one, %n were skipped.")}},
    {Situation::listingsContradict,
     {QT_TRANSLATE_N_NOOP("Words", "The server contradicts itself in %n places; what the steps say is told here.")}},
    {Situation::nextIs, {QT_TRANSLATE_NOOP("Words", "“%1” comes next.")}},

    {Situation::runCompleted, {QT_TRANSLATE_NOOP("Words", "The run completed at %1.")}},
    {Situation::runFailed, {QT_TRANSLATE_NOOP("Words", "The run failed at %1: %2.")}},
    {Situation::runFailedUntold, {QT_TRANSLATE_NOOP("Words", "The run failed at %1.")}},
    {Situation::runCancelled, {QT_TRANSLATE_NOOP("Words", "The run was cancelled at %1.")}},
    {Situation::runWaiting, {QT_TRANSLATE_NOOP("Words", "The run is waiting.")}},
    {Situation::runRunning, {QT_TRANSLATE_NOOP("Words", "The run is still going on.")}},
    {Situation::runQueued, {QT_TRANSLATE_NOOP("Words", "The run is queued and has not started yet.")}},
    {Situation::runOther, {QT_TRANSLATE_NOOP("Words", "How the run stands is told in a word not known here: “%1”.")}},
};

constexpr bool isComplete()
{
    if (std::size(table) != situationCount)
        return false;
    for (std::size_t i = 0; i < std::size(table); ++i)
        if (table[i].situation != static_cast<Situation>(i))
            return false;
    return true;
}
static_assert(isComplete());

/// How something stands, where the server gave no word at all.
SentenceText untold(Situation situation) noexcept
{
    switch (situation) {
    case Situation::waitOther:
        return {QT_TRANSLATE_NOOP("Words", "How the wait for “%1” stands is not told."),
                QT_TRANSLATE_NOOP("Words", "How the wait for an open stands is not told.")};
    case Situation::stepOther: return {QT_TRANSLATE_NOOP("Words", "How “%1” stands is not told.")};
    case Situation::runOther: return {QT_TRANSLATE_NOOP("Words", "How the run stands is not told.")};
    default: return {};
    }
}

const SentenceText& textOf(Situation situation) noexcept { return table[static_cast<std::size_t>(situation)].sentence; }

QString told(const Sentence& sentence, TimeWriter& times)
{
    const SentenceText instead = untold(sentence.situation);
    const auto* word = sentence.arguments.empty() ? nullptr : std::get_if<std::string>(&sentence.arguments.back());
    if (instead.text != nullptr && word != nullptr && word->empty())
        return spoken(instead, sentence.arguments, times);
    if (sentence.situation == Situation::stepCompleted && word != nullptr) {
        Sentence named = sentence;
        named.arguments.back() = Words().stepType(stepTypeOf(*word)).toStdString();
        return spoken(textOf(sentence.situation), named.arguments, times);
    }
    return spoken(textOf(sentence.situation), sentence.arguments, times);
}

} // namespace

QStringList Words::sentences(const std::vector<Sentence>& story) const
{
    TimeWriter times(m_style, TimeForm::prose, true);
    QStringList texts;
    for (const Sentence& sentence : story)
        texts += told(sentence, times);
    return texts;
}

QString Words::story(const std::vector<Sentence>& story) const { return sentences(story).join(QLatin1Char(' ')); }

QString Words::sentence(const Sentence& sentence) const
{
    TimeWriter times(m_style, TimeForm::prose, false);
    return told(sentence, times);
}

} // namespace runlens
