// SPDX-License-Identifier: GPL-3.0-or-later
// Private to runtime.
#pragma once

#include "engine/journey/event.h"
#include "engine/store/rows.h"

namespace runlens::runtime {

/// An event of the store as the core takes it.
[[nodiscard]] journey::EventRef eventOf(store::EventRow row);

} // namespace runlens::runtime
