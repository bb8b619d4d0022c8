// SPDX-License-Identifier: GPL-3.0-or-later
// What the benches against peers share: how a side is made, its syncs, and what is told of it.
#pragma once

#include "tests/bench/driver.h"
#include "tests/bench/durable_benches.h"
#include "tests/bench/harness.h"

#include <functional>
#include <optional>
#include <string>

namespace runlens::bench {

using MakeProgram = std::function<Program(const WorkFolder& folder)>;

/// A program that was built beside this one.
[[nodiscard]] std::string builtBeside(const std::string& name);
/// W in process: workload_main.cpp.
[[nodiscard]] Program ourWork(const WorkFolder& folder);
[[nodiscard]] MakeProgram peerMaker(const Peers& peers, const std::string& name);

/// Measures if it is wanted; what throws Failed is told, and does not keep the rest from being measured.
void attempt(Bench& bench, const std::string& name, const std::function<void()>& measure);

/// fsync and fdatasync for a run of W, without those of starting and ending, in a process of its own under strace.
/// None, with a word on standard error, where strace may not.
[[nodiscard]] std::optional<double> syncsPerRun(const MakeProgram& make, std::size_t runs, std::size_t concurrency);

/// How long this disk takes to sync 4 KiB, in seconds: median, and of the slowest tenth. What is measured hangs on it.
struct DiskSync {
    double median;
    double slow;
};
[[nodiscard]] DiskSync diskSync();
void addDisk(Facts& facts);

void addSyncs(Facts& facts, const std::string& side, std::optional<double> perRun);
/// What a driver says of itself.
void addDriver(Facts& facts, const std::string& side, const Value& said);

} // namespace runlens::bench
