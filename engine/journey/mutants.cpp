// SPDX-License-Identifier: GPL-3.0-or-later
// Only of the library that tests link.
#include "engine/journey/mutants.h"

#include <atomic>

namespace runlens::journey {
namespace {

std::atomic<Mutant> atWork{Mutant::none};

} // namespace

bool mutant(Mutant which) noexcept { return atWork.load(std::memory_order_relaxed) == which; }
void useMutant(Mutant which) noexcept { atWork.store(which, std::memory_order_relaxed); }

} // namespace runlens::journey
