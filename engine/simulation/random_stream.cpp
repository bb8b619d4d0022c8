// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/simulation/random_stream.h"

#include <bit>

namespace runlens::simulation {
namespace {

constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15U; // 2^64 / the golden ratio

/// The upper 64 bits of a product.
constexpr std::uint64_t upperProduct(std::uint64_t a, std::uint64_t b) noexcept
{
    constexpr std::uint64_t low = 0xFFFF'FFFFU;
    const std::uint64_t lowHigh = (a & low) * (b >> 32U);
    const std::uint64_t highLow = (a >> 32U) * (b & low);
    const std::uint64_t middle = (((a & low) * (b & low)) >> 32U) + (lowHigh & low) + (highLow & low);
    return (a >> 32U) * (b >> 32U) + (lowHigh >> 32U) + (highLow >> 32U) + (middle >> 32U);
}
static_assert(upperProduct(~0ULL, ~0ULL) == ~0ULL - 1);

} // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t stream) noexcept
    : m_state(mixed(mixed(seed + golden) + mixed(stream ^ golden))),
      m_step(mixed(mixed(stream + golden) ^ (seed * golden)) | 1U)
{
    // A step whose bits hardly change from one to the next makes weak sequences (Steele, Lea, Flood: SplittableRandom).
    if (std::popcount(m_step ^ (m_step >> 1U)) < 24)
        m_step ^= 0xAAAA'AAAA'AAAA'AAAAU;
}

std::uint64_t RandomStream::below(std::uint64_t bound) noexcept
{
    if (bound == 0)
        return 0;
    // Lemire: the upper half of a product, unless the lower half lies where some results would be likelier.
    const std::uint64_t unfair = (0 - bound) % bound;
    std::uint64_t bits = next();
    while (bits * bound < unfair)
        bits = next();
    return upperProduct(bits, bound);
}

Duration RandomStream::upTo(Duration longest) noexcept
{
    if (longest <= Duration(0))
        return Duration(0);
    return Duration(static_cast<std::int64_t>(below(static_cast<std::uint64_t>(longest.count()) + 1)));
}

double RandomStream::unit() noexcept
{
    constexpr double step = 0x1p-53;
    return static_cast<double>((next() >> 11U) + 1) * step;
}

Duration RandomStream::exponential(Duration mean) noexcept
{
    const double length = -logarithm(unit()) * static_cast<double>(mean.count());
    return Duration(static_cast<std::int64_t>(length));
}

double logarithm(double x) noexcept
{
    // x = 2^exponent · fraction with the fraction from √½ to √2; ln(fraction) = 2 artanh(s), s = (f - 1) / (f + 1).
    constexpr double ln2High = 0x1.62E42FEE00000p-1; // the upper bits of ln 2: products with an exponent are exact
    constexpr double ln2Low = 0x1.A39EF35793C76p-33;
    constexpr std::uint64_t mantissa = (std::uint64_t{1} << 52U) - 1;
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<int>(bits >> 52U) - 1023;
    double fraction = std::bit_cast<double>((bits & mantissa) | (std::uint64_t{1023} << 52U));
    if (fraction > 0x1.6A09E667F3BCDp0) {
        fraction = fraction * 0.5;
        ++exponent;
    }
    const double s = (fraction - 1.0) / (fraction + 1.0);
    const double square = s * s;
    double sum = 0.0; // s²/3 + s⁴/5 + …, from the smallest term: |s| < 0.1716, so 11 terms reach the last bit
    for (int term = 23; term >= 3; term -= 2)
        sum = (sum + 1.0 / static_cast<double>(term)) * square;
    const double power = static_cast<double>(exponent);
    return power * ln2High + (power * ln2Low + (2.0 * s * sum + 2.0 * s));
}

} // namespace runlens::simulation
