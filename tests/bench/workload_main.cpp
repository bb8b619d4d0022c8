// SPDX-License-Identifier: GPL-3.0-or-later
// W by itself, in process: measures what the lines of its input ask for, and answers each with a line of JSON, as the
// drivers of the peers do (peers/lines.mjs).
#include "tests/bench/workload.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <sqlite3.h>
#include <sstream>
#include <string>

namespace {

constexpr const char* usage = R"(Usage: workload FOLDER [BATCH]

Keeps a store in FOLDER, and reads from standard input:
  throughput RUNS CONCURRENCY
  latency RUNS
)";

void answer(runlens::bench::Workload& workload, const std::string& line)
{
    std::istringstream words(line);
    std::string what;
    std::size_t runs = 0;
    std::size_t concurrency = 1;
    words >> what >> runs >> concurrency;
    if (what == "throughput" && runs > 0 && concurrency > 0) {
        const double seconds = workload.run(runs, concurrency);
        std::printf("{\"runs\": %zu, \"seconds\": %.9g, \"runs_per_second\": %.1f, \"commits\": %llu}\n", runs, seconds,
                    static_cast<double>(runs) / seconds, static_cast<unsigned long long>(workload.stats().commits));
    } else if (what == "latency" && runs > 0) {
        const auto each = workload.latencies(runs);
        std::printf("{\"runs\": %zu, \"p50_seconds\": %.9g}\n", runs, each[each.size() / 2]);
    } else {
        std::puts("{\"error\": \"not understood\"}");
    }
}

} // namespace

int main(int count, char** arguments)
{
    if (count < 2) {
        std::fputs(usage, stderr);
        return 2;
    }
    runlens::bench::Workload workload(arguments[1], count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 1000);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::puts("{\"ready\": true, \"versions\": {\"sqlite\": \"" SQLITE_VERSION
              "\"}, \"durability\": \"SQLite, journal_mode=wal, synchronous=2 (2 is FULL)\"}");
    for (std::string line; std::getline(std::cin, line);)
        answer(workload, line);
    return 0;
}
