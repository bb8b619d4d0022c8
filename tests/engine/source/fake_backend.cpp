// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/source/fake_backend.h"

#include "engine/wire/run_writer.h"

#include <QTimer>

#include <algorithm>
#include <functional>
#include <ranges>
#include <utility>

namespace runlens::testing {
namespace {

constexpr std::size_t pageLength = 10;

class FakeKeeper final : public RunKeeper {
public:
    explicit FakeKeeper(FakeDisk& disk) : m_disk(disk) {}

    Result<void> load(const std::function<RowNumber(RunSummary, Instant)>& take,
                      const std::stop_token& /*stop*/) override
    {
        for (KeptRun& run : m_disk.runs)
            run.row = take(run.summary, run.fetched);
        if (m_disk.unreadable)
            return std::unexpected(*m_disk.unreadable);
        return {};
    }
    std::vector<Automation> automations() const override { return m_disk.automations; }
    Result<void> putAutomations(std::span<const std::shared_ptr<const Automation>> automations) override
    {
        m_disk.automations.clear();
        for (const auto& automation : automations)
            m_disk.automations.push_back(*automation);
        return {};
    }
    Result<void> put(std::span<const KeptRun> runs) override
    {
        if (m_disk.full)
            return std::unexpected(Error{ErrorCode::writeFailed, "no space left on device", "fake"});
        for (const KeptRun& run : runs) {
            const auto known = std::ranges::find(m_disk.runs, run.row, &KeptRun::row);
            if (known == m_disk.runs.end())
                m_disk.runs.push_back(run);
            else if (run.detail || !known->detail)
                *known = run;
            else
                known->summary = run.summary;
        }
        return {};
    }
    Result<void> remove(std::span<const RowNumber> rows) override
    {
        for (const RowNumber row : rows)
            std::erase_if(m_disk.runs, [row](const KeptRun& run) { return run.row == row; });
        return {};
    }
    Result<std::optional<KeptDetail>> detail(const RunId& id) const override
    {
        const auto known = std::ranges::find(m_disk.runs, id, [](const KeptRun& run) { return run.summary.id; });
        if (known == m_disk.runs.end() || !known->detail)
            return std::nullopt;
        return KeptDetail{std::make_shared<const std::string>(known->bytes), known->etag};
    }
    std::shared_ptr<const RunSearch> search() const override { return nullptr; }

private:
    FakeDisk& m_disk;
};

} // namespace

class FakeBackend final : public RunBackend {
public:
    explicit FakeBackend(FakeServer& server) : m_server(server) {}

    void connectTo(Done<BackendInfo> done) override
    {
        answer<BackendInfo>("connect", std::move(done), [this] {
            return Result<BackendInfo>(
                BackendInfo{"fake", {}, m_server.m_filters ? FilterReach::all : FilterReach::statuses, false});
        });
    }
    void automations(Done<std::vector<Automation>> done) override
    {
        answer<std::vector<Automation>>("automations", std::move(done), [] {
            Automation automation;
            automation.id = AutomationId("aut_1");
            automation.name = "Receipts";
            return Result<std::vector<Automation>>({automation});
        });
    }
    void automation(const AutomationId& id, Done<Automation> done) override
    {
        answer<Automation>("automation " + id.text(), std::move(done), [id] {
            Automation automation;
            automation.id = id;
            automation.definition.steps.resize(1);
            return Result<Automation>(automation);
        });
    }
    void page(const PageRequest& request, Done<PageAnswer> done) override
    {
        answer<PageAnswer>("page " + request.automation.text() + " " + request.cursor, std::move(done),
                           [this, request] { return pageOf(request); });
    }
    void detail(const DetailRequest& request, Done<DetailAnswer> done) override
    {
        answer<DetailAnswer>("detail " + request.run.text(), std::move(done),
                             [this, request] { return detailOf(request); });
    }
    double budget() const override { return 10; }
    std::chrono::milliseconds latency() const override { return std::chrono::milliseconds(1); }

private:
    template <class T, class Make>
    void answer(const std::string& request, Done<T> done, Make make)
    {
        {
            const std::scoped_lock lock(m_server.m_mutex);
            m_server.m_requests.push_back(request);
        }
        deliver([this, done = std::move(done), make = std::move(make)] {
            std::unique_lock lock(m_server.m_mutex);
            Result<T> result = m_server.m_error ? Result<T>(std::unexpected(*m_server.m_error)) : Result<T>(make());
            lock.unlock();
            done(std::move(result));
        });
    }
    void deliver(std::function<void()> answer)
    {
        QTimer::singleShot(m_server.m_holds ? 1 : 0, this, [this, answer = std::move(answer)] {
            if (m_server.m_holds)
                deliver(answer);
            else
                answer();
        });
    }

