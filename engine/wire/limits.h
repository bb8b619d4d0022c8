// SPDX-License-Identifier: GPL-3.0-or-later
// What a document may be at most. Over any of these nothing of it is shown: an Error with the place.
#pragma once

#include <cstddef>

namespace runlens {

/// One body, or one run of a streamed list.
inline constexpr std::size_t maxBodyBytes = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t maxNesting = 128;
/// Of one list, and of all lists of objects in one body (or in one run of a streamed list) together: an item of the
/// contract has more than 64 bytes, so that only a hostile body reaches the sum before it reaches its limit of bytes.
inline constexpr std::size_t maxListItems = 1'000'000;

} // namespace runlens
