// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/runtime.h"

#include "engine/base/failpoint.h"
#include "engine/runtime/executor.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <random>
#include <thread>
#include <utility>
#include <vector>

namespace runlens::runtime {
namespace {

/// After an error of the store: until it is tried again.
constexpr std::chrono::milliseconds patience{500};
/// Sends that one worker hands over at once: they share the sender's commit.
constexpr std::size_t mostOfOneWorker = 64;

Instant wallClock() { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); }

/// No use in trying again: the store is another's, or broken.
bool isFinal(ErrorCode code)
{
    return code == ErrorCode::storeFenced || code == ErrorCode::storeCorrupt || code == ErrorCode::storeLocked
           || code == ErrorCode::storeNewer;
}

class ThreadedRuntime final : public Runtime {
public:
    ThreadedRuntime(OpenStore open, RuntimeOptions options, Sender& sender)
        : m_open(std::move(open)), m_options(std::move(options)), m_sender(sender)
    {
    }
    ~ThreadedRuntime() override { stop(); }

    Result<void> start()
    {
        if (const auto opened = openStore(); !opened)
            return std::unexpected(opened.error());
        m_committer = std::thread([this] { commitAll(); });
        for (std::uint32_t i = 0; i < m_options.workers; ++i)
            m_workers.emplace_back([this] { sendAll(); });
        return {};
    }

    Result<void> openStore()
    {
        m_executor.reset();
        m_store.reset();
        auto store = m_open();
        if (!store)
            return std::unexpected(store.error());
        ExecutorOptions options;
        options.policy = m_options.policy;
        options.policy.senderDeduplicates = m_sender.deduplicates();
        options.tick = m_options.tick;
        options.lease = m_options.lease;
        options.retention = m_options.retention;
        options.mostInFlight = std::size_t{m_options.workers} * mostOfOneWorker;
        options.mostTimers = m_options.batch;
        options.seed = std::random_device()();
        auto executor = Executor::open(**store, options);
        if (!executor)
            return std::unexpected(executor.error());
        m_store = std::move(*store);
        m_executor = std::move(*executor);
        return {};
    }

    void submit(Command command, Answer answer) override
    {
        ErrorCode refusal = ErrorCode::overloaded;
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping || m_failure)
                refusal = ErrorCode::stopping;
            else if (m_commands.size() < m_options.queue) {
                m_commands.push_back(std::move(command));
                m_answers.push_back(std::move(answer));
                m_wake.notify_one();
                return;
            }
        }
        answer(std::unexpected(Error{refusal, {}, {}}));
    }

    RuntimeStats stats() const override
    {
        const std::lock_guard lock(m_mutex);
        RuntimeStats stats = m_stats;
        stats.queued = m_commands.size();
        return stats;
    }

    std::optional<Error> failure() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_failure;
    }

    void stop() override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopping = true;
        }
        m_wake.notify_all();
        if (m_committer.joinable())
            m_committer.join();
        {
            const std::lock_guard lock(m_mutex);
            m_sendersMayGo = true;
        }
        m_toSend.notify_all();
        for (std::thread& worker : m_workers)
            if (worker.joinable())
                worker.join();
    }

