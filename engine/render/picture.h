// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/layout/scene.h"
#include "engine/render/palette.h"

#include <QByteArray>

#include <string>

namespace runlens::render {

/// The longest side of an image, device pixels.
inline constexpr double longestImageSide = 30'000;

/// A scene as a PNG file's bytes, `scale` device pixels a pixel (1 or more). A scene that would be larger than an image
/// may be is refused with ErrorCode::tooLarge. Needs a QGuiApplication; any thread.
[[nodiscard]] Result<QByteArray> toPng(const layout::Scene& scene, Theme theme, double scale);

/// A scene as an SVG file's bytes; `title` is its accessible name.
[[nodiscard]] Result<QByteArray> toSvg(const layout::Scene& scene, Theme theme, const std::string& title);

} // namespace runlens::render
