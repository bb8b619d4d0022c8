// SPDX-License-Identifier: GPL-3.0-or-later
// The top of a timeline: the run's name, ticks with their times, and the now-line.
#include "engine/layout/fold_marks.h"
#include "engine/layout/frame.h"
#include "engine/layout/look.h"
#include "engine/layout/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace runlens::layout {
namespace {

using namespace std::chrono;

constexpr double tickDistance = 92; ///< pixels between ticks, at least

class Ruler {
public:
    explicit Ruler(Frame& frame) : m_frame(frame), m_axis(*frame.scene.axis), m_board(frame) {}

    void layOut()
    {
        if (m_axis.blank())
            return;
        m_live = layOutFolds(m_frame, m_board, tickDistance / 3);
        if (m_axis.kind() == AxisKind::sequence || m_axis.knots().size() == 1)
            layOutColumns();
        else
            for (const LiveStretch& stretch : m_live)
                layOutTicks(stretch);
        layOutNowTick();
    }

private:
    [[nodiscard]] double top() const { return m_frame.rowsTop - rulerHeight; }

    void layOutTicks(const LiveStretch& stretch)
    {
        const Instant from = m_axis.toTime(stretch.left);
        const Instant to = m_axis.toTime(stretch.right);
        const double pixels = std::max(stretch.right - stretch.left, 1e-9);
        const Duration shortest{std::llround(static_cast<double>((to - from).count()) / pixels * tickDistance)};
        const Ticks ticks = ticksOf(from, to, shortest, [this](Instant at) { return m_frame.captions.zoneOffset(at); });
        bool any = false;
        for (const Instant at : ticks.at)
            any |= addTick(at, ticks.step);
        if (!any)
            addHappening(stretch, ticks.step);
    }

    /// Where no round time finds room: the first happening that does.
    void addHappening(const LiveStretch& stretch, Duration step)
    {
        const auto knots = m_axis.knots();
        auto knot = std::ranges::lower_bound(knots, stretch.left, {}, &Axis::Knot::x);
        for (int tries = 0; tries < 3 && knot != knots.end() && knot->x <= stretch.right; ++knot) {
            if (isFoldEdge(knot->at))
                continue;
            if (addTick(knot->at, step, true))
                return;
            ++tries;
        }
    }

    [[nodiscard]] bool isFoldEdge(Instant at) const
    {
        const auto folds = m_axis.folds();
        const auto fold = std::ranges::lower_bound(folds, at, {}, &Fold::to);
        return fold != folds.end() && (fold->to == at || fold->from == at);
    }

    void layOutNowTick()
    {
        if (!m_frame.timeline.now)
            return;
        const double x = m_frame.x(*m_frame.timeline.now);
        if (!m_frame.inPlot(x))
            return;
        if (std::ranges::none_of(m_frame.scene.ticks, [x](const TickLine& tick) { return std::abs(tick.x - x) < 1; }))
            addTick(*m_frame.timeline.now, 1s, true);
    }

    void layOutColumns()
    {
        const auto knots = m_axis.knots();
        auto knot =
            std::ranges::lower_bound(knots, m_frame.scene.plotLeft - m_frame.scene.axisLeft, {}, &Axis::Knot::x);
        for (; knot != knots.end() && m_frame.inPlot(m_frame.scene.axisLeft + knot->x);) {
            addTick(knot->at, 1s);
            knot = std::ranges::lower_bound(knot + 1, knots.end(), knot->x + tickDistance, {}, &Axis::Knot::x);
        }
    }

