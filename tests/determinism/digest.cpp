// SPDX-License-Identifier: GPL-3.0-or-later
// Plays random simulations, and prints what they came to as one number for each hundred.
#include "tests/engine/simulation/digest.h"

#include "tests/engine/simulation/random_scenario.h"

#include <cstdio>
#include <memory>
#include <utility>

using namespace runlens;

int main()
{
    constexpr std::uint64_t scenarios = 5000;
    testing::Digest digest;
    std::size_t runs = 0;
    for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
        auto stage = simulation::prepare(testing::randomScenario(seed));
        if (!stage)
            return 1;
        simulation::PlayOptions options;
        options.trace = true;
        const auto played = simulation::play(std::make_shared<const simulation::Stage>(std::move(*stage)), options);
        digest.add(played.facts);
        runs += played.facts.runs().size();
        if (seed % 100 == 0)
            std::printf("%llu %zu %016llx\n", static_cast<unsigned long long>(seed), runs,
                        static_cast<unsigned long long>(digest.value()));
    }
    return 0;
}
