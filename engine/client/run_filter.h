// SPDX-License-Identifier: GPL-3.0-or-later
// What a server picks out by itself, and which of it a server of a dialect can. Free of Qt; any thread.
#pragma once

#include "engine/domain/time.h"
#include "engine/domain/words.h"
#include "engine/wire/answer_writer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runlens {

/// A run must meet everything that is given.
struct RunFilter {
    std::vector<RunStatus> statuses; ///< any of these; empty: all
    std::string identity;            ///< it is in it, whatever the case
    std::string step;                ///< the key of a step it stands at
    std::optional<Instant> startedSince;
    std::optional<Instant> startedUntil;
    std::optional<Instant> activeSince; ///< not over before

    [[nodiscard]] bool empty() const { return *this == RunFilter{}; }
    friend bool operator==(const RunFilter&, const RunFilter&) = default;
};

/// How much of a filter is done by whoever tells runs; the rest is left to those who look at them.
enum class FilterReach : std::uint8_t {
    nothing,
    statuses, ///< and none else; those under way (queued, running, waiting) are not told apart
    all,
};

} // namespace runlens

namespace runlens::client {

using runlens::RunFilter;

/// A filter in two parts. Both must be met; `here` is to be looked at in what the server sends for `server`.
struct SplitFilter {
    RunFilter server;
    RunFilter here;
};

/// Sendrealm filters by all of it. Resend filters by status alone, and calls `running` whatever is under way: of queued
/// and waiting it sends what is running too, and says that it runs; so these three cannot be told apart there, and
/// `here` does not have them.
[[nodiscard]] SplitFilter splitFilter(const RunFilter& filter, Dialect dialect);

/// The same as what can be said of any filter.
[[nodiscard]] FilterReach filterReachOf(Dialect dialect);

/// The filter as parameters of a request, escaped, each with its "&" in front: "&status=failed&identity=a%40b.c". The
/// filter has nothing that this dialect does not know.
[[nodiscard]] std::string parametersOf(const RunFilter& filter, Dialect dialect);

/// Everything but letters, digits and "-._~" as %XX.
[[nodiscard]] std::string percentEncoded(std::string_view text);

} // namespace runlens::client
