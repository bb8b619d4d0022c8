// SPDX-License-Identifier: GPL-3.0-or-later
// Places where tests break the core on purpose, to see that the promises' checks notice. In the product each is `false`
// at compile time, and nothing of it is left; tests link runlens_journey_mutants in place of runlens_journey. Private
// to journey and its tests.
#pragma once

#include "engine/journey/mutant_list.h"

namespace runlens::journey {

#ifdef RUNLENS_JOURNEY_MUTANTS
/// Is that mutant at work?
[[nodiscard]] bool mutant(Mutant which) noexcept;
/// From now on that one alone, in all threads.
void useMutant(Mutant which) noexcept;
#else
[[nodiscard]] constexpr bool mutant(Mutant) noexcept { return false; }
#endif

} // namespace runlens::journey
