// SPDX-License-Identifier: GPL-3.0-or-later
// Every state of the window that people meet: the tests judge them, `./dev screenshots` draws them.
#pragma once

#include "tests/ui/window/stage.h"

#include <functional>
#include <vector>

namespace runlens::test {

struct WindowState {
    const char* name;                  ///< also the picture's file name
    std::function<bool(Stage&)> enter; ///< false: the state was not reached
};

[[nodiscard]] const std::vector<WindowState>& windowStates();

} // namespace runlens::test
