// SPDX-License-Identifier: GPL-3.0-or-later
// The benches of the durable engine and its server, and what they need to know.
#pragma once

#include "tests/bench/driver.h"
#include "tests/bench/harness.h"

#include <string>

namespace runlens::bench {

/// Where the peers are installed (`./dev bench --peers`).
struct Peers {
    std::string folder;
    std::string drivers; ///< tests/bench/peers

    /// A driver of a peer, to be run by its own Node.
    [[nodiscard]] Program program(const std::string& name, const std::string& folderOfItsOwn) const;
};

/// W in process, by runs a second (row 1) and one at a time (row 3).
void workBenches(Bench& bench, const Peers& peers);
/// W over REST (row 2), and what the server tells (row 13).
void serverBenches(Bench& bench, const Peers& peers);
/// From 1,000 to 1,000,000 open waits. Needs no peer.
void waitBenches(Bench& bench);

} // namespace runlens::bench
