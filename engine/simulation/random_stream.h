// SPDX-License-Identifier: GPL-3.0-or-later
// Chance, the same on every machine and compiler: integers, and doubles by operations that IEEE 754 fixes to the bit.
// The standard library's distributions differ from library to library, and so do its logarithms.
#pragma once

#include "engine/domain/time.h"

#include <cstdint>

namespace runlens::simulation {

/// Mixes all bits of a number (SplitMix64's finalizer, a bijection).
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t bits) noexcept
{
    bits = (bits ^ (bits >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
    bits = (bits ^ (bits >> 27U)) * 0x94D0'49BB'1331'11EBU;
    return bits ^ (bits >> 31U);
}

/// One of 2^64 streams of one seed. What one contact draws does not depend on what others draw, nor on the order in
/// which, or the thread on which, they do. A copy goes on from the same place.
class RandomStream {
public:
    /// `stream` is the index of the contact.
    RandomStream(std::uint64_t seed, std::uint64_t stream) noexcept;

    /// 64 random bits.
    std::uint64_t next() noexcept { return mixed(m_state += m_step); }
    /// From 0 to `bound` - 1, each as likely; 0 where `bound` is 0.
    std::uint64_t below(std::uint64_t bound) noexcept;
    /// From 0 to `longest`, both included, to the microsecond; a negative one counts as 0.
    Duration upTo(Duration longest) noexcept;
    /// Greater than 0 and at most 1: a multiple of 2^-53.
    double unit() noexcept;
    /// True with a probability of `millionths` / 1,000,000.
    bool chance(std::uint32_t millionths) noexcept { return below(1'000'000) < millionths; }
    /// Exponentially distributed with this mean, to the microsecond.
    Duration exponential(Duration mean) noexcept;

private:
    std::uint64_t m_state;
    std::uint64_t m_step; ///< odd, so that the state runs through all values
};

/// The natural logarithm of a positive normal number, by additions, multiplications and divisions alone. Off by at most
/// 2 units in the last place.
[[nodiscard]] double logarithm(double x) noexcept;

} // namespace runlens::simulation
