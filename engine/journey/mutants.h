// SPDX-License-Identifier: GPL-3.0-or-later
// Places where tests break the core on purpose, to see that the promises' checks notice. In the product each is `false`
// at compile time, and nothing of it is left. Private to journey.
#pragma once

#include "engine/journey/mutant_list.h"

namespace runlens::journey {

#ifdef RUNLENS_JOURNEY_MUTANTS
/// Is that mutant at work? Defined by the library that tests link in place of ours.
[[nodiscard]] bool mutant(Mutant which) noexcept;
#else
[[nodiscard]] constexpr bool mutant(Mutant) noexcept { return false; }
#endif

} // namespace runlens::journey
