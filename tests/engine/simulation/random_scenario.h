// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios at random, the same for the same seed on every machine: all step types, events, reports of messages,
// commands, faults and policies. Free of Qt and RapidCheck, as the programs that compare compilers link it.
#pragma once

#include "engine/domain/scenario.h"

#include <cstdint>

namespace runlens::testing {

/// Nothing in it is against any rule, so that a finding of a broken promise is the engine's fault.
[[nodiscard]] Scenario randomScenario(std::uint64_t seed);

/// The same with so many contacts that share nothing.
[[nodiscard]] Scenario manyContacts(std::uint64_t seed, std::size_t contacts);

} // namespace runlens::testing
