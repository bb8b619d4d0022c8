// SPDX-License-Identifier: GPL-3.0-or-later
// What a runtime does in one transaction, without threads, clocks or a sender: whoever drives it gives it the time, the
// commands and the answers of the sender, and hands over what it gives back. Simulations of faults drive it too.
//
// Within a transaction: answers and commands as they came, then timers by (due, run), then sends nobody claims.
#pragma once

#include "engine/base/result.h"
#include "engine/journey/input.h"
#include "engine/journey/policy.h"
#include "engine/runtime/commands.h"
#include "engine/runtime/handover.h"
#include "engine/store/store.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace runlens::runtime {

struct ExecutorOptions {
    journey::Policy policy;
    Duration tick = std::chrono::seconds(1);
    Duration lease = std::chrono::seconds(30);
    Duration retention = std::chrono::days(90);
    std::size_t mostInFlight = 64; ///< sends handed over and not answered, at most
    std::size_t mostTimers = 1000; ///< of one transaction
    store::WorkerNumber worker{};
    std::uint64_t seed = 1; ///< of the jitter of back-off
    /// Told of every input that is applied to a run, before the commit. For tests.
    std::function<void(journey::Phase from, journey::InputKind input, journey::Phase to)> observe;
};

struct Batch {
    Instant wall{}; ///< engine time is this, or the last committed time if that is later
    std::span<const SendAnswer> answers;
    std::span<const Command> commands;
    bool handOver = true; ///< false: sends that come up are left to whoever comes next
};

struct Done {
    std::vector<Result<Reply>> replies; ///< of the commands
    std::vector<Handover> handovers;
    Instant time{}; ///< engine time
    std::uint64_t inputs = 0;
    std::uint64_t timers = 0; ///< fired
    Duration lag{};           ///< the longest of their delays behind the tick or time at which they should have fired
    std::optional<Instant> next; ///< when there is something to do even if nothing comes; may be now
};

struct BatchError {
    Error error;
    bool mayBeWritten = false; ///< it was the commit that failed, and its reply may have been lost; else nothing was
};

class Executor {
public:
    /// `store` must live longer.
    [[nodiscard]] static Result<std::unique_ptr<Executor>> open(store::Store& store, const ExecutorOptions& options);
    virtual ~Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    /// All of it, or, with an error, nothing: then what was in the batch may be given again.
    [[nodiscard]] virtual std::expected<Done, BatchError> run(const Batch& batch) = 0;
    [[nodiscard]] virtual std::size_t inFlight() const noexcept = 0;

protected:
    Executor() = default;
};

} // namespace runlens::runtime
