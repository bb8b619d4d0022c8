// SPDX-License-Identifier: GPL-3.0-or-later
// How far colours are apart, for the tests of the palette.
#pragma once

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace runlens::test {

using Triple = std::array<double, 3>;

/// sRGB to linear light, 0 to 1 (IEC 61966-2-1).
[[nodiscard]] inline Triple linear(const QColor& colour)
{
    const auto one = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return {one(colour.redF()), one(colour.greenF()), one(colour.blueF())};
}

/// Contrast ratio, 1 to 21 (WCAG 2.1, relative luminance).
[[nodiscard]] inline double contrast(const QColor& a, const QColor& b)
{
    const auto luminance = [](const QColor& colour) {
        const Triple c = linear(colour);
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    };
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

/// Linear light as a person without green cones sees it (Machado, Oliveira and Fernandes 2009, severity 1.0).
[[nodiscard]] inline Triple deuteranopia(const Triple& c)
{
    constexpr std::array<Triple, 3> m{
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    Triple seen{};
    for (std::size_t i = 0; i < 3; ++i)
        seen[i] = std::clamp(m[i][0] * c[0] + m[i][1] * c[1] + m[i][2] * c[2], 0.0, 1.0);
    return seen;
}

/// CIE L*a*b* (D65) of linear light.
[[nodiscard]] inline Triple lab(const Triple& c)
{
    const double x = (0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047;
    const double y = 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2];
    const double z = (0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

/// The distance of two colours as a person without green cones sees them (CIE 1976).
[[nodiscard]] inline double distanceForDeuteranopia(const QColor& a, const QColor& b)
{
    const Triple p = lab(deuteranopia(linear(a)));
    const Triple q = lab(deuteranopia(linear(b)));
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

} // namespace runlens::test
