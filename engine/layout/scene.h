// SPDX-License-Identifier: GPL-3.0-or-later
// A timeline in pixels: what a painter draws, in the order of this struct's members, and nothing it has to work out.
// Free of Qt and of colours. y grows downwards; (0, 0) is the top left corner of the picture.
#pragma once

#include "engine/layout/axis.h"
#include "engine/layout/caption.h"
#include "engine/layout/subject.h"
#include "engine/layout/timeline.h"
#include "engine/layout/viewport.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlens::layout {

struct Point {
    double x = 0;
    double y = 0;
};

struct Rect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] double right() const noexcept { return x + width; }
    [[nodiscard]] double bottom() const noexcept { return y + height; }
    [[nodiscard]] bool meets(const Rect& other) const noexcept
    {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
};

/// What a colour says. The palette gives each a text, a mark and a fill colour.
enum class Tone : std::uint8_t { ink, muted, ghost, completed, active, timedOut, failed };

enum class Icon : std::uint8_t {
    none,
    trigger,
    email,
    push,
    wait,
    delay,
    condition,
    person,
    topic,
    unknownStep,
    completed,
    running,
    waiting,
    timedOut,
    failed,
    skipped,
    cancelled,
    concern, ///< something was found here
};

enum class Pattern : std::uint8_t {
    solid,      ///< filled
    tinted,     ///< filled pale, outlined
    hatched,    ///< filled pale, hatched, outlined
    dashed,     ///< outlined, dashed
    centreLine, ///< a hatched bar too low to be hatched
};

/// How the end of a bar is known.
enum class End : std::uint8_t {
    cap,     ///< reported: a solid line
    fade,    ///< inferred: a fade of 10 px, less where the bar is short
    bracket, ///< unknown: an open bracket
    cut,     ///< no end at all: a fold, now, or the edge of the picture cuts the bar
};

struct RowBand {
    Rect box;
    std::size_t row = 0; ///< index into Timeline::rows
    bool shaded = false;
};

struct FoldBand {
    Rect box;
    Point sign; ///< centre of the zigzag
};

/// Over the one label of several folds, from the first to the last of them.
struct FoldBracket {
    double left = 0;
    double right = 0;
    double y = 0; ///< its ends point up from there
};

struct TickLine {
    double x = 0;
    double top = 0;
    double bottom = 0;
};

struct Connector {
    std::vector<Point> points;
    Tone tone = Tone::muted;
    bool dashed = false;
};

struct Bar {
    Rect box;
    Pattern pattern = Pattern::solid;
    Tone tone = Tone::muted;
    End left = End::cap;
    End right = End::cap;
    Icon glyph = Icon::none; ///< centred, where the bar is wide enough
    std::size_t row = 0;
    std::optional<std::size_t> attempt; ///< which of the row's, where it is one
};

struct Flag {
    Point top; ///< of the pole
    double poleHeight = 0;
    Tone tone = Tone::muted;
    bool filled = false;
    std::size_t row = 0;
};

struct Diamond {
    Point centre;
    double radius = 6;
    bool dashed = false; ///< an event that led nowhere
    Subject subject;
};

struct ChipDot {
    Point centre;
    Tone tone = Tone::completed;
    bool filled = false;
};

struct Chip {
    Rect box;
    Icon icon = Icon::email;
    Rect iconBox;
    std::vector<ChipDot> dots;
    Subject subject;
};

struct IconMark {
    Rect box;
    Icon icon = Icon::none;
    Tone tone = Tone::ink;
};

/// A pale rounded box behind a word that is to be seen first.
struct Plate {
    Rect box;
    Tone tone = Tone::failed;
};

enum class Align : std::uint8_t { left, centre, right };

struct Text {
    Rect box;
    std::string text; ///< already elided to the box
    TextRole role = TextRole::body;
    Tone tone = Tone::ink;
    Align align = Align::left;
    bool pill = false; ///< inverted, on a filled rounded box
};

struct Scene {
    double width = 0;
    double height = 0;
    double plotLeft = 0; ///< where the label column ends
    double plotRight = 0;
    double rowsTop = 0;    ///< where the rows' window begins …
    double rowsBottom = 0; ///< … and the last row in it ends
    double axisLeft = 0;   ///< the picture's x of the axis' 0
    std::shared_ptr<const Axis> axis;
    std::vector<RowBand> rows;
    std::vector<FoldBand> folds;
    std::vector<FoldBracket> foldBrackets;
    std::vector<TickLine> ticks;
    std::vector<Connector> connectors;
    std::vector<Bar> bars;
    std::vector<Flag> flags;
    std::vector<Diamond> diamonds;
    std::vector<TickLine> nowLine; ///< none or one
    std::vector<Chip> chips;
    std::vector<Plate> plates;
    std::vector<IconMark> icons;
    std::vector<Text> texts;
};

/// How much a row says, by its height.
enum class Density : std::uint8_t {
    comfortable, ///< two lines of label, every mark and word
    compact,     ///< one line of label, no words beside the bars
    lanes,       ///< bars alone; below a pixel a lane, several rows share one and the worst state shows
};

struct SceneOptions {
    AxisKind axis = AxisKind::folded;
    double width = 1200;
    double height = 0; ///< 0: as high as all rows need at `density`
    bool fit = true;   ///< with a height: choose the density at which every row fits; else show a window of the rows
    double scroll = 0; ///< pixels of rows above the window
    Viewport view;     ///< of the axis
    Density density = Density::comfortable; ///< unless `fit` chooses
    bool header = true;                     ///< the line that names the run, and the note below the rows
};

/// What the header says of the run; what is empty or unknown is left out.
struct SceneHeader {
    std::string run;
    Named<RunStatus> status;
    std::string person;
    Moment started;
    std::optional<Duration> lasted;
    bool lastedExactly = false; ///< both its ends are reported
};

} // namespace runlens::layout
