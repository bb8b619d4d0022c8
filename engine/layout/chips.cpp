// SPDX-License-Identifier: GPL-3.0-or-later
// Messages as chips: icon, title, and the stages of its life as dots.
#include "engine/layout/row_marks.h"

#include <algorithm>
#include <array>
#include <optional>

namespace runlens::layout {
namespace {

constexpr double chipHeight = 26;
constexpr double padding = 12;
constexpr double iconSize = 15;
constexpr double dotRadius = 4;
constexpr double longestTitle = 260;
constexpr double shortestTitle = 48;

Tone toneOf(const LifecycleDot& dot)
{
    if (!dot.reached)
        return Tone::ghost;
    return dot.stage >= MessageStatus::deferred ? Tone::failed : Tone::completed;
}

/// A chip's parts, measured once and put where there is room.
class ChipLayout {
public:
    /// A brief chip leaves the times of the stages out.
    ChipLayout(Frame& frame, const MessageMark& message, bool brief) : m_frame(frame), m_message(message)
    {
        m_title = message.title.empty() ? frame.say(CaptionCode::untitledMessage)
                                        : frame.say(CaptionCode::name, {message.title});
        m_titleWidth = std::min(longestTitle, frame.metrics.width(m_title, TextRole::smallStrong) + 1);
        for (const LifecycleDot& dot : message.dots) {
            const std::string stage(wireName(dot.stage));
            m_stages.push_back(dot.at && !brief
                                   ? frame.say(CaptionCode::lifecycleAt, {stage, Moment{Origin::reported, *dot.at, {}}})
                                   : frame.say(CaptionCode::lifecycle, {stage}));
            m_stageWidths.push_back(frame.metrics.width(m_stages.back(), TextRole::small) + 1);
        }
    }

    /// Everything but the title.
    [[nodiscard]] double widthOfRest() const
    {
        double width = 2 * padding + iconSize + 8;
        for (const double stage : m_stageWidths)
            width += 16 + 2 * dotRadius + 5 + stage;
        return width;
    }
    [[nodiscard]] double width() const { return widthOfRest() + m_titleWidth; }
    [[nodiscard]] double leastWidth() const { return widthOfRest() + std::min(m_titleWidth, shortestTitle); }

    void put(double left, double width, double middle, std::size_t row)
    {
        const double title = width - widthOfRest();
        Chip chip;
        chip.box = {left, middle - chipHeight / 2, width, chipHeight};
        chip.icon = m_message.channel == Channel::email ? Icon::email : Icon::push;
        chip.iconBox = {left + padding, middle - iconSize / 2, iconSize, iconSize};
        double x = chip.iconBox.right() + 8;
        say(x, title, middle, m_frame.metrics.elided(m_title, TextRole::smallStrong, title), TextRole::smallStrong,
            Tone::ink);
        x += title;
        for (std::size_t i = 0; i < m_stages.size(); ++i) {
            const LifecycleDot& dot = m_message.dots[i];
            x += 16 + dotRadius;
            chip.dots.push_back({{x, middle}, toneOf(dot), dot.reached});
            x += dotRadius + 5;
            const Tone tone = dot.reached && toneOf(dot) == Tone::failed ? Tone::failed
                              : dot.reached                              ? Tone::muted
                                                                         : Tone::ghost;
            say(x, m_stageWidths[i], middle, m_stages[i], TextRole::small, tone);
            x += m_stageWidths[i];
        }
        chip.subject = {row, Part::message, 0};
        m_frame.scene.chips.push_back(std::move(chip));
    }

private:
    void say(double x, double width, double middle, std::string text, TextRole role, Tone tone)
    {
        const double height = m_frame.metrics.lineHeight(role);
        m_frame.scene.texts.push_back(
            {{x, middle - height / 2, width, height}, std::move(text), role, tone, Align::left, false});
    }

    Frame& m_frame;
    const MessageMark& m_message;
    std::string m_title;
    double m_titleWidth = 0;
    std::vector<std::string> m_stages;
    std::vector<double> m_stageWidths;
};

struct Place {
    double left = 0;
    double width = 0;
};

/// Behind the bar if the chip fits there whole, or behind the now-line; else before the bar; else where there is most
/// room, its title shortened; else on the bar.
std::optional<Place> placeFor(const Frame& frame, const LabelBoard& board, const Rect& bar, double middle, double full,
                              double least)
{
    constexpr double gap = 18;
    const double y = middle - chipHeight / 2;
    const double behindBar = bar.right() + gap;
    const double behindNow =
        frame.timeline.now && !frame.scene.axis->blank() && frame.inPlot(frame.x(*frame.timeline.now))
            ? frame.x(*frame.timeline.now) + 10
            : behindBar;
    Place most;
    for (const double left : {behindBar, std::max(behindBar, behindNow)}) {
        const double room = board.freeUntil({left, y, 1, chipHeight}) - left - 4;
        if (room >= full)
            return Place{left, full};
        if (room > most.width)
            most = {left, room};
    }
    for (const double width : {full, most.width < least ? least : full}) {
        const double left = bar.x - gap - width;
        if (left >= frame.scene.plotLeft + 4 && board.free({left, y, width, chipHeight}))
            return Place{left, width};
    }
    if (most.width >= least)
        return most;
    // A bar that leaves no room beside it has room on it: at its end, so that its glyph stays to be seen, and so does
    // how the end is known, which a fade of ten pixels may say.
    constexpr double edge = 12;
    if (bar.width / 2 - edge - gap >= least)
        return Place{bar.right() - edge - std::min(full, bar.width / 2 - edge - gap),
                     std::min(full, bar.width / 2 - edge - gap)};
    // Better across the now-line, which is painted below it, than not at all.
    const double beyondNow = board.freeUntil({std::max(behindBar, behindNow), y, 1, chipHeight}) - behindBar - 4;
    const bool onlyNow = behindNow > behindBar && board.free({behindBar, y, behindNow - 14 - behindBar, chipHeight});
    if (onlyNow && beyondNow >= least)
        return Place{behindBar, std::min(full, beyondNow)};
    return std::nullopt;
}

} // namespace

void layOutChips(Frame& frame, std::size_t index, const Rect& rowBox, const Rect& bar, LabelBoard& board)
{
    const Row& row = frame.timeline.rows[index];
    if (row.messages.empty())
        return;
    const double middle = bar.y + bar.height / 2;
    std::optional<Place> place;
    for (const bool brief : {false, true}) {
        ChipLayout chip(frame, row.messages.front(), brief);
        place = placeFor(frame, board, bar, middle, chip.width(), chip.leastWidth());
        if (!place)
            continue;
        chip.put(place->left, place->width, middle, index);
        board.take({place->left, middle - chipHeight / 2, place->width, chipHeight});
        break;
    }
    if (row.messages.size() == 1)
        return;
    const auto others = static_cast<std::int64_t>(row.messages.size() - 1);
    const double x = place ? place->left : bar.x;
    const std::array<LabelBoard::Anchor, 2> anchors{
        {{{x + (place ? place->width : bar.width) + 8, middle - 8}, Align::left},
         {{x + padding, rowBox.y + 4}, Align::left}}};
    board.put(frame.say(CaptionCode::moreMessages, {others}), TextRole::smallStrong, Tone::failed, anchors);
}

} // namespace runlens::layout