    /// One that is `needed` may stand in the line of the folds' lengths too.
    bool addTick(Instant at, Duration step, bool needed = false)
    {
        const double x = m_frame.x(at);
        const std::string label = m_frame.captions.tick(at, m_previous, step);
        const std::array<LabelBoard::Anchor, 4> anchors{{{{x, top() + 8}, Align::left},
                                                         {{x, top() + 8}, Align::right},
                                                         {{x, top() + 47}, Align::left},
                                                         {{x, top() + 47}, Align::right}}};
        const std::span<const LabelBoard::Anchor> allowed(anchors.data(), needed ? 4 : 2);
        if (!m_board.put(label, TextRole::monoSmall, Tone::muted, allowed, std::numeric_limits<double>::max()))
            return false;
        const Rect& placed = m_frame.scene.texts.back().box;
        m_board.take({placed.x, placed.y, placed.width + 12, placed.height}); // labels keep their distance
        m_frame.scene.ticks.push_back({x, placed.bottom() + 4, m_frame.rowsBottom});
        if (placed.y < top() + 40) // a label is short by what the one before it in its own line says
            m_previous = at;
        return true;
    }

    Frame& m_frame;
    const Axis& m_axis;
    LabelBoard m_board;
    std::vector<LiveStretch> m_live;
    std::optional<Instant> m_previous;
};

} // namespace

void layOutHeader(Frame& frame, const SceneHeader& header)
{
    Scene& scene = frame.scene;
    double x = 16;
    const double middle = headerHeight / 2;
    const auto add = [&](const std::string& text, TextRole role, Tone tone, double most) {
        const double room = std::min(most, scene.width - 16 - x);
        if (text.empty() || room < 40)
            return;
        const double width = std::min(frame.metrics.width(text, role) + 1, room);
        const double height = frame.metrics.lineHeight(role);
        scene.texts.push_back({{x, middle - height / 2, width, height},
                               frame.metrics.elided(text, role, width),
                               role,
                               tone,
                               Align::left,
                               false});
        x += width + 20;
    };
    add(header.run.empty() ? frame.say(CaptionCode::unnamedRun) : frame.say(CaptionCode::name, {header.run}),
        TextRole::monoStrong, Tone::ink, scene.width * 0.3);
    const bool overdue = frame.overdue;
    if (header.status.present() || overdue) {
        const Tone tone = overdue ? Tone::timedOut : toneOf(header.status.value);
        const double left = x;
        scene.icons.push_back({{x, middle - 8, 16, 16}, overdue ? Icon::timedOut : iconOf(header.status.value), tone});
        x += 20;
        // What went well is quiet; only what failed or is overdue is filled.
        const bool quiet = tone == Tone::completed;
        add(overdue ? frame.say(CaptionCode::overdue)
                    : frame.say(CaptionCode::runState, {std::string(header.status.name())}),
            quiet ? TextRole::body : TextRole::strong, quiet ? Tone::muted : tone, 160);
        if (overdue || tone == Tone::failed)
            scene.plates.push_back({{left - 6, middle - 12, x - 20 - left + 14, 24}, tone});
    }
    add(header.person.empty() ? std::string() : frame.say(CaptionCode::name, {header.person}), TextRole::body,
        Tone::muted, scene.width * 0.3);
    if (header.started.known())
        add(frame.say(CaptionCode::runStarted, {header.started}), TextRole::body, Tone::muted, 260);
    if (header.lasted) {
        const CaptionCode lasted = frame.timeline.now     ? CaptionCode::runLastedSoFar
                                   : header.lastedExactly ? CaptionCode::runLasted
                                                          : CaptionCode::runLastedAbout;
        add(frame.say(lasted, {*header.lasted}), TextRole::body, Tone::muted, 160);
    }
}

void layOutRuler(Frame& frame) { Ruler(frame).layOut(); }

void layOutNow(Frame& frame)
{
    if (!frame.timeline.now || frame.scene.axis->blank())
        return;
    const double x = frame.x(*frame.timeline.now);
    if (!frame.inPlot(x))
        return;
    frame.scene.nowLine.push_back({x, frame.rowsTop - 4, frame.rowsBottom + 2});
    const std::string label = frame.say(CaptionCode::now);
    const double width = frame.metrics.width(label, TextRole::smallStrong) + 14;
    const double left = std::clamp(x - width / 2, 2.0, frame.scene.width - width - 2);
    frame.scene.texts.push_back(
        {{left, frame.rowsBottom + 2, width, 18}, label, TextRole::smallStrong, Tone::ink, Align::centre, true});
}

} // namespace runlens::layout
