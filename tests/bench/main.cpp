// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benches.h"
#include "tests/bench/options.h"

#include <cstdio>
#include <cstring>
#include <utility>

namespace {

constexpr const char* usage = R"(Usage: runlens_bench [--filter RE] [--json PATH] [--rounds N]

Measures ours and a peer in turns and prints the ratios.

  --filter RE   only what this regular expression is found in the name of
  --json PATH   write every round as JSON too
  --rounds N    rounds, 5 at least (7)
)";

} // namespace

int main(int count, char** arguments)
{
    if (count == 2 && std::strcmp(arguments[1], "--help") == 0) {
        std::fputs(usage, stdout);
        return 0;
    }
    auto options = runlens::bench::readOptions(count, arguments);
    if (!options) {
        std::fputs(usage, stderr);
        return 2;
    }
    try {
        runlens::bench::Bench bench(std::move(*options));
        runlens::bench::archiveBenches(bench);
        runlens::bench::hydrationBenches(bench);
        runlens::bench::listBenches(bench);
        runlens::bench::parseBenches(bench);
        runlens::bench::queueBenches(bench);
        runlens::bench::storeBenches(bench);
        runlens::bench::timelineBenches(bench);
        runlens::bench::windowBenches(bench);
        return bench.finish() ? 0 : 1;
    } catch (const std::regex_error& error) {
        std::fprintf(stderr, "--filter: %s\n", error.what());
        return 2;
    }
}