    Result<PageAnswer> pageOf(const PageRequest& request) const
    {
        std::vector<Run> rows;
        for (const Run& run : std::views::reverse(m_server.m_runs)) {
            const bool wanted =
                request.filter.statuses.empty()
                || std::ranges::find(request.filter.statuses, run.status.value) != request.filter.statuses.end();
            const bool open = run.status == RunStatus::waiting || run.status == RunStatus::running;
            const bool active = open || !request.filter.activeSince || run.completedAt >= request.filter.activeSince;
            if (wanted && active)
                rows.push_back(run);
        }
        const std::size_t from = request.cursor.empty() ? 0 : static_cast<std::size_t>(std::stoul(request.cursor));
        PageAnswer page;
        for (std::size_t i = from; i < std::min(rows.size(), from + pageLength); ++i) {
            Run row = rows[i];
            row.steps.clear();
            page.runs.push_back(std::move(row));
        }
        if (from + pageLength < rows.size())
            page.cursor = m_server.m_looping ? "10" : std::to_string(from + pageLength);
        return page;
    }

    Result<DetailAnswer> detailOf(const DetailRequest& request) const
    {
        const auto found = std::ranges::find(m_server.m_runs, request.run, &Run::id);
        if (found == m_server.m_runs.end())
            return std::unexpected(Error{ErrorCode::notFound, {}, request.run.text()});
        DetailAnswer answer;
        answer.etag = std::string(found->status.name());
        answer.unchanged = answer.etag == request.etag;
        if (!answer.unchanged) {
            answer.run = std::make_shared<const Run>(*found);
            answer.bytes = std::make_shared<const std::string>(writeRun(*found));
        }
        return answer;
    }

    FakeServer& m_server;
};

void FakeServer::put(Run run)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = std::ranges::find(m_runs, run.id, &Run::id);
    if (known == m_runs.end())
        m_runs.push_back(std::move(run));
    else
        *known = std::move(run);
}

void FakeServer::remove(const std::string& id)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_runs, [&](const Run& run) { return run.id.text() == id; });
}

void FakeServer::setFailing(std::optional<Error> error)
{
    const std::scoped_lock lock(m_mutex);
    m_error = std::move(error);
}

void FakeServer::forgetRequests()
{
    const std::scoped_lock lock(m_mutex);
    m_requests.clear();
}

std::vector<std::string> FakeServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

std::size_t FakeServer::count(const std::string& beginning) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(requests(), [&](const std::string& request) { return request.starts_with(beginning); }));
}

std::unique_ptr<FollowedRunSource> sourceOf(FakeServer& server, FakeDisk& disk, FollowPolicy policy,
                                            std::function<Instant()> clock)
{
    return std::make_unique<FollowedRunSource>(
        SourceKind::server,
        [&server, &disk] {
            return Result<FollowParts>(
                FollowParts{std::make_unique<FakeBackend>(server), std::make_unique<FakeKeeper>(disk)});
        },
        policy, std::move(clock));
}

FollowPolicy quickPolicy()
{
    using std::chrono::milliseconds;
    FollowPolicy policy;
    policy.shortest = milliseconds(5);
    policy.longest = milliseconds(20);
    policy.retry = milliseconds(5);
    policy.longestRetry = milliseconds(20);
    policy.publish = milliseconds(1);
    policy.automations = milliseconds(10'000);
    return policy;
}

Run runOf(const std::string& id, RunStatus status)
{
    Run run;
    run.id = RunId(id);
    run.automationId = AutomationId("aut_1");
    run.status = status;
    run.identityValue = id + "@example.com";
    run.startedAt = Instant(std::chrono::seconds(1'780'000'000));
    Step step;
    step.key = StepKey("send");
    step.status = StepStatus::completed;
    run.steps.push_back(step);
    return run;
}

} // namespace runlens::testing
