// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/layout/scene.h"
#include "engine/layout/timeline.h"

namespace runlens::layout {

/// How a state looks: the bar of a row.
struct Look {
    Pattern pattern = Pattern::solid;
    Tone tone = Tone::muted;
    Icon glyph = Icon::none;
};

[[nodiscard]] Look lookOf(State state, bool spansTime) noexcept;
/// How a step of that status stands, its waits left aside.
[[nodiscard]] State stateOf(StepStatus status) noexcept;
/// How the status of a whole run looks.
[[nodiscard]] Icon iconOf(RunStatus status) noexcept;
[[nodiscard]] Tone toneOf(RunStatus status) noexcept;

} // namespace runlens::layout
