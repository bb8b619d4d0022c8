// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/thread_watch.h"

#include <array>
#include <atomic>

namespace runlens {
namespace {

struct Counters {
    std::atomic<std::uint64_t> calls = 0;
    std::atomic<std::uint64_t> violations = 0;

    [[nodiscard]] WorkCount read() const noexcept
    {
        return {calls.load(std::memory_order_relaxed), violations.load(std::memory_order_relaxed)};
    }
};

std::array<Counters, workKinds> counters;
thread_local bool isWatched = false;

Counters& of(Work kind) noexcept { return counters[static_cast<std::size_t>(kind)]; }

} // namespace

void watchThisThread() noexcept { isWatched = true; }

void noteWork(Work kind, std::size_t bytes) noexcept
{
    Counters& count = of(kind);
    count.calls.fetch_add(1, std::memory_order_relaxed);
    if (isWatched && (kind != Work::parse || bytes > mostParsedByWindow))
        count.violations.fetch_add(1, std::memory_order_relaxed);
}

WorkCounts workCounts() noexcept { return {of(Work::file).read(), of(Work::parse).read(), of(Work::sql).read()}; }

} // namespace runlens
