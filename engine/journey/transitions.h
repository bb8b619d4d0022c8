// SPDX-License-Identifier: GPL-3.0-or-later
// The states and what leads from one to another, as one table. The machine does nothing that does not stand here.
#pragma once

#include "engine/journey/input.h"
#include "engine/journey/run_state.h"

#include <span>

namespace runlens::journey {

struct Transition {
    Phase from = Phase::queued;
    InputKind on = InputKind::trigger;
    Phase to = Phase::queued;

    friend bool operator==(const Transition&, const Transition&) = default;
};

/// Every legal one, each once.
[[nodiscard]] std::span<const Transition> legalTransitions() noexcept;
/// Does the phase know such an input at all? Where not, it is refused as illegal.
[[nodiscard]] bool isLegal(Phase from, InputKind on) noexcept;
[[nodiscard]] bool isLegal(Phase from, InputKind on, Phase to) noexcept;

/// A change of status that the contract knows: queued → running; running → waiting, completed, failed, cancelled;
/// waiting → running, cancelled; failed → running; and queued → cancelled, for a run cancelled before it began.
[[nodiscard]] bool isLegal(RunStatus from, RunStatus to) noexcept;

} // namespace runlens::journey
