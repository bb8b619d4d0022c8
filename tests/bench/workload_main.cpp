// SPDX-License-Identifier: GPL-3.0-or-later
// W alone, for profilers and for counting its fsyncs: workload FOLDER [RUNS [CONCURRENCY [BATCH]]]
#include "tests/bench/workload.h"

#include <cstdio>
#include <cstdlib>

int main(int count, char** arguments)
{
    if (count < 2) {
        std::fputs("Usage: workload FOLDER [RUNS [CONCURRENCY [BATCH]]]\n", stderr);
        return 2;
    }
    const auto number = [&](int index, unsigned long otherwise) {
        return index < count ? std::strtoul(arguments[index], nullptr, 10) : otherwise;
    };
    const auto runs = number(2, 100'000);
    runlens::bench::Workload workload(arguments[1], number(4, 1000));
    const double took = workload.run(runs, number(3, 2000));
    const auto each = workload.latencies(200);
    std::printf("%lu runs, %.0f a second, %llu commits; alone %.3f ms (median)\n", runs,
                static_cast<double>(runs) / took, static_cast<unsigned long long>(workload.stats().commits),
                each[each.size() / 2] * 1e3);
    return 0;
}
