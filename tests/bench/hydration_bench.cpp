// SPDX-License-Identifier: GPL-3.0-or-later
// How much of what a server bears is made use of where details are fetched: the real server, and budgets below what it
// can do. The peer is the budget itself.
#include "engine/base/result.h"
#include "engine/source/open_source.h"
#include "tests/bench/benches.h"
#include "tests/served/filled_store.h"
#include "tests/served/server_process.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <vector>

namespace runlens::bench {
namespace {

constexpr std::size_t runs = 2'000;

/// When the server was asked, for details and to see what is new.
class Asked {
public:
    Asked()
    {
        QObject::connect(
            log.get(), &client::RequestLog::logged, log.get(),
            [this](const client::LoggedRequest& request) {
                const std::scoped_lock lock(m_mutex);
                m_times.push_back(request.when);
            },
            Qt::DirectConnection);
    }
    std::vector<Instant> times() const
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<Instant> times = m_times;
        std::ranges::sort(times);
        return times;
    }
    const std::shared_ptr<client::RequestLog> log = std::make_shared<client::RequestLog>();

private:
    mutable std::mutex m_mutex;
    std::vector<Instant> m_times;
};

void waitFor(RunSource& source, const std::function<bool()>& good)
{
    QEventLoop loop;
    QObject::connect(&source, &RunSource::changed, &loop, [&] {
        if (good())
            loop.quit();
    });
    if (!good())
        loop.exec();
}

/// Seconds for each request when the burst is long over.
double hydrate(const test::ServerProcess& server, double perSecond)
{
    const QTemporaryDir folder;
    const Asked asked;
    ServerSourceOptions options;
    options.profile.url = server.url();
    options.profile.requestsPerSecond = perSecond;
    options.key = server.key().toStdString();
    options.archive = folder.filePath(QStringLiteral("kept.runlens"));
    options.log = asked.log;
    const auto burst = static_cast<std::size_t>(2 * perSecond);
    const std::size_t wanted = std::min(runs, 2 * burst);
    options.policy.rowsAtFirst = runs;
    const auto source = openServerSource(std::move(options));
    source->open();
    waitFor(*source, [&] { return source->snapshot()->table.living() == runs && source->snapshot()->state.refreshed; });
    std::vector<RowNumber> rows(wanted);
    std::iota(rows.begin(), rows.end(), RowNumber{0});
    source->want({}, rows);
    waitFor(*source, [&] { return source->snapshot()->table.detailed() >= wanted; });
    const auto times = asked.times();
    const std::size_t first = times.size() / 3 * 2;
    const auto passed = std::chrono::duration<double>(times.back() - times[first]).count();
    return passed / static_cast<double>(times.size() - 1 - first);
}

} // namespace

void hydrationBenches(Bench& bench)
{
    if (!bench.wants("hydration"))
        return;
    int count = 1;
    static char name[] = "runlens_bench";
    static char* arguments[] = {name, nullptr};
    const QCoreApplication application(count, arguments);
    const QTemporaryDir folder;
    test::ServerProcess server(folder.path(), "key-of-the-bench-0123456789");
    (void)test::fillStore(server.store().toStdString(), runs,
                          std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    if (!server.start()) {
        bench.failed("hydration", "the server did not start");
        return;
    }
    for (const int perSecond : {50, 500})
        bench.turns(
            "hydration row 10: requests at " + std::to_string(perSecond) + " a second, against the budget",
            {"ours", [&] { return hydrate(server, perSecond); }}, {"the budget", [&] { return 1.0 / perSecond; }},
            {1, "requests"},
            {{}, {"wall time, the last third, when the burst is long over: details, and looks at what is new"}});
}

} // namespace runlens::bench
