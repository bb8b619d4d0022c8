// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/connectors.h"

#include "engine/layout/rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace runlens::layout {
namespace {

constexpr double ghostDistance = 6; ///< pixels between the line that was taken and the one that was not
constexpr double ghostStub = 22;

/// The x at which the run left a row: where its bar ends in time, however wide it had to be drawn.
double leavingX(const Frame& frame, const Row& row) { return row.placed ? frame.x(row.span.to) : frame.scene.axisLeft; }

Tone toneOfBranch(const Row& from) { return from.state == State::timedOut ? Tone::timedOut : Tone::muted; }

} // namespace

Rect barBox(const Frame& frame, const Row& row, const Rect& rowBox)
{
    const bool compact = frame.density == Density::compact;
    const double height = compact ? 12 : spansTime(row) ? 26 : 20;
    const double y = compact ? rowBox.y + (rowBox.height - height) / 2 : rowBox.y + 32 - height / 2;
    if (!row.placed) {
        // Not started: a box of the least width, behind all that is known of.
        const double x = frame.timeline.happenings.empty() ? frame.scene.axisLeft
                                                           : frame.x(frame.timeline.now.value_or(row.span.from));
        return {x, y, narrowestBar, height};
    }
    const double left = frame.x(row.span.from);
    return {left, y, std::max(frame.x(row.span.to) - left, compact ? 6.0 : narrowestBar), height};
}

void Connectors::lead(std::size_t index)
{
    const Row& row = m_frame.timeline.rows[index];
    if (!row.from || m_frame.scene.axis->blank())
        return;
    const Row& from = m_frame.timeline.rows[*row.from];
    const Rect fromBar = barBox(m_frame, from, m_boxOf(*row.from));
    if (row.kind == RowKind::notTaken) {
        const double x = leavingX(m_frame, from);
        leadToNotTaken(row, {x, fromBar.y, 0, fromBar.height}, m_boxOf(index));
    } else if (row.placed) {
        const double x = leavingX(m_frame, from);
        leadToStep(from, {x, fromBar.y, 0, fromBar.height}, barBox(m_frame, row, m_boxOf(index)));
    }
}

void Connectors::leadToStep(const Row& from, const Rect& leaving, const Rect& to)
{
    const double middle = to.y + to.height / 2;
    const Tone tone = toneOfBranch(from);
    // Straight down onto the bar where it stands below; else an elbow to its nearer side.
    if (leaving.x >= to.x - 1 && leaving.x <= to.right())
        draw({{leaving.x, leaving.bottom()}, {leaving.x, to.y}}, tone, false);
    else
        draw({{leaving.x, leaving.bottom()}, {leaving.x, middle}, {leaving.x < to.x ? to.x : to.right(), middle}}, tone,
             false);
}

void Connectors::leadToNotTaken(const Row& row, const Rect& leaving, const Rect& to)
{
    if (!m_frame.inPlot(leaving.x))
        return;
    const double middle = to.y + to.height / 2;
    const std::string text =
        !row.keysKnown     ? m_frame.say(CaptionCode::notTakenUnknown, {row.branch})
        : row.keys.empty() ? m_frame.say(CaptionCode::notTakenEnd, {row.branch})
        : row.keys.size() == 1
            ? m_frame.say(CaptionCode::notTakenOne, {row.branch, row.keys.front()})
            : m_frame.say(CaptionCode::notTakenSeveral,
                          {row.branch, row.keys.front(), static_cast<std::int64_t>(row.keys.size() - 1)});
    // To the right of the line that was taken, or mirrored: the two never cross. Words keep clear of the now-line.
    const double width = m_frame.metrics.width(text, TextRole::small) + 1;
    const double height = m_frame.metrics.lineHeight(TextRole::small);
    const double reach = ghostDistance + ghostStub + 8;
    const double now = m_frame.timeline.now ? m_frame.x(*m_frame.timeline.now) : m_frame.plotRight;
    constexpr double clear = 6; ///< pixels between words and the now-line
    const double begin = leaving.x + reach;
    struct Room {
        double side, left, width;
    };
    const std::array<Room, 3> rooms{
        {{1, begin, (now > begin - clear ? std::min(now - clear, m_frame.plotRight) : m_frame.plotRight) - begin},
         {1, std::max(begin, now + clear), m_frame.plotRight - std::max(begin, now + clear)},
         {-1, m_frame.scene.plotLeft + 4, leaving.x - reach - m_frame.scene.plotLeft - 4}}};
    auto room = std::ranges::find_if(rooms, [width](const Room& r) { return r.width >= width; });
    if (room == rooms.end())
        room = std::ranges::max_element(rooms, {}, &Room::width);
    const double x = leaving.x + room->side * ghostDistance;
    const double end = room->side > 0 ? std::max(x + ghostStub, room->left - 8) : x - ghostStub;
    draw({{x, leaving.bottom()}, {x, middle}, {end, middle}}, Tone::ghost, true);
    const double shown = std::min(width, room->width);
    if (shown < 30)
        return;
    const double left = room->side > 0 ? room->left : end - 8 - shown;
    m_frame.scene.texts.push_back({{left, middle - height / 2, shown, height},
                                   m_frame.metrics.elided(text, TextRole::small, shown),
                                   TextRole::small,
                                   Tone::ghost,
                                   room->side > 0 ? Align::left : Align::right,
                                   false});
}

void Connectors::draw(std::vector<Point> points, Tone tone, bool dashed)
{
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const auto [left, right] = std::minmax(points[i].x, points[i + 1].x);
        const auto [top, bottom] = std::minmax(points[i].y, points[i + 1].y);
        m_lines.push_back({left - 2, top, right - left + 4, bottom - top + 1});
    }
    // What leaves the plot is cut at its edge: every stretch is level or upright.
    std::vector<Point> piece;
    const auto finish = [&] {
        if (piece.size() > 1)
            m_frame.scene.connectors.push_back({piece, tone, dashed});
        piece.clear();
    };
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const auto [left, right] = std::minmax(points[i].x, points[i + 1].x);
        if (right < m_frame.scene.plotLeft || left > m_frame.plotRight) {
            finish();
            continue;
        }
        const auto within = [this](const Point& point) {
            return Point{std::clamp(point.x, m_frame.scene.plotLeft, m_frame.plotRight), point.y};
        };
        if (piece.empty())
            piece.push_back(within(points[i]));
        piece.push_back(within(points[i + 1]));
    }
    finish();
}

void Connectors::block(LabelBoard& board, const Rect& rowBox) const
{
    for (const Rect& line : m_lines)
        if (line.meets(rowBox))
            board.take(line);
    if (m_frame.timeline.now && !m_frame.scene.axis->blank() && m_frame.inPlot(m_frame.x(*m_frame.timeline.now)))
        board.take({m_frame.x(*m_frame.timeline.now) - 3, rowBox.y, 6, rowBox.height});
}

} // namespace runlens::layout
