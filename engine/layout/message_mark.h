// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/timeline.h"

#include <cstddef>

namespace runlens::layout {

/// A message with its lifecycle: the stages a message of its channel goes through, each reached or not as far as its
/// status, its last event and its events tell. A later stage implies the earlier ones; a bad end takes the place of
/// what is left.
[[nodiscard]] MessageMark markOf(const Message& message, std::size_t index);

} // namespace runlens::layout
