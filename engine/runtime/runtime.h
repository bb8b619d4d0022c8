// SPDX-License-Identifier: GPL-3.0-or-later
// Executes a store: takes commands, fires timers on their ticks, hands messages to a sender, sweeps up what was left.
//
// One thread commits: commands, timers and answers that have come together share a transaction, and one that comes
// alone waits for nobody. Threads of workers talk to the sender. When this process is killed, whoever opens the store
// next goes on where the last commit was.
#pragma once

#include "engine/base/result.h"
#include "engine/domain/time.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/sender.h"
#include "engine/store/store.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace runlens::runtime {

struct RuntimeOptions {
    journey::Policy policy;
    Duration tick = std::chrono::seconds(1);    ///< delays and time-outs fire on its multiples since the epoch
    Duration lease = std::chrono::seconds(30);  ///< of a send; then another worker hands it over again
    Duration retention = std::chrono::days(90); ///< of a run, from its end
    std::uint32_t workers = 2;                  ///< threads that talk to the sender
    std::size_t batch = 1000;                   ///< commands, timers and answers of one transaction, at most
    std::size_t queue = 100'000;                ///< commands under way; more are refused as overloaded
};

/// What a runtime is doing; counters since it started.
struct RuntimeStats {
    std::uint64_t commands = 0;
    std::uint64_t commits = 0; ///< and those that may have been written
    std::uint64_t inputs = 0;  ///< given to runs
    std::uint64_t timersFired = 0;
    std::uint64_t sends = 0;    ///< handed to the sender, every attempt
    std::uint64_t queued = 0;   ///< commands waiting now
    std::uint64_t inFlight = 0; ///< sends handed over and not answered, now
    Duration schedulerLag{};    ///< of the last timers fired: from when they should have fired
    Duration longestLag{};      ///< of all
};

class Runtime {
public:
    /// Called on the thread that commits: hand the reply on, and return at once.
    using Answer = std::function<void(Result<Reply>)>;

    /// Opens the store that the runtime executes: once to start, and again after a commit that left open whether it
    /// was written. Called with no store of it open.
    using OpenStore = std::function<Result<std::unique_ptr<store::Store>>()>;

    /// Recovers what the last process left, and starts. `sender` must live longer.
    [[nodiscard]] static Result<std::unique_ptr<Runtime>> start(OpenStore open, const RuntimeOptions& options,
                                                                Sender& sender);
    /// Stops as `stop` does.
    virtual ~Runtime() = default;
    Runtime(const Runtime&) = delete;
    Runtime& operator=(const Runtime&) = delete;

    /// Any thread. Every command is answered, exactly once.
    virtual void submit(Command command, Answer answer) = 0;
    [[nodiscard]] virtual RuntimeStats stats() const = 0; ///< any thread
    /// Takes nothing on any more, answers what it has taken on, waits for the sender's answers under way, and returns.
    virtual void stop() = 0;
    /// Why it stopped by itself (the store failed or was taken over); none while it goes on. Any thread.
    [[nodiscard]] virtual std::optional<Error> failure() const = 0;

protected:
    Runtime() = default;
};

} // namespace runlens::runtime
