// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/durable_benches.h"
#include "tests/bench/options.h"

#include <cstdio>
#include <cstring>
#include <utility>

namespace {

constexpr const char* usage = R"(Usage: durable_bench --peers FOLDER [--filter RE] [--json PATH] [--rounds N]

Measures the durable engine and its server, in turns with the peers installed in FOLDER, and prints the ratios.

  --filter RE   only what this regular expression is found in the name of
  --json PATH   write every round as JSON too
  --rounds N    rounds, 5 at least (7)
)";

} // namespace

int main(int count, char** arguments)
{
    using namespace runlens::bench;
    if (count == 2 && std::strcmp(arguments[1], "--help") == 0) {
        std::fputs(usage, stdout);
        return 0;
    }
    Peers peers;
    peers.drivers = RUNLENS_SOURCE_DIR "/tests/bench/peers";
    const Extra extras[] = {{"--peers", &peers.folder}};
    auto options = readOptions(count, arguments, extras);
    if (!options || peers.folder.empty()) {
        std::fputs(usage, stderr);
        return 2;
    }
    try {
        Bench bench(*std::move(options));
        workBenches(bench, peers);
        serverBenches(bench, peers);
        waitBenches(bench);
        return bench.finish() ? 0 : 1;
    } catch (const std::regex_error& error) {
        std::fprintf(stderr, "--filter: %s\n", error.what());
        return 2;
    }
}
