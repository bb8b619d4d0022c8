// SPDX-License-Identifier: GPL-3.0-or-later
// Row 10: the list of two million runs in the window, painted offscreen: while runs come and change, and at its end.
// Times are what the window's thread computes (its CPU time): finding is done elsewhere.
#include "engine/base/result.h"
#include "tests/bench/bench_runs.h"
#include "tests/bench/benches.h"
#include "tests/ui/models/run_list_fixture.h"
#include "ui/models/run_list_model.h"
#include "ui/workspaces/runs/run_list_view.h"

#include <QApplication>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace runlens::bench {
namespace {

constexpr std::size_t allRuns = 2'000'000;
constexpr std::size_t fewRuns = 20'000;
constexpr int framesAtOnce = 240;      // four seconds of 60 frames
constexpr int framesOfASnapshot = 12;  // a source publishes every 200 ms
constexpr int changesOfASnapshot = 20; // 100 a second

double secondsOfThread(const auto& work)
{
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
    };
    const double begun = now();
    work();
    return now() - begun;
}

class Paintings : public QObject {
public:
    int count = 0;

protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

class ShownList {
public:
    explicit ShownList(std::size_t runs)
    {
        for (; m_count < runs; ++m_count)
            m_source.put(benchRow(m_count));
        m_request.snapshot = m_source.snapshot();
        m_request.now = m_now;
        m_found = std::make_shared<FoundRuns>(findAll(m_request, nullptr, false, {}).value());
        m_model.apply(m_found);
        m_view.resize(1440, 900);
        m_view.show();
        QCoreApplication::processEvents();
        m_view.viewport()->installEventFilter(&m_paintings);
    }
    [[nodiscard]] int paintings() const noexcept { return m_paintings.count; }

    /// As many runs come as change; what the window's thread does of it is told in seconds.
    double change()
    {
        for (int i = 0; i < changesOfASnapshot / 2; ++i) {
            RunSummary news = benchRow(m_count++);
            news.started = Instant(std::chrono::seconds(1'790'000'000 + m_count));
            m_source.put(news);
            RunSummary changed = benchRow(m_count * 7919 % fewRuns);
            changed.error = "no. " + std::to_string(m_count);
            m_source.put(changed);
        }
        const auto snapshot = m_source.snapshot();
        m_request.snapshot = snapshot;
        auto found = std::make_shared<FoundRuns>(findChanges(m_request, *m_found, {&snapshot, 1}, {}).value());
        found->number = m_found->number + 1;
        found->before = m_found->number;
        m_found = std::move(found);
        return secondsOfThread([&] { m_model.apply(m_found); });
    }
    double frame()
    {
        return secondsOfThread([&] {
            m_view.viewport()->update(); // and what a change has asked for, together
            QCoreApplication::sendPostedEvents();
        });
    }
    double jump(bool toTheEnd)
    {
        QScrollBar& bar = *m_view.verticalScrollBar();
        return secondsOfThread([&] {
            bar.setValue(toTheEnd ? bar.maximum() : 0);
            m_view.viewport()->repaint();
        });
    }

private:
    const Instant m_now{std::chrono::seconds(1'800'000'000)};
    testing::RunsToShow m_source;
    FindRequest m_request;
    std::shared_ptr<FoundRuns> m_found;
    RunListModel m_model;
    RunListView m_view{&m_model};
    Paintings m_paintings;
    std::size_t m_count = 0;
};

/// In order of size.
std::vector<double> frames(ShownList& list, bool live, bool onlyChanged = false)
{
    std::vector<double> all;
    const int before = list.paintings();
    for (int i = 0; i < framesAtOnce; ++i) {
        const bool changes = live && i % framesOfASnapshot == 0;
        const double applied = changes ? list.change() : 0;
        const double frame = applied + list.frame();
        if (changes || !onlyChanged)
            all.push_back(frame);
    }
    if (list.paintings() - before != framesAtOnce) {
        std::fprintf(stderr, "list bench: %d paintings in %d frames\n", list.paintings() - before, framesAtOnce);
        std::abort();
    }
    std::ranges::sort(all);
    return all;
}

double medianOf(const std::vector<double>& sorted) { return sorted[sorted.size() / 2]; }

} // namespace

void listBenches(Bench& bench)
{
    if (!bench.wants("list"))
        return;
    static int count = 1;
    static char name[] = "runlens_bench";
    static char* arguments[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(count, arguments);
    ShownList large(allRuns);
    ShownList small(fewRuns);
    const Facts facts{{}, {"100 changes a second: 20 at once, every 12th frame; the view shows what changes"}};

    bench.turns("list row 10: median frame, live, 2 M rows, against still",
                {"live", [&] { return medianOf(frames(large, true)); }},
                {"still", [&] { return medianOf(frames(large, false)); }}, {1, "frames"}, facts);
    bench.turns("list row 10: median of the frames with changes, against still",
                {"live, with changes", [&] { return medianOf(frames(large, true, true)); }},
                {"still", [&] { return medianOf(frames(large, false)); }}, {1, "frames"}, facts);
    bench.turns("list row 10: the worst of 240 frames, live, against still",
                {"live", [&] { return frames(large, true).back(); }},
                {"still", [&] { return frames(large, false).back(); }}, {1, "frames"}, facts);
    bench.turns("list row 10: median of the frames with changes, 2 M rows, against 20,000",
                {"of 2,000,000", [&] { return medianOf(frames(large, true, true)); }},
                {"of 20,000", [&] { return medianOf(frames(small, true, true)); }}, {1, "frames"}, facts);
    const auto jumps = [](ShownList& list) {
        double seconds = 0;
        for (int i = 0; i < 50; ++i)
            seconds += list.jump(true) + list.jump(false);
        return seconds / 100;
    };
    bench.turns("list row 10: jump to the end and back, painted, 2 M rows, against 20,000",
                {"of 2,000,000", [&] { return jumps(large); }}, {"of 20,000", [&] { return jumps(small); }},
                {1, "frames"});
}

} // namespace runlens::bench
