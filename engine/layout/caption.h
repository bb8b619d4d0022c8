// SPDX-License-Identifier: GPL-3.0-or-later
// What the timeline has to say, before it is words. Layout needs the words' widths, so whoever lays out brings the
// words and the metrics along; layout itself knows neither a language nor a font.
#pragma once

#include "engine/analysis/statement.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace runlens::layout {

/// Each with its arguments, in order. A "name" is text of the run's own; a "word" one of the wire contract's.
enum class CaptionCode : std::uint8_t {
    attemptCount,       ///< step type word, count: "send email · 2 attempts"
    attemptError,       ///< the error
    branch,             ///< branch word: "timeout"
    deferred,           ///< Moment until
    deferredBecause,    ///< reason, Moment until
    elapsed,            ///< Duration of a bar that is cut by a fold
    foldLength,         ///< Duration
    foldLengths,        ///< Duration of all, count of folds too narrow to be labelled one by one
    lateEvent,          ///< event name: "open, too late"
    left,               ///< Duration until an open bar is due: "46 h left"
    lifecycle,          ///< message status word
    lifecycleAt,        ///< message status word, Moment
    loose,              ///< step type word: "belongs to no step"
    moreMessages,       ///< count
    name,               ///< text of the run's own, made fit to be shown
    next,               ///< none
    noSteps,            ///< none: a run without steps
    notTakenCount,      ///< count: "1 step not taken"
    notTakenEnd,        ///< branch word: the run would have ended
    notTakenOne,        ///< branch word, key
    notTakenSeveral,    ///< branch word, first key, count of the others
    notTakenUnknown,    ///< branch word
    notTakenUntold,     ///< none: "not taken", in the row's label
    now,                ///< none
    overdue,            ///< none: how the run stands
    overdueBy,          ///< Duration past the limit
    received,           ///< event name
    rowCount,           ///< count of rows that are too low to be named
    runLasted,          ///< Duration
    runLastedAbout,     ///< Duration, of which an end is inferred
    runLastedSoFar,     ///< Duration
    runStarted,         ///< Moment
    runState,           ///< run status word
    skipped,            ///< none
    skippedBecause,     ///< reason
    stepType,           ///< step type word
    stepTypeLength,     ///< step type word, Duration: "wait for event · 24 h"
    timeUnknown,        ///< none: no time of the run is known
    timedOut,           ///< Moment
    timedOutLate,       ///< Duration after the limit
    trigger,            ///< none
    unnamed,            ///< none: a step or an event without a name
    unnamedRun,         ///< none
    untitledMessage,    ///< none
    waitingFor,         ///< event name
    waitingForInferred, ///< event name, where the start is inferred
    zoneNote,           ///< none: "times in UTC; ~ inferred"
};

/// The size and the weight of a text; the painter owns the fonts.
enum class TextRole : std::uint8_t { body, strong, small, smallStrong, mono, monoStrong, monoSmall, title };

class Captions {
public:
    virtual ~Captions() = default;
    [[nodiscard]] virtual std::string text(CaptionCode code, const Arguments& arguments) const = 0;
    /// The label of a ruler's tick; `previous` is the tick labelled before it, `step` the distance between ticks.
    [[nodiscard]] virtual std::string tick(Instant at, std::optional<Instant> previous, Duration step) const = 0;
    /// Local time less UTC, at `at`: where days and hours begin on the ruler.
    [[nodiscard]] virtual Duration zoneOffset(Instant at) const = 0;
};

class TextMetrics {
public:
    virtual ~TextMetrics() = default;
    /// Pixels that `utf8` takes in a line.
    [[nodiscard]] virtual double width(std::string_view utf8, TextRole role) const = 0;
    /// Pixels from the top of one line to the top of the next.
    [[nodiscard]] virtual double lineHeight(TextRole role) const = 0;
    /// `utf8` itself, or its beginning with an ellipsis that fits into `width` pixels.
    [[nodiscard]] virtual std::string elided(std::string_view utf8, TextRole role, double width) const = 0;
};

} // namespace runlens::layout
