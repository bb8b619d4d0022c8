// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journey/compare.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

namespace runlens::journey {
namespace {

template <class A, class B>
std::partial_ordering orderIntegers(A a, B b) noexcept
{
    if (std::cmp_less(a, b))
        return std::partial_ordering::less;
    return std::cmp_equal(a, b) ? std::partial_ordering::equivalent : std::partial_ordering::greater;
}

/// By the whole part, which an integer type holds exactly, and then by what is left of the double.
template <class I>
std::partial_ordering orderMixed(I integer, double real) noexcept
{
    constexpr double above = 18446744073709551616.0; // 2⁶⁴
    constexpr double below = -9223372036854775808.0; // −2⁶³
    if (std::isnan(real))
        return std::partial_ordering::unordered;
    if (real >= above)
        return std::partial_ordering::less;
    if (real < below)
        return std::partial_ordering::greater;
    const double whole = std::floor(real);
    const auto byWhole = whole < 0 ? orderIntegers(integer, static_cast<std::int64_t>(whole))
                                   : orderIntegers(integer, static_cast<std::uint64_t>(whole));
    if (byWhole != std::partial_ordering::equivalent)
        return byWhole;
    return real > whole ? std::partial_ordering::less : std::partial_ordering::equivalent;
}

std::partial_ordering reversed(std::partial_ordering ordering) noexcept { return 0 <=> ordering; }

template <class I>
std::partial_ordering orderInteger(I a, const Value& b) noexcept
{
    if (const auto* integer = b.as<std::int64_t>())
        return orderIntegers(a, *integer);
    if (const auto* big = b.as<std::uint64_t>())
        return orderIntegers(a, *big);
    if (const auto* real = b.as<double>())
        return orderMixed(a, *real);
    return std::partial_ordering::unordered;
}

} // namespace

bool isNumber(const Value& value) noexcept
{
    return value.as<std::int64_t>() != nullptr || value.as<std::uint64_t>() != nullptr || value.as<double>() != nullptr;
}

bool isScalar(const Value& value) noexcept
{
    return isNumber(value) || value.as<std::string>() != nullptr || value.as<bool>() != nullptr;
}

std::partial_ordering order(const Value& a, const Value& b) noexcept
{
    if (const auto* integer = a.as<std::int64_t>())
        return orderInteger(*integer, b);
    if (const auto* big = a.as<std::uint64_t>())
        return orderInteger(*big, b);
    if (const auto* real = a.as<double>()) {
        if (const auto* other = b.as<double>())
            return *real <=> *other;
        return reversed(order(b, a));
    }
    const auto* text = a.as<std::string>();
    const auto* other = b.as<std::string>();
    return text != nullptr && other != nullptr ? *text <=> *other : std::partial_ordering::unordered;
}

bool equal(const Value& a, const Value& b)
{
    return isNumber(a) && isNumber(b) ? order(a, b) == std::partial_ordering::equivalent : a == b;
}

} // namespace runlens::journey
