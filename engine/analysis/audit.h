// SPDX-License-Identifier: GPL-3.0-or-later
// A run held against what the platform promises: what was found, and what could be checked at all.
#pragma once

#include "engine/analysis/evidence.h"
#include "engine/analysis/statement.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// Each promise a run is held against, in the order in which they are checked.
enum class CheckId : std::uint8_t {
    runDidNotFail,
    noStepFailed,
    messagesArrived,     ///< no message failed, bounced, was complained of or suppressed
    sendsAccountedFor,   ///< of every send it is known whether it went out
    oneMessagePerSend,   ///< however many attempts; none where the step was skipped
    waitsResolvedOnce,   ///< received or timed out, and never again
    noTimeoutEarly,      ///< timed_out_at ≥ timeout_at
    timeoutsInTime,      ///< the scheduler's lag is at most a second
    nothingOverdue,      ///< no wait or delay is open past its limit
    resumedByItsEvent,   ///< the event that resumed a wait has the name waited for, and fits filters and correlation
    resumedAfterOpening, ///< and came after the wait began to match, and before it was resumed
    waitsForThisPerson,  ///< a wait's identity is the run's
    lateEventsChangeNothing,
    branchesAgree,       ///< the branch taken is the wait's outcome, its status, and one of the step's type
    stepsRunOnce,        ///< no step twice, and none again once it has succeeded or was to be given up
    statusAgrees,        ///< an ended run has nothing open, a waiting one has, and no run is past what is open
    nothingStray,        ///< every wait and message belongs to a step
    listingsAgree,       ///< nested and top-level listings say the same
    timesForward,        ///< reported times do not run backwards
    guardrailsExplained, ///< what was skipped or put off has its reason
    wordsKnown,
};
inline constexpr std::size_t checkCount = static_cast<std::size_t>(CheckId::wordsKnown) + 1;

/// Does the check hold the engine to a promise, or look for what can go wrong without anyone's fault?
[[nodiscard]] bool isPromise(CheckId check) noexcept;

/// With the arguments of the finding, in order. A "label" is a step's key, else its id, else its place ("#3").
enum class FindingCode : std::uint8_t {
    runFailed,             ///< label of the step or empty, error
    stepFailed,            ///< label, error
    completedWithFailure,  ///< label: the run completed although that step failed
    sendRetried,           ///< label, count of attempts that failed, last error
    messageFailed,         ///< title or label, message status word: failed, bounced, complained, suppressed
    sendUnknown,           ///< label: nothing tells whether it went out
    severalMessages,       ///< label, count
    skippedYetSent,        ///< label, title of the message, else its id
    resumedAfterTimeout,   ///< label, Moment timed out, Moment resumed
    reopened,              ///< label, Moment resolved: waits again after its resolution
    resolvedTwice,         ///< label, Moment resumed, Moment timed out
    timeoutEarly,          ///< label, Duration, Moment limit, Moment fired
    timeoutInTime,         ///< label, Duration lag, Moment limit, Moment fired
    timeoutLate,           ///< label, Duration lag, Moment limit, Moment fired
    overdue,               ///< label, Duration past the limit, Moment limit
    resumedByOtherEvent,   ///< label, event waited for, event that resumed
    resumedByUnmatching,   ///< label, event, field that a filter or the correlation asks for otherwise
    resumedByLaterEvent,   ///< label, event, Moment event came, Moment resumed
    resumedByEarlierEvent, ///< label, event, Moment event came, Moment from which it could match
    otherPerson,           ///< label
    lateEventIgnored,      ///< event, label, count, Moment of the first
    inTimeTakenForLate,    ///< event, label, count, Moment of the first, Moment limit: came while the wait was open
    lateEventFollowed,     ///< event, label, count, Moment of the first or unknown, label of a step that ran by the
                           ///< received branch
    branchNotOfType,       ///< label, branch word, step type word
    branchDisagrees,       ///< label, the step's branch word, the wait's outcome word
    outcomeDisagrees,      ///< label, the wait's status word, its outcome word
    stepRepeated,          ///< key, count
    tooManyAttempts,       ///< label, count, the most there may be
    attemptAfterSuccess,   ///< label, number of the attempt that had succeeded
    attemptUnfinished,     ///< label, number of an attempt that another followed, and of which no end is told
    openAfterEnd,          ///< label, run status word
    ranPastOpen,           ///< label of a step that is still open, label of a step behind it that ran
    waitingForNothing,     ///< none
    waitStray,             ///< event
    messageStray,          ///< title, else id
    listingsContradict,    ///< id, field, value in the step, value in the run's list
    endsBeforeItStarts,    ///< label, Moment start, Moment end
    startsBeforePrevious,  ///< label, Moment start, label of the previous, Moment end of that
    runStartsAfterStep,    ///< label, Moment start of the run, Moment start of the step
    runEndsBeforeStep,     ///< label, Moment end of the run, Moment end of the step
    messageAfterEnd,       ///< title of the message, else its id, Moment created, Moment end of the run
    stepSkipped,           ///< label, reason
    stepDeferred,          ///< label, reason, Moment until
    wordUnknown,           ///< field, word
};
inline constexpr std::size_t findingCodeCount = static_cast<std::size_t>(FindingCode::wordUnknown) + 1;

/// A notice is neutral: it went as promised, or is merely good to know.
enum class Severity : std::uint8_t { error, warning, notice };

/// A field that the finding rests on, with its value as text; empty where the field is absent.
struct EvidenceItem {
    FieldRef ref;
    std::string value;

    friend bool operator==(const EvidenceItem&, const EvidenceItem&) = default;
};

struct Finding {
    FindingCode code = FindingCode::runFailed;
    Severity severity = Severity::notice;
    CheckId check = CheckId::runDidNotFail;
    Arguments arguments;
    std::vector<EvidenceItem> evidence; ///< never empty
    std::optional<std::size_t> step;    ///< index into Run::steps
    std::optional<std::size_t> wait;    ///< index into Run::waits, of a finding about late events

    friend bool operator==(const Finding&, const Finding&) = default;
};

enum class CheckResult : std::uint8_t {
    passed,
    found,         ///< the promise was broken, or something worth a look was found
    notApplicable, ///< the run has nothing of the kind
    cannotTell,    ///< the data do not say, and nothing was found in what they do say
};

struct CheckOutcome {
    CheckId check = CheckId::runDidNotFail;
    CheckResult result = CheckResult::notApplicable;

    friend bool operator==(const CheckOutcome&, const CheckOutcome&) = default;
};

struct Audit {
    std::vector<Finding> findings;    ///< errors first, then warnings, then notices; each in the order of the checks
    std::vector<CheckOutcome> checks; ///< one for each CheckId, in their order

    [[nodiscard]] int passed() const noexcept;
    [[nodiscard]] CheckResult result(CheckId check) const noexcept;
};

/// `definition` may be null; `now` is the time at which the run is looked at. Linear in the run and the definition.
[[nodiscard]] Audit audit(const Run& run, const Evidence& evidence, const Definition* definition, Instant now);

} // namespace runlens
