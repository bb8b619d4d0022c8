// SPDX-License-Identifier: GPL-3.0-or-later
// A run told in sentences, still as data: what happened, in order, with verbs that claim no more than the evidence.
#pragma once

#include "engine/analysis/audit.h"
#include "engine/analysis/evidence.h"
#include "engine/analysis/statement.h"

#include <cstdint>
#include <vector>

namespace runlens {

/// With the arguments of the sentence, in order. A "label" is a step's key, else its type, else its place: never an id.
/// Moments may be unknown where not said otherwise.
enum class Situation : std::uint8_t {
    triggered,       ///< event, Moment
    triggeredFor,    ///< event, identity, Moment
    started,         ///< Moment, known
    beginningUntold, ///< none
    stepsUntold,     ///< none: a run told without its steps

    messageQueued,     ///< title
    messageSent,       ///< title, Moment handed over
    messageDelivered,  ///< title, Moment handed over, Moment delivered
    messageOpened,     ///< title, Moment handed over, Moment opened
    messageClicked,    ///< title, Moment handed over, Moment clicked
    messageDeferred,   ///< title, Moment handed over
    messageBounced,    ///< title, Moment handed over
    messageComplained, ///< title, Moment handed over
    messageFailed,     ///< title
    messageSuppressed, ///< title
    messageUnknown,    ///< title: nothing tells whether it went out
    messageOther,      ///< title, status word
    retriedSent,       ///< title, error of the first try, Moment accepted
    retriedDelivered,  ///< title, error of the first try, Moment accepted, Moment delivered
    firstTryFailed,    ///< title, error
    triesFailed,       ///< title, count, last error
    sendUnderway,      ///< label
    sendUntold,        ///< label: completed, but no message is known

    waitReceived,           ///< event, Moment, Duration waited
    waitReceivedAbout,      ///< event, Moment, Duration waited, of which an end is inferred
    waitReceivedUntold,     ///< event, Moment
    waitResumed,            ///< event, Moment resumed, Duration waited: when the event itself came is not told
    waitResumedAbout,       ///< event, Moment resumed, Duration waited, of which an end is inferred
    waitResumedUntold,      ///< event, Moment resumed
    waitTimedOut,           ///< event, Moment limit, Moment fired
    waitTimedOutLate,       ///< event, Moment limit, Moment fired, Duration lag
    waitTimedOutWithin,     ///< event, Duration allowed, Moment fired
    waitTimedOutWithinLate, ///< event, Duration allowed, Moment fired, Duration lag
    waitTimedOutUntold,     ///< event, Moment fired: its limit is not known
    waitOpen,               ///< event, Moment since, Moment limit, Duration left
    waitOpenUnlimited,      ///< event, Moment since
    waitOverdue,            ///< event, Moment limit, Duration past it
    waitLeftOpen,           ///< event, Moment since: open although the run has ended
    waitCancelled,          ///< event, Moment
    waitOther,              ///< event, status word, may be empty
    lateEvent,              ///< event, Moment
    lateEvents,             ///< event, count, Moment of the first
    inTimeTakenForLate,     ///< event, Moment: it came while the wait was open
    lateEventFollowed,      ///< event, Moment: something ran that only a timely one may start

    conditionMet,    ///< label
    conditionNotMet, ///< label
    branchTaken,     ///< label, branch word
    delayDone,       ///< label, Duration
    delayDoneAbout,  ///< label, Duration, of which an end is inferred
    delayDoneUntold, ///< label
    delayOpen,       ///< label, Moment until, Duration left
    delayOpenUntold, ///< label, Moment since
    delayOverdue,    ///< label, Moment due, Duration past it

    contactUpdated,       ///< label
    audienceJoined,       ///< label
    audienceLeft,         ///< label
    topicSet,             ///< label
    stepCompleted,        ///< label, type word
    stepRunning,          ///< label
    stepFailed,           ///< label, error
    stepFailedAfterTries, ///< label, count, error
    stepFailedUntold,     ///< label
    stepSkipped,          ///< label, reason
    stepSkippedUntold,    ///< label
    stepDeferred,         ///< label, reason, Moment until
    stepDeferredUntold,   ///< label, Moment until
    stepCancelled,        ///< label
    stepOther,            ///< label, status word, may be empty

    furtherStepsCompleted, ///< count
    furtherSteps,          ///< count, not all of them completed
    furtherWaits,          ///< count, of a run told without its steps
    furtherFailed,         ///< count: so many of the steps that are not told one by one; as are the next four
    furtherTimedOut,       ///< count, of waits
    furtherUndelivered,    ///< count: a message did not arrive, or it is not known
    furtherRetried,        ///< count: succeeded after tries that failed
    furtherSkipped,        ///< count
    listingsContradict,    ///< count of the places where a step and the run's own lists differ; the step's word is told
    nextIs,                ///< label

    runCompleted,    ///< Moment
    runFailed,       ///< Moment, error
    runFailedUntold, ///< Moment
    runCancelled,    ///< Moment
    runWaiting,      ///< none
    runRunning,      ///< none
    runQueued,       ///< none
    runOther,        ///< status word, may be empty
};
inline constexpr std::size_t situationCount = static_cast<std::size_t>(Situation::runOther) + 1;

struct Sentence {
    Situation situation = Situation::beginningUntold;
    Arguments arguments;

    friend bool operator==(const Sentence&, const Sentence&) = default;
};

/// The whole story, at most twelve sentences: of a long run the sends, waits and failures, how many further steps lie
/// between, and what went wrong in those. `definition` may be null; `now` is the time at which the run is looked at.
/// O(n log n) in the steps.
[[nodiscard]] std::vector<Sentence> tellStory(const Run& run, const Evidence& evidence, const Audit& audit,
                                              const Definition* definition, Instant now);

/// Up to six sentences fit to be pasted to a customer: what arrived, what was sent and how far it got, what was waited
/// for and how that ended, how the run stands. No ids, no identity, no error texts but short codes.
[[nodiscard]] std::vector<Sentence> copyAnswer(const Run& run, const Evidence& evidence, const Audit& audit,
                                               const Definition* definition, Instant now);

} // namespace runlens
