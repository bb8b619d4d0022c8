// SPDX-License-Identifier: GPL-3.0-or-later
// Values compared without coercion. Private to journey.
#pragma once

#include "engine/domain/value.h"

#include <compare>

namespace runlens::journey {

/// Two numbers, exactly: 2⁵³ + 1 is more than 2⁵³, and 1 equals 1.0. Two texts byte by byte. Anything else is
/// unordered.
[[nodiscard]] std::partial_ordering order(const Value& a, const Value& b) noexcept;
/// Numbers as `order` has it; everything else by type and content.
[[nodiscard]] bool equal(const Value& a, const Value& b);

[[nodiscard]] bool isNumber(const Value& value) noexcept;
/// A text, a number, true or false.
[[nodiscard]] bool isScalar(const Value& value) noexcept;

} // namespace runlens::journey
