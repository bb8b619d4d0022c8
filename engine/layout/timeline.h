// SPDX-License-Identifier: GPL-3.0-or-later
// What a timeline shows of one run, still in time and not yet in pixels: rows, bars, attempts, waits with their flags,
// branches, messages, late events. Built once per run; every size, zoom and axis is laid out from it (`scene.h`).
#pragma once

#include "engine/analysis/audit.h"
#include "engine/analysis/evidence.h"
#include "engine/domain/automation.h"
#include "engine/domain/run.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlens::layout {

/// How a thing stands: what colour and glyph say. Ordered so that of several things sharing a pixel the highest is
/// shown.
enum class State : std::uint8_t {
    neutral, ///< a word we do not know
    pending,
    skipped,
    cancelled,
    completed,
    running,
    waiting,
    timedOut,
    overdue,
    failed,
};

enum class RowKind : std::uint8_t {
    trigger,
    step,
    notTaken, ///< a subtree that was not executed, under its branch point
    loose,    ///< a wait or a message that belongs to no step
};

/// A stretch of time with how its ends are known. Where an end is unknown, the place it is drawn at is borrowed from
/// the neighbours in the order of execution.
struct Stretch {
    Instant from;
    Instant to; ///< never before `from`
    Origin fromOrigin = Origin::unknown;
    Origin toOrigin = Origin::unknown;
};

struct AttemptMark {
    std::int64_t number = 0;
    Stretch span;
    bool failed = false;
    std::string error; ///< its code, else its message
};

/// One stage of a message's life.
struct LifecycleDot {
    MessageStatus stage = MessageStatus::sent;
    bool reached = false;
    std::optional<Instant> at;
};

struct MessageMark {
    std::size_t message = 0; ///< index into Run::messages
    Channel channel = Channel::email;
    std::string title;
    std::vector<LifecycleDot> dots;
};

/// A step was put off until a later time.
struct DeferralMark {
    std::string reason;
    Instant until;
};

struct LateEventMark {
    std::string name;
    Instant at;
};

struct WaitMark {
    std::size_t wait = 0; ///< index into Run::waits
    std::string eventName;
    std::string resumedName;      ///< the event that resumed it; empty where none did
    std::optional<Instant> limit; ///< timeout_at
    std::optional<Instant> resumedAt;
    std::optional<Instant> timedOutAt;
    std::vector<LateEventMark> lateEvents; ///< by time
};

/// Rows are many, and how large they are decides what a long run costs: small fields stand together, and indices take
/// four bytes, which a body's most items fit.
struct Row {
    RowKind kind = RowKind::step;
    State state = State::neutral;
    bool placed = false; ///< `span` means something: false for what has not started, and where no time is known at all
    bool open = false;
    bool keysKnown = false;          ///< not-taken rows: a definition told `keys`
    std::optional<Severity> concern; ///< the worst of what was found here and no other mark shows
    std::uint32_t step = 0; ///< index into Run::steps, of a step's rows (one for each further wait); of a not-taken
                            ///< row that of its branch point
    std::optional<std::uint32_t> from; ///< the row this one is reached from
    std::string key;                   ///< the step's key; of the trigger the event's name
    Named<StepType> type;
    Stretch span;               ///< of the bar; ends at `now` while `open`
    std::optional<Instant> due; ///< where an open bar's dashed remainder leads
    std::vector<AttemptMark> attempts;
    std::shared_ptr<const WaitMark> wait; ///< of few rows, and large: rows without one stay small
    std::vector<DeferralMark> deferrals;  ///< by time
    std::vector<MessageMark> messages;
    std::string note;   ///< a failed step's error (its code, else its message), a skipped one's reason, the trigger's
                        ///< payload in short
    std::string branch; ///< wire's name of the branch that leads here; empty for `next`
    std::vector<std::string> keys;       ///< not-taken rows: the steps that were not executed
    std::optional<Duration> limitLength; ///< a wait's time-out or a delay's length, where known
};

struct Timeline {
    std::vector<Row> rows;
    std::vector<Instant> happenings; ///< whatever starts or ends, unsorted: what an axis is built from
    std::optional<Instant> now;      ///< only of a run that has not ended
    State runState = State::neutral;
};

/// `definition` may be null. `now` is the time at which the run is looked at. Linear in the run and the definition.
[[nodiscard]] Timeline buildTimeline(const Run& run, const Evidence& evidence, const Definition* definition,
                                     Instant now);

/// Marks the rows of whose steps something was found that is neither a notice nor shown by the row's own state.
void noteFindings(Timeline& timeline, const Audit& audit);

} // namespace runlens::layout
