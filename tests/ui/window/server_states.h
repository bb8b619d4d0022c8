// SPDX-License-Identifier: GPL-3.0-or-later
// The states of a window that is at a server, or on its way to one.
#pragma once

#include "tests/ui/window/window_states.h"

#include <vector>

namespace runlens::test {

[[nodiscard]] std::vector<WindowState> serverStates();

} // namespace runlens::test
