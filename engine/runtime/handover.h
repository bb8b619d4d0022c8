// SPDX-License-Identifier: GPL-3.0-or-later
// A send on its way to the sender, and the answer. Private to runtime.
#pragma once

#include "engine/runtime/sender.h"
#include "engine/store/rows.h"

#include <cstdint>

namespace runlens::runtime {

/// Which claim of which attempt.
struct Claim {
    store::RunNumber run{};
    std::uint32_t step = 0;
    std::uint32_t attempt = 1;
    store::Fence fence{};
};

struct Handover {
    Claim claim;
    SendRequest request;
};

struct SendAnswer {
    Claim claim;
    SendResult result;
};

} // namespace runlens::runtime
