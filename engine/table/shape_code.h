// SPDX-License-Identifier: GPL-3.0-or-later
// A shape in three bytes a segment: state and whether it waits, then a hundredth of a weight, low byte first. Private
// to table; archives keep it too, so that the numbers of the states stay.
#pragma once

#include "engine/table/run_shape.h"

#include <string>
#include <string_view>

namespace runlens {

[[nodiscard]] std::string packShape(const RunShape& shape);
/// What does not fit the form is left out.
[[nodiscard]] RunShape unpackShape(std::string_view packed);

} // namespace runlens