private:
    struct Work {
        std::vector<SendAnswer> answers;
        std::vector<Command> commands;
        std::vector<Answer> whom; ///< to answer, by command
        bool last = false;        ///< nothing more will come
        bool stopping = false;
    };

    /// Waits for something to do, or for `next`.
    Work wait(std::optional<Instant> next)
    {
        std::unique_lock lock(m_mutex);
        const auto ready = [this] { return !m_commands.empty() || !m_sent.empty() || (m_stopping && m_underWay == 0); };
        if (next && !m_stopping)
            m_wake.wait_until(lock, std::chrono::system_clock::time_point(*next),
                              [&] { return ready() || m_stopping; });
        else
            m_wake.wait(lock, ready);
        Work work;
        work.answers = std::exchange(m_sent, {});
        const auto count = static_cast<std::ptrdiff_t>(std::min(m_commands.size(), m_options.batch));
        std::move(m_commands.begin(), m_commands.begin() + count, std::back_inserter(work.commands));
        m_commands.erase(m_commands.begin(), m_commands.begin() + count);
        std::move(m_answers.begin(), m_answers.begin() + count, std::back_inserter(work.whom));
        m_answers.erase(m_answers.begin(), m_answers.begin() + count);
        work.stopping = m_stopping;
        work.last = m_stopping && m_underWay == 0 && m_commands.empty();
        return work;
    }

    void commitAll()
    {
        std::optional<Instant> next = wallClock(); // what the last process left
        for (;;) {
            Work work = wait(next);
            failpoint("batch_taken");
            next = commit(work);
            const std::lock_guard lock(m_mutex);
            if (work.last && m_sent.empty())
                return;
            if (m_failure)
                return refuseAll();
        }
    }

    /// Commits all of it, and answers. When to come again.
    std::optional<Instant> commit(Work& work)
    {
        auto done = runOpened(work);
        if (done) {
            failpoint("committed");
            take(*done, work);
            return done->next;
        }
        const BatchError& failed = done.error();
        if (failed.mayBeWritten) {
            m_executor.reset(); // whoever opens the store again sees
            const std::lock_guard lock(m_mutex);
            ++m_stats.commits;
        }
        if (isFinal(failed.error.code)) {
            const std::lock_guard lock(m_mutex);
            m_failure = failed.error;
        }
        if (!failed.mayBeWritten && work.commands.size() > 1 && !isFinal(failed.error.code)) {
            commitSingly(work); // one of them may be to blame
            return wallClock() + patience;
        }
        for (const Answer& answer : work.whom)
            answer(std::unexpected(failed.error));
        giveBack(std::move(work.answers));
        return wallClock() + patience;
    }

    std::expected<Done, BatchError> runOpened(const Work& work)
    {
        if (m_executor == nullptr)
            if (const auto opened = openStore(); !opened)
                return std::unexpected(BatchError{opened.error()});
        return m_executor->run({wallClock(), work.answers, work.commands, !work.stopping});
    }

    void commitSingly(Work& work)
    {
        giveBack(std::move(work.answers));
        for (std::size_t i = 0; i < work.commands.size(); ++i) {
            Work single;
            single.commands.push_back(std::move(work.commands[i]));
            single.whom.push_back(std::move(work.whom[i]));
            single.stopping = work.stopping;
            commit(single);
        }
    }

    void giveBack(std::vector<SendAnswer> answers)
    {
        const std::lock_guard lock(m_mutex);
        m_sent.insert(m_sent.begin(), std::make_move_iterator(answers.begin()), std::make_move_iterator(answers.end()));
    }

    void take(Done& done, Work& work)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stats.commands += work.commands.size();
            ++m_stats.commits;
            m_stats.inputs += done.inputs;
            m_stats.timersFired += done.timers;
            m_stats.sends += done.handovers.size();
            m_stats.inFlight = m_executor->inFlight();
            if (done.timers > 0)
                m_stats.schedulerLag = done.lag;
            m_stats.longestLag = std::max(m_stats.longestLag, done.lag);
            m_underWay += done.handovers.size();
            std::move(done.handovers.begin(), done.handovers.end(), std::back_inserter(m_handovers));
        }
        if (!done.handovers.empty())
            m_toSend.notify_all();
        for (std::size_t i = 0; i < work.whom.size(); ++i)
            work.whom[i](std::move(done.replies[i]));
        failpoint("replied");
    }

    /// With the mutex held.
    void refuseAll()
    {
        for (const Answer& answer : std::exchange(m_answers, {}))
            answer(std::unexpected(*m_failure));
        m_commands.clear();
    }

    void sendAll()
    {
        for (;;) {
            std::vector<Handover> mine;
            {
                std::unique_lock lock(m_mutex);
                m_toSend.wait(lock, [this] { return !m_handovers.empty() || m_sendersMayGo; });
                if (m_handovers.empty())
                    return;
                const auto count = static_cast<std::ptrdiff_t>(std::min(m_handovers.size(), mostOfOneWorker));
                std::move(m_handovers.begin(), m_handovers.begin() + count, std::back_inserter(mine));
                m_handovers.erase(m_handovers.begin(), m_handovers.begin() + count);
            }
            failpoint("before_send");
            std::vector<SendRequest> requests;
            requests.reserve(mine.size());
            for (Handover& handover : mine)
                requests.push_back(std::move(handover.request));
            std::vector<SendResult> results = m_sender.send(requests);
            failpoint("sent");
            const std::lock_guard lock(m_mutex);
            m_underWay -= mine.size();
            for (std::size_t i = 0; i < mine.size(); ++i)
                m_sent.push_back({mine[i].claim, std::move(results.at(i))});
            m_wake.notify_one();
        }
    }

    OpenStore m_open;
    RuntimeOptions m_options;
    Sender& m_sender;
    // The committer's.
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<Executor> m_executor; ///< none after a commit that may or may not have been written

    mutable std::mutex m_mutex; ///< guards all below
    std::condition_variable m_wake;
    std::condition_variable m_toSend;
    std::deque<Command> m_commands;
    std::deque<Answer> m_answers; ///< by command
    std::deque<Handover> m_handovers;
    std::vector<SendAnswer> m_sent;
    std::size_t m_underWay = 0; ///< handovers that are not in m_sent yet
    bool m_stopping = false;
    bool m_sendersMayGo = false;
    std::optional<Error> m_failure;
    RuntimeStats m_stats;

    std::thread m_committer;
    std::vector<std::thread> m_workers;
};

} // namespace

Result<std::unique_ptr<Runtime>> Runtime::start(OpenStore open, const RuntimeOptions& options, Sender& sender)
{
    auto runtime = std::make_unique<ThreadedRuntime>(std::move(open), options, sender);
    if (const auto started = runtime->start(); !started)
        return std::unexpected(started.error());
    return runtime;
}

} // namespace runlens::runtime
