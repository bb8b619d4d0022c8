// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs a server is asked for: what it leaves out by itself.
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/words.h"

#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// The filters of the contract's `GET /automations/{id}/runs`; empty: not asked for. Resend's dialect has `statuses`
/// alone.
struct RunFilter {
    std::vector<RunStatus> statuses; ///< any of these
    std::string identity;            ///< is in it, whatever the case
    std::string step;                ///< the current step's key
    std::optional<Instant> startedSince;
    std::optional<Instant> startedUntil; ///< exclusive
    std::optional<Instant> activeSince;  ///< not finished before it

    friend bool operator==(const RunFilter&, const RunFilter&) = default;
};

} // namespace runlens
