// SPDX-License-Identifier: GPL-3.0-or-later
// The schema, as the steps that lead to it: resources/migrations/NNNN_*.sql. A store's user_version is the number of
// the last one that it has had. Those that were ever released never change.
#pragma once

#include "engine/base/result.h"
#include "engine/store/connection.h"

#include <cstdint>
#include <span>

namespace runlens::store {

/// The header of every store says so ("Rnls"): no other program's database has it.
inline constexpr std::int64_t applicationId = 0x526E6C73;

/// The SQL of each, in order; the first makes version 1.
[[nodiscard]] std::span<const char* const> migrations() noexcept;
[[nodiscard]] inline std::int64_t schemaVersion() noexcept { return static_cast<std::int64_t>(migrations().size()); }

/// What a database file says of itself.
struct Identity {
    std::int64_t application = 0;
    std::int64_t version = 0;
    bool empty = false; ///< nothing was ever made in it
};
[[nodiscard]] Result<Identity> identityOf(Connection& connection);

/// Is it a store that this program knows, or empty? Errors: storeCorrupt (another program's), storeNewer.
[[nodiscard]] Result<void> checkIdentity(const Identity& identity, const Connection& connection);

/// Brings an empty or older store up to date, each step in a transaction of its own.
[[nodiscard]] Result<void> migrate(Connection& connection, const Identity& identity);

} // namespace runlens::store
