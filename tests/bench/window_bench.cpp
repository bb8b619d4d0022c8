// SPDX-License-Identifier: GPL-3.0-or-later
// The window: its start beside that of a bare one, and frames that must not get slower with the run.
#include "tests/bench/benches.h"
#include "tests/engine/layout/layout_fixture.h"
#include "ui/timeline/timeline_widget.h"

#include <QApplication>
#include <QProcess>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace runlens::bench {
namespace {

using namespace layout;

constexpr std::array<std::size_t, 3> spans{100, 10'000, 100'000};

/// Starts the program and waits for its end; the bench ends where it fails.
Side started(const std::string& label, const QStringList& arguments)
{
    return {label, [arguments] {
                QProcess process;
                process.setStandardErrorFile(QProcess::nullDevice());
                process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/first_frame"), arguments);
                if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
                    std::fprintf(stderr, "first_frame failed: %s\n", qPrintable(process.errorString()));
                    std::exit(1); // NOLINT(concurrency-mt-unsafe): nothing else runs
                }
            }};
}

/// A timeline that is shown, of a run of so many steps.
struct Shown {
    TimelineView view;
    TimelineWidget widget{view};

    explicit Shown(std::size_t count)
    {
        view.setRun(showRun(inspect(longRun(count), std::nullopt, {}, at("01T00:00:00"))));
        widget.resize(1440, 900);
        widget.show();
        QCoreApplication::processEvents();
    }
};

using Step = std::function<void(Shown&, int)>;

/// One call is one frame: what `step` changes, painted.
std::function<std::function<void()>(std::size_t)> framesOf(const Step& step, const Viewport& seen = {})
{
    return [step, seen](std::size_t count) {
        auto shown = std::make_shared<Shown>(count);
        shown->view.setViewport(seen);
        return [shown, step, frame = 0]() mutable {
            step(*shown, ++frame);
            shown->widget.viewport()->repaint();
        };
    };
}

} // namespace

void windowBenches(Bench& bench)
{
    static int count = 1;
    static char name[] = "runlens_bench";
    static char* arguments[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(count, arguments);
    const QString sample = QStringLiteral(RUNLENS_SOURCE_DIR "/resources/samples/documented-run.json");

    const Side bare = started("a bare QMainWindow with a table", {});
    bench.compare("cold start to the first painted frame", started("runlens", {sample}), bare, {1, "starts"});
    bench.compare("cold start until the run is on it", started("runlens", {QStringLiteral("--run"), sample}), bare,
                  {1, "starts"});

    const Step pan = [](Shown& shown, int frame) { shown.view.setViewport({4, 200.0 + frame % 500}); };
    const Step zoom = [](Shown& shown, int frame) { shown.view.setViewport({2.0 + frame % 64 / 8.0, 300}); };
    const Step hover = [](Shown& shown, int frame) {
        shown.view.hover(Subject{static_cast<std::size_t>(frame) % 10, Part::whole, 0});
    };
    const Step select = [](Shown& shown, int frame) {
        shown.view.select(Subject{static_cast<std::size_t>(frame) % 10, Part::whole, 0});
    };
    bench.flat("pan frame of the timeline", spans, framesOf(pan));
    bench.flat("zoom frame of the timeline", spans, framesOf(zoom));
    bench.flat("hover repaint of the timeline", spans, framesOf(hover));
    bench.flat("selection repaint of the timeline", spans, framesOf(select));
    bench.compare("a hover repaint beside a pan frame, 10,000 spans", {"hover", framesOf(hover)(10'000)},
                  {"pan", framesOf(pan)(10'000)}, {1, "frames"});
}

} // namespace runlens::bench
