// SPDX-License-Identifier: GPL-3.0-or-later
// From a run to its picture: geometry must cost the same a span however long the run is, a frame the same however long.
#include "engine/layout/timeline_layout.h"
#include "engine/render/fonts.h"
#include "engine/render/scene_painter.h"
#include "engine/words/timeline_captions.h"
#include "tests/bench/benches.h"
#include "tests/engine/layout/layout_fixture.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <array>
#include <memory>

namespace runlens::bench {
namespace {

using namespace layout;

constexpr std::array<std::size_t, 3> spans{100, 10'000, 100'000};
const Instant now = at("01T00:00:00");

std::shared_ptr<const TimelineLayout> layoutOf(std::size_t count)
{
    const Run run = longRun(count);
    return std::make_shared<const TimelineLayout>(buildTimeline(run, collectEvidence(run, nullptr), nullptr, now));
}

SceneOptions frameOptions(bool whole)
{
    SceneOptions options;
    options.width = 1440;
    options.height = 900;
    options.fit = whole;
    options.scroll = whole ? 0 : 1'000;
    return options;
}

/// What a window does for a frame: lay out what is visible and paint it. The axis is kept while the width stays.
std::function<void()> frame(std::size_t count, bool whole)
{
    const auto layout = layoutOf(count);
    const SceneOptions options = frameOptions(whole);
    const auto image = std::make_shared<QImage>(1440, 900, QImage::Format_RGB32);
    return [layout, options, image, axis = layout->axis(options)] {
        static const render::FontMetrics metrics;
        static const TimelineCaptions captions({}, now);
        const Scene scene = layout->scene(
            options, {"run_long", RunStatus::completed, "olivia@example.com", {}, {}, false}, axis, captions, metrics);
        QPainter painter(image.get());
        render::paintScene(painter, scene, render::paletteOf(render::Theme::light));
    };
}

} // namespace

void timelineBenches(Bench& bench)
{
    static int count = 1;
    static char name[] = "runlens_bench";
    static char* arguments[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(count, arguments);

    bench.scale("times from evidence, per step", spans, [](std::size_t size) {
        return [run = std::make_shared<const Run>(longRun(size))] { keep(collectEvidence(*run, nullptr)); };
    });
    bench.scale("timeline geometry, per span", spans, [](std::size_t size) {
        const auto run = std::make_shared<const Run>(longRun(size));
        const auto evidence = std::make_shared<const Evidence>(collectEvidence(*run, nullptr));
        return [run, evidence] {
            const TimelineLayout layout(buildTimeline(*run, *evidence, nullptr, now));
            keep(layout.axis(frameOptions(true)));
        };
    });
    bench.flat("frame, the whole run in 1440 x 900", spans, [](std::size_t size) { return frame(size, true); });
    bench.flat("frame, a window of its rows", spans, [](std::size_t size) { return frame(size, false); });
}

} // namespace runlens::bench
