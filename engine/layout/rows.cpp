// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/rows.h"

#include "engine/layout/connectors.h"
#include "engine/layout/row_marks.h"

#include <algorithm>

namespace runlens::layout {
namespace {

/// The label column of one row: icon, key, and what kind of step it is.
class RowLabel {
public:
    RowLabel(Frame& frame, const Row& row, const Rect& box) : m_frame(frame), m_row(row), m_box(box) {}

    void layOut()
    {
        if (m_row.kind == RowKind::notTaken)
            layOutNotTaken();
        else
            layOutLines(m_row.key.empty() ? m_frame.say(CaptionCode::unnamed)
                                          : m_frame.say(CaptionCode::name, {m_row.key}),
                        m_frame.density == Density::compact ? std::string() : kind());
        if (m_row.concern)
            m_frame.scene.icons.push_back({{m_frame.scene.plotLeft - 24, m_box.y + m_box.height / 2 - 8, 16, 16},
                                           Icon::concern,
                                           *m_row.concern == Severity::error ? Tone::failed : Tone::timedOut});
        if (m_row.kind != RowKind::notTaken) {
            const double size = m_frame.density == Density::compact ? 14 : 18;
            m_frame.scene.icons.push_back(
                {{14, m_box.y + m_box.height / 2 - size / 2, size, size}, iconOf(m_row), tone()});
        }
    }

private:
    static constexpr double textLeft = 42;

    [[nodiscard]] Tone tone() const
    {
        return m_row.state == State::pending || m_row.state == State::skipped ? Tone::ghost : Tone::ink;
    }

    [[nodiscard]] std::string kind() const
    {
        const std::string type(m_row.type.name());
        if (m_row.kind == RowKind::trigger)
            return m_frame.say(CaptionCode::trigger);
        if (m_row.kind == RowKind::loose)
            return m_frame.say(CaptionCode::loose, {type});
        if (m_row.attempts.size() > 1)
            return m_frame.say(CaptionCode::attemptCount, {type, static_cast<std::int64_t>(m_row.attempts.size())});
        if (m_row.limitLength)
            return m_frame.say(CaptionCode::stepTypeLength, {type, *m_row.limitLength});
        return m_frame.say(CaptionCode::stepType, {type});
    }

    void layOutNotTaken()
    {
        const bool counted = m_row.keysKnown && !m_row.keys.empty();
        const std::string title =
            counted ? m_frame.say(CaptionCode::notTakenCount, {static_cast<std::int64_t>(m_row.keys.size())})
                    : m_frame.say(CaptionCode::notTakenUntold);
        if (counted && m_frame.density == Density::comfortable) {
            line(title, TextRole::small, Tone::ghost, m_box.y + 3);
            line(m_frame.say(CaptionCode::name, {m_row.keys.front()}), TextRole::monoSmall, Tone::ghost, m_box.y + 18);
        } else {
            line(title, TextRole::small, Tone::ghost,
                 m_box.y + (m_box.height - m_frame.metrics.lineHeight(TextRole::small)) / 2);
        }
    }

    void layOutLines(const std::string& first, const std::string& second)
    {
        const double firstHeight = m_frame.metrics.lineHeight(TextRole::mono);
        const double secondHeight = second.empty() ? 0 : m_frame.metrics.lineHeight(TextRole::small) + 1;
        const double y = m_box.y + (m_box.height - firstHeight - secondHeight) / 2;
        line(first, TextRole::mono, tone(), y);
        if (!second.empty())
            line(second, TextRole::small, tone() == Tone::ghost ? Tone::ghost : Tone::muted, y + firstHeight + 1);
    }

    void line(const std::string& text, TextRole role, Tone tone, double y)
    {
        const double width = m_frame.scene.plotLeft - textLeft - (m_row.concern ? 28 : 8);
        m_frame.scene.texts.push_back({{textLeft, y, width, m_frame.metrics.lineHeight(role)},
                                       m_frame.metrics.elided(text, role, width),
                                       role,
                                       tone,
                                       Align::left,
                                       false});
    }

    Frame& m_frame;
    const Row& m_row;
    Rect m_box;
};

} // namespace

void layOutRows(Frame& frame, const RowPlaces& places, double scroll)
{
    const auto& rows = frame.timeline.rows;
    const double window = frame.rowsBottom - frame.rowsTop;
    const auto visible = places.visible(scroll, scroll + window);
    const auto boxOf = [&](std::size_t row) {
        return Rect{0, frame.rowsTop + places.top(row) - scroll, frame.scene.width, places.height(row)};
    };
    Connectors connectors(frame, boxOf);
    // The line to the first row below the window is partly within it.
    for (std::size_t i = visible.first; i < std::min(visible.last + 1, rows.size()); ++i)
        connectors.lead(i);
    for (std::size_t i = visible.first; i < visible.last; ++i) {
        const Rect box = boxOf(i);
        frame.scene.rows.push_back({box, i, i % 2 == 1});
        RowLabel(frame, rows[i], box).layOut();
        LabelBoard board(frame);
        connectors.block(board, box);
        layOutMarks(frame, i, box, board);
    }
}

} // namespace runlens::layout
