// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/benches.h"

#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

namespace {

constexpr const char* usage = R"(Usage: runlens_bench [--filter RE] [--json PATH] [--rounds N]

Measures ours and a peer in turns and prints the ratios.

  --filter RE   only what this regular expression is found in the name of
  --json PATH   write every round as JSON too
  --rounds N    rounds, 5 at least (7)
)";

/// Null where the arguments are not understood.
std::optional<runlens::bench::Options> parse(int count, char** arguments)
{
    runlens::bench::Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (i + 1 == count)
            return std::nullopt;
        const std::string_view value = arguments[++i];
        if (name == "--filter")
            options.filter = value;
        else if (name == "--json")
            options.jsonPath = value;
        else if (name != "--rounds"
                 || std::from_chars(value.data(), value.data() + value.size(), options.rounds).ec != std::errc{})
            return std::nullopt;
    }
    return options;
}

} // namespace

int main(int count, char** arguments)
{
    if (count == 2 && std::strcmp(arguments[1], "--help") == 0) {
        std::fputs(usage, stdout);
        return 0;
    }
    auto options = parse(count, arguments);
    if (!options) {
        std::fputs(usage, stderr);
        return 2;
    }
    try {
        runlens::bench::Bench bench(std::move(*options));
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
