// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layout/timeline_layout.h"

#include "engine/layout/frame.h"
#include "engine/layout/rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace runlens::layout {
namespace {

constexpr double belowRowsWithoutHeader = 24; ///< for the now-line's label

double rowsTop(const SceneOptions& options) noexcept { return (options.header ? headerHeight : 0) + rulerHeight; }

double belowRows(const SceneOptions& options) noexcept { return options.header ? noteHeight : belowRowsWithoutHeader; }

void layOutNote(Frame& frame)
{
    const std::string note = frame.say(CaptionCode::zoneNote);
    const double height = frame.metrics.lineHeight(TextRole::small);
    // Below the label column and as far as it goes; the now-line's label has the plot's part of this line.
    const double room = frame.scene.nowLine.empty() ? frame.scene.width - 32 : frame.scene.nowLine.front().x - 16 - 40;
    if (room < 80)
        return;
    frame.scene.texts.push_back({{16, frame.scene.height - height - 8, room, height},
                                 frame.metrics.elided(note, TextRole::small, room),
                                 TextRole::small,
                                 Tone::muted,
                                 Align::left,
                                 false});
}

bool withoutSteps(const Timeline& timeline)
{
    return std::ranges::none_of(timeline.rows, [](const Row& row) { return row.kind != RowKind::trigger; });
}

/// A run without steps says so below its trigger, one without any known time where the ruler would be.
void layOutAbsence(Frame& frame)
{
    const bool empty = withoutSteps(frame.timeline);
    if (!empty && !frame.scene.axis->blank())
        return;
    const std::string text = frame.say(empty ? CaptionCode::noSteps : CaptionCode::timeUnknown);
    const double height = frame.metrics.lineHeight(TextRole::body);
    const double y = empty ? frame.rowsBottom + 24 : frame.rowsTop - height - 16;
    const double room = frame.plotRight - frame.scene.plotLeft - plotPaddingLeft;
    frame.scene.texts.push_back({{frame.scene.plotLeft + plotPaddingLeft, y, room, height},
                                 frame.metrics.elided(text, TextRole::body, room),
                                 TextRole::body,
                                 Tone::muted,
                                 Align::left,
                                 false});
}

/// Words and icons of a row at the edge that are wholly outside the rows' window would stand among what is outside it.
void dropUnseen(Frame& frame)
{
    const auto unseen = [&frame](const auto& mark) {
        return mark.box.bottom() <= frame.rowsTop || mark.box.y >= frame.rowsBottom;
    };
    std::erase_if(frame.scene.texts, unseen);
    std::erase_if(frame.scene.icons, unseen);
}

} // namespace

TimelineLayout::TimelineLayout(Timeline timeline)
    : m_timeline(std::move(timeline)),
      m_comfortable(m_timeline, Density::comfortable),
      m_compact(m_timeline, Density::compact),
      m_pyramid(m_timeline.rows),
      m_overdue(std::ranges::any_of(m_timeline.rows, [](const Row& row) { return row.state == State::overdue; }))
{
}

double TimelineLayout::naturalHeight(Density density, bool header) const noexcept
{
    SceneOptions options;
    options.header = header;
    const double rows = density == Density::comfortable ? m_comfortable.total() : m_compact.total();
    return std::ceil(rowsTop(options) + rows + (withoutSteps(m_timeline) ? absenceHeight : 0) + belowRows(options));
}

double axisWidth(double width) noexcept
{
    return std::max(60.0, width - labelWidth(width) - plotPaddingLeft - plotPaddingRight);
}

double plotLeftOf(double width) noexcept { return labelWidth(width) + plotPaddingLeft; }

double rowsWindow(double height) noexcept { return std::max(1.0, height - rulerHeight - belowRowsWithoutHeader); }

RowExtent TimelineLayout::rowExtent(std::size_t row, Density density) const noexcept
{
    const RowPlaces& places = density == Density::comfortable ? m_comfortable : m_compact;
    return {places.top(row), places.height(row)};
}

std::shared_ptr<const Axis> TimelineLayout::axis(const SceneOptions& options) const
{
    AxisMeasures measures;
    measures.width = axisWidth(options.width);
    Axis axis = buildAxis(options.axis, m_timeline.happenings, measures);
    return std::make_shared<const Axis>(options.view.zoom == 1 ? std::move(axis) : axis.stretched(options.view.zoom));
}

Density TimelineLayout::densityFor(const SceneOptions& options) const noexcept
{
    if (options.height <= 0 || !options.fit)
        return options.density;
    for (const Density density : {Density::comfortable, Density::compact})
        if (naturalHeight(density, options.header) <= options.height)
            return density;
    return Density::lanes;
}

Scene TimelineLayout::scene(const SceneOptions& options, const SceneHeader& header, std::shared_ptr<const Axis> axis,
                            const Captions& captions, const TextMetrics& metrics) const
{
    const Density density = densityFor(options);
    Scene scene;
    scene.width = options.width;
    scene.height = options.height > 0 ? options.height : naturalHeight(density, options.header);
    scene.plotLeft = labelWidth(options.width);
    scene.axisLeft = scene.plotLeft + plotPaddingLeft - options.view.left;
    scene.axis = std::move(axis);

    Frame frame{m_timeline, options, captions, metrics, scene, density, m_overdue, 0, 0, 0};
    frame.plotRight = options.width - 8;
    scene.plotRight = frame.plotRight;
    frame.rowsTop = rowsTop(options);
    frame.rowsBottom = std::max(scene.height - belowRows(options), frame.rowsTop + 1);
    const double window = frame.rowsBottom - frame.rowsTop;
    if (density == Density::lanes) {
        layOutLanes(frame, m_pyramid, window / static_cast<double>(std::max<std::size_t>(m_timeline.rows.size(), 1)));
    } else {
        const RowPlaces& places = density == Density::comfortable ? m_comfortable : m_compact;
        const double scroll = std::clamp(options.scroll, 0.0, std::max(0.0, places.total() - window));
        frame.rowsBottom = std::min(frame.rowsBottom, frame.rowsTop + places.total() - scroll);
        layOutRows(frame, places, scroll);
        dropUnseen(frame);
    }
    scene.rowsTop = frame.rowsTop;
    scene.rowsBottom = frame.rowsBottom;
    if (options.header)
        layOutHeader(frame, header);
    layOutRuler(frame);
    layOutNow(frame);
    layOutAbsence(frame);
    if (options.header)
        layOutNote(frame);
    return scene;
}

} // namespace runlens::layout
